"""Changing places by agreement: asked, agreed to by the other, and then those who keep the roster are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours, Why, WrongState
from govrules.core.notices.actions import tell
from govrules.core.office.guards import note, require_text
from govrules.core.office.models import Official
from govrules.core.wording import day
from leave.duty.guards import fresh, on_shift, require_fit, require_not_begun, require_published
from leave.duty.holes import keepers_of
from leave.duty.models import DutyShift, PlaceChange, Role, Swap, SwapState


@dataclass(frozen=True)
class Asking:
    """Whom he asks to stand in; with `in_return` a shift of the other's in the same place, which he takes instead."""

    role: Role
    other: Official
    reason: str
    in_return: DutyShift | None = None


def ask(shift: DutyShift, asking: Asking, *, by: Official) -> Swap:
    """Ask a colleague; nothing changes until he agrees."""
    at = clock.now()
    with on_shift(shift.pk) as shift:
        reason = require_text(asking.reason, "换班原因", "reason", 200)
        require_published(shift)
        _require_his(shift, asking.role, by)
        if Swap.objects.filter(shift=shift, role=asking.role, state=SwapState.ASKED).exists():
            raise WrongState("这一班已经提出过换班，请等对方答复，或者先撤回")
        back = _in_return(shift, asking.in_return)
        _require_possible(shift, asking.role, by, asking.other, back, at)
        swap = Swap.objects.create(
            shift=shift, role=asking.role, asker=by, other=asking.other, in_return=back, reason=reason, asked_at=at
        )
        tell([asking.other], event=f"duty-swap:{swap.pk}", subject=f"{by.name}请您{_words(swap)}", body=reason, at=at)
    return swap


def answer(swap: Swap, agree: bool, *, by: Official) -> Swap:
    """The one who was asked agrees or not; what stood in the way meanwhile is looked at again."""
    at = clock.now()
    with on_shift(swap.shift_id) as shift:
        swap = _open(swap.pk, shift)
        if by.pk != swap.other_id:
            raise NotYours(Why(f"这次换班请{swap.other.name}答复"))
        if agree:
            _change(shift, swap, at)
        _close(swap, SwapState.AGREED if agree else SwapState.DECLINED, at)
        said = "同意" if agree else "未同意"
        subject = f"{by.name}{said}{_words(swap)}"
        keepers = keepers_of(shift, at) if agree else []
        tell([swap.asker, *keepers], event=f"duty-swapped:{swap.pk}", subject=subject, body=swap.reason, at=at)
    return swap


def withdraw(swap: Swap, *, by: Official) -> Swap:
    """He needs it no longer."""
    at = clock.now()
    with on_shift(swap.shift_id) as shift:
        swap = _open(swap.pk, shift)
        if by.pk != swap.asker_id:
            raise NotYours(Why(f"这次换班由{swap.asker.name}提出，请他撤回"))
        _close(swap, SwapState.WITHDRAWN, at)
        subject = f"{by.name}撤回了换班：{_words(swap)}"
        tell([swap.other], event=f"duty-swap-withdrawn:{swap.pk}", subject=subject, at=at)
    return swap


def _open(pk: int, shift: DutyShift) -> Swap:
    swap = Swap.objects.select_related("asker", "other").get(pk=pk)
    swap.shift = shift
    if swap.state != SwapState.ASKED:
        raise WrongState(f"这次换班已是“{swap.get_state_display()}”")
    return swap


def _close(swap: Swap, state: SwapState, at: datetime) -> None:
    swap.state, swap.answered_at = state, at
    swap.save(update_fields=["state", "answered_at"])


def _require_his(shift: DutyShift, role: Role, official: Official) -> None:
    if getattr(shift, f"{role}_id") != official.pk:
        raise NotYours(Why(f"{day(shift.day)}的{role.label}不是{official.name}"))


def _in_return(shift: DutyShift, wanted: DutyShift | None) -> DutyShift | None:
    """The other's shift as it stands now, if it is another one of the same organ."""
    if wanted is None:
        return None
    if wanted.pk == shift.pk or wanted.roster.organ_id != shift.roster.organ_id:
        raise BadInput("请选择对方在本单位的另一班", field="in_return")
    return fresh(wanted.pk, shift.roster.organ)


def _require_possible(
    shift: DutyShift, role: Role, asker: Official, other: Official, back: DutyShift | None, at: datetime
) -> None:
    """Neither shift has begun, each still has its place, and both can take the other's."""
    if other.government_id != shift.roster.organ.government_id or other == asker:
        raise BadInput("请选择本单位的同事", field="other")
    require_not_begun(shift, at)
    if back is not None:
        require_published(back)
        require_not_begun(back, at)
        if getattr(back, f"{role}_id") != other.pk:
            raise BadInput(f"{day(back.day)}的{role.label}不是{other.name}", field="in_return")
        require_fit(back, role, asker, "in_return")
    require_fit(shift, role, other, "other")


def _change(shift: DutyShift, swap: Swap, at: datetime) -> None:
    """The places change hands; one line in the journal."""
    role = Role(swap.role)
    _require_his(shift, role, swap.asker)
    back = fresh(swap.in_return_id, shift.roster.organ) if swap.in_return_id else None
    _require_possible(shift, role, swap.asker, swap.other, back, at)
    _put(shift, swap, swap.asker, swap.other, at)
    if back:
        _put(back, swap, swap.other, swap.asker, at)
        Swap.objects.filter(shift=back, role=role, state=SwapState.ASKED).update(
            state=SwapState.WITHDRAWN, answered_at=at
        )
    text = f"同意{swap.asker.name}的换班：{shift.roster.organ.short_name}{_words(swap)}"
    note(shift.roster.organ.government, "duty_swapped", text, at, swap.other, swap=swap.pk, shift=shift.pk)


def _put(shift: DutyShift, swap: Swap, was: Official, now: Official, at: datetime) -> None:
    """One of the places changes hands."""
    role = Role(swap.role)
    setattr(shift, role, now)
    shift.save(update_fields=[role.value])
    PlaceChange.objects.create(
        shift=shift, role=role, was=was, now=now, swap=swap, why=swap.reason, by=swap.other, at=at
    )


def _words(swap: Swap) -> str:
    """代6月8日值班员; 对换6月8日和6月12日值班员."""
    role = Role(swap.role).label
    if swap.in_return:
        return f"对换{day(swap.shift.day)}和{day(swap.in_return.day)}{role}"
    return f"代{day(swap.shift.day)}{role}"
