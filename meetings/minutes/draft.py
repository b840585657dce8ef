"""The first draft of minutes, made from what was recorded: plain paragraphs, as printing understands them.

Each item is a heading of one or two lines (一、…) and sentences under it, so that no heading is a whole paragraph;
what was typed with numbers of its own goes one level deeper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from documents.printing.text import ALONE
from meetings.items.models import AgendaItem
from meetings.minutes.numerals import nested, numbered
from meetings.minutes.record import Record
from meetings.session.models import Decision, DecisionKind

MISSING = "【待补："  # what the office has still to fill in; minutes with it are not sent to be signed
ENDINGS = ("的议题", "议题", "的请示", "的汇报", "的报告", "的情况汇报")
SAID = {
    DecisionKind.ADOPTED: "会议议定", DecisionKind.CHANGED: "会议原则同意，修改后通过",
    DecisionKind.POSTPONED: "会议决定缓议", DecisionKind.REJECTED: "会议决定不予通过",
    DecisionKind.FURTHER: "会议要求进一步研究", DecisionKind.NOTED: "会议听取了汇报",
}  # fmt: skip
STUDYING = ("传达学习", "集体学习", "传达", "学习")
LEFT = frozenset({DecisionKind.POSTPONED, DecisionKind.REJECTED})  # nobody has to carry anything out
NUMBER_ROOM = 4  # characters for 十二、 before a heading


@dataclass(frozen=True)
class Draft:
    """A title and the texts: `body` goes out, `apart` records the confidential items."""

    title: str
    body: str
    apart: str = ""


def drafted(record: Record, name: str, chair: str) -> Draft:
    """The draft; `name` is the body's with the government's (阳高县人民政府常务会议), `chair` who presided."""
    lines = [opening(record, name, chair), *told(record.open_items)]
    kept = record.confidential
    if kept:
        lines.append(f"会议还研究了{len(kept)}项不宜扩散的事项，另行记录。")
    return Draft(f"{name_with_number(record, name)}纪要", "\n".join(lines), "\n".join(told(kept)))


def name_with_number(record: Record, name: str) -> str:
    """阳高县人民政府2026年第5次常务会议: which meeting of the year it was stands before the body's own name."""
    meeting, place = record.meeting, "人民政府"
    if not meeting.serial:
        return name
    at = name.find(place) + len(place) if place in name else 0
    return f"{name[:at]}{meeting.year}年第{meeting.serial}次{name[at:]}"


def opening(record: Record, name: str, chair: str) -> str:
    """When, where, under whom."""
    meeting = record.meeting
    at = timezone.localtime(meeting.opened_at or meeting.starts_at)
    half = "上午" if at.hour < 12 else "下午" if at.hour < 18 else "晚上"
    where = f"在{meeting.where}" if meeting.where else ""
    how = "以视频形式" if meeting.by_video else ""
    count = f"，研究议题{len(record.items)}个" if record.items else ""
    called = f"{chair}{where}{how}主持召开{name_with_number(record, name)}{count}"
    return f"{full_day(at.date())}{half}，{called}。现纪要如下："


def told(items: Iterable[AgendaItem]) -> list[str]:
    """Every item: its heading, what was reported, what was decided, who carries it out by when."""
    found: list[str] = []
    for count, item in enumerate(items, 1):
        found += [heading(item, count), *reported(item), *decided(item, getattr(item, "decided", None))]
    return found


def heading(item: AgendaItem, count: int) -> str:
    """What the item is about, in two lines at most."""
    about = about_of(item)
    if len(about) > ALONE - NUMBER_ROOM:
        about = f"{item.matter.organ.short_name}提请研究的事项"
    return numbered(1, count) + about


def about_of(item: AgendaItem) -> str:
    """关于…: its title without the word for what it is."""
    about = item.matter.title
    for ending in ENDINGS:
        about = about.removesuffix(ending)
    return about


def reported(item: AgendaItem) -> list[str]:
    """Who reported what; a study has nobody's report."""
    lines = nested(lines_of(item.brief))
    if item.study:
        return [f"会议传达学习了{studied(item.matter.title)}。", *lines]
    about = about_of(item)
    subject = about if about.startswith("关于") else f"关于“{about}”"
    return [f"会议听取了{item.matter.organ.short_name}{subject}的汇报。", *lines]


def studied(title: str) -> str:
    """What was studied, without the word for it that the title begins with: 学习《…》 → 《…》."""
    opening = next((word for word in STUDYING if title.startswith(word)), "")
    return title.removeprefix(opening)


def decided(item: AgendaItem, decision: Decision | None) -> list[str]:
    """The decision, its organs and limit; a gap says that it is one."""
    if decision is None or not decision.kind:
        return [] if item.study else [f"{MISSING}议定内容】"]
    said, lines = SAID[DecisionKind(decision.kind)], nested(lines_of(decision.text))
    if item.study and not lines:
        return []  # that it was studied is said already
    after = carried_out(decision) if lines and decision.kind not in LEFT else []
    if len(lines) > 1:
        return [f"{said}：", *lines, *after]
    return [f"{said}：{lines[0]}" if lines else f"{said}。", *after]


def carried_out(decision: Decision) -> list[str]:
    """由县教育局牵头，县财政局配合，2026年9月30日前完成; what the decision says itself is not said twice."""
    helpers = "、".join(organ.short_name for organ in decision.helpers.all())
    parts = [
        f"由{decision.organ.short_name}牵头" if decision.organ else "", f"{helpers}配合" if helpers else "",
        f"{full_day(decision.due_on)}前完成" if decision.due_on else "",
    ]  # fmt: skip
    said = "，".join(part for part in parts if part and part not in decision.text)
    return [f"此项工作{said}。"] if said else []


def lines_of(text: str) -> list[str]:
    """The paragraphs of what was typed."""
    return [line.strip(" \t\u3000") for line in text.splitlines() if line.strip(" \t\u3000")]


def full_day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
