"""The official acts on minutes: opened when the meeting ends, drafted, signed along their chain, issued or forgone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from documents.drafting import begin_revision, keep_text, require_serving
from documents.submission.secrecy import require_open
from documents.submission.typed import cleaned
from govrules.core import acts, clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.errors import BadInput, Why
from govrules.core.journal.actions import Line, record
from govrules.core.judging import settle, settle_all
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter, Waiver
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import holder, office_of, seats_of, staff_of
from govrules.rulebook import article_name
from govrules.rulebook.features import Feature
from meetings.attendance.models import Role
from meetings.bodies import body_of
from meetings.calling.models import Meeting
from meetings.minutes import routes
from meetings.minutes.draft import MISSING, drafted
from meetings.minutes.models import Minutes
from meetings.minutes.names import name_of
from meetings.minutes.record import Record, concerned, record_of
from meetings.minutes.states import MOVES, State

LONGEST_REASON = 300


@dataclass(frozen=True)
class Text:
    """What the office writes: the text, what is recorded apart, and to whom the minutes go."""

    title: str
    body: str
    apart: str = ""
    readers: tuple[Official, ...] = ()
    organs: tuple[Organ, ...] = ()
    copies: tuple[str, ...] = ()


def open_minutes(meeting: Meeting, by: Official, at: datetime) -> Minutes:
    """A meeting has ended: its minutes are drafted from what was recorded, and their time begins to run.

    Where the rules have minutes of such a meeting only when needed, they are opened as forgone, and nothing runs.
    Called twice for one meeting there are still one minutes.
    """
    made = Minutes.objects.filter(meeting=meeting).first()
    if made:
        return made
    government = meeting.matter.government
    whole = record_of(meeting)
    text = drafted(whole, name_of(government, body_of(government, meeting.body, at)), presided(meeting, at))
    opening = steps.Opening(
        government, "minutes", text.title, office_of(government), by, State.DRAFTING, meeting.matter, "会议结束，自动"
    )
    minutes = Minutes(matter=steps.open_matter(opening, at), meeting=meeting, body=text.body, apart=text.apart)
    minutes.save()
    keep_text(minutes.matter, minutes.body, by, at, "初稿，按会议记录自动生成")
    distribute(minutes, whole)
    begin(minutes, by, meeting.ended_at or at, at)
    return minutes


def presided(meeting: Meeting, at: datetime) -> str:
    """县长赵立民: who chaired it, by his own post also where he did it in another's place."""
    chair, on = meeting.chair, timezone.localdate(at)
    usual = holder(chair, on) if chair else None
    who = meeting.chaired_by or usual
    own = chair if who == usual or who is None else next(iter(seats_of(who, on)), chair)
    return f"{own.title if own else ''}{who.name if who else ''}"


def distribute(minutes: Minutes, whole: Record) -> None:
    """To whom they go unless the office says otherwise: members, organs that reported, organs that carry it out."""
    minutes.readers.set({a.official_id for a in whole.attendees if a.role == Role.MEMBER and a.official_id})
    organs = {item.matter.organ_id for item in whole.open_items}
    for decision in filter(None, (item.decided for item in whole.open_items)):
        organs |= {decision.organ_id, *(organ.pk for organ in decision.helpers.all())} - {None}
    minutes.organs.set(organs)


def begin(minutes: Minutes, by: Official, ended_at: datetime, at: datetime) -> None:
    """Their time begins; or the rules have none of such a meeting unless they are needed."""
    rule = routes.only_if_needed(minutes)
    if rule:
        Minutes.objects.filter(pk=minutes.pk).update(forgone=rule.note[:LONGEST_REASON])
        was, now = acts.move(minutes.matter, "forgo", MOVES, at)
        text = f"不编发纪要（{article_name(rule.article)}）：{rule.note}"
        record(minutes.matter, Line("forgo", at, text, article=rule.article, was=was, now=now))
        return
    routes.arm(minutes, ended_at)
    told = staff_of(minutes.matter.organ, timezone.localdate(at))
    tell(told, event=f"minutes-opened:{minutes.pk}", matter=minutes.matter, at=at,
         subject=f"请整理会议纪要：{minutes.matter.title}")  # fmt: skip


def revise(matter_id: int, by: Official, text: Text, seen: int | None = None) -> Minutes:
    """Change minutes that are with the office; `seen` guards against overwriting a colleague's work."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        begin_revision(matter, by, text, seen, MOVES, at)
        require_open("", text.title, text.body)
        minutes = of(matter)
        minutes.body, minutes.apart, minutes.copies = (cleaned(v) for v in (text.body, text.apart, text.copies))
        minutes.save(update_fields=["body", "apart", "copies"])
        minutes.readers.set(text.readers)
        minutes.organs.set(text.organs)
        keep_text(matter, minutes.body, by, at, "修改")
        record(matter, Line("edit", at, "修改纪要", actor=by))
    return minutes


@dataclass(frozen=True)
class Way:
    """What is settled for the way: facts of the rules, by whose leader they go, who signs if these are silent."""

    declared: Mapping[str, Any]
    business_of: Organ | None = None
    signer: Seat | None = None


def send(matter_id: int, by: Official, way: Way) -> None:
    """Send minutes along the chain that the rulebook has for such a meeting."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        minutes = of(matter)
        acts.require_move(matter, "send", MOVES)
        settle_way(minutes, way)
        require_whole(minutes)
        specs = routes.lay_out_minutes(minutes, at)
        was, now = acts.move(matter, "send", MOVES, at)
        record(matter, Line("send", at, "送审核签发", actor=by, was=was, now=now, data=dict(minutes.declared)))
        steps.plan(matter, specs)
        steps.advance(matter, at)


def settle_way(minutes: Minutes, way: Way) -> None:
    """Keep what the office settled; only what these rules look at."""
    asked = routes.asked(routes.book(minutes))
    for part in (way.business_of, way.signer):
        if part is not None and part.government_id != minutes.matter.government_id:
            raise BadInput("请选择本政府的单位和岗位")
    minutes.declared = {key: value for key, value in way.declared.items() if key in asked}
    minutes.business_of, minutes.signer = way.business_of, way.signer
    minutes.save(update_fields=["declared", "business_of", "signer"])


def require_whole(minutes: Minutes) -> None:
    """Nothing is missing in the text."""
    if not minutes.body.strip():
        raise BadInput("正文填写完整后才能送签", field="body")
    gaps = f"{minutes.body}\n{minutes.apart}".count(MISSING)
    if gaps:
        why = Why(f"正文还有{gaps}处标着“{MISSING}…】”", remedy="请补充完整，或删去这些标记后再送签")
        raise BadInput(why, field="body")


def decide(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """One step of the chain: check, review, sign; or return to the office with a reason."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        if kind == "return":
            return send_back(step, by, opinion, at)
        acts.require_move(matter, "sign", MOVES)
        acting = steps.decide(step, by, kind, opinion, at)
        settle(matter, by, at, accepted=True)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        if not steps.advance(matter, at):
            signed(matter, by, at)


def signed(matter: Matter, by: Official, at: datetime) -> None:
    """The last signature is there: the office is told to issue them. Whoever signs has before him for what reasons the
    meeting departed from principles: by signing he accepts them."""
    Minutes.objects.filter(pk=matter.pk).update(signed_on=timezone.localdate(at), signed_at=at)
    settle_all(concerned(of(matter).meeting_id), by, at, accepted=True)
    was, now = acts.move(matter, "sign", MOVES, at)
    record(matter, Line("signed", at, "签发完成，待印发", actor=by, was=was, now=now))
    tell(staff_of(matter.organ, timezone.localdate(at)), event=f"minutes-signed:{matter.pk}:{matter.version}",
         matter=matter, at=at, subject=f"已签发，请印发：{matter.title}")  # fmt: skip


def send_back(step: Any, by: Official, opinion: str, at: datetime) -> None:
    """Return to the office with a reason; the chain begins anew when they are sent again."""
    if not opinion.strip():
        raise BadInput("退回要写明理由", field="opinion")
    matter = step.matter
    acting = steps.decide(step, by, "return", opinion, at)
    moved = acts.move(matter, "send_back", MOVES, at)
    steps.cancel_rest(matter, at)
    steps.told(matter, "return", step, acting, moved, at)
    tell(staff_of(matter.organ, timezone.localdate(at)), event=f"minutes-returned:{step.pk}", matter=matter, at=at,
         subject=f"退回修改：{matter.title}", body=opinion)  # fmt: skip


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take minutes back from signing."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        why = stated(reason, "撤回的理由")
        was, now = acts.move(matter, "withdraw", MOVES, at)
        steps.cancel_rest(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{why}", actor=by, was=was, now=now))


def forgo(matter_id: int, by: Official, reason: str) -> None:
    """No minutes are made of this meeting: only where the rules have them when needed, with the reason on record."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        minutes = of(matter)
        rule = routes.only_if_needed(minutes)
        acts.require_move(matter, "forgo", MOVES)
        if rule is None:
            raise BadInput(Why("规则没有规定这类会议可以不编发纪要", remedy="请按程序编发"))
        minutes.forgone = stated(reason, "不编发的理由")
        minutes.save(update_fields=["forgone"])
        was, now = acts.move(matter, "forgo", MOVES, at)
        deadlines.cancel_matter(matter, at)
        text = f"不编发纪要：{minutes.forgone}"
        record(matter, Line("forgo", at, text, actor=by, article=rule.article, was=was, now=now))


def resume(matter_id: int, by: Official, reason: str) -> None:
    """Minutes are needed after all (必要时、确需编发): with the reason on record; the limit counts from the meeting."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        minutes = of(matter)
        why = stated(reason, "确需编发的理由")
        was, now = acts.move(matter, "resume", MOVES, at)
        Minutes.objects.filter(pk=matter.pk).update(forgone="")
        rule = routes.only_if_needed(minutes)
        article = rule.article if rule else None
        record(matter, Line("resume", at, f"编发纪要：{why}", actor=by, article=article, was=was, now=now))
        if rule and rule.strength == "principle":
            depart(matter, rule, by, why, at)
        routes.arm(minutes, minutes.meeting.ended_at or at)


def depart(matter: Matter, rule: Feature, by: Official, reason: str, at: datetime) -> None:
    """In principle there would be none: the reason is put before whoever reviews or signs them."""
    Waiver.objects.create(
        matter=matter, rule=rule.key, article=rule.article, finding=rule.note[:LONGEST_REASON], reason=reason,
        given_by=by, given_at=at,
    )  # fmt: skip


def stated(reason: str, what: str) -> str:
    """A reason in words."""
    text = " ".join(reason.split())
    if not text:
        raise BadInput(f"请写明{what}", field="reason")
    if len(text) > LONGEST_REASON:
        raise BadInput(f"理由有{len(text)}字，最多{LONGEST_REASON}字", field="reason")
    return text


def of(matter: Matter) -> Minutes:
    """The minutes of a locked matter."""
    related = ("meeting__matter", "meeting__chair", "business_of__government", "signer__organ")
    minutes = Minutes.objects.select_related(*related).get(pk=matter.pk)
    minutes.matter = matter
    return minutes
