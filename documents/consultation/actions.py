"""Asking the organs that a document touches, their replies, more time, reminders, and silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from documents.consultation.models import Consultation
from documents.drafting import require_serving
from documents.submission.actions import of, tell_host
from documents.submission.facts import standing
from documents.submission.models import TextVersion
from documents.submission.states import MOVES
from govrules import rulebook
from govrules.core import acts, authority, clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import Deadline
from govrules.core.deadlines.queries import lapsed
from govrules.core.errors import BadInput, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Evidence, Matter, Step, StepState
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ, OrganKind
from govrules.core.office.queries import book_of, main_head_seat

RULE = "countersign_reply"
NEEDS_WORDS = {"agree_with_opinion": "请写明具体意见", "disagree": "不同意要写明理由和依据"}


@dataclass(frozen=True)
class Asking:
    """Whom to ask, and the host's own limit in working days (None: the rulebook's)."""

    organs: Sequence[Organ]
    limit: int | None = None


def send(matter_id: int, by: Official, asking: Asking) -> list[Consultation]:
    """Ask organs for their countersign, all side by side, each under its own deadline."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "consult", MOVES)
        checked(matter, asking)
        rules = {o.pk: rule_for(matter, o) for o in asking.organs}
        acts.move(matter, "consult", MOVES, at)
        names = "、".join(o.short_name for o in asking.organs)
        record(matter, Line("consult", at, f"请{names}会签", actor=by))
        planned = steps.plan(matter, [countersign(o, rules[o.pk]) for o in asking.organs])
        return [ask(matter, step, rules[step.organ_id], asking.limit, at) for step in planned]


def rule_for(matter: Matter, organ: Organ) -> rulebook.DeadlineRule:
    """The rulebook's limit for this organ's reply (阳高: between departments; with a township it is silent)."""
    with_township = OrganKind.TOWNSHIP in (organ.kind, matter.organ.kind)
    return book_of(matter.adoption).deadline(RULE, {"to_township": with_township})


def checked(matter: Matter, asking: Asking) -> None:
    """Refuse organs that cannot be asked, and a limit that the host may not set."""
    if not asking.organs:
        raise BadInput("请选择征求意见的单位", field="organs")
    wrong = [o.short_name for o in asking.organs if o.pk == matter.organ_id or o.government_id != matter.government_id]
    if wrong:
        raise BadInput(f"不能向{'、'.join(wrong)}征求意见", field="organs")
    open_with = {c.organ_id: c.organ for c in standing(of(matter)).unanswered}
    again = [o.short_name for o in asking.organs if o.pk in open_with]
    if again:
        raise BadInput(f"{'、'.join(again)}正在会签，不必重复征求", field="organs")
    settable = all(rule_for(matter, o).host_may_set for o in asking.organs)
    if asking.limit is not None and not (settable and 1 <= asking.limit <= 60):
        raise BadInput("主办单位另定的时限应为1至60个工作日", field="limit")


def countersign(organ: Organ, rule: rulebook.DeadlineRule) -> steps.StepSpec:
    """The step of a consulted organ's main head; who else may answer for it, the rulebook says."""
    seat = main_head_seat(organ)
    if seat is None:
        raise BadInput(f"{organ.short_name}没有设主要负责人岗位，不能会签", field="organs")
    return steps.StepSpec("countersign", seat.post, seat, organ, article=rule.article, strength=rule.strength or "")


def ask(matter: Matter, step: Step, rule: rulebook.DeadlineRule, limit: int | None, at: datetime) -> Consultation:
    """Put the step before the organ, start its clock, and let its people see the matter."""
    step.matter = matter
    steps.join_organ(matter, step.organ, "consulted", at)
    asked = Consultation.objects.create(
        submission_id=matter.pk, organ=step.organ, step=step, host_limit=limit, sent_at=at, version=latest_text(matter)
    )
    steps.start(step, at)
    basis = f"主办单位另定{limit}个工作日" if limit else ""
    if not rule.silent or limit:
        deadlines.arm(matter, step, rule, at, count=limit, basis=basis)
    return asked


def latest_text(matter: Matter) -> int:
    """Number of the version that is asked about."""
    return TextVersion.objects.filter(matter=matter).values_list("number", flat=True).first() or 0


def reply(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """An organ's reply: agree, agree with an opinion, or disagree with its grounds."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        if kind in NEEDS_WORDS and not opinion.strip():
            raise BadInput(NEEDS_WORDS[kind], field="opinion")
        matter = step.matter
        require_in_time(step, at)
        acting = steps.decide(step, by, kind, opinion, at)
        steps.told(matter, "reply", step, acting, (matter.state, matter.state), at)
        answered(step, WORDS[kind], at)


def require_in_time(step: Step, at: datetime) -> None:
    """Once its limit is over and acts by itself, a reply comes too late, whether or not the sweep has been there."""
    over = lapsed(step, at)
    if over:
        why = f"{step.organ.short_name}的回复时限已满，逾期视为无不同意见"
        raise WrongState(Why(why, over.on_pass_article, "如有意见，请直接与主办单位联系"))


WORDS = {"agree": "同意", "agree_with_opinion": "同意，有意见", "disagree": "不同意"}


def answered(step: Step, words: str, at: datetime) -> None:
    """Tell the host that an organ's answer is in, and whether it was the last one."""
    matter = step.matter
    left = standing(of(matter)).unanswered
    rest = f"，还有{len(left)}家未回复" if left else "，征求意见已全部有结果"
    subject = f"{step.organ.short_name}{words}：{matter.title}"
    tell_host(matter, f"answered-{step.pk}", subject, (step.opinion or words) + rest, step.article, at)


def ask_more_time(step_id: int, by: Official, until: date, reason: str, manner: str) -> None:
    """The organ cannot reply in time and asks the host to agree a new day and manner."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        acting = authority.require(step, by, at)
        deadline = step.deadlines.filter(state="open").first()
        if deadline is None:
            raise WrongState("这次会签没有时限，不需要申请延期")
        deadlines.ask_extension(deadline, acting.official, until, reason, manner, at)
        subject = f"{step.organ.short_name}商请延期至{until:%m月%d日}：{step.matter.title}"
        tell_host(step.matter, f"more-time-{step.pk}-{at:%H%M%S%f}", subject, reason, deadline.article, at)


def remind(matter_id: int, by: Official, consultation_id: int) -> None:
    """The host reminds an organ; when it did is part of the evidence of silence."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        asked = Consultation.objects.select_related("step__assignee", "organ").get(
            pk=consultation_id, submission=matter.pk
        )
        if asked.step.state == StepState.HELD:
            raise WrongState(f"{asked.organ.short_name}由谁回复待明确（{asked.step.missing}），暂时没有可以提醒的人")
        if asked.step.state != StepState.PENDING or asked.step.assignee is None:
            raise WrongState(f"{asked.organ.short_name}已有结果，不需要提醒")
        asked.reminders = [*asked.reminders, at.isoformat()]
        asked.save(update_fields=["reminders"])
        record(matter, Line("remind", at, f"提醒{asked.organ.short_name}回复会签", actor=by))
        tell([asked.step.assignee], event=f"remind:{asked.pk}:{len(asked.reminders)}", matter=matter, at=at,
             subject=f"请尽快回复会签：{matter.title}", article=asked.step.article)  # fmt: skip


def respond(matter_id: int, by: Official, consultation_id: int, response: str) -> None:
    """The host records how the main heads conferred with an organ that disagrees."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "edit", MOVES)
        asked = Consultation.objects.select_related("organ").get(pk=consultation_id, submission=matter.pk)
        if not response.strip():
            raise BadInput("请写明协商的时间、参加人和结果", field="response")
        asked.response = response.strip()
        asked.save(update_fields=["response"])
        text = f"与{asked.organ.short_name}协商的情况：{asked.response}"
        record(matter, Line("confer", at, text, actor=by))


def deem(deadline: Deadline, at: datetime) -> None:
    """Silence past the limit counts as no objection: the step closes as such, with its evidence.

    Called by the sweep with the matter locked; which article gives silence this effect is on the deadline.
    """
    step = Step.objects.select_related("organ", "seat", "assignee").get(pk=deadline.step_id)
    step.matter = deadline.matter
    Evidence.objects.create(
        matter=deadline.matter, kind="silence", step=step, issuer=step.organ, article=deadline.on_pass_article,
        issued_on=timezone.localdate(deadline.due_at), facts=silence_facts(step, deadline), recorded_at=at,
    )  # fmt: skip
    step.opinion_kind, step.decided_at = "deemed", at
    steps.close(step, StepState.DEEMED, at)
    text = f"{step.organ.short_name}逾期未回复，视为无不同意见"
    record(deadline.matter, Line("deem", at, text, article=deadline.on_pass_article, data={"step": step.pk}))
    answered(step, "逾期未回复，视为无不同意见", at)


def silence_facts(step: Step, deadline: Deadline) -> dict[str, object]:
    """When it was delivered, opened and reminded, and how the limit was counted: as it stood that moment."""
    holders = [
        {
            "name": h.official.name, "ground": h.ground, "delivered": h.since.isoformat(),
            "opened": h.opened_at.isoformat() if h.opened_at else None,
        }
        for h in step.holders.select_related("official")
    ]  # fmt: skip
    warned = [f.at.isoformat() for f in deadline.firings.filter(rung="warn")]
    return {
        "holders": holders, "warned": warned, "reminded": step.consultation.reminders, "counted": deadline.counted,
        "due_at": deadline.due_at.isoformat(), "limit": deadline.count, "unit": deadline.unit, "basis": deadline.basis,
    }  # fmt: skip
