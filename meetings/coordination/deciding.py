"""What becomes of a coordination step by step: the result, the leading opinion, the signatures, the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from documents.disagreement import COORDINATED, NOTE
from govrules.core import acts, authority, clock
from govrules.core.errors import BadInput, Why
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Evidence, Matter, Step
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official
from govrules.core.office.queries import office_of, portfolio_seat, staff_of
from meetings.calling.models import Meeting
from meetings.calling.states import State as MeetingState
from meetings.coordination import rules
from meetings.coordination.actions import signatures, step
from meetings.coordination.models import Coordination, Result, Sort
from meetings.coordination.states import MOVES

DONE = {Sort.LEADER: COORDINATED, Sort.HEADS: NOTE}


@dataclass(frozen=True)
class Here:
    """A decision under way, with both matters locked: the paper and its coordination."""

    parent: Matter
    coordination: Coordination
    step: Step
    rule: Any
    by: Official
    kind: str
    opinion: str
    at: datetime
    meeting: str = ""

    @property
    def matter(self) -> Matter:
        return self.coordination.matter

    def decided(self) -> authority.Acting:
        """The step is closed with the opinion, and the journal says so."""
        acting = steps.decide(self.step, self.by, self.kind, self.opinion, self.at)
        steps.told(self.matter, self.step.act, self.step, acting, (self.matter.state, self.matter.state), self.at)
        return acting

    def moves(self, name: str, text: str) -> None:
        was, now = acts.move(self.matter, name, MOVES, self.at)
        line = Line(name, self.at, text, actor=self.by, article=self.rule.article, was=was, now=now)
        record(self.matter, line)


def decide(step_id: int, by: Official, kind: str, opinion: str, meeting: str = "") -> None:
    """One step of a coordination. The paper is locked too: what comes of it is put on record there."""
    at = clock.now()
    matter_id, parent_id = Step.objects.values_list("matter", "matter__parent").get(pk=step_id)
    with acts.on_all(parent_id, matter_id) as (parent, matter):
        found = acts.fresh(matter, step_id)
        coordination = Coordination.objects.select_related("coordinator").get(pk=matter_id)
        coordination.matter = matter
        rule = rules.rule_of(matter, coordination.sort)
        COURSES[found.act](Here(parent, coordination, found, rule, by, kind, opinion, at, meeting))


def led(here: Here) -> None:
    """The coordinator says what came of it: an agreement, or none; then whose opinion the rules ask for leads."""
    made, params = here.coordination, here.rule.params
    made.meeting = meeting_of(here) if params.meeting and here.kind == Result.AGREED else None
    here.decided()
    made.result, made.account, made.leading = here.kind, here.step.opinion, ""
    made.save()
    if here.kind == Result.NOT_AGREED and params.inconclusive:
        here.moves("lead", f"未能达成一致，请分管领导提出{params.inconclusive}")
        steps.plan(here.matter, [step("lead_opinion", leader_of(here), here.rule)])
        steps.advance(here.matter, here.at)
    else:
        signed_or_finished(here)


def leader_of(here: Here) -> Any:
    """The leader in charge himself; whoever assists him may coordinate, but gives no leading opinion."""
    leader = portfolio_seat(here.matter.organ, clock.date_of(here.at))
    if leader is None:
        raise BadInput(Why(f"没有登记{here.matter.organ.short_name}由哪位领导分管，请办公室先登记", here.rule.article))
    return leader


def meetings_for(coordination: Coordination, body: str) -> QuerySet[Meeting]:
    """The meetings of this body that the coordinator has chaired since it was begun, the latest first."""
    held = Meeting.objects.filter(
        matter__government=coordination.matter.government_id, matter__state=MeetingState.ENDED, body=body,
        chair=coordination.coordinator, ended_at__gte=coordination.matter.opened_at,
    )  # fmt: skip
    return held.select_related("matter").order_by("-starts_at")


def meeting_of(here: Here) -> Meeting:
    """At which meeting it was agreed, where the rules ask for one."""
    found = meetings_for(here.coordination, here.rule.params.meeting)
    chosen = found.filter(pk=here.meeting).first() if here.meeting.isdecimal() else None
    if chosen is None:
        why = "达成一致意见，应先由协调的领导主持召开专题会议，并选出是哪一次会议"
        raise BadInput(Why(why, here.rule.article), field="meeting")
    return chosen


def opined(here: Here) -> None:
    """The leader in charge gives the opinion that leads where no agreement was reached."""
    here.decided()
    here.coordination.leading = here.step.opinion
    here.coordination.save()
    signed_or_finished(here)


def signed_or_finished(here: Here) -> None:
    """Whoever took part signs, where the rules say so; else that is the result."""
    if not here.rule.params.signed:
        return finish(here)
    here.moves("sign", "送参与协调的单位签字")
    steps.plan(here.matter, signatures(here.coordination, here.rule))
    steps.advance(here.matter, here.at)


def signed(here: Here) -> None:
    """An organ signs. To what is said to be agreed none signs with another view: then there is no agreement yet."""
    here.decided()
    if here.kind == "reserved" and here.coordination.result == Result.AGREED:
        steps.cancel_rest(here.matter, here.at)
        here.coordination.result = Result.OPEN
        here.coordination.save()
        here.moves("reopen", f"{here.step.organ.short_name}保留意见，尚未一致，重新协调")
        steps.plan(here.matter, [step("coordinate", here.coordination.coordinator, here.rule)])
    if not steps.advance(here.matter, here.at):
        finish(here)


def finish(here: Here) -> None:
    """It has its result: on record with the paper, where the gates look for it, and its people are told."""
    made, parent, at = here.coordination, here.parent, here.at
    here.moves("finish", words(made))
    acts.close(here.matter, at)
    organs = [parent.organ_id, *made.sides.values_list("organ", flat=True)]
    Evidence.objects.create(
        matter=parent, kind=DONE[made.sort], article=here.rule.article, issued_on=clock.date_of(at), recorded_at=at,
        facts={
            "note": words(made), "result": made.result, "organs": organs, "proposal": made.proposal,
            "matter": here.matter.pk, "leading": made.leading,
        },
    )  # fmt: skip
    record(parent, Line("coordinated", at, words(made), article=here.rule.article, data={"matter": here.matter.pk}))
    people = {*staff_of(parent.organ, clock.date_of(at)), *staff_of(office_of(parent.government), clock.date_of(at))}
    tell(people, event=f"coordinated:{made.pk}", matter=here.matter, at=at, article=here.rule.article,
         subject=f"{words(made)}：{parent.title}"[:200], body=made.leading or made.account)  # fmt: skip


def words(made: Coordination) -> str:
    """What came of it in a few words."""
    if made.sort == Sort.HEADS:
        return "分歧说明已由有关单位会签"
    return f"分歧协调：{made.get_result_display()}" + ("，分管领导已提出意见" if made.leading else "")


COURSES: Mapping[str, Callable[[Here], None]] = {"coordinate": led, "lead_opinion": opined, "sign_opinion": signed}
