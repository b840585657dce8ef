"""What the rules want of a decision so that it can be supervised: a demand put when deciding, none left out."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.core.judging import Judged
from govrules.core.matters.models import Matter
from govrules.core.office.queries import book_of
from meetings.session.models import DECIDES, Decision

RULE = "decision_supervision"


def of_supervision(matter: Matter, decision: Decision, kind: str) -> list[Judged]:
    """Of what is adopted: what will be looked at is said with it; without an organ responsible it has a reason."""
    rule = book_of(matter.adoption).feature(RULE)
    if rule is None or kind not in DECIDES:
        return []
    params, strength = rule.params, rule.strength or "must"
    return [
        Judged(RULE, rule.article, strength, name, not message, message, remedy)
        for name, message, remedy in wanted(params, decision)
    ]


def wanted(params: object, decision: Decision) -> Iterator[tuple[str, str, str]]:
    """The name of each demand of the rules, what is wrong with it, what to do."""
    if getattr(params, "staged", False):
        message = "" if decision.demand.strip() else "议定时没有提出督促检查要求"
        yield "已提出督促检查要求", message, "请写明督促检查的要求"
    if getattr(params, "every", False):
        message = "" if decision.organ_id or decision.no_task else "议定事项没有牵头单位，不能立项督办"
        yield "议定事项立项督办", message, "请选择牵头单位；不立项的写明理由"
