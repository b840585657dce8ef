"""The way of a matter as a line of points: what is done, where it is, what lies ahead, and who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from govrules.core.authority import Acting, Held
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.wording import short_day

ACTS = {
    "sign": "签发", "review": "审核", "approve": "审批", "read": "阅知", "consent": "同意", "countersign": "会签",
    "draft": "拟稿", "file": "报备", "opine": "提出意见", "coordinate": "协调", "lead_opinion": "提出主导意见",
    "sign_opinion": "会签",
}  # fmt: skip
WORDS = {"done": "已完成", "here": "正在办理", "held": "待明确由谁办理", "ahead": "尚未到", "returned": "已退回"}
STATES = {
    StepState.DONE: "done", StepState.DEEMED: "done", StepState.PENDING: "here", StepState.HELD: "held",
    StepState.WAITING: "ahead", StepState.RETURNED: "returned", StepState.LAPSED: "done",
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """One point of the line."""

    label: str
    who: str = ""
    when: str = ""
    state: str = "ahead"
    note: str = ""
    article: int | None = None

    @property
    def state_words(self) -> str:
        return WORDS[self.state]


@dataclass(frozen=True)
class Start:
    """How a kind of matter begins: the words for that and for sending it off; the states in which it is drafted."""

    label: str = "拟稿"
    send: str = "报送"
    states: frozenset[str] = frozenset()


Expected = Mapping[int, Acting | Held]


def way(
    matter: Matter,
    all_steps: Sequence[Step],
    last: Sequence[Point] = (),
    expected: Expected | None = None,
    start: Start = Start(),
    later: Mapping[int, str] = MappingProxyType({}),
) -> list[Point]:
    """The line of a matter: drafting, the consultation as one point, each further step of the last course, the end.

    `later` names the rounds of steps that ask for something beyond what was granted (延期).
    """
    steps = [s for s in all_steps if s.state != StepState.CANCELLED]
    asked = [s for s in steps if s.consults]
    course = current_course(steps)
    line = [
        Point(start.label, matter.organ.short_name, short_day(matter.opened_at), "done"),
        *consulted(asked),
        *(named(later.get(s.round, ""), of_step(s, matter, expected or {})) for s in course),
    ]
    if is_resting(matter, steps, start):
        line = with_drafters(matter, line, "修改" if course else start.send)
    return [*line, *last]


def is_resting(matter: Matter, steps: Sequence[Step], start: Start) -> bool:
    """Whether it is with its drafters, and waits for nobody else."""
    return matter.state in start.states and not any(s.state in (*LIVE, StepState.WAITING) for s in steps)


def with_drafters(matter: Matter, line: Sequence[Point], next_: str) -> list[Point]:
    """It is where its drafters have it: at the draft itself, or behind what has been done since."""
    first, *done = line
    if not done:
        return [replace(first, state="here")]
    return [*line, Point(next_, matter.organ.short_name, state="here")]


def consulted(asked: Sequence[Step]) -> Iterable[Point]:
    """The consultation as one point: how many organs, how far."""
    if not asked:
        return []
    left = [s for s in asked if s.state in LIVE]
    when = max((s.decided_at for s in asked if s.decided_at), default=None)
    who = f"{len(asked)}家，{len(left)}家未回复" if left else f"{len(asked)}家"
    return [Point("会签", who, said(when) if not left else "", "here" if left else "done", article=asked[0].article)]


def current_course(steps: Sequence[Step]) -> list[Step]:
    """The course that is under way or was carried through; after a return, until it is sent again, the one returned."""
    others = [s for s in steps if not s.consults]
    before, returned = [-1, -1, *(i for i, s in enumerate(others) if s.state == StepState.RETURNED)][-2:]
    return others[returned + 1 :] or others[before + 1 :]


def of_step(step: Step, matter: Matter, expected: Expected) -> Point:
    """One sign-off step; one that lies ahead shows who would act on it today."""
    label, state = label_of(step, matter), STATES[step.state]
    if step.state == StepState.WAITING:
        who_, note = foreseen(expected.get(step.seat_id or 0))
        return Point(label, who_, "", state, note, step.article)
    return Point(label, who(step), said(step.decided_at), state, in_place(step), step.article)


def named(word: str, point: Point) -> Point:
    """延期：县长审批."""
    return replace(point, label=f"{word}：{point.label}") if word else point


def foreseen(found: Acting | Held | None) -> tuple[str, str]:
    """Who would act on a seat's step today, and in whose place."""
    if isinstance(found, Acting):
        return found.official.name, f"代{found.whose or found.seat.title}" if found.in_place else ""
    return ("待明确", "") if found else ("", "")


def label_of(step: Step, matter: Matter) -> str:
    """办公室审核, 分管领导审批, 县长签发: the post where it says more than the title."""
    word = "签批" if step.act == "sign" and step.organ_id == matter.organ_id and step.organ_id else ACTS[step.act]
    if step.seat is None:
        return word
    return f"{step.seat.title}{word}" if step.seat.organ_id is None else f"{step.seat.organ.short_name}{word}"


def who(step: Step) -> str:
    """Who decided or now holds it."""
    person = step.decided_by or step.assignee
    if person:
        return person.name
    return "待明确" if step.state == StepState.HELD else ""


def in_place(step: Step) -> str:
    """In whose place, where somebody stands in."""
    stands_in = step.in_place_short and (step.decided_by or step.assignee)
    return f"代{step.in_place_short}" if stands_in else ""


def said(at: datetime | None) -> str:
    return short_day(at) if at else ""
