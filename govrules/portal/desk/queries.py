"""What the desk shows: what he or his organ has under way and where it is, what is held, what is late in the office."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of
from govrules.core.matters import queries as matters
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.office.models import Absence, Government, Official, Seat
from govrules.core.office.queries import organs_of
from govrules.core.workdays import Calendar
from govrules.portal.due import Due, due
from govrules.portal.matters.sheets import TO_DO, WORDS
from govrules.rulebook.vocabulary import STEP_ACTS
from leave.board.queries import away_today
from leave.duty.keeping import room_now
from leave.duty.models import DutyShift

MOST = 8
CLERKS = frozenset({"office_clerk", "department_clerk", "township_clerk", "institution_clerk"})


@dataclass(frozen=True)
class Underway:
    """A matter of his or his organ's, and where it is now."""

    pk: int
    title: str
    state: str
    where: str
    due: Due


@dataclass(frozen=True)
class Late:
    """A step that is over its limit or close to it, somewhere in the government."""

    matter: int
    title: str
    where: str
    due: Due


@dataclass(frozen=True)
class Lights:
    """How the whole office stands."""

    red: int
    yellow: int
    green: int
    held: int
    worst: list[Late]


@dataclass(frozen=True)
class ToDo:
    """A matter that waits for its drafters: what they have to do with it."""

    pk: int
    title: str
    words: str
    since: datetime


@dataclass(frozen=True)
class Drafting:
    """What waits for him as its drafter: how many, and the first of them."""

    all: int
    first: list[ToDo]


def with_drafters(official: Official, organs: Collection[int]) -> QuerySet[Matter]:
    """What waits for its drafters and nobody else: his own, and that of the organs for which he drafts."""
    live = Step.objects.filter(matter=OuterRef("pk"), state__in=LIVE)
    his = Q(opened_by=official) | Q(organ__in=organs)
    found = matters.visible_to(official).filter(his, ~Exists(live), state__in=list(TO_DO), closed_at=None)
    return found.select_related("organ").order_by("-moved_at", "-pk")


@dataclass(frozen=True)
class Away:
    """Who is away today: the first of them, how many more, and who is on duty for the government."""

    rows: list[Absence]
    more: int
    duty: DutyShift | None


def away(government: Government, at: datetime) -> Away:
    """The small board: two queries."""
    rows = away_today(government, at)
    return Away(rows[:MOST], max(0, len(rows) - MOST), room_now(government, at))


def drafting(official: Official, seats: Iterable[Seat]) -> Drafting:
    """What he drafts himself or, as a clerk, for his organ, and what nobody else has now: two queries."""
    found = with_drafters(official, [seat.organ_id for seat in seats if seat.post in CLERKS])
    first = [ToDo(matter.pk, matter.title, TO_DO[matter.state], matter.moved_at) for matter in found[:MOST]]
    return Drafting(found.count() if len(first) == MOST else len(first), first)


def underway(official: Official, at: datetime, without: Collection[int] = ()) -> list[Underway]:
    """Open matters that he opened or that his organ hosts, the last moved first: three queries."""
    mine = Q(opened_by=official) | Q(organ__in=organs_of(official, date_of(at)))
    open_ = matters.visible_to(official).filter(mine, closed_at=None).exclude(pk__in=without)
    found = list(open_.order_by("-moved_at", "-pk")[:MOST])
    live = live_steps(found)
    calendar = calendars.current()
    return [_underway(matter, live.get(matter.pk, []), at, calendar) for matter in found]


def live_steps(found: Iterable[Matter]) -> dict[int, list[Step]]:
    """The steps under way of some matters, the nearest due first: one query."""
    steps = Step.objects.filter(matter__in=found, state__in=LIVE).select_related("assignee", "organ", "seat")
    live: dict[int, list[Step]] = {}
    for step in steps.order_by(F("due_at").asc(nulls_last=True), "pk"):
        live.setdefault(step.matter_id, []).append(step)
    return live


def _underway(matter: Matter, live: list[Step], at: datetime, calendar: Calendar) -> Underway:
    nearest = live[0] if live else None
    left = due(nearest.due_at, nearest.warn_at, at, calendar) if nearest else Due()
    return Underway(matter.pk, matter.title, WORDS.get(matter.state, matter.state), where(live), left)


def where(live: list[Step]) -> str:
    """With whom it is: one by name, several by number."""
    if not live:
        return ""
    if len(live) > 1:
        return f"{len(live)}家{STEP_ACTS.get(live[0].act, '')}中"
    step = live[0]
    act = STEP_ACTS.get(step.act, step.act)
    if step.state == StepState.HELD:
        return f"{act}待明确"
    who = step.assignee.name if step.assignee else ""
    organ = f"{step.organ.short_name}" if step.organ else ""
    return f"{organ}{who}{act}"


def held(official: Official) -> list[tuple[Step, bool]]:
    """What he keeps because nobody may decide it, and whether he may read it: two queries."""
    steps = list(matters.kept_by(official))
    seen = set(matters.visible_to(official).filter(pk__in={s.matter_id for s in steps}).values_list("pk", flat=True))
    return [(step, step.matter_id in seen) for step in steps]


def lights(official: Official, at: datetime) -> Lights:
    """All steps under way in matters that the office may see, and those held that he keeps, by light: three queries."""
    steps = Step.objects.filter(matter__in=matters.visible_to(official), state__in=LIVE)
    red, yellow = Q(due_at__lte=at), Q(warn_at__lte=at, due_at__gt=at)
    counted: Mapping[str, int] = steps.aggregate(
        red=Count("pk", filter=red), yellow=Count("pk", filter=yellow), all=Count("pk"),
    )  # fmt: skip
    kept = Step.objects.filter(Q(pk__in=steps) | Q(custodian=official), state=StepState.HELD).count()
    near = steps.filter(red | yellow).select_related("matter", "assignee", "organ").order_by("due_at", "pk")[:MOST]
    calendar = calendars.current()
    worst = [Late(s.matter_id, s.matter.title, where([s]), due(s.due_at, s.warn_at, at, calendar)) for s in near]
    green = counted["all"] - counted["red"] - counted["yellow"]
    return Lights(counted["red"], counted["yellow"], green, kept, worst)
