"""The duty pages as Excel: a month's roster, and who had how many shifts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from govrules.core.clock import date_of
from govrules.core.office.models import Official
from govrules.core.wording import moment
from leave.duty.counting import Count, Turn
from leave.duty.holes import Hole
from leave.duty.queries import Row

WEEKDAYS = "一二三四五六日"


def said(at: datetime | None) -> str:
    """2026年6月8日 09:00: a list is read years later."""
    return f"{date_of(at).year}年{moment(at)}" if at else ""


def dated(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    return f"星期{WEEKDAYS[day.weekday()]}"


def roster_rows(rows: Iterable[Row], published: bool, at: datetime) -> Iterator[list[str]]:
    """A month as its page shows it."""
    yield ["日期", "星期", "工作日或休息日", "带班领导", "值班员", "缺人的原因", "交接"]
    for row in rows:
        shift = row.shift
        yield [
            dated(shift.day), weekday(shift.day), (row.kind.words or "工作日") + ("" if row.known else "（暂定）"),
            _name(shift.leader), _name(shift.officer), "；".join(_why(row)), _handed(row, published, at),
        ]  # fmt: skip


def _name(official: Official | None) -> str:
    return official.name if official else "无人"


def _why(row: Row) -> Iterator[str]:
    holes: tuple[Hole | None, ...] = (row.leader_hole, row.officer_hole)
    return (f"{hole.role.label}：{hole.why}" for hole in holes if hole)


def _handed(row: Row, published: bool, at: datetime) -> str:
    """The last column of the page, in its words."""
    if row.handover is None:
        return "未交班" if published and row.shift.ends_at <= at else ""
    return f"{said(row.handover.taken_at)}接班" if row.handover.taken_at else "待接班"


def turn_rows(turns: Iterable[Turn]) -> Iterator[list[str]]:
    """Who led and kept how many shifts, weekends and holidays apart."""
    kinds = ("小计", "工作日", "双休日", "节假日")
    yield ["姓名", *(f"带班{kind}" for kind in kinds), *(f"值班{kind}" for kind in kinds), "合计"]
    for turn in turns:
        yield [turn.official.name, *_cells(turn.leader), *_cells(turn.officer), str(turn.all)]


def _cells(count: Count) -> list[str]:
    return [str(n) for n in (count.all, count.work, count.rest, count.off)]
