"""How a matter of each kind is shown: which floor gathers what, and which template draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents import actions as documents
from documents.listing import WORDS as DOCUMENT_WORDS
from documents.queries import sheet as document_sheet
from govrules.core.matters.choosing import Choice
from govrules.core.matters.models import Matter, Step
from leave.requests import queries as leave
from leave.requests import steps as leave_steps
from meetings import sheet as meetings
from meetings import steps as meeting_steps
from meetings.words import WORDS as MEETING_WORDS


@dataclass(frozen=True)
class Kind:
    """The template that draws the text, the function that gathers what it shows, the address of the whole page; what
    may be chosen on a step of it, and the act that carries a choice out."""

    template: str
    gather: Callable[[Matter, datetime], Any]
    page: str
    choices: Callable[[Step], tuple[Choice, ...]] = documents.choices
    decide: Callable[..., None] = documents.decide
    asks: str = ""  # the template that draws what its choices ask for beyond an opinion
    picks: str = "请哪些领导阅知"  # what leaders are picked for where the rules name none


def of_meetings(template: str, page: str) -> Kind:
    """A kind of the meetings floor."""
    return Kind(f"meetings/{template}", meetings.sheet, f"meetings:{page}", meeting_steps.choices, meeting_steps.decide)


DOCUMENT = Kind("documents/_paper.html", document_sheet, "documents:page")
KINDS: Mapping[str, Kind] = {
    "submission": DOCUMENT, "dispatch": DOCUMENT,
    "agenda_item": of_meetings("items/_paper.html", "item"),
    "meeting": of_meetings("calling/_paper.html", "meeting"),
    "meeting_leave": of_meetings("attendance/_paper.html", "excuse"),
    "minutes": of_meetings("minutes/_paper.html", "minutes"),
    "event": of_meetings("events/_paper.html", "event"),
    "leave": Kind(
        "leave/requests/_paper.html", leave.sheet, "leave:page", leave_steps.choices, leave_steps.decide,
        asks="leave/requests/_asks.html", picks="由哪位领导审批",
    ),
}  # fmt: skip
WORDS: Mapping[str, str] = {**DOCUMENT_WORDS, **MEETING_WORDS, **leave.WORDS}
