"""The official acts on what is put to the party committee: draft, review and sign, send, enter the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from documents.drafting import checked_title, require_serving
from documents.submission.secrecy import require_open
from documents.submission.typed import cleaned
from govrules.core import acts, clock, judging
from govrules.core.errors import BadInput, NotYours, Why, WrongState
from govrules.core.files.actions import Checked, attach
from govrules.core.journal.actions import Line, record
from govrules.core.judging import settle
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import Evidence, Matter, Step
from govrules.core.matters.routes import Course, lay_out
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import book_of, office_of, staff_of
from meetings.items.routes import SILENT, office_picks, picked
from meetings.party import rules
from meetings.party.models import Answer, PartyMatter
from meetings.party.rules import KIND, committee
from meetings.party.states import MOVES, State

REPORTED, DECIDED = "reported_to_party", "party_decided"
NO_REASONS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Draft:
    """What is filled in; the names are those of `PartyMatter`'s fields, and `title`."""

    title: str
    material: str
    sort: int | None = None
    submitter: Seat | None = None
    declared: Mapping[str, Any] = field(default_factory=dict)


def create(parent_id: int, by: Official, draft: Draft) -> PartyMatter:
    """A new matter for the party committee, of the organ that reports on it; one at a time of the same thing."""
    at = clock.now()
    with acts.on(parent_id) as parent:
        rule = require_rule(parent)
        require_serving(by, parent.organ, at)
        if not rules.may_begin(parent, by, clock.date_of(at)):
            raise WrongState(Why(f"“{parent.title}”现在还不能报{committee(parent.government)}", rule.article))
        open_one = PartyMatter.objects.filter(matter__parent=parent).exclude(matter__state=State.DROPPED)
        if open_one.exists():
            raise WrongState(Why(f"“{parent.title}”已有一件报{committee(parent.government)}的事项", rule.article))
        title = checked_title(draft.title)
        opening = steps.Opening(parent.government, KIND, title, parent.organ, by, State.DRAFT, parent)
        matter = steps.open_matter(opening, at)
        steps.join_organ(matter, office_of(parent.government), "office", at)
        party = PartyMatter(matter=matter)
        fill(party, draft)
        record(parent, Line("to_party", at, f"拟报{committee(parent.government)}", actor=by, article=rule.article))
    return party


def require_rule(matter: Matter) -> Any:
    rule = rules.rule_for(matter)
    if rule is None:
        raise WrongState(f"工作规则没有规定报{committee(matter.government)}的程序，请按有关规定办理")
    return rule


def revise(matter_id: int, by: Official, draft: Draft, seen: int | None = None) -> PartyMatter:
    """Change it while it is with its organ; `seen` guards against overwriting a colleague's work."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "edit", MOVES)
        if seen is not None and seen != matter.version:
            raise WrongState("别人在您修改期间保存过；您填写的内容还在下面，请对照后再保存")
        matter.title, matter.moved_at, matter.version = checked_title(draft.title), at, matter.version + 1
        matter.save(update_fields=["title", "moved_at", "version"])
        party = of(matter)
        fill(party, draft)
        record(matter, Line("edit", at, "修改报送材料", actor=by))
    return party


def fill(party: PartyMatter, draft: Draft) -> None:
    """Copy what was filled in to the row; where the rules list classes one is chosen."""
    matter = party.matter
    require_open("", draft.title, draft.material)
    rule = require_rule(matter)
    if rule.params.classes and draft.sort not in range(1, len(rule.params.classes) + 1):
        raise BadInput(Why("请选择属于规则列举的哪一类", rule.article), field="sort")
    if draft.submitter and (draft.submitter.government_id != matter.government_id or draft.submitter.organ_id):
        raise BadInput("请选择本政府的领导", field="submitter")
    if not draft.material.strip():
        raise BadInput(Why("没有汇报材料", rule.article), field="material")
    party.sort = draft.sort if rule.params.classes else None
    party.material, party.declared = cleaned(draft.material), dict(draft.declared)
    party.submitter = draft.submitter or rules.usual_submitter(matter)
    party.save()


def record_decision(matter_id: int, by: Official, kind: str, on: date, note: str) -> Evidence:
    """Put on record what a meeting decided that was not held in this system; the office does."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_office(matter, by, at)
        acts.require_move(matter, "record", MOVES)
        names = dict(rules.recordable(book_of(matter.adoption)))
        if kind not in names:
            raise BadInput("请选择登记哪一种会议决定", field="kind")
        require_past(on, at, "issued_on")
        if not note.strip():
            raise BadInput("请填写会议次数或者纪要编号", field="note")
        found = Evidence.objects.create(
            matter=matter, kind=kind, issued_on=on, facts={"note": note.strip()[:100]}, recorded_by=by, recorded_at=at
        )
        text = f"登记{names[kind]}：{note.strip()}"
        record(matter, Line("evidence", at, text, actor=by, data={"evidence": found.pk}))
        return found


def require_office(matter: Matter, by: Official, at: datetime) -> None:
    """A department puts nothing before the party committee by itself: the office does."""
    if not rules.keeps(matter, by, clock.date_of(at)):
        rule = require_rule(matter)
        why = f"各部门不直接向{committee(matter.government)}报送，由政府办公室统一办理"
        raise NotYours(Why(why, rule.article, "请先送政府办公室按程序审签"))


def require_past(on: date, at: datetime, name: str) -> None:
    if on > clock.date_of(at):
        raise BadInput("日期不能晚于今天", field=name)


def propose(matter_id: int, by: Official, reasons: Mapping[str, str] = NO_REASONS) -> None:
    """Have it reviewed and signed: the gates but for what this very way settles, then the way by the rules."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "propose", MOVES)
        party = of(matter)
        judging.require(matter, rules.judge(party, ahead=True), by, reasons, at)
        was, now = acts.move(matter, "propose", MOVES, at)
        record(matter, Line("propose", at, "送审签", actor=by, was=was, now=now))
        steps.join(matter, by, "requester", at)
        steps.plan(matter, laid_out(matter, at))
        steps.advance(matter, at)


def laid_out(matter: Matter, at: datetime) -> list[StepSpec]:
    """Through whom it goes; where the rules do not say, the office director picks."""
    route = book_of(matter.adoption).route(KIND, {})
    if route.silent:
        return office_picks(matter)
    return lay_out(route, {}, Course(matter.organ, clock.date_of(at)))


def decide(step_id: int, by: Official, kind: str, opinion: str, seats: Sequence[int] = ()) -> None:
    """One step of the way: agree, or send it back; on a silent one the office director picks who agrees."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        if kind == "return":
            return send_back(step, by, opinion, at)
        acts.require_move(matter, "approve", MOVES)
        ahead = picked(matter, seats) if picks(step) else []
        if picks(step) and not ahead:
            raise BadInput("规则没有规定由谁审定，请选定由哪位领导审定", field="seats")
        acting = steps.decide(step, by, kind, opinion, at)
        settle(matter, by, at, accepted=True)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        steps.plan(matter, ahead)
        if not steps.advance(matter, at):
            approved(matter, by, at)


def picks(step: Step) -> bool:
    """Whether it is the office director's on a way that the rules do not lay out."""
    return step.act == "review" and step.basis == SILENT


def approved(matter: Matter, by: Official, at: datetime) -> None:
    """Everybody has agreed: the office may send it."""
    was, now = acts.move(matter, "approve", MOVES, at)
    text = f"审定完成，待报送{committee(matter.government)}"
    record(matter, Line("approved", at, text, actor=by, was=was, now=now))
    office = staff_of(office_of(matter.government), clock.date_of(at))
    tell(office, event=f"party-approved:{matter.pk}:{matter.version}", matter=matter, at=at,
         subject=f"{text}：{matter.title}"[:200])  # fmt: skip


def send_back(step: Step, by: Official, opinion: str, at: datetime) -> None:
    """Back to its organ with a reason; the way begins anew."""
    if not opinion.strip():
        raise BadInput("退回要写明理由", field="opinion")
    matter = step.matter
    acting = steps.decide(step, by, "return", opinion, at)
    moved = acts.move(matter, "send_back", MOVES, at)
    steps.cancel_rest(matter, at)
    settle(matter, by, at, accepted=False)
    steps.told(matter, "return", step, acting, moved, at)
    tell(staff_of(matter.organ, clock.date_of(at)), event=f"party-returned:{step.pk}", matter=matter, at=at,
         subject=f"退回修改：{matter.title}"[:200], body=opinion)  # fmt: skip


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take it back before it is sent."""
    stop(matter_id, by, "withdraw", reason)


def drop(matter_id: int, by: Official, reason: str) -> None:
    """It is not put to the party committee after all; it stays on record."""
    stop(matter_id, by, "drop", reason)


def stop(matter_id: int, by: Official, name: str, reason: str) -> None:
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        if not reason.strip():
            raise BadInput("请写明理由", field="reason")
        was, now = acts.move(matter, name, MOVES, at)
        steps.cancel_rest(matter, at)
        if name == "drop":
            acts.close(matter, at)
        record(matter, Line(name, at, f"{MOVES[name].say}：{reason.strip()}", actor=by, was=was, now=now))


def send(matter_id: int, by: Official, on: date, number: str, proof: Checked | None) -> None:
    """The office sends it: every gate once more, the day, the number, the proof; on record with what it is about."""
    at = clock.now()
    with on_both(matter_id) as (parent, matter):
        require_office(matter, by, at)
        acts.require_move(matter, "send", MOVES)
        party = of(matter)
        judging.require(matter, rules.judge(party), by, NO_REASONS, at)
        require_past(on, at, "sent_on")
        if not number.strip() or proof is None:
            raise BadInput("请填写报送文号或方式，并附上凭据（如签收单、报送件）", field="sent_number")
        party.sent_on, party.sent_number = on, number.strip()[:80]
        party.proof = attach(matter, proof, by, at, role="proof")
        party.save()
        was, now = acts.move(matter, "send", MOVES, at)
        text = f"报送{committee(matter.government)}：{party.sent_number}"
        record(matter, Line("send", at, text, actor=by, article=require_rule(matter).article, was=was, now=now))
        on_record(parent, party, REPORTED, on, text, by, at)


def answer(matter_id: int, by: Official, kind: str, on: date, number: str, text: str) -> None:
    """The office enters what the party committee answered; seen where it came from, and its organ is told."""
    at = clock.now()
    with on_both(matter_id) as (parent, matter):
        require_office(matter, by, at)
        acts.require_move(matter, "answer", MOVES)
        party = of(matter)
        require_sound_answer(party, kind, on, number, text, at)
        party.answer, party.answered_on = kind, on
        party.answer_number, party.answer_text = number.strip()[:80], text.strip()
        party.save()
        was, now = acts.move(matter, "answer", MOVES, at)
        acts.close(matter, at)
        said = f"{committee(matter.government)}{party.get_answer_display()}（{party.answer_number}）"
        record(matter, Line("answer", at, f"{said}：{party.answer_text}".rstrip("："), actor=by, was=was, now=now))
        if kind != Answer.NOT_AGREED:
            on_record(parent, party, DECIDED, on, said, by, at)
        else:
            record(parent, Line("party_answer", at, said, actor=by))
        tell(staff_of(matter.organ, clock.date_of(at)), event=f"party-answered:{matter.pk}", matter=matter, at=at,
             subject=f"{said}：{matter.title}"[:200], body=party.answer_text)  # fmt: skip


def require_sound_answer(party: PartyMatter, kind: str, on: date, number: str, text: str, at: datetime) -> None:
    """Of a kind that there is, from the day it was sent on, with its number; what was changed or refused in words."""
    if kind not in Answer.values:
        raise BadInput("请选择答复", field="answer")
    require_past(on, at, "answered_on")
    if party.sent_on and on < party.sent_on:
        raise BadInput("答复日期不能早于报送日期", field="answered_on")
    if not number.strip():
        raise BadInput("请填写答复文号，或者哪次会议", field="answer_number")
    if kind != Answer.AGREED and not text.strip():
        raise BadInput("请写明修改意见或者不同意的理由", field="answer_text")


def on_record(parent: Matter, party: PartyMatter, kind: str, on: date, text: str, by: Official, at: datetime) -> None:
    """With what it is about: the gates of issuing look for it there."""
    rule = require_rule(party.matter)
    Evidence.objects.create(
        matter=parent, kind=kind, article=rule.article, issued_on=on, recorded_by=by, recorded_at=at,
        facts={"note": text, "matter": party.matter.pk},
    )  # fmt: skip
    record(parent, Line("to_party", at, text, actor=by, article=rule.article, data={"matter": party.matter.pk}))


def on_both(matter_id: int) -> Any:
    """One transaction on what it is about and on itself."""
    parent = Matter.objects.values_list("parent", flat=True).get(pk=matter_id)
    return acts.on_all(parent, matter_id)


def of(matter: Matter) -> PartyMatter:
    """The row of a locked matter."""
    party = PartyMatter.objects.select_related("submitter").get(pk=matter.pk)
    party.matter = matter
    return party
