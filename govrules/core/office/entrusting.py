"""Recorded delegation: the head's entrustment, an arrangement that he made, and asking for what is missing.

A record moves nothing by itself: it is a ground on which someone may act while the holder of the seat cannot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from govrules.core import acts, clock
from govrules.core.authority import Held, for_step
from govrules.core.errors import BadInput, BrokenRule, NotYours, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Step
from govrules.core.notices.actions import tell
from govrules.core.office import boundaries
from govrules.core.office.appointing import titles
from govrules.core.office.guards import locked, note, require_sane_span, require_staff, require_text, require_together
from govrules.core.office.models import Absence, Entrustment, EntrustmentKind, Official, Seat
from govrules.core.office.queries import adoption_on, book_of, holder, holders, seats_of, seats_with_post
from govrules.core.office.roster import silent_article
from govrules.core.office.snapshot import away_at
from govrules.core.wording import day, moment
from govrules.rulebook.features import StandIn
from govrules.rulebook.vocabulary import STEP_ACTS

OPEN_END = timedelta(days=366)
HEAD = "head"


@dataclass(frozen=True)
class Delegating:
    """What is recorded of an entrustment or an arrangement; `basis`: where the head's word is on record."""

    kind: str
    starts_at: datetime
    ends_at: datetime | None
    basis: str


def entrust(seat: Seat, to_seat: Seat, said: Delegating, *, by: Official | None = None, cause: str = "") -> Entrustment:
    """Record who does the work of a seat while its holder cannot; to whom it may go, the rulebook says.

    1. the seat is locked, the clerk, the text and the span are checked; 2. the rulebook knows this ground
    for this post and allows this candidate; 3. he holds his seat and is here; 4. nothing else holds then.
    """
    at = clock.now()
    with transaction.atomic():
        seat = locked(Seat.objects.select_related("government")).get(pk=seat.pk)
        require_together(seat.government, to_seat)
        _require_recorder(seat, said.kind, by, at)
        basis = require_text(said.basis, "依据", "basis", 200)
        require_sane_span(said.starts_at, said.ends_at or at + OPEN_END, at)
        ground = ground_for(seat, said.kind, at)
        delegate = _delegate(seat, to_seat, ground, max(said.starts_at, at))
        _require_no_other(seat, said)
        row = Entrustment.objects.create(
            seat=seat, to_seat=to_seat, kind=said.kind, starts_at=said.starts_at, ends_at=said.ends_at,
            basis=basis, recorded_by=by, recorded_at=at,
        )  # fmt: skip
        moments = [due for due in (row.starts_at, row.ends_at) if due]
        boundaries.mark(seat.government, *moments, now=at, seat=seat, entrustment=row)
        text = f"登记{seat.title}的工作{row.get_kind_display()}{to_seat.title}{delegate.name}：{basis}"
        note(seat.government, "entrust", text, at, by, ground.article, cause, entrustment=row.pk, to=delegate.pk)
    return row


def revoke(entrustment: Entrustment, *, by: Official | None = None, cause: str = "") -> Entrustment:
    """The delegation is over from now on, or never begins."""
    at = clock.now()
    with transaction.atomic():
        seat = entrustment.seat
        locked(Seat.objects.all()).get(pk=seat.pk)
        row = Entrustment.objects.select_related("seat__government", "to_seat").get(pk=entrustment.pk)
        _require_recorder(row.seat, row.kind, by, at)
        if row.revoked_at or (row.ends_at and row.ends_at <= at):
            raise WrongState(f"这项{row.get_kind_display()}已经终止")
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        boundaries.unmark(entrustment=row)
        boundaries.mark(seat.government, at, now=at, seat=seat, entrustment=row)
        text = f"登记撤销{seat.title}对{row.to_seat.title}的{row.get_kind_display()}"
        note(seat.government, "revoke", text, at, by, cause=cause, entrustment=row.pk)
    return row


def ask_for(step_id: int, *, by: Official) -> Official:
    """The custodian of a held step asks for what is missing; he never decides. Returns who is asked.

    Asked again on the same day the notice is not told twice.
    """
    at = clock.now()
    with acts.on_step(step_id) as step:
        held = for_step(step, at)
        if not isinstance(held, Held):
            raise WrongState("这一步已经明确由谁办理，不必再请示")
        if held.custodian != by:
            raise NotYours(Why("这一步的待明确事项不由您保管", held.article))
        asked = whom_to_ask(step, held, at)
        want = "请您明确由谁办理，办公室据此登记" if held.wants else "请您尽快安排办理"
        tell(
            [asked], event=f"ask:{step.pk}:{clock.date_of(at)}", matter=step.matter, article=held.article,
            subject=f"请明确由谁办理：{step.matter.title}"[:200], at=at,
            body=f"{held.missing}。{by.name}{want}。",
        )  # fmt: skip
        text = f"{by.name}就“{STEP_ACTS[step.act]}”请示{asked.name}：{held.missing}"
        record(step.matter, Line("ask", at, text, actor=by, article=held.article, data={"step": step.pk}))
    return asked


def whom_to_ask(step: Step, held: Held, at: datetime) -> Official:
    """Who can help: the seat's own holder where he must entrust or act himself, for all else the head."""
    on = clock.date_of(at)
    himself = held.wants in ("", EntrustmentKind.ENTRUSTMENT)
    own = holder(step.seat, on) if step.seat and himself else None
    heads = holders(seats_with_post(step.matter.government, HEAD), on)
    found = own or next(iter(heads.values()), None)
    if found is None:
        raise WrongState("政府主要负责人岗位空缺，没有可以请示的人，请联系系统管理员")
    return found


def ground_for(seat: Seat, kind: str, at: datetime) -> StandIn:
    """The rulebook's ground for delegating this seat's work, or a refusal that cites the article."""
    book = book_of(adoption_on(seat.government, clock.date_of(at)))
    rules = book.stand_in(seat.post, {})
    found = next((rule for rule in rules if rule.ground == kind), None)
    if found is None:
        article = rules[0].article if rules else silent_article(book, seat.post)
        words = EntrustmentKind(kind).label
        raise BrokenRule(Why(f"工作规则没有规定{seat.title}的工作可以{words}他人", article))
    return found


# --- Steps of these acts -------------------------------------------------------------------------------


def _require_recorder(seat: Seat, kind: str, by: Official | None, at: datetime) -> None:
    """The office records it; the holder of the seat may himself entrust, the head may himself arrange."""
    if by is not None:
        own = seats_of(by, clock.date_of(at))
        if seat in own and kind == EntrustmentKind.ENTRUSTMENT:
            return
        if kind == EntrustmentKind.ARRANGEMENT and any(s.post == HEAD for s in own):
            return require_together(seat.government, by)
    return require_staff(by, seat.government, at)


def _delegate(seat: Seat, to_seat: Seat, ground: StandIn, from_: datetime) -> Official:
    """Who is entrusted: of a post that the article allows, of the same organ, in his seat, and here when it begins."""
    on = clock.date_of(from_)
    if to_seat.pk == seat.pk or to_seat.post not in ground.candidates or to_seat.organ_id != seat.organ_id:
        allowed = ("本单位的" if seat.organ_id else "") + titles(book_of(adoption_on(seat.government, on)), ground)
        why = f"{seat.title}的工作只能由{allowed}代行，不能由{to_seat.title}代行"
        raise BrokenRule(Why(why, ground.article, f"请从{allowed}中选定"))
    if "vacancy" not in ground.on and holder(seat, on) is None:
        raise BrokenRule(Why(f"{seat.title}岗位空缺，无人可以委托", ground.article))
    official = holder(to_seat, on)
    if official is None:
        raise BadInput(f"{to_seat.title}岗位空缺，请另选", field="to_seat")
    away = Absence.objects.filter(away_at(from_), official=official).first()
    if away:
        raise BadInput(f"{official.name}{day(away.starts_at)}至{moment(away.ends_at)}也外出，请另选", field="to_seat")
    return official


def _require_no_other(seat: Seat, said: Delegating) -> None:
    rows = Entrustment.objects.filter(seat=seat, kind=said.kind, revoked_at=None).filter(
        Q(ends_at=None) | Q(ends_at__gt=said.starts_at)
    )
    if said.ends_at:
        rows = rows.filter(starts_at__lt=said.ends_at)
    clash = rows.select_related("to_seat").first()
    if clash:
        why = f"同一时间已{clash.get_kind_display()}{clash.to_seat.title}"
        raise BadInput(Why(why, remedy="请先撤销原来的登记"), field="starts_at")


__all__ = ["Delegating", "ask_for", "entrust", "ground_for", "revoke", "whom_to_ask"]
