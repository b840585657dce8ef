"""What stands on a printed special notice and on a printed report of how decisions are carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from documents.printing.page import Column, SheetPage
from govrules.core.clock import date_of
from govrules.core.office.models import Government
from govrules.core.office.queries import adoption_on, book_of, office_of
from govrules.core.wording import moment
from govrules.rulebook import article_name
from supervision.models import SpecialNotice
from supervision.reporting import Period, Row, summary

COLUMNS = (
    Column("督办事项", 3), Column("责任单位", 1.7), Column("完成时限", 1.8, True), Column("状态", 1.2, True),
    Column("最近反馈", 3), Column("未反馈单位", 1.7),
)  # fmt: skip
REPLY = (Column("回复单位", 1.6), Column("回复内容", 4.4), Column("回复人", 1.4, True), Column("回复时间", 1.6, True))


def notice_page(notice: SpecialNotice) -> SheetPage:
    """The notice: what is wanted by when, and the boxes of the reply, empty until it has come."""
    matter = notice.task.matter
    answered = notice.replied_at
    facts = (
        ("编号", str(notice)), ("发往单位", notice.organ.name), ("督办事项", matter.title),
        ("来源", notice.task.origin),
        ("发出日期", full(date_of(notice.at))), ("回复时限", full(notice.reply_by)), ("督办要求", notice.text),
    )  # fmt: skip
    reply = (
        notice.organ.short_name, notice.reply, notice.replied_by.name if notice.replied_by else "",
        moment(answered) if answered else "",
    )  # fmt: skip
    title = book_of(matter.adoption).title
    return SheetPage(
        title="专项督办通知", organ=office_of(matter.government).name, columns=REPLY, rows=(reply,), facts=facts,
        footer=(f"依据《{title}》{article_name(notice.article)}发出。",),
    )  # fmt: skip


def full(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def report_page(government: Government, period: Period, rows: Sequence[Row], said: Sequence[str]) -> SheetPage:
    """The report: a row a matter, by meetings; `said` are the lines below it."""
    return SheetPage(
        title="议定事项落实情况报告", organ=office_of(government).name, columns=COLUMNS, landscape=True,
        subtitle=(f"{full(period.since)}至{full(period.until)}", summary(rows)),
        rows=tuple(map(row, rows)) or (("—",) * len(COLUMNS),), footer=tuple(said),
    )  # fmt: skip


def row(one: Row) -> tuple[str, ...]:
    helped = f"\n（{one.helpers}配合）" if one.helpers else ""
    done = f"\n{one.done}" if one.done else ""
    return (f"{one.title}\n{one.origin}", one.organ + helped, one.due, one.words + done, one.said, one.silent)


def basis(government: Government, article: int, at: datetime) -> str:
    """Under which article it is reported."""
    title = book_of(adoption_on(government, date_of(at))).title
    return f"依据《{title}》{article_name(article)}报告。"
