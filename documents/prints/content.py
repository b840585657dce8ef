"""What stands on the printed pages of a document, from the rows as they are now; plain data, to be digested."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from documents.consultation.models import Consultation
from documents.dispatch.models import Dispatch
from documents.dispatch.states import State as DispatchState
from documents.findings import ANSWERS
from documents.printing.page import Bundle, Column, OfficialPage, SheetPage
from documents.queries import asked_of
from documents.submission.models import Submission
from documents.submission.states import State
from govrules.core import clock
from govrules.core.matters.models import LIVE, Matter, StepState
from govrules.core.matters.shown import steps_of
from govrules.core.office.models import Organ, OrganKind
from govrules.core.office.queries import book_of, office_of
from govrules.core.wording import day, last_day
from govrules.rulebook import article_name

STATES = dict(State.choices) | dict(DispatchState.choices)
COLUMNS = (
    Column("单位", 1.5), Column("送达", 0.9, True), Column("打开", 0.9, True), Column("提醒", 1.2, True),
    Column("期限", 1.2, True), Column("意见", 2.7), Column("签署人", 1.6), Column("条款", 1.2, True),
)  # fmt: skip


def full_day(value: date | datetime | None) -> str:
    """2026年6月8日; empty for none."""
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    return f"{on.year}年{on.month}月{on.day}日"


def request_page(matter: Matter) -> OfficialPage:
    """A submission as the upward document of its organ, signed by whoever signed it."""
    submission = Submission.objects.select_related("addressed_to").get(pk=matter.pk)
    organ = matter.organ
    signatures = matter.steps.filter(act="sign", organ=organ, state=StepState.DONE).select_related("decided_by")
    signer = signatures.last() if submission.signed_on else None
    return OfficialPage(
        layout="upward", mark=f"{organ.name}文件", number=submission.organ_number, title=matter.title,
        signers=(signer.decided_by.name,) if signer else ("",), recipients=addressed(submission.recipients),
        body=paragraphs(submission.body), attachments=names_of(matter), organ=organ.name,
        date=full_day(submission.signed_on) or full_day(matter.moved_at), contact=contact(submission),
        cc="，".join(submission.cc), issuer=issuer(organ),
        issued_on=full_day(submission.submitted_at or matter.moved_at),
    )  # fmt: skip


def contact(submission: Submission) -> str:
    """Whom to ask, as far as it is given: the name, the telephone."""
    asked = (("联系人", submission.contact_name), ("联系电话", submission.contact_phone))
    return "，".join(f"{label}：{given}" for label, given in asked if given)


def reply_page(matter: Matter) -> OfficialPage:
    """A dispatch as the issued document of the government or of its office."""
    dispatch = Dispatch.objects.select_related("series").get(pk=matter.pk)
    office = office_of(matter.government)
    name = matter.government.name if dispatch.in_name_of == "county" else office.name
    return OfficialPage(
        layout="issued", mark=mark_of(name, dispatch), number=matter.number or "（未编号）", title=matter.title,
        recipients=addressed(dispatch.recipients), body=paragraphs(dispatch.body), attachments=names_of(matter),
        organ=name, date=full_day(dispatch.signed_on), note=disclosure(dispatch),
        cc="，".join(dispatch.cc), issuer=office.name, issued_on=full_day(dispatch.issued_on or dispatch.signed_on),
    )  # fmt: skip


def mark_of(name: str, dispatch: Dispatch) -> str:
    """发文机关标志: the name with 文件, of a letter (函) the name alone (GB/T 9704-2012, 7.2.4 and 10.1)."""
    return name if dispatch.series and dispatch.series.is_letter else f"{name}文件"


def disclosure(dispatch: Dispatch) -> str:
    """此件公开发布 …; empty while it is not decided."""
    return str(dispatch.get_disclosure_display()) if dispatch.disclosure else ""


def countersign_sheet(matter: Matter) -> SheetPage:
    """The countersign sheet: who was asked, when it reached him, what he said or that he stayed silent."""
    submission = Submission.objects.get(pk=matter.pk)
    submission.matter = matter
    asked = asked_of(submission, steps_of(matter), clock.now())
    articles = sorted({c.step.article for c in asked if c.step.article})
    footer = [f"依据《{book_title(matter)}》{'、'.join(map(article_name, articles))}。"] if articles else []
    if submission.proposal:
        footer.append(f"主办单位办理建议：{submission.proposal}")
    return SheetPage(
        title="会签单", organ=matter.organ.name, columns=COLUMNS, rows=tuple(row(c) for c in asked),
        facts=(
            ("文件标题", matter.title), ("发文字号", submission.organ_number or "—"), ("主办单位", matter.organ.name),
               ("当前状态", state_words(matter))),
        footer=tuple(footer), landscape=True,
    )  # fmt: skip


def row(asked: Consultation) -> tuple[str, ...]:
    """One organ on the sheet."""
    step, holders = asked.step, list(asked.step.holders.all())
    opened = min((h.opened_at for h in holders if h.opened_at), default=None)
    unopened = "—" if step.state == StepState.DONE else "未打开"
    return (
        asked.organ.short_name, day(asked.sent_at), day(opened) if opened else unopened,
        reminders(asked), limit(asked), answer(asked), signer(asked),
        article_name(step.article) if step.article else "—",
    )  # fmt: skip


def reminders(asked: Consultation) -> str:
    """When the host last reminded the organ, and when the program did by itself."""
    by_host = [day(asked.reminded[-1])] if asked.reminded else []
    return "\n".join([*by_host, *(f"系统{day(at)}" for at in asked.warned[-1:])]) or "—"


def limit(asked: Consultation) -> str:
    """The last day for the reply, and whether it is provisional."""
    if asked.deadline is None:
        return "无时限"
    provisional = asked.deadline.provisional and not asked.deadline.ended_provisional
    return day(last_day(asked.deadline.due_at)) + ("（暂定）" if provisional else "")


def answer(asked: Consultation) -> str:
    """The opinion, the silence, or nothing yet."""
    step = asked.step
    if step.state == StepState.DEEMED:
        return "逾期未回复，视为无不同意见"
    if step.state in LIVE:
        return "（尚未回复）"
    if step.state == StepState.LAPSED:
        return "未回复，报送时不再等候"
    said = ANSWERS.get(step.opinion_kind, "")
    return f"{said}：{step.opinion}" if step.opinion else said


def signer(asked: Consultation) -> str:
    """Who signed, on which day, on what ground where it was not the main head himself."""
    step = asked.step
    if step.decided_by is None:
        return "—"
    ground = f"（{step.ground_note}）" if step.ground not in ("", "holder") and step.ground_note else ""
    return f"{step.decided_by.name}{ground} {day(step.decided_at)}"


def state_words(matter: Matter) -> str:
    """The state as the pages say it."""
    return str(STATES.get(matter.state, matter.state))


def book_title(matter: Matter) -> str:
    return book_of(matter.adoption).title


def issuer(organ: Organ) -> str:
    """The office that prints an organ's documents: a department's own, the government's office itself."""
    return organ.name if organ.kind == OrganKind.OFFICE else f"{organ.name}办公室"


def addressed(recipients: Iterable[str]) -> str:
    """县人民政府： with the names in order."""
    names = "、".join(recipients)
    return f"{names}：" if names else ""


def names_of(matter: Matter) -> tuple[str, ...]:
    """The attachments by name, without the file's ending."""
    names = matter.attachments.filter(removed_at=None, role="annex").values_list("name", flat=True)
    return tuple(name.rsplit(".", 1)[0] for name in names)


def paragraphs(body: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in body.splitlines() if line.strip())


def stored(page: OfficialPage | SheetPage | Bundle) -> dict[str, Any]:
    """A page as JSON."""
    if isinstance(page, Bundle):
        parts = [stored(part) for part in page.parts]
        return {"form": "Bundle", "title": page.title, "parts": parts, "annexes": [list(a) for a in page.annexes]}
    return {"form": type(page).__name__, **asdict(page)}


def restored(data: dict[str, Any]) -> OfficialPage | SheetPage | Bundle:
    """The page again from JSON, whose lists are tuples there."""
    if data["form"] == "Bundle":
        parts = tuple(restored(part) for part in data["parts"])
        return Bundle(title=data["title"], parts=parts, annexes=frozen(data["annexes"]))
    values = {k: frozen(v) for k, v in data.items() if k != "form"}
    if data["form"] == "SheetPage":
        values["columns"] = tuple(Column(**c) for c in data["columns"])
        return SheetPage(**values)
    return OfficialPage(**values)


def digest_of(content: dict[str, Any]) -> str:
    """By which the same content is known again."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def frozen(value: Any) -> Any:
    return tuple(frozen(v) for v in value) if isinstance(value, list) else value
