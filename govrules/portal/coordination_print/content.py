"""What stands on a printed coordination sheet: each side with its grounds and signature, and what came of it."""

from __future__ import annotations

from documents.printing.page import Column, SheetPage
from govrules.core.office.queries import book_of
from govrules.rulebook import article_name
from meetings.sheet import Sheet

COLUMNS = (Column("单位", 1.6), Column("意见和理据", 4), Column("负责人签字", 1.8))


def sheet_page(sheet: Sheet) -> SheetPage:
    """The sheet, with empty boxes for those who have still to sign."""
    made, more, matter = sheet.document, sheet.more, sheet.matter
    facts = [
        ("分歧事项", made.question), ("由谁协调", made.coordinator.title if made.coordinator else ""),
        ("专题会议", made.meeting.matter.title if made.meeting else ""), ("办理建议", made.proposal),
        ("协调结果", made.get_result_display() if made.result else ""), ("协调情况", made.account),
        (more["needs_leading"] or "领导意见", made.leading),
    ]  # fmt: skip
    rule = f"依据《{book_of(matter.adoption).title}》{article_name(more['rule'].article)}办理。"
    return SheetPage(
        title="分歧协调意见单", organ=matter.organ.name, columns=COLUMNS, subtitle=(matter.title,),
        facts=tuple((label, value) for label, value in facts if value), rows=tuple(map(row, more["sides"])),
        footer=(rule,),
    )  # fmt: skip


def row(side: dict) -> tuple[str, ...]:
    signed = side["signed"]
    told = "\n".join(filter(None, [signed.strong, signed.detail])) if signed else ""
    return (side["organ"].name, side["grounds"], told)
