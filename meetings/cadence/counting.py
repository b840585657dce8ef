"""Whether a body meets as often as the rules say: how many meetings there were, how many are needed, who is behind.

Pure: the days of meetings held and planned go in, a standing for each cadence comes out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from govrules.core.workdays import Calendar
from govrules.rulebook.schema import Cadence
from meetings.cadence.periods import DAY, EVERY, Period, before, period_of

# silent: the rules name no number · elsewhere: not counted by meetings · done · over: more than the rules' most ·
# planned: what is planned will be enough · due: still to be held, there is time · behind: to be held, and time is short
WORDS: Mapping[str, str] = {
    "silent": "规则未作规定", "elsewhere": "另行登记", "done": "已达到", "over": "超过规则所说的次数",
    "planned": "已有安排", "due": "待召开", "behind": "尚未安排",
}  # fmt: skip
LIGHTS: Mapping[str, str] = {
    "silent": "none", "elsewhere": "none", "done": "green", "over": "yellow", "planned": "green", "due": "none",
    "behind": "red",
}  # fmt: skip


@dataclass(frozen=True)
class Count:
    """How often it happened in a period that is over."""

    period: Period
    held: int
    short: bool


@dataclass(frozen=True)
class Standing:
    """A cadence in its present period. `left` are the working days that are left of it after today."""

    cadence: Cadence
    state: str
    period: Period | None = None
    held: int = 0
    planned: tuple[date, ...] = ()
    left: int = 0
    last: Count | None = None

    @property
    def words(self) -> str:
        return WORDS[self.state]

    @property
    def light(self) -> str:
        return LIGHTS[self.state]

    @property
    def asked(self) -> str:
        """每月2次, 每年1至2次, 每季度初1次: the rule in few words; empty where it is silent."""
        rule = self.cadence
        if not rule.per:
            return ""
        most = f"至{rule.at_most}" if rule.at_most and rule.at_most != rule.at_least else ""
        return f"{EVERY[rule.per]}{'初' if rule.at_start else ''}{rule.at_least}{most}次"

    @property
    def missing(self) -> int:
        """How many are still to be planned."""
        return max((self.cadence.at_least or 0) - self.held - len(self.planned), 0)


def standing(
    rule: Cadence, held: Collection[date], planned: Collection[date], today: date, warn: int, calendar: Calendar
) -> Standing:
    """Where a cadence stands today, by the days of the meetings held and planned (one day for each meeting)."""
    if rule.kind == "grassroots_research" and not rule.silent:
        return Standing(rule, "elsewhere")
    if rule.silent or not rule.per:
        return Standing(rule, "silent")
    period = period_of(rule.per, today)
    count = sum(period.has(day) for day in held)
    ahead = tuple(sorted(day for day in planned if today <= day <= period.last))
    left = calendar.between(today, period.last)
    state = judged(rule, count, len(ahead), soon=rule.at_start or left <= warn)
    return Standing(rule, state, period, count, ahead, left, last_count(rule, held, period))


def judged(rule: Cadence, held: int, planned: int, *, soon: bool) -> str:
    """The state by the numbers alone."""
    least = rule.at_least or 0
    if rule.at_most and held > rule.at_most:
        return "over"
    if held >= least:
        return "done"
    if held + planned >= least:
        return "planned"
    return "behind" if soon else "due"


def last_count(rule: Cadence, held: Collection[date], period: Period) -> Count | None:
    """The period before; None while nothing is on record from its time or earlier: one cannot say that it was short."""
    last = before(rule.per or "", period)
    if not any(day <= last.last for day in held):
        return None
    count = sum(last.has(day) for day in held)
    return Count(last, count, count < (rule.at_least or 0))


def earliest(today: date) -> date:
    """From which day on meetings must be known: the first of the year before, which is the longest period back."""
    return before("year", period_of("year", today)).first - DAY
