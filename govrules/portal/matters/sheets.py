"""How a matter of each kind is shown: which floor gathers what, and which template draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents import actions as documents
from documents.departmental.queries import sheet as department_sheet
from documents.listing import TO_DO as DOCUMENTS_TO_DO
from documents.listing import WORDS as DOCUMENT_WORDS
from documents.publicity import steps as publicity_steps
from documents.publicity.queries import sheet as publicity_sheet
from documents.queries import sheet as document_sheet
from documents.seals.queries import sheet as seal_sheet
from govrules.core.matters.choosing import Choice
from govrules.core.matters.models import Matter, Step
from govrules.core.registers import queries as ledgers
from leave.requests import queries as leave
from leave.requests import steps as leave_steps
from meetings import sheet as meetings
from meetings import steps as meeting_steps
from meetings.words import TO_DO as MEETINGS_TO_DO
from meetings.words import WORDS as MEETING_WORDS
from supervision import queries as supervision


@dataclass(frozen=True)
class Kind:
    """The template that draws the text, the function that gathers what it shows, the address of the whole page; what
    may be chosen on a step of it, and the act that carries a choice out; how one asks the office director for whom he
    picks where the rules name nobody."""

    template: str
    gather: Callable[[Matter, datetime], Any]
    page: str
    choices: Callable[[Step], tuple[Choice, ...]] = documents.choices
    decide: Callable[..., None] = documents.decide
    picks: str = ""
    asks: str = ""  # the template that draws what its choices ask for beyond an opinion


def of_meetings(room: str, page: str, picks: str = "", asks: str = "") -> Kind:
    """A kind of the meetings floor."""
    paper, address = f"meetings/{room}/_paper.html", f"meetings:{page}"
    return Kind(paper, meetings.sheet, address, meeting_steps.choices, meeting_steps.decide, picks, asks)


DOCUMENT = Kind("documents/_paper.html", document_sheet, "documents:page")
KINDS: Mapping[str, Kind] = {
    "submission": DOCUMENT, "dispatch": DOCUMENT,
    "department_document": Kind("documents/_paper.html", department_sheet, "documents:department_page"),
    "publicity": Kind(
        "documents/publicity/_paper.html", publicity_sheet, "documents:publicity_page", publicity_steps.choices,
        publicity_steps.decide, picks="由哪位领导审定",
    ),
    "sealing": Kind("documents/seals/_paper.html", seal_sheet, "documents:sealing"),
    "agenda_item": of_meetings("items", "item", "由谁确定"),
    "meeting": of_meetings("calling", "meeting"),
    "meeting_leave": of_meetings("attendance", "excuse", "由谁批准"),
    "minutes": of_meetings("minutes", "minutes", "由谁签发"),
    "event": of_meetings("events", "event", "由谁审批"),
    "coordination": of_meetings("coordination", "coordination", asks="meetings/coordination/_asks.html"),
    "party_matter": of_meetings("party", "party", "由谁审定"),
    "supervised": Kind("supervision/_paper.html", supervision.sheet, "supervision:page"),
    "ledger": Kind("ledgers/_paper.html", ledgers.sheet, "ledgers:page"),
    "leave": Kind(
        "leave/requests/_paper.html", leave.sheet, "leave:page", leave_steps.choices, leave_steps.decide,
        asks="leave/requests/_asks.html", picks="由哪位领导审批",
    ),
}  # fmt: skip
WORDS: Mapping[str, str] = {**DOCUMENT_WORDS, **MEETING_WORDS, **supervision.WORDS, **leave.WORDS, **ledgers.WORDS}
TO_DO: Mapping[str, str] = {**DOCUMENTS_TO_DO, **MEETINGS_TO_DO}
