"""An agenda in hand: its items in order, when each begins, and how long it all takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from govrules.rulebook import Feature, Rulebook
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem


@dataclass(frozen=True)
class Row:
    """An item on the agenda: its number, when it begins and ends; no minutes planned for it: it takes none yet."""

    number: int
    item: AgendaItem
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Limit:
    """How long such a meeting and each report on it may last, in minutes, and where that is said."""

    meeting: int | None
    report: int | None
    article: int
    strength: str


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items on an agenda in their order, with what pages and gates ask of them: two queries."""
    rows = AgendaItem.objects.filter(meeting=meeting).select_related(
        "matter__organ__government", "matter__government", "matter__adoption", "sponsor", "decision"
    )
    slim = rows.defer("matter__adoption__rulebook_toml", "matter__adoption__provisions_csv")
    return list(slim.prefetch_related("touched").order_by("position", "pk"))


def timeline(begins: datetime, items: Iterable[AgendaItem]) -> list[Row]:
    """When each item begins and ends, one after the other."""
    rows, at = [], begins
    for number, item in enumerate(items, 1):
        ends = at + timedelta(minutes=item.minutes_given or 0)
        rows.append(Row(number, item, at, ends))
        at = ends
    return rows


def total(items: Iterable[AgendaItem]) -> int:
    """How many minutes all items take."""
    return sum(item.minutes_given or 0 for item in items)


def limit_of(meeting: Meeting, book: Rulebook) -> Limit | None:
    """The rulebook's limits for a meeting and its reports, if it has some for this body."""
    found: Feature | None = book.feature("speaking_limits")
    if found is None:
        return None
    params = found.params
    exempt = params.important_exempt and meeting.important
    reports = params.report_minutes if not params.report_bodies or meeting.body in params.report_bodies else None
    return Limit(None if exempt else params.meeting_minutes, reports, found.article, found.strength or "must")


def study_first(items: Sequence[AgendaItem]) -> bool:
    """Whether an agenda begins with a study."""
    return bool(items) and items[0].study
