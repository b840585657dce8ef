"""Asking the organs that a document touches, their replies, more time, reminders, and silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from documents.consultation.models import Consultation
from documents.consultation.outcome import answered, deem
from documents.drafting import latest_text, require_serving
from documents.submission.actions import of, tell_host
from documents.submission.facts import standing
from documents.submission.states import MOVES
from govrules import rulebook
from govrules.core import acts, authority, clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import MAY, Deadline, DeadlineState
from govrules.core.deadlines.queries import lapsed
from govrules.core.errors import BadInput, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ, OrganKind
from govrules.core.office.queries import book_of, main_head_seat
from govrules.core.wording import moment

RULE, EFFECT = "countersign_reply", "deemed_no_objection"
PAUSE = timedelta(hours=1)  # between two reminders: a second press of the button is none
LONGEST = 240  # working days: no rule, only what cannot be meant
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
    if asking.limit is not None and not settable:
        raise BadInput("工作规则未允许主办单位另定这项时限", field="limit")
    if asking.limit is not None and not 1 <= asking.limit <= LONGEST:
        raise BadInput(f"主办单位另定的时限应为1至{LONGEST}个工作日", field="limit")


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
        answered([step], WORDS[kind], at)


def require_in_time(step: Step, at: datetime) -> None:
    """Once its limit is over and acts by itself, a reply comes too late, whether or not the sweep has been there."""
    over = lapsed(step, at)
    if over:
        why = f"{step.organ.short_name}的回复时限已满，逾期视为无不同意见"
        raise WrongState(Why(why, over.on_pass_article, "如有意见，请直接与主办单位联系"))


WORDS = {"agree": "同意", "agree_with_opinion": "同意，有意见", "disagree": "不同意"}


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


def extendable(step: Step) -> bool:
    """Whether the rules let the host agree to more time for this reply."""
    return step.deadlines.filter(state=DeadlineState.OPEN).exclude(extension_by="").exists()


def judged(step: Step) -> bool:
    """Whether the rules leave it to the host what a silence without a reason means."""
    return step.deadlines.filter(on_pass=EFFECT, on_pass_strength=MAY).exists()


def explain(step_id: int, by: Official, reason: str) -> None:
    """The organ cannot countersign in time and says why: its silence then is none, and the host may not use it."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        acting = authority.require(step, by, at)
        if not judged(step):
            raise WrongState("这次会签不需要说明原因，请直接回复")
        text = steps.checked_opinion(reason)
        if not text:
            raise BadInput("请写明暂不能会签的原因", field="opinion")
        Consultation.objects.filter(step=step).update(delay_reason=text)
        name = step.organ.short_name
        record(step.matter, Line("explain", at, f"{name}说明暂不能会签：{text}", actor=acting.official))
        subject = f"{name}说明暂不能会签的原因：{step.matter.title}"
        tell_host(step.matter, f"explain-{step.pk}-{at:%H%M%S%f}", subject, text, step.article, at)


def take_silence(matter_id: int, by: Official, consultation_id: int) -> None:
    """The host takes a silence past the limit, without a reason given, as no objection, where the rules let it.

    1 host; 2 still open; 3 the limit is over and firm; 4 no reason given; 5 as if it had acted.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "edit", MOVES)
        asked = Consultation.objects.select_related("organ", "step").get(pk=consultation_id, submission=matter.pk)
        if asked.step.state not in LIVE:
            raise WrongState(f"{asked.organ.short_name}已有结果")
        over = silence_over(asked, at)
        deadlines.meet(asked.step, at)
        over.matter = matter
        deem([over], at, by)


def silence_over(asked: Consultation, at: datetime) -> Deadline:
    """The limit that the organ let pass in silence, or why the host may not make anything of it."""
    name = asked.organ.short_name
    limit = Deadline.objects.filter(step=asked.step, on_pass=EFFECT, on_pass_strength=MAY).order_by("-pk").first()
    if limit is None:
        raise WrongState(f"工作规则没有规定{name}逾期不回复可以视为无不同意见")
    if at < limit.due_at:
        raise WrongState(Why(f"{name}的回复时限还没有到", limit.on_pass_article))
    if limit.provisional:
        raise WrongState(Why(f"{name}的回复时限是暂定的，待放假安排公布后再定", limit.on_pass_article))
    if asked.delay_reason or limit.requests.exists():
        why = Why(f"{name}已说明不能会签的原因，不能视为无不同意见", limit.on_pass_article, "请与对方协商")
        raise WrongState(why)
    if not asked.step.holders.exists():
        raise WrongState(f"还没有人收到{name}的会签，请先明确由谁办理")
    return limit


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
        if asked.reminded and at - asked.reminded[-1] < PAUSE:
            raise WrongState(f"{moment(asked.reminded[-1])}刚提醒过{asked.organ.short_name}，请过一小时再提醒")
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
