"""What stands on a printed letter of introduction with its stub, and on the book of a year."""

from __future__ import annotations

from collections.abc import Iterable

from documents.printing.page import Column, SheetPage
from documents.seals.models import Impression
from documents.seals.rules import kinds, of_own
from govrules.core.wording import day
from govrules.rulebook import Rulebook, article_name

LETTER = (Column("存根（留存）", 1.0), Column("介绍信（交持信人）", 1.6))
BOOK = (
    Column("登记号", 1.4, True), Column("日期", 1.7, True), Column("印章", 2.0), Column("内容", 3.2),
    Column("份数", 0.8, True), Column("申请单位", 1.6), Column("审批人", 1.6), Column("经手人", 1.2),
    Column("用印人", 1.3), Column("签字文稿", 1.5),
)  # fmt: skip


def letter_of(one: Impression, book: Rulebook) -> SheetPage:
    """The letter, and beside it the stub that stays; of a blank one the lines are left empty."""
    sealing, matter = one.sealing, one.sealing.matter
    own = of_own(kinds(book)[sealing.seal.kind])
    organ = sealing.seal.organ.name if own else matter.government.name
    letters = book.feature("letters_of_introduction")
    cited = f"依据《{book.title}》{article_name(letters.article)}开具。" if letters else ""
    return SheetPage(
        title="介绍信", organ=organ, columns=LETTER, rows=((stub(one), text(one, organ)),), landscape=True,
        footer=(*filter(None, [cited]), "存根由开具单位保存。"),
    )  # fmt: skip


def stub(one: Impression) -> str:
    sealing = one.sealing
    lines = (
        f"编号：{one.number}", f"持信人：{sealing.bearer}", f"前往单位：{sealing.destination}",
        f"事由：{sealing.content}", f"审批人：{one.approver}", f"经手人：{one.handler.name}", f"日期：{day(one.on, 0)}",
    )  # fmt: skip
    return "\n".join(lines)


def text(one: Impression, organ: str) -> str:
    sealing = one.sealing
    until = f"有效期至{day(sealing.ends_on, 0)}。" if sealing.ends_on else ""
    lines = (
        f"编号：{one.number}", f"{sealing.destination or BLANK}：",
        f"　　兹介绍{sealing.bearer or BLANK}前往你处办理{sealing.content}事宜，请予接洽。", until,
        organ, day(one.on, 0),
    )  # fmt: skip
    return "\n".join(filter(None, lines))


BLANK = "＿＿＿＿＿＿"


def year_of_use(book: Rulebook, title: str, table: Iterable[list[str]]) -> SheetPage:
    """The book of a year, the latest first as on the page."""
    _, *rows = table
    rule = book.register("seal_register")
    cited = f"依据《{book.title}》{article_name(rule.article)}登记。" if rule else ""
    return SheetPage(
        title=title, organ=book.government, columns=BOOK, landscape=True,
        rows=tuple(map(tuple, rows)) or (tuple("—" for _ in BOOK),), footer=tuple(filter(None, [cited])),
    )  # fmt: skip
