"""Who will act while people are away: looking ahead over what is entered, before anything is held up by it.

As things stand now: appointments and AB pairs that change later are looked at when they do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from govrules.core.authority import Acting, Held, among
from govrules.core.clock import date_of
from govrules.core.office import snapshot
from govrules.core.office.models import Absence, Entrustment, Government, Official, Seat
from govrules.core.office.queries import MAIN_HEAD, adoption_on, book_of
from govrules.core.office.roster import Delegation
from govrules.core.office.snapshot import Snapshot, back_at
from govrules.rulebook import Rulebook
from govrules.rulebook.vocabulary import STEP_ACTS

MAIN_HEADS = frozenset(MAIN_HEAD.values())


@dataclass(frozen=True)
class Standing:
    """Who acts for a seat; `only`: in this kind of step and in no other."""

    only: str
    found: Acting | Held


@dataclass(frozen=True)
class Outlook:
    """A government's people now, with every absence and entrustment that is not over."""

    shot: Snapshot
    absences: list[Absence]
    entrustments: list[Entrustment]
    book: Rulebook

    def at(self, moment: datetime) -> Snapshot:
        """The same people at another moment: who is away then, and what is entrusted then."""
        away = frozenset(a.official_id for a in self.absences if a.starts_at <= moment < a.back)
        given = [
            Delegation(e.seat_id, e.to_seat_id, e.kind, e.basis)
            for e in self.entrustments
            if e.starts_at <= moment and (e.ends_at is None or moment < e.ends_at)
        ]
        return replace(self.shot, roster=replace(self.shot.roster, away=away, delegations=given))

    def who(self, seat: Seat, moment: datetime, act: str = "") -> Acting | Held:
        """Who acts for a seat at a moment."""
        return among(self.at(moment), seat, self.book, act=act)

    def standing(self, seat: Seat, moment: datetime) -> list[Standing]:
        """Who acts for a seat in everything; else, where the rules let others do some acts only, who in those."""
        found = self.who(seat, moment)
        acts = dict.fromkeys(act for rule in self.book.stand_in(seat.post, {}) for act in rule.acts)
        if isinstance(found, Acting) or not acts:
            return [Standing("", found)]
        return [Standing(STEP_ACTS[act], self.who(seat, moment, act)) for act in acts]

    def seats_of(self, official: Official | int) -> list[Seat]:
        """The seats of his that work comes to."""
        pk = official if isinstance(official, int) else official.pk
        held = [self.shot.seats[seat] for seat, holder in self.shot.roster.holders.items() if holder == pk]
        return [seat for seat in held if self.has_work(seat)]

    def has_work(self, seat: Seat) -> bool:
        """Whether steps come to a seat by its post, so that somebody must be able to act for it."""
        return seat.organ_id is None or seat.post in MAIN_HEADS

    def gaps(self, official: Official, starts_at: datetime, ends_at: datetime) -> list[str]:
        """What ought to be recorded for some time while he is away; the first moment's words for each seat."""
        comings = [m for a in self.absences for m in (a.starts_at, a.back)]
        givings = [m for e in self.entrustments for m in (e.starts_at, e.ends_at) if m]
        moments = [starts_at, *sorted(m for m in {*comings, *givings} if starts_at < m < ends_at)]
        found = (self._gap(seat, moments) for seat in self.seats_of(official))
        return [held.missing for held in found if held]

    def _gap(self, seat: Seat, moments: list[datetime]) -> Held | None:
        answers = (self.who(seat, moment) for moment in moments)
        return next((answer for answer in answers if isinstance(answer, Held) and answer.wants), None)


def outlook(government: Government, at: datetime) -> Outlook:
    """Everything that is needed to look ahead, in eight queries."""
    return Outlook(
        snapshot.of_government(government, at), absences_of(government, at), entrustments_of(government, at),
        book_of(adoption_on(government, date_of(at))),
    )  # fmt: skip


def absences_of(government: Government, at: datetime) -> list[Absence]:
    """Absences that are not over, in the order in which they begin."""
    rows = Absence.objects.annotate(back=back_at()).filter(
        official__government=government, cancelled_at=None, back__gt=at
    )
    return list(rows.select_related("official", "entered_by").order_by("starts_at", "pk"))


def entrustments_of(government: Government, at: datetime) -> list[Entrustment]:
    """Delegations that are not over, the newest first."""
    going = Entrustment.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), seat__government=government)
    rows = going.filter(Q(revoked_at=None) | Q(revoked_at__gt=at)).select_related("seat", "to_seat", "recorded_by")
    return list(rows.order_by("-starts_at", "-recorded_at", "-pk"))
