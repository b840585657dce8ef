"""The official acts on a coordination: begin it, lead it, give the leading opinion, sign, withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from documents.consultation.models import Consultation
from documents.drafting import LONGEST_TITLE
from documents.submission.models import Submission
from documents.submission.secrecy import require_open
from govrules.core import acts, clock
from govrules.core.errors import BadInput, NotYours, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import Matter, StepState
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import holder, in_office, main_head_seat, office_of, organs_of
from meetings.coordination import rules
from meetings.coordination.models import Coordination, Side, Sort
from meetings.coordination.rules import KIND
from meetings.coordination.states import MOVES, UNDER_WAY, State
from meetings.items.models import AgendaItem

LONGEST = 4000


@dataclass(frozen=True)
class Asked:
    """What is to be coordinated: the question, the host's grounds and proposal, each other organ's view by its key."""

    sort: str
    question: str
    grounds: str
    proposal: str
    sides: Mapping[int, str]
    coordinator: Seat | None = None


def begin(parent_id: int, by: Official, asked: Asked) -> Coordination:
    """Have a disagreement coordinated.

    1 who may and when; 2 every side with its grounds; 3 who leads it by the rules; 4 the matter, its first steps.
    """
    at = clock.now()
    with acts.on(parent_id) as parent:
        rule = require_beginning(parent, by, asked.sort, at)
        sides = checked(parent, asked, rule)
        leader = checked_leader(parent, asked, rule, clock.date_of(at))
        opening = steps.Opening(
            parent.government, KIND, f"{parent.title}：{Sort(asked.sort).label}"[:LONGEST_TITLE], parent.organ, by,
            State.OPEN if leader else State.SIGNING, parent,
        )  # fmt: skip
        matter = steps.open_matter(opening, at)
        made = Coordination.objects.create(
            matter=matter, sort=asked.sort, question=asked.question.strip(), grounds=asked.grounds.strip(),
            proposal=asked.proposal.strip(), coordinator=leader,
        )  # fmt: skip
        for organ, grounds in sides:
            Side.objects.create(coordination=made, organ=organ, grounds=grounds)
            steps.join_organ(matter, organ, "consulted", at)
        steps.join_organ(matter, office_of(parent.government), "office", at)
        text = f"提请{leader.title}协调分歧" if leader else "分歧说明送有关单位会签"
        record(parent, Line("coordinate", at, text, actor=by, article=rule.article, data={"matter": matter.pk}))
        lay_out(made, rule, at)
    return made


def require_beginning(parent: Matter, by: Official, sort: str, at: datetime) -> Any:
    """The rule for it, if he may begin it now and none is under way."""
    rule = rules.rule_for(parent, sort) if sort in Sort.values else None
    if rule is None:
        raise WrongState("工作规则没有规定这类公文或议题的分歧由谁协调，由有关单位自行协商")
    if sort not in rules.may_begin(parent, by, clock.date_of(at)):
        if parent.state not in rules.BEGUN_IN[sort, parent.kind]:
            raise WrongState(Why(f"“{parent.title}”现在不能{Sort(sort).label}，请刷新后查看", rule.article))
        raise NotYours(f"由{parent.organ.short_name}{'或者政府办公室' if sort == Sort.LEADER else ''}提出")
    if Coordination.objects.filter(matter__parent=parent, sort=sort, matter__state__in=UNDER_WAY).exists():
        raise WrongState(Why("已有一件正在办理，有结果后再提出", rule.article))
    return rule


def checked(parent: Matter, asked: Asked, rule: Any) -> list[tuple[Organ, str]]:
    """Every side with its grounds; whoever objected in the consultation is left out of nothing."""
    require_open("", asked.question, "\n".join([asked.grounds, asked.proposal, *asked.sides.values()]))
    for name, text in (("question", asked.question), ("grounds", asked.grounds), ("proposal", asked.proposal)):
        label = Coordination._meta.get_field(name).verbose_name
        if not text.strip():
            raise BadInput(Why(f"没有写明{label}", rule.article), field=name)
        if len(text) > LONGEST:
            raise BadInput(f"{label}最多{LONGEST}字", field=name)
    if asked.sort == Sort.HEADS and asked.proposal.strip() != proposal_in(parent).strip():
        raise BadInput(Why("会签的办理建议与公文里的不一致", rule.article, "请先修改公文"), field="proposal")
    given = {key: text.strip() for key, text in asked.sides.items() if text.strip()}
    organs = list(Organ.objects.filter(pk__in=given, government=parent.government_id).exclude(pk=parent.organ_id))
    if not organs:
        raise BadInput(Why("没有写明其他单位的意见和理据", rule.article), field="sides")
    silent = [organ.short_name for organ in objecting(parent) if organ.pk not in given]
    if silent:
        raise BadInput(Why(f"没有写明{'、'.join(silent)}的意见和理据", rule.article, "列明各方"), field="sides")
    return [(organ, given[organ.pk]) for organ in organs]


def proposal_in(parent: Matter) -> str:
    """What the paper itself proposes."""
    if parent.kind == "submission":
        return Submission.objects.values_list("proposal", flat=True).get(pk=parent.pk)
    return AgendaItem.objects.values_list("proposal", flat=True).get(pk=parent.pk)


def objecting(parent: Matter) -> list[Organ]:
    """Who said no when last asked, on the document itself or on that which an item comes from."""
    asked = Consultation.objects.filter(submission__in=filter(None, (parent.pk, parent.parent_id)))
    latest = {c.organ_id: c for c in asked.exclude(step__state=StepState.CANCELLED).select_related("organ", "step")}
    return [c.organ for c in latest.values() if c.step.opinion_kind == "disagree"]


def checked_leader(parent: Matter, asked: Asked, rule: Any, on: date) -> Seat | None:
    """Who leads it: one of those whom the article names, the leader in charge unless another is picked."""
    if asked.sort == Sort.HEADS:
        return None
    offered = rules.coordinators(parent, rule, on)
    if not offered:
        raise WrongState(Why(f"没有登记{parent.organ.short_name}由哪位领导分管，请办公室先登记", rule.article))
    chosen = asked.coordinator or offered[0]
    if chosen not in offered:
        names = "、".join(seat.title for seat in offered)
        raise BadInput(Why(f"{chosen.title}不能协调这件事，只能由{names}协调", rule.article), field="coordinator")
    return chosen


def lay_out(made: Coordination, rule: Any, at: datetime) -> None:
    """The first steps: the coordinator's, with his assistant told; without one, everybody's signature at once."""
    matter = made.matter
    if made.coordinator is None:
        steps.plan(matter, signatures(made, rule))
    else:
        steps.plan(matter, [step("coordinate", made.coordinator, rule)])
        assistant_joins(made, rule, at)
    steps.advance(matter, at)


def step(act: str, seat: Seat, rule: Any) -> StepSpec:
    return StepSpec(act, seat.post, seat, article=rule.article, strength=rule.strength or "")


def assistant_joins(made: Coordination, rule: Any, at: datetime) -> None:
    """Whom the rules have assist the leader sees it and is told."""
    post, leader = rule.params.assistant, made.coordinator
    seat = rules.assisting(leader, post, clock.date_of(at)) if post and leader else None
    person = holder(seat, clock.date_of(at)) if seat else None
    if person is None or seat == leader:
        return
    steps.join(made.matter, person, "assistant", at)
    record(made.matter, Line("assist", at, f"由{seat.title}{person.name}协助协调", article=rule.article))
    tell([person], event=f"assist:{made.pk}", matter=made.matter, at=at, article=rule.article,
         subject=f"请协助{leader.title}协调：{made.matter.title}"[:200])  # fmt: skip


def signatures(made: Coordination, rule: Any) -> list[StepSpec]:
    """A signature of each organ that took part, the host's too, side by side."""
    organs = [made.matter.organ, *(side.organ for side in made.sides.select_related("organ"))]
    found = []
    for organ in organs:
        seat = main_head_seat(organ)
        post = seat.post if seat else "department_head"
        found.append(StepSpec("sign_opinion", post, seat, organ, article=rule.article, strength=rule.strength or ""))
    return found


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take it back, before it has a result; those who began it may, with a reason."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        today = clock.date_of(at)
        if matter.organ_id not in organs_of(by, today) and not in_office(by, today):
            raise NotYours(f"由{matter.organ.short_name}或者政府办公室撤回")
        if not reason.strip():
            raise BadInput("请写明撤回的理由", field="reason")
        was, now = acts.move(matter, "withdraw", MOVES, at)
        steps.cancel_rest(matter, at)
        acts.close(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{reason.strip()}", actor=by, was=was, now=now))
