"""A month's duty roster for the wall: one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from documents.printing.page import Column, SheetPage
from govrules.core.clock import date_of
from govrules.core.office.models import Official
from govrules.core.wording import day
from govrules.rulebook import article_name
from leave.duty.models import DutyRoster, Role
from leave.duty.queries import Row
from leave.duty.rules import rules_of
from leave.duty.tabling import WEEKDAYS, dated, said

COLUMNS = (
    Column("日期", 1.15, True), Column("星期", 0.7, True), Column("带班领导", 2, True), Column("联系电话", 1.75, True),
    Column("值班员", 2, True), Column("联系电话", 1.75, True), Column("备注", 1.75, True),
)  # fmt: skip
SHORT = {Role.LEADER: "带班", Role.OFFICER: "值班"}
FREE = ("rest", "off")


def page_of(roster: DutyRoster, rows: Sequence[Row], at: datetime) -> SheetPage:
    """Who leads and who keeps each day, with their telephones; days off are grey."""
    return SheetPage(
        title=f"{roster.month.year}年{roster.month.month}月值班表", organ=roster.organ.name, columns=COLUMNS,
        rows=tuple(map(row, rows)), footer=tuple(footer(roster, at)), dense=True,
        shaded=tuple(n for n, one in enumerate(rows) if one.kind.key in FREE),
    )  # fmt: skip


def row(one: Row) -> tuple[str, ...]:
    shift = one.shift
    return (day(shift.day), WEEKDAYS[shift.day.weekday()], *person(shift.leader), *person(shift.officer), remark(one))


def person(official: Official | None) -> tuple[str, str]:
    return (official.name, official.phone) if official else ("（待定）", "")


def remark(one: Row) -> str:
    """The day's name, and which place has still to be given to another."""
    open_ = [SHORT[hole.role] for hole in (one.leader_hole, one.officer_hole) if hole]
    named = one.kind.words if one.kind.key != "rest" else ""
    return "，".join(part for part in (named, f"{'、'.join(open_)}待改派" if open_ else "") if part)


def footer(roster: DutyRoster, at: datetime) -> Iterator[str]:
    """When duty is handed over, under which article, when it was published, how new this print is."""
    rules = rules_of(roster.organ.government, roster.month)
    article = rules.article_for(roster.organ)
    basis = f"依据{article_name(article)}，" if article else ""
    hours = rules.hours(roster.organ)
    yield f"{basis}每日{hours}小时值班、领导带班，{rules.starts(roster.month):%H:%M}交接班；灰色为双休日和节假日。"
    published = f"{dated(date_of(roster.published_at))}公布" if roster.published_at else "尚未公布"
    yield f"{published}，{said(at)}打印，以后换班、改派的以系统为准。"
