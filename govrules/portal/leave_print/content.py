"""What stands on the printed leave form, from the rows as they are now; one page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from documents.printing.page import Column, SheetPage
from govrules.core.authority import Acting, Held
from govrules.core.clock import date_of
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.matters.way import label_of
from govrules.core.office.queries import book_of
from govrules.core.wording import moment
from govrules.rulebook import article_name
from leave.requests.facts import feature
from leave.requests.foresight import Away, foresee
from leave.requests.models import LeaveRequest
from leave.requests.queries import Sheet, change_words
from leave.requests.states import State

COLUMNS = (
    Column("环节", 1.8), Column("意见", 2.4), Column("签署人", 1.6), Column("时间", 2.2, True),
    Column("依据", 1.8, True),
)  # fmt: skip
PLAIN = "请假单"
SAID = {"approve": "同意", "consent": "同意", "review": "同意", "pick": "确定审批", "read": "已阅", "file": "已报备",
        "reject": "不同意", "return": "退回"}  # fmt: skip


def page_of(sheet: Sheet, at: datetime) -> SheetPage:
    """The form by the name that the rules give it: what was decided, who acts, what was filed and reported back."""
    leave, matter = sheet.document, sheet.matter
    form = feature(leave, "leave_form")
    return SheetPage(
        title=form.params.name if form else PLAIN, organ=matter.government.name, columns=COLUMNS,
        rows=tuple(map(row, decided(sheet))) or (("—", "（尚未审批）", "—", "—", "—"),),
        facts=tuple(facts(leave)), footer=(*acting(leave, at), *footer(sheet)),
    )  # fmt: skip


def facts(leave: LeaveRequest) -> Iterator[tuple[str, str]]:
    """What was asked, box by box; a box that nothing fills is left out."""
    presides = f"{leave.takes_over_seat.title}{leave.takes_over.name}" if leave.takes_over_seat else ""
    group = f"{leave.countries}，团组{leave.group_size}人" if leave.group_size else leave.countries
    boxes = (
        ("姓名", leave.official.name), ("职务", leave.seat.title),
        ("填写时间", full(leave.asked_at or leave.matter.opened_at)), ("事由类别", str(leave.get_kind_display())),
        ("前往何地", leave.destination), ("事由", leave.reason), ("离开时间", full(leave.starts_at)),
        ("返回时间", full(leave.ends_at)), ("同行人员", leave.companions), ("联系方式", leave.contact),
        ("外出期间主持工作的负责人", presides), ("出访国家（地区）", group), ("批准文号", leave.approval),
    )  # fmt: skip
    return ((label, value) for label, value in boxes if value)


def full(at: datetime | None) -> str:
    return f"{date_of(at).year}年{moment(at)}" if at else ""


def decided(sheet: Sheet) -> list[Step]:
    """The steps that somebody has decided, in their order."""
    return [step for step in sheet.steps if step.decided_by and step.state in (StepState.DONE, StepState.RETURNED)]


def row(step: Step) -> tuple[str, ...]:
    """One decision: by whom, in whose place, when, under which article."""
    said, wrote = SAID.get(step.opinion_kind, ""), step.opinion.strip()
    more = wrote if wrote.strip("。，；！ ") != said else ""  # 同意。 adds nothing to 同意
    said = "" if said and more.startswith(said) else said
    in_place = f"（代{step.in_whose_place}）" if step.in_whose_place else ""
    return (
        label_of(step, step.matter), f"{said}：{more}" if said and more else said or more,
        f"{step.decided_by.name}{in_place}", full(step.decided_at).replace(" ", "\n"),
        article_name(step.article) if step.article else "办公室确定",
    )  # fmt: skip


def acting(leave: LeaveRequest, at: datetime) -> Iterator[str]:
    """Who acts for him while he is away, seat by seat; of a leave that is over, who did on its first day."""
    then = min(at, leave.starts_at) if leave.ends_at > at else leave.starts_at
    seen = foresee(Away(leave.official, leave.seat, leave.starts_at, leave.ends_at, leave.takes_over_seat), then)
    for place in seen.places:
        for one in place.standing:
            only = f"（{one.only}）" if one.only else ""
            yield f"外出期间{place.seat.title}的工作{only}：{in_words(one.found)}。"


def in_words(found: Acting | Held) -> str:
    """王丽华代行（第五条，AB角）; 待明确."""
    if isinstance(found, Held):
        return "待明确由谁办理"
    cited = "，".join(filter(None, (article_name(found.article) if found.article else "", found.ground_name)))
    return f"由{found.official.name}代行（{cited}）"


def footer(sheet: Sheet) -> Iterator[str]:
    """Filing, reporting back, and where it stands."""
    leave, matter = sheet.document, sheet.matter
    for waiver in matter.waivers.all():
        yield f"{waiver.finding}（{article_name(waiver.article)}）。理由：{waiver.reason}"
    for one in sheet.filings:
        done = f"{full(one.filed_at)}，{one.proof}" if one.filed_at else "待报备"
        yield f"报备（{one.whom_words}）：{done}。"
        for change in one.changes.all():
            yield f"延期报备（{one.whom_words}）：{change_words(change)}。"
    if leave.back_at:
        yield f"销假：{full(leave.back_at)}返回。"
    articles = sorted({step.article for step in sheet.steps if step.article})
    if articles:
        cited = "、".join(map(article_name, articles))
        yield f"依据《{title_of(matter)}》{cited}办理，现为“{State(matter.state).label}”。"


def title_of(matter: Matter) -> str:
    return book_of(matter.adoption).title
