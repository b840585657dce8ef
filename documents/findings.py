"""What consulted organs say to a document, as an approver reads it."""

from __future__ import annotations

from datetime import datetime

from documents.consultation.models import Consultation
from govrules.core.deadlines.actions import light
from govrules.core.findings import Shown
from govrules.core.matters.models import LIVE, StepState
from govrules.core.wording import day, last_day

TONES = {"agree": "ok", "agree_with_opinion": "ok", "disagree": "warn", "deemed": "warn"}
ANSWERS = {"agree": "同意", "agree_with_opinion": "同意，有意见", "disagree": "不同意"}


def of_consultation(asked: Consultation, at: datetime) -> Shown:
    """An organ's answer, or how long it still has."""
    step, name = asked.step, asked.organ.short_name
    if step.state == StepState.DEEMED:
        return Shown(
            "warn", name, "逾期未回复，视为无不同意见", step.article, silence(asked), f"#consultation-{asked.pk}"
        )
    if step.state == StepState.LAPSED:
        return Shown("warn", name, "未回复，报送时不再等候", detail=f"{day(asked.sent_at)}送达")
    if step.state in LIVE:
        return waiting(asked, at)
    stand_in = (
        f"{step.decided_by.name}{'，' + step.ground_note if step.ground != 'holder' else ''}" if step.decided_by else ""
    )
    detail = "；".join(filter(None, [stand_in, day(step.decided_at) if step.decided_at else "", step.opinion]))
    return Shown(TONES.get(step.opinion_kind, "ok"), name, ANSWERS.get(step.opinion_kind, ""), detail=detail)


def waiting(asked: Consultation, at: datetime) -> Shown:
    """Not answered yet: until when, and whether that day is only provisional."""
    deadline = asked.deadline
    if deadline is None:
        return Shown("warn", asked.organ.short_name, "尚未回复", asked.step.article, "没有时限")
    until = f"{day(last_day(deadline.due_at))}前回复" + ("（暂定，待当年放假安排公布）" if deadline.provisional else "")
    until += f"；时限已到，但{deadline.waits_for}，逾期不回复暂不产生后果" if deadline.waits_for else ""
    tone = "stop" if light(deadline, at) == "red" else "warn"
    return Shown(tone, asked.organ.short_name, "尚未回复", asked.step.article, until)


def silence(asked: Consultation) -> str:
    """The evidence of silence in one line: delivered, opened, reminded, the limit's end."""
    holders = list(asked.step.holders.all())
    parts = [f"{day(asked.sent_at)}送达"]
    opened = min((h.opened_at for h in holders if h.opened_at), default=None)
    parts.append(f"{day(opened)}打开" if opened else "一直未打开")
    parts += [f"{day(at)}提醒" for at in asked.reminded[:2]]
    parts += [f"系统{day(at)}提醒" for at in asked.warned]
    if asked.deadline:
        unit = "个工作日" if asked.deadline.unit == "workday" else "日"
        parts.append(f"{day(last_day(asked.deadline.due_at))}满{asked.deadline.count}{unit}")
    return "，".join(parts)
