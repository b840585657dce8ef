"""A duty room at work: a month made and published by the acts, and short words for what tests ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from openpyxl import load_workbook

from govrules.core import clock
from govrules.core.journal.models import JournalEntry
from govrules.core.notices.models import Notice
from govrules.core.office.actions import Trip, enter_absence
from govrules.core.office.models import Absence, Official, Organ
from leave.duty import actions
from leave.duty.models import DutyEntry, DutyRoster, DutyShift, EntryKind
from tests.core.calendars import office
from tests.core.cast import Cast

MONDAY = office("2026-06-01 09:00")
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Room:
    cast: Cast
    clock: clock.StoppedClock

    def make(self, organ: Organ | None = None, month: date = JUNE, **who: Any) -> DutyRoster:
        """Laid out by the organ's clerk; the office's by default, led by the leaders in turn."""
        organ = organ or self.cast.office
        by = who.pop("by", None) or self.keeper(organ)
        turns = {"leaders": self.leaders(organ), "officers": self.officers(organ)} | who
        return actions.make(organ, month, actions.Turns(*[[o.pk for o in turns[k]] for k in turns]), by=by)

    def published(self, organ: Organ | None = None, month: date = JUNE, **who: Any) -> DutyRoster:
        roster = self.make(organ, month, **who)
        return actions.publish(roster, by=self.keeper(roster.organ))

    def keeper(self, organ: Organ) -> Official:
        return {self.cast.office.pk: self.cast.clerk, self.cast.township.pk: self.cast.township_clerk}.get(
            organ.pk, getattr(self.cast, f"{organ.key}_clerk", self.cast.clerk)
        )

    def leaders(self, organ: Organ) -> list[Official]:
        cast = self.cast
        if organ == cast.office:
            return [cast.head, cast.executive, cast.schools_deputy, cast.land_deputy]
        return [getattr(cast, f"{organ.key}_head")]

    def officers(self, organ: Organ) -> list[Official]:
        cast = self.cast
        if organ == cast.office:
            return [cast.vice_director, cast.clerk]
        return [getattr(cast, f"{organ.key}_clerk")]

    def shift(self, day: int = 1, organ: Organ | None = None, month: date = JUNE) -> DutyShift:
        return DutyShift.objects.select_related("roster__organ", "leader", "officer").get(
            roster__organ=organ or self.cast.office, day=month.replace(day=day)
        )

    def names(self, role: str = "officer", organ: Organ | None = None) -> list[str]:
        """Whose turn it is, day by day; "" is a hole."""
        shifts = DutyShift.objects.filter(roster__organ=organ or self.cast.office).select_related("leader", "officer")
        people = [getattr(shift, role) for shift in shifts]
        return [person.name if person else "" for person in people]

    def away(self, official: Official, start: str, end: str) -> Absence:
        return enter_absence(official, Trip(office(start), office(end), "学习培训", "大同市"))

    def write(self, text: str = "水库水位上涨", by: Official | None = None, **said: Any) -> DutyEntry:
        """Into the log of the shift that is being kept."""
        shift = said.pop("shift", None) or self.shift()
        values = {"kind": EntryKind.ROUTINE, "known_at": clock.now()} | said
        return actions.write(shift, actions.Said(text=text, **values), by=by or shift.officer)


def at(text: str) -> datetime:
    """2026-06-01 14:05, in the office's time."""
    return office(text)


def told(official: Official, event: str = "duty") -> list[str]:
    """What he was told in the portal, the newest last."""
    rows = Notice.objects.filter(recipient=official, channel="portal", event__startswith=event)
    return [row.subject for row in rows.order_by("pk")]


def lines(act: str) -> list[str]:
    """The lines of the governments' journals about an act."""
    return list(JournalEntry.objects.filter(matter=None, act=act).order_by("seq").values_list("text", flat=True))


def text(response) -> str:
    return told_in(response.content.decode())


def section(response, name: str) -> str:
    """One section of a page by its heading's name."""
    return told_in(response.content.decode().split(f'id="{name}-head"')[1].split("</section>")[0])


def told_in(html: str) -> str:
    return " ".join(strip_tags(html.replace("<", " <")).split())


def cost(client, address: str) -> int:
    """How many queries a page asks."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def sheet_of(response) -> list[tuple[str, ...]]:
    """The rows of a workbook."""
    assert response.status_code == 200 and response["Content-Type"].endswith("spreadsheetml.sheet")
    table = load_workbook(BytesIO(response.content)).active
    return [tuple(cell or "" for cell in row) for row in table.iter_rows(values_only=True)]
