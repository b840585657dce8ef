"""The ways an act can be refused. Each says what, why (article) and what to do; the pages show them as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Why:
    """One reason: what is wrong, under which article (None: no article, e.g. a file too large), what to do about it."""

    message: str
    article: int | None = None
    remedy: str = ""
    rule: str = ""
    strength: str = "must"


class Refused(Exception):
    """An act was refused. `status` is the HTTP status of the page that says so."""

    status = 422
    heading = "暂时不能办理"

    def __init__(self, *reasons: Why | str) -> None:
        self.reasons: Sequence[Why] = [Why(r) if isinstance(r, str) else r for r in reasons]
        super().__init__("；".join(r.message for r in self.reasons))


class BrokenRule(Refused):
    """A gate refused: the reasons carry the articles."""

    heading = "不符合工作规则，暂时不能办理"


class BadInput(Refused):
    """What was typed or uploaded cannot be taken; `field` names where, so that the form can show it there."""

    status = 400
    heading = "填写的内容有误"

    def __init__(self, *reasons: Why | str, field: str = "") -> None:
        super().__init__(*reasons)
        self.field = field


class NotYours(Refused):
    """The wrong person: 403."""

    status = 403
    heading = "这一步不由您办理"


class WrongState(Refused):
    """The right person at the wrong moment, or somebody was quicker: 409."""

    status = 409
    heading = "这件事的状态已经变化"
