"""Judging a document by the rulebook's gates before an act, and departing from a principle with a reason on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govrules.core.errors import BrokenRule, Why
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter, Waiver, WaiverState
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of
from govrules.rulebook import Gate
from govrules.rulebook.checks import check

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """One gate as judged now. `waiver` is the reason given for departing from it, if any."""

    rule: str
    article: int
    strength: str
    name: str
    passed: bool
    message: str = ""
    remedy: str = ""
    waiver: Waiver | None = None

    @property
    def open(self) -> bool:
        """Whether it still stands in the way."""
        return not self.passed and self.waiver is None and self.strength != "may"


@dataclass(frozen=True)
class Words:
    """How a floor words its gates: the name of one that is passed (none: it says nothing yet), what to add to a
    finding, and what to do now where that is not what the rulebook says."""

    passed: Callable[[Gate], str]
    more: Callable[[Gate], str] = lambda _: ""
    remedy: Callable[[Gate], str] = lambda _: ""


def given(matter: Matter) -> dict[tuple[str, str], Waiver]:
    """The reasons given so far that nobody has sent back, by rule and finding."""
    return {(w.rule, w.finding): w for w in matter.waivers.exclude(state=WaiverState.RETURNED)}


def judge(matter: Matter, act: str, facts: Facts, words: Words) -> list[Judged]:
    """Every gate of an act that applies to these facts, passed or not, in the rulebook's order.

    A matter that is only thought of, not saved yet, can be judged too.
    """
    reasons = given(matter) if matter.pk else {}
    return judged(book_of(matter.adoption).gates_for(act, facts), facts, words, reasons)


def judged(
    gates: Iterable[Gate], facts: Facts, words: Words, reasons: Mapping[tuple[str, str], Waiver]
) -> list[Judged]:
    """These gates, passed or not, with the reasons given so far: for pages that judge many matters at once."""
    found = []
    for gate in gates:
        finding = check(gate, facts)
        message = finding.message + words.more(gate) if finding else ""
        found.append(Judged(
            gate.key, gate.article, gate.strength or "must", words.passed(gate), finding is None,
            message, (words.remedy(gate) or finding.remedy) if finding else "", reasons.get((gate.key, message)),
        ))  # fmt: skip
    return found


def require(matter: Matter, judged: Iterable[Judged], by: Official, reasons: Mapping[str, str], at: datetime) -> None:
    """Let the act through, or refuse with every reason. A reason given for a `principle` becomes a waiver."""
    standing_in_way = [j for j in judged if j.open]
    waivable = [j for j in standing_in_way if j.strength == "principle" and reasons.get(j.rule, "").strip()]
    refused = [j for j in standing_in_way if j not in waivable]
    if refused:
        raise BrokenRule(*[Why(j.message, j.article, j.remedy, j.rule, j.strength) for j in refused])
    for j in waivable:
        waive(matter, j, by, reasons[j.rule].strip(), at)


def waive(matter: Matter, judged: Judged, by: Official, reason: str, at: datetime) -> None:
    """Put the reason for departing from a principle on record; the next deciding step accepts or returns it."""
    Waiver.objects.create(
        matter=matter, rule=judged.rule, article=judged.article, finding=judged.message, reason=reason,
        given_by=by, given_at=at,
    )  # fmt: skip
    text = f"对“{judged.message}”说明理由：{reason}"
    record(matter, Line("waive", at, text, actor=by, article=judged.article, data={"rule": judged.rule}))


def settle(matter: Matter, by: Official, at: datetime, *, accepted: bool) -> None:
    """The deciding step accepts the reasons given, or sends them back with the document."""
    settle_all([matter.pk], by, at, accepted=accepted)


def settle_all(matters: Iterable[int], by: Official, at: datetime, *, accepted: bool) -> None:
    """The same for several matters by their keys: what one step decides for all of them. One query."""
    state = WaiverState.ACCEPTED if accepted else WaiverState.RETURNED
    waiting = Waiver.objects.filter(matter__in=list(matters), state=WaiverState.GIVEN)
    waiting.update(state=state, settled_by=by, settled_at=at)
