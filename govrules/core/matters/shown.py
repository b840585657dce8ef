"""What any page shows of a matter: its steps and who would act on those ahead, its record, what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from govrules.core import authority, clock
from govrules.core.authority import Acting, Held
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Evidence, Matter, Step, StepHolder, StepState
from govrules.core.matters.queries import mark_opened, name_places
from govrules.core.office import snapshot
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of, holders_on
from govrules.core.wording import moment

STEPS = ("seat__organ", "organ", "assignee", "decided_by", "in_place_of", "custodian")


def steps_of(matter: Matter) -> list[Step]:
    """All steps of a matter with everything that a page says of them: three queries."""
    holders = Prefetch("holders", StepHolder.objects.select_related("official"))
    steps = list(matter.steps.select_related(*STEPS).prefetch_related(holders))
    for step in steps:
        step.matter = matter
    name_places(steps, clock.now())
    return steps


def at_hand(steps: Sequence[Step], official: Official, at: datetime) -> Step | None:
    """The step of a matter that waits for him, noted as opened; None where none does."""
    mine = next((s for s in steps if s.state == StepState.PENDING and s.assignee_id == official.pk), None)
    if mine:
        mark_opened(mine, official, at)
    return mine


def expected(matter: Matter, steps: Sequence[Step], at: datetime) -> dict[int, Acting | Held]:
    """Who would act today on the seats whose steps lie ahead: one snapshot of the government, whatever their number."""
    ahead = {s.seat_id: s.seat for s in steps if s.state == StepState.WAITING and s.seat}
    if not ahead:
        return {}
    shot, book = snapshot.of_government(matter.government_id, at), book_of(matter.adoption)
    return {pk: authority.among(shot, seat, book) for pk, seat in ahead.items()}


def journal_of(matter: Matter) -> list[dict[str, Any]]:
    """The record of a matter, oldest first, as the pages write it."""
    lines = list(JournalEntry.objects.filter(matter=matter).select_related("actor", "in_place_of").order_by("seq"))
    places = {line.pk: (line.in_place_of_id, clock.date_of(line.at)) for line in lines if line.in_place_of_id}
    names = holders_on(places.values())
    return [
        {
            "at": line.at, "when": moment(line.at), "who": line.actor.name if line.actor else "系统", "text": line.text,
            "place": f"{line.in_place_of.title}{names.get(places[line.pk], '')}" if line.in_place_of else "",
            "article": line.article, "act": line.act,
        }
        for line in lines
    ]  # fmt: skip


def evidence_of(matter: Matter) -> list[Evidence]:
    """What proves reviews, consents and silences."""
    return list(Evidence.objects.filter(matter=matter).select_related("issuer", "step", "attachment"))
