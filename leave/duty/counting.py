"""Who led and who kept how many shifts in a year or a month, weekends and holidays apart: whether it is fair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from govrules.core.calendar import queries as calendars
from govrules.core.office.models import Official, Organ
from leave.duty.models import DutyShift, Role
from leave.duty.planning import DAY, following, previous
from leave.duty.queries import kind_of, month_named
from leave.duty.rules import rules_of
from leave.duty.staff import staff_of


@dataclass(frozen=True)
class Period:
    """A year or a month, up to and without `end`."""

    first: date
    end: date

    @property
    def is_month(self) -> bool:
        return self.end == following(self.first)

    @property
    def before(self) -> Period:
        return Period(previous(self.first), self.first) if self.is_month else _year(self.first.year - 1)

    @property
    def after(self) -> Period:
        return Period(self.end, following(self.end)) if self.is_month else _year(self.first.year + 1)

    @property
    def query(self) -> str:
        return f"month={self.first:%Y-%m}" if self.is_month else f"year={self.first.year}"

    @property
    def words(self) -> str:
        return f"{self.first.year}年" + (f"{self.first.month}月" if self.is_month else "")


def _year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


def period_of(year: str, month: str, today: date) -> Period:
    """`month` as 2026-06, else `year`, else this year."""
    first = month_named(month)
    if first:
        return Period(first, following(first))
    asked = int(year) if year.isdecimal() and len(year) == 4 else today.year
    return _year(asked if 2000 <= asked <= 2100 else today.year)


@dataclass
class Count:
    """Shifts by kind of day; made-up working days are working days."""

    work: int = 0
    rest: int = 0
    off: int = 0

    @property
    def all(self) -> int:
        return self.work + self.rest + self.off

    def add(self, kind: str) -> None:
        name = "work" if kind == "made" else kind
        setattr(self, name, getattr(self, name) + 1)


@dataclass
class Turn:
    """How often somebody had or has a place."""

    official: Official
    leader: Count = field(default_factory=Count)
    officer: Count = field(default_factory=Count)

    @property
    def all(self) -> int:
        return self.leader.all + self.officer.all

    @property
    def rest(self) -> int:
        return self.leader.rest + self.officer.rest

    @property
    def off(self) -> int:
        return self.leader.off + self.officer.off


def turns(organ: Organ, period: Period) -> list[Turn]:
    """By person, who has most first: two queries."""
    calendar = calendars.current()
    shifts = DutyShift.objects.filter(
        roster__organ=organ, roster__published_at__isnull=False, day__gte=period.first, day__lt=period.end
    )
    found: dict[int, Turn] = {}
    for shift in shifts.select_related("leader", "officer"):
        kind = kind_of(calendar, shift.day).key
        for role in Role:
            official = getattr(shift, role)
            if official:
                getattr(found.setdefault(official.pk, Turn(official)), role).add(kind)
    return sorted(found.values(), key=lambda turn: (-turn.all, turn.official.pk))


def without_turn(organ: Organ, found: Sequence[Turn], period: Period, today: date) -> list[str]:
    """Who could have had a place and has none, as name and title: three queries."""
    on = min(max(period.first, today), period.end - DAY)
    staff = staff_of(organ, rules_of(organ.government, on), on, on)
    able = staff.serving(Role.LEADER, on) | staff.serving(Role.OFFICER, on)
    counted = {turn.official.pk for turn in found}
    return [words for pk, words in able.items() if pk not in counted]
