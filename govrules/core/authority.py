"""Who may act on a step at a moment: the seat's holder, who acts for him and on what ground, or nobody.

Nobody switches standing in on or off: it follows from who is away and from what was recorded. The assignee
kept on a step is a cache; `require` derives it anew at the moment of the act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from govrules.core.clock import date_of
from govrules.core.deadlines import recount
from govrules.core.errors import NotYours, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.kinds import kind_of
from govrules.core.matters.models import LIVE, Matter, Participant, Step, StepHolder, StepState
from govrules.core.notices.actions import tell
from govrules.core.office import snapshot
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import adoption_on, book_of, portfolio_seat, seats_with_post
from govrules.core.office.roster import HOLDER, NOBODY, SETTING, Gap, Stand, by_holder, custodian, derive
from govrules.core.office.snapshot import Snapshot
from govrules.rulebook import Rulebook, article_name
from govrules.rulebook.vocabulary import GROUNDS, STEP_ACTS

DECIDING = frozenset({"review", "countersign", "opine", "approve", "consent", "sign"})
PORTFOLIO_LEADER, OPINION = "portfolio_leader", "opine"
OPEN = (StepState.WAITING, *LIVE)
GROUND_NAMES = {HOLDER: "本人", SETTING: "本办规定", **GROUNDS}


@dataclass(frozen=True)
class Acting:
    """Who may act for a seat, and on what ground; `note` is the ground in words, `whose` the name in whose place."""

    official: Official
    seat: Seat
    ground: str
    article: int | None = None
    note: str = ""
    whose: str = ""

    @property
    def in_place(self) -> bool:
        """Whether he acts for another."""
        return self.ground != HOLDER

    def __str__(self) -> str:
        return f"{self.official.name}（代{self.seat.title}，{self.why}）" if self.in_place else self.official.name

    @property
    def ground_name(self) -> str:
        return GROUND_NAMES[self.ground]

    @property
    def why(self) -> str:
        """The ground as the pages show it: 第五条 AB角."""
        return f"{article_name(self.article)} {self.ground_name}" if self.article else self.ground_name


@dataclass(frozen=True)
class Held:
    """Nobody may act. The custodian (None: the operator) may ask for what is missing, and never decides."""

    custodian: Official | None
    missing: str
    article: int | None = None
    wants: str = ""


def acting_for(
    seat: Seat,
    at: datetime,
    *,
    act: str = "",
    excluding: frozenset[int] = NOBODY,
    book: Rulebook | None = None,
) -> Acting | Held:
    """Who may act for a seat at a moment, by the rulebook given or else the one in force that day."""
    near = snapshot.of_seat(seat, at)
    stand = by_holder(near.roster, seat.pk, excluding)
    if stand:
        return _acting(near, seat, stand)
    book = book or book_of(adoption_on(seat.government, date_of(at)))
    return among(snapshot.of_government(seat.government_id, at), seat, book, act=act, excluding=excluding)


def among(
    shot: Snapshot, seat: Seat, book: Rulebook, *, act: str = "", excluding: frozenset[int] = NOBODY
) -> Acting | Held:
    """The same from a snapshot of the government: for pages that ask about many seats at once."""
    found = derive(shot.roster, seat.pk, book, act=act, excluding=excluding)
    return _acting(shot, seat, found) if isinstance(found, Stand) else _held(shot, found)


def excluded(step: Step) -> frozenset[int]:
    """Nobody decides on his own request, in any capacity.

    That goes for decisions of another level, and for what another organ has to say to it; within the host organ
    its own head signs what he drafted. A reply is decided on like the request that it answers.
    """
    reported = step.act == "read" and kind_of(step.matter.kind).reading_settles
    if step.act not in DECIDING and not reported:
        return NOBODY
    return askers(*(m for m in (step.matter, step.matter.parent) if m and not _own_business(step, m)))


def askers(*matters: Matter) -> frozenset[int]:
    """Whose request it is: who opened it, rewrote it, sent it or signed it for the host organ. One query."""
    if not matters:
        return NOBODY
    requesters = Participant.objects.filter(matter__in=matters, role="requester", official__isnull=False)
    signed = Step.objects.filter(matter__in=matters, act="sign", state=StepState.DONE, seat__organ=F("matter__organ"))
    signers = signed.filter(decided_by__isnull=False).order_by().values_list("decided_by", flat=True)
    people = requesters.values_list("official", flat=True).union(signers)
    return frozenset({*(m.opened_by_id for m in matters), *people})


def for_step(step: Step, at: datetime) -> Acting | Held:
    """Who may act on a step, by the rulebook under which its matter began."""
    if step.seat is None:
        missing = f"“{STEP_ACTS[step.act]}”没有可以办理的岗位，请先设立岗位或者明确分管"
        return Held(_custodian(step.matter, at), missing, step.article, "appointment")
    book = book_of(step.matter.adoption)
    if wants_himself(step, book):
        return himself(step, step.seat, at)
    return acting_for(step.seat, at, act=step.act, excluding=excluded(step), book=book)


def wants_himself(step: Step, book: Rulebook) -> bool:
    """Whether the rules want the holder of the post himself on this step (本人)."""
    said = (one for route in book.routes if route.key == step.route for one in route.steps)
    return any(one.in_person and one.post == step.post for one in said)


def himself(step: Step, seat: Seat, at: datetime) -> Acting | Held:
    """The holder, and while he is away nobody."""
    near = snapshot.of_seat(seat, at)
    stand = by_holder(near.roster, seat.pk, excluded(step))
    if stand:
        return _acting(near, seat, stand)
    return Held(_custodian(step.matter, at), f"须{seat.title}本人{STEP_ACTS[step.act]}，他人不能代办", step.article)


def require(step: Step, official: Official, at: datetime) -> Acting:
    """Who acts, derived at this moment, if it is this official; the step's matter is locked.

    A cache that a boundary has not reached yet is put right, so that the record of holders has no hole.
    """
    if step.state not in LIVE:
        raise WrongState(f"“{step.matter.title}”的这一步已是“{step.get_state_display()}”，不需要再办")
    found = for_step(step, at)
    if isinstance(found, Held):
        raise NotYours(Why(f"这一步待明确：{found.missing}", found.article, "请报保管人补齐后再办"))
    if found.official.pk != official.pk:
        raise NotYours(Why(f"这一步现由{found}办理", found.article or step.article))
    _settle(step, found, at)
    return found


def assign(step: Step, at: datetime) -> None:
    """Put an open step before whoever may act on it now, or hold it; the step's matter is locked."""
    if step.state not in OPEN:
        return
    if step.seat is None:
        step.seat = _seat_by_now(step, at)
        step.save(update_fields=["seat"])
    _settle(step, for_step(step, at), at)


def _seat_by_now(step: Step, at: datetime) -> Seat | None:
    """The seat of a step that had none when it was planned, once there is one and only one that it can mean.

    An opinion is another organ's: where none is competent yet, the host's own head does not give it.
    """
    matter = step.matter
    if step.act == OPINION:
        return None
    if step.post == PORTFOLIO_LEADER:
        return portfolio_seat(step.organ or matter.organ, date_of(at))
    seats = seats_with_post(matter.government, step.post)
    fitting = [seat for seat in seats if seat.organ_id in (None, matter.organ_id, step.organ_id)]
    return fitting[0] if len(fitting) == 1 else None


# --- Writing it down -----------------------------------------------------------------------------------


def _settle(step: Step, found: Acting | Held, at: datetime) -> None:
    """Bring a step's cache in line; nothing is written when nothing changes.

    1. the cache; 2. the row of who held it; 3. the journal, but for the first assignment; 4. the notice; 5. a
    period of which silence is the end begins when somebody can be silent.
    """
    fields = _fields(found)
    if all(getattr(step, name) == value for name, value in fields.items()):
        return
    before, first, was_held = step.assignee, step.state == StepState.WAITING, step.state == StepState.HELD
    for name, value in fields.items():
        setattr(step, name, value)
    step.save(update_fields=list(fields))
    StepHolder.objects.filter(step=step, until=None).update(until=at)
    if isinstance(found, Held):
        _hold(step, found, before, at)
    else:
        _hand_over(step, found, None if first else before or "待明确", at)
        if was_held:
            recount.delivered(step, at)


def _fields(found: Acting | Held) -> dict[str, Any]:
    if isinstance(found, Held):
        return {
            "state": StepState.HELD, "assignee_id": None, "ground": "", "ground_article": found.article,
            "ground_note": "", "custodian_id": found.custodian.pk if found.custodian else None,
            "missing": found.missing[:200],
        }  # fmt: skip
    return {
        "state": StepState.PENDING, "assignee_id": found.official.pk, "ground": found.ground,
        "ground_article": found.article, "ground_note": found.note[:200], "custodian_id": None, "missing": "",
    }  # fmt: skip


def _hand_over(step: Step, acting: Acting, before: Official | str | None, at: datetime) -> None:
    """He holds it from now on. `before` is who or what held it; None: nobody, the step has just begun."""
    matter, official = step.matter, acting.official
    row = StepHolder.objects.create(
        step=step, official=official, ground=acting.ground, article=acting.article, note=acting.note[:200],
        since=at,
    )  # fmt: skip
    Participant.objects.get_or_create(
        matter=matter, official=official, organ=None, defaults={"role": "holder", "since": at}
    )
    if before:
        _journal_hands(step, acting, before, at)
    if before != official:
        in_place = f"您代{acting.seat.title}办理：{acting.why}。" if acting.in_place else ""
        tell(
            [official], event=f"holder:{row.pk}", subject=f"待办：{matter.title}"[:200], matter=matter,
            body=f"请您{STEP_ACTS[step.act]}“{matter.title}”。{in_place}", article=step.article, at=at,
        )  # fmt: skip


def _journal_hands(step: Step, acting: Acting, before: Official | str, at: datetime) -> None:
    hands = f"仍由{acting}办理" if before == acting.official else f"由{before}转由{acting}办理"
    line = Line(
        "reassign", at, f"“{STEP_ACTS[step.act]}”{hands}", ground=acting.ground, article=acting.article,
        in_place_of=acting.seat if acting.in_place else None,
        data={"step": step.pk, "holder": acting.official.pk},
    )  # fmt: skip
    record(step.matter, line)


def _hold(step: Step, held: Held, before: Official | None, at: datetime) -> None:
    """Nobody holds it from now on; its custodian is told what is missing."""
    matter, was = step.matter, f"原由{before}办理；" if before else ""
    text = f"“{STEP_ACTS[step.act]}”待明确：{was}{held.missing}"
    record(matter, Line("hold", at, text, article=held.article, data={"step": step.pk, "wants": held.wants}))
    if held.custodian:
        tell(
            [held.custodian], event=f"held:{step.pk}:{at.isoformat()}", matter=matter, article=held.article,
            subject=f"待明确：{matter.title}"[:200], at=at,
            body=f"{held.missing}。请补齐依据，或者请示有关领导；在此之前谁也不能办理这一步。",
        )  # fmt: skip


# --- From ids to rows ----------------------------------------------------------------------------------


def _acting(shot: Snapshot, seat: Seat, stand: Stand) -> Acting:
    if stand.ground == HOLDER:
        return Acting(shot.officials[stand.official], seat, stand.ground, stand.article)
    whose = shot.roster.names.get(shot.roster.holders.get(seat.pk, 0), "")
    note = stand.note or GROUND_NAMES[stand.ground]
    return Acting(shot.officials[stand.official], seat, stand.ground, stand.article, note, whose)


def _held(shot: Snapshot, gap: Gap) -> Held:
    keeper = custodian(shot.roster)
    return Held(shot.officials[keeper] if keeper else None, gap.missing, gap.article, gap.wants)


def _custodian(matter: Matter, at: datetime) -> Official | None:
    shot = snapshot.of_government(matter.government_id, at)
    keeper = custodian(shot.roster)
    return shot.officials[keeper] if keeper else None


def _own_business(step: Step, matter: Matter) -> bool:
    """Whether an organ deals with what is its own: its head signs what he drafted, its office checks its dispatches.

    But a request of the office's own is checked by somebody who did not sign it.
    """
    if step.seat is None or step.seat.organ_id != matter.organ_id:
        return False
    return step.act == "sign" or not Participant.objects.filter(matter=matter, role="requester").exists()
