"""What the pages of this room show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, way
from govrules.core.office.models import Official
from govrules.core.wording import moment
from meetings.attendance.models import Attendee, Excuse, Presence, Role
from meetings.attendance.presence import name_of_stand_in
from meetings.attendance.states import EXCUSED, State
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem


def gather(matter: Matter, at: datetime) -> tuple[Any, ...]:
    """Document, steps, way, findings and further facts of one matter of this room (see `meetings.sheet`)."""
    related = ("attendee__meeting__room", "attendee__meeting__matter", "attendee__organ", "stand_in")
    document = Excuse.objects.select_related(*related).get(pk=matter.pk)
    document.matter = matter
    steps = steps_of(matter)
    line = way(matter, steps, (), expected(matter, steps, at))
    return document, steps, [Point("请假", document.attendee.name, "", "done"), *line[1:]], [], {}


@dataclass
class Row:
    """Somebody asked, as the pages show him."""

    attendee: Attendee
    excuse: Excuse | None
    presences: list[Presence]

    @property
    def here(self) -> Presence | None:
        return next((p for p in self.presences if p.left_at is None), None)

    @property
    def came(self) -> bool:
        return bool(self.presences)

    @property
    def instead(self) -> str:
        """Who comes for him."""
        return name_of_stand_in(self.attendee)

    @property
    def state(self) -> str:
        """Where he is, in a word."""
        if self.here:
            return "替会人在场" if self.here.stands_in else "在场"
        if self.came:
            return "已离会"
        if self.attendee.excused:
            return "请假"
        return "未到"

    @property
    def receipt(self) -> str:
        """What is known of his coming."""
        if self.excuse:
            return str(State(self.excuse.matter.state).label)
        if self.attendee.confirmed_at:
            return "已回执"
        return "已读" if self.attendee.read_at else "未读"


def rows_of(meeting: Meeting) -> list[Row]:
    """Everybody asked in the office's order, with leave, presences and items: five queries whatever their number."""
    excuses = Excuse.objects.exclude(matter__state=State.WITHDRAWN).select_related("matter", "stand_in")
    asked = meeting.attendees.select_related("official", "organ", "stand_in").prefetch_related(
        Prefetch("excuses", excuses.order_by("-pk"), to_attr="live_excuses"), "presences",
        Prefetch("items", AgendaItem.objects.select_related("matter").order_by("position")),
    )  # fmt: skip
    return [Row(a, next(iter(a.live_excuses), None), list(a.presences.all())) for a in asked]


def by_role(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows of each role, in the roles' order, without empty ones."""
    listed = list(rows)
    groups = [(str(role.label), [row for row in listed if row.attendee.role == role]) for role in Role]
    return [(label, group) for label, group in groups if group]


def opinions_on(meeting: Meeting) -> list[tuple[Attendee, str]]:
    """Who had something to say beforehand, and what: those excused, and those who come. Two queries."""
    excused = Excuse.objects.filter(attendee__meeting=meeting, matter__state__in=EXCUSED).exclude(opinion="")
    said = [(e.attendee, e.opinion) for e in excused.select_related("attendee").order_by("attendee__order")]
    return [*said, *((a, a.opinion) for a in meeting.attendees.exclude(opinion=""))]


def visible_meeting(official: Official, pk: int) -> Meeting | None:
    """A meeting that he may see."""
    found = Meeting.objects.filter(pk=pk, matter__in=visible_to(official))
    return found.select_related(
        "matter__government", "matter__adoption", "matter__organ", "room", "chair__organ", "current__matter"
    ).first()  # fmt: skip


def sheet_rows(meeting: Meeting) -> Iterator[list[str]]:
    """The attendance list for Excel: the heading and a row for each."""
    yield ["次序", "身份", "姓名", "单位和职务", "列席议题", "回执", "请假事由", "替会人", "到会", "离会", "签到方式"]
    for number, row in enumerate(rows_of(meeting), start=1):
        a, first, last = row.attendee, next(iter(row.presences), None), row.presences[-1] if row.presences else None
        yield [
            str(number), str(a.get_role_display()), a.name, a.title,
            "；".join(item.matter.title for item in a.items.all()), row.receipt,
            row.excuse.reason if row.excuse else "", row.instead, moment(first.came_at) if first else "",
            moment(last.left_at) if last and last.left_at else "", str(first.get_how_display()) if first else "",
        ]  # fmt: skip
