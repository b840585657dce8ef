"""How a matter of each kind is shown: which floor gathers what, and which template draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.queries import sheet as document_sheet
from govrules.core.matters.models import Matter


@dataclass(frozen=True)
class Kind:
    """The template that draws the text, the function that gathers what it shows, the address of the whole page."""

    template: str
    gather: Callable[[Matter, datetime], Any]
    page: str


DOCUMENT = Kind("documents/_paper.html", document_sheet, "documents:page")
KINDS: Mapping[str, Kind] = {"submission": DOCUMENT, "dispatch": DOCUMENT}
