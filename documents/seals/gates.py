"""The gates before something is asked for, and before a seal is put on paper."""

from __future__ import annotations

from datetime import datetime

from documents.seals.models import Sealing, Sort
from documents.seals.rules import ACTS
from documents.seals.states import State
from govrules.core import judging
from govrules.core.findings import Shown, of_gate
from govrules.core.judging import Judged, Words
from govrules.core.office.models import Official
from govrules.rulebook import vocabulary

WORDS = Words(passed=lambda gate: vocabulary.CHECKS[gate.check].name)
AFFIX = "affix_seal"
Facts = dict[str, str | bool]


def facts_of(sealing: Sealing) -> Facts:
    """What is known of it when it is asked for."""
    return {
        "seal": sealing.seal.kind,
        "blank_paper": is_blank(sealing),
        "seal_exception": bool(sealing.special.strip()),
        "seal_taken_out": sealing.sort == Sort.OUTING,
        "foreign_affairs": sealing.foreign,
        "escorted": sealing.escort_id is not None,
        "keeper_goes": goes_together(sealing),
        "certificate_given": has_papers(sealing),
        "in_service": sealing.in_service,
        "letter_important": sealing.important,
    }


def is_blank(sealing: Sealing) -> bool:
    """Said to be blank, or a use for which no text is there; a letter's text is what is filled in."""
    return sealing.blank or sealing.sort == Sort.USE and not (sealing.matter.parent_id or has_papers(sealing))


def has_papers(sealing: Sealing) -> bool:
    return sealing.matter.attachments.filter(removed_at=None, role="sealing").exists()


def goes_together(sealing: Sealing) -> bool:
    """Keeper and user, two people, carry it together."""
    return sealing.keeper_goes and sealing.user_id not in (None, sealing.seal.keeper_id)


def judge(sealing: Sealing) -> list[Judged]:
    """Every gate on what is asked for, passed or not."""
    act = ACTS.get(sealing.sort)
    return judging.judge(sealing.matter, act, facts_of(sealing), WORDS) if act else []


def require(sealing: Sealing, by: Official, at: datetime) -> None:
    """Let it go to be approved, or refuse with every reason; the reason given departs from what holds in principle."""
    found = judge(sealing)
    judging.require(sealing.matter, found, by, {one.rule: sealing.special for one in found}, at)


def require_affixed(sealing: Sealing, kept: bool, by: Official, at: datetime) -> None:
    """Nothing is sealed that is not signed off, or of which nothing is kept."""
    facts: Facts = {
        "seal": sealing.seal.kind,
        "signed_off": sealing.matter.state not in (State.ASKED, State.RETURNED, State.REFUSED, State.DROPPED),
        "signed_text_kept": kept,
    }
    judging.require(sealing.matter, judging.judge(sealing.matter, AFFIX, facts, WORDS), by, {}, at)


def findings(sealing: Sealing) -> list[Shown]:
    """The same as an approver reads it."""
    return [of_gate(one) for one in judge(sealing)]
