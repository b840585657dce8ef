"""What an official may see, and what waits for him. `visible_to` is the one door to every matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet

from govrules.core import clock
from govrules.core.matters.models import (
    LIVE,
    Matter,
    MatterUserObjectPermission,
    Participant,
    Step,
    StepHolder,
    StepState,
)
from govrules.core.office.models import Official
from govrules.core.office.queries import holders_on, organs_of


def visible_to(official: Official) -> QuerySet[Matter]:
    """Matters of his government in which he or an organ he serves in today takes part, or granted to him."""
    organs = organs_of(official, clock.today())
    mine = Participant.objects.filter(Q(official=official) | Q(organ__in=organs)).values("matter")
    granted = MatterUserObjectPermission.objects.filter(
        user__official=official, permission__codename="view_matter"
    ).values("content_object")
    return Matter.objects.filter(Q(pk__in=mine) | Q(pk__in=granted), government=official.government_id)


def with_rules(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters with what almost every act and page asks of them; the adopted texts are read once a process, not here."""
    related = matters.select_related("government", "adoption", "organ__government")
    return related.defer("adoption__rulebook_toml", "adoption__provisions_csv")


def queue(official: Official) -> QuerySet[Step]:
    """Steps that wait for him, the nearest deadline first; steps without one follow in the order they came."""
    return (
        Step.objects.filter(assignee=official, state=StepState.PENDING)
        .select_related("matter__organ", "matter__government", "seat", "organ", "assignee")
        .order_by(F("due_at").asc(nulls_last=True), "started_at", "pk")
    )


def live_of_outer() -> QuerySet[Step]:
    """For a subquery on matters: their steps under way, the nearest limit first."""
    found = Step.objects.filter(matter=OuterRef("pk"), state__in=LIVE)
    return found.order_by(F("due_at").asc(nulls_last=True), "pk")


def kept_by(official: Official) -> QuerySet[Step]:
    """Steps held because nobody may decide, of which he is the custodian (待明确)."""
    return (
        Step.objects.filter(custodian=official, state=StepState.HELD)
        .select_related("matter__organ", "seat", "organ")
        .order_by("started_at", "pk")
    )


def name_places(steps: Iterable[Step], at: datetime) -> None:
    """Write on each step that another than its seat's holder has or had in hand, whose place that is: `place_of`.

    The name of who fills the seat, when it was decided or now; empty for a vacant one. One query, none without such.
    """
    days = {s.pk: (s.seat_id, clock.date_of(s.decided_at or at)) for s in steps if s.seat_id and s.in_place}
    names = holders_on(days.values())
    for step in steps:
        step.place_of = names.get(days[step.pk], "") if step.pk in days else ""


def mark_opened(step: Step, official: Official, at: datetime) -> None:
    """Note when the holder first opened his step: part of the evidence when he stays silent."""
    StepHolder.objects.filter(step=step, official=official, until=None, opened_at=None).update(opened_at=at)
