"""What a leave would bring about, seen before it is asked: whose pair is away too, what he would miss, who acts in his
place and on what ground, where his open work goes, and what nobody could decide. Nothing is written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from govrules.core.authority import Acting, Held, among
from govrules.core.matters.models import Step, StepState
from govrules.core.office.colliding import Collision, colliding
from govrules.core.office.models import Absence, Entrustment, Official, Seat
from govrules.core.office.outlook import Outlook, Standing, outlook
from govrules.rulebook.vocabulary import STEP_ACTS
from leave.requests.granting import ground_of
from leave.requests.pairs import PairAway, pairs_away, partners

MOST_STEPS = 500


@dataclass(frozen=True)
class Away:
    """A trip that is only thought of."""

    official: Official
    seat: Seat
    starts_at: datetime
    ends_at: datetime
    takes_over: Seat | None = None


@dataclass(frozen=True)
class Goes:
    """So many steps of one kind would go to somebody, or to nobody."""

    count: int
    act: str
    seat: Seat
    found: Acting | Held


@dataclass(frozen=True)
class Place:
    """One of his seats and who acts for it while he is away."""

    seat: Seat
    standing: list[Standing]


def held_in(place: Place) -> list[Held]:
    return [one.found for one in place.standing if isinstance(one.found, Held)]


@dataclass(frozen=True)
class Foresight:
    """Everything that the form shows beside what is typed."""

    away: Away
    pair: list[PairAway] = field(default_factory=list)
    collisions: list[Collision] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    goes: list[Goes] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def later(self) -> list[str]:
        """What nobody could decide for some time, beyond what stands by each of his seats already."""
        said = {held.missing for place in self.places for held in held_in(place)}
        return [missing for missing in self.gaps if missing not in said]

    @property
    def open_work(self) -> int:
        """How many steps wait for him now."""
        return sum(one.count for one in self.goes)


def foresee(away: Away, at: datetime) -> Foresight:
    """The answers for a span, in a constant number of queries; as things stand now."""
    view = supposed(outlook(away.official.government, at), away, at)
    then = max(at, away.starts_at)
    return Foresight(
        away,
        pairs_away(partners(away.official, at), away.starts_at, away.ends_at),
        colliding(away.official, away.starts_at, away.ends_at),
        [Place(seat, view.standing(seat, then)) for seat in view.seats_of(away.official)],
        handed_on(view, away, then),
        view.gaps(away.official, then, away.ends_at),
    )


def supposed(view: Outlook, away: Away, at: datetime) -> Outlook:
    """The same people, with him away in the span and, where the rules know of it, the one whom he named presiding."""
    trip = Absence(official=away.official, starts_at=away.starts_at, ends_at=away.ends_at, reason="")
    trip.back = away.ends_at
    view = replace(view, absences=[*view.absences, trip])
    ground = ground_of(away.seat, at) if away.takes_over else None
    if ground is None:
        return view
    named = Entrustment(
        seat=away.seat, to_seat=away.takes_over, kind=ground.ground, starts_at=away.starts_at, ends_at=away.ends_at,
        basis="请假单写明",
    )  # fmt: skip
    return replace(view, entrustments=[named, *view.entrustments])


def handed_on(view: Outlook, away: Away, then: datetime) -> list[Goes]:
    """Where the steps go that wait for him now, told by seat and kind: one query."""
    waiting = Step.objects.filter(assignee=away.official, state=StepState.PENDING, seat__isnull=False)
    kinds = Counter(waiting.values_list("seat", "act")[:MOST_STEPS])
    shot = view.at(then)
    return [
        Goes(count, STEP_ACTS[act], shot.seats[seat], among(shot, shot.seats[seat], view.book, act=act))
        for (seat, act), count in sorted(kinds.items())
    ]
