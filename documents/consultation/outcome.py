"""What comes of asking an organ: its answer, or its silence, which may be that of many on one midnight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from documents.submission.actions import tell_hosts
from documents.submission.facts import unanswered_on
from govrules.core import bulk
from govrules.core.deadlines.models import Deadline, Firing, Rung
from govrules.core.journal.actions import Line, MatterLine, record_many
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Evidence, Step, StepHolder, StepState
from govrules.core.notices.actions import News
from govrules.core.office.models import Official

Silence = tuple[Deadline, Step]  # a limit that was let pass, and the step that it was for
SILENT = "逾期未回复，视为无不同意见"


def answered(answers: Sequence[Step], words: str, at: datetime) -> None:
    """Tell the hosts that an answer is in, each on a document of its own, and whether it was the last one."""
    left = unanswered_on([step.matter_id for step in answers])
    tell_hosts([(step.matter, news_of(step, words, left[step.matter_id])) for step in answers], at)


def news_of(step: Step, words: str, left: int) -> News:
    rest = f"，还有{left}家未回复" if left else "，征求意见已全部有结果"
    subject = f"{step.organ.short_name}{words}：{step.matter.title}"
    return News(f"answered-{step.pk}", subject, (step.opinion or words).rstrip("。，；,;. ") + rest, step.article)


def deem(deadlines: Sequence[Deadline], at: datetime, by: Official | None = None) -> None:
    """Silence past the limit counts as no objection: the steps close as such, with their evidence.

    Called with the matters locked, no two deadlines of one matter, by the sweep or for the host (`by`) where the rules
    leave it to him; which article gives silence this effect is on the deadline. As many queries for many as for one.
    """
    silent = list(silences(deadlines))
    closing = [step for _, step in silent]
    bulk.insert(Evidence, [evidence(deadline, step, at, by) for deadline, step in silent])
    steps.close_all(closing, StepState.DEEMED, "deemed", at)
    record_many([line_of(deadline, step, at, by) for deadline, step in silent])
    answered(closing, SILENT, at)


def silences(deadlines: Sequence[Deadline]) -> Iterator[Silence]:
    """Each with its step, and with what the evidence tells of them."""
    warnings = Firing.objects.filter(rung=Rung.WARN).order_by("pk")
    prefetch_related_objects(deadlines, Prefetch("firings", warnings, to_attr="warnings"))
    asked = Step.objects.select_related("organ", "consultation")
    asked = asked.prefetch_related(Prefetch("holders", StepHolder.objects.select_related("official")))
    found = asked.in_bulk([deadline.step_id for deadline in deadlines])
    for deadline in deadlines:
        step = found[deadline.step_id]
        step.matter = deadline.matter
        yield deadline, step


def line_of(deadline: Deadline, step: Step, at: datetime, by: Official | None) -> MatterLine:
    text = f"{step.organ.short_name}逾期未回复，{'由主办单位' if by else ''}视为无不同意见"
    line = Line("deem", at, text, actor=by, article=deadline.on_pass_article, data={"step": step.pk})
    return MatterLine(step.matter.government_id, step.matter_id, line)


def evidence(deadline: Deadline, step: Step, at: datetime, by: Official | None) -> dict[str, Any]:
    """The columns of what proves a silence."""
    return {
        "matter_id": step.matter_id, "kind": "silence", "step_id": step.pk, "issuer_id": step.organ_id,
        "article": deadline.on_pass_article, "issued_on": timezone.localdate(deadline.due_at),
        "facts": silence_facts(deadline, step), "attachment_id": None, "recorded_by_id": by and by.pk,
        "recorded_at": at,
    }  # fmt: skip


def silence_facts(deadline: Deadline, step: Step) -> dict[str, object]:
    """When it was delivered, opened and reminded, and how the limit was counted: as it stood that moment."""
    holders = [
        {
            "name": h.official.name, "ground": h.ground, "delivered": h.since.isoformat(),
            "opened": h.opened_at.isoformat() if h.opened_at else None,
        }
        for h in step.holders.all()
    ]  # fmt: skip
    warned = [f.at.isoformat() for f in deadline.warnings if f.at < deadline.due_at]
    return {
        "holders": holders, "warned": warned, "reminded": step.consultation.reminders, "counted": deadline.counted,
        "due_at": deadline.due_at.isoformat(), "limit": deadline.count, "unit": deadline.unit, "basis": deadline.basis,
    }  # fmt: skip
