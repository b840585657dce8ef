"""The official acts on a dispatch: drafting, signing along its route, return, number, issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from documents.dispatch import gates
from documents.dispatch.models import Dispatch, Review, Series
from documents.dispatch.numbering import draw
from documents.dispatch.routes import departs, lay_out_dispatch, route_of
from documents.dispatch.states import MOVES, State
from documents.drafting import begin_revision, checked_title, just_made, keep_text, latest_text, require_serving
from documents.submission.models import Submission
from documents.submission.secrecy import require_open
from documents.submission.states import MOVES as SUBMISSION_MOVES
from documents.submission.typed import cleaned
from govrules.core import acts, authority, clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.errors import BadInput, NotYours, Why
from govrules.core.journal.actions import Line, record
from govrules.core.judging import settle
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Evidence, Matter, Step, StepState
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import holder, main_head_seat, office_of, seats_with_post, staff_of


@dataclass(frozen=True)
class Text:
    """What the office fills in for a dispatch; the names are those of `Dispatch`'s fields, and `title`."""

    title: str
    body: str
    in_name_of: str = "county"
    dispatch_kind: str = "reply"
    addressee: str = "subordinate"
    important: bool = False
    alt_consent: bool = False
    signer: str = ""
    business_of: Organ | None = None
    touched: tuple[Organ, ...] = ()
    recipients: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    disclosure: str = ""
    declared: tuple[str, ...] = ()


def open_reply(matter: Matter, by: Official, at: datetime) -> None:
    """The request is approved: it moves on, and a reply (批复) is opened at the office, linked to it."""
    was, now = acts.move(matter, "approve", SUBMISSION_MOVES, at)
    record(matter, Line("approved", at, "审批完成，转办公室起草批复", actor=by, was=was, now=now))
    submission = Submission.objects.get(pk=matter.pk)
    opener = last_reviewer(matter) or by
    title, cause = reply_title(matter), f"“{matter.title}”审批完成，自动"
    office = office_of(matter.government)
    opening = steps.Opening(matter.government, "dispatch", title, office, opener, State.DRAFTING, matter, cause)
    opened = steps.open_matter(opening, at)
    dispatch = Dispatch(matter=opened, answers=submission, in_name_of="county", dispatch_kind="reply")
    dispatch.recipients, dispatch.body = [matter.organ.name], reply_opening(submission, matter)
    dispatch.business_of, dispatch.declared = matter.organ, ["major"] if submission.major else []
    dispatch.save()
    asked = submission.consultations.exclude(step__state=StepState.CANCELLED)
    dispatch.touched.set(asked.values_list("organ", flat=True))
    keep_text(opened, dispatch.body, opener, at, "批复初稿，自动生成")
    tell(staff_of(opened.organ, timezone.localdate(at)), event=f"reply-opened:{opened.pk}", matter=opened, at=at,
         subject=f"请起草批复：{opened.title}")  # fmt: skip


def last_reviewer(matter: Matter) -> Official | None:
    """Who checked the request for the office: the reply starts with him."""
    step = matter.steps.filter(act="review", decided_by__isnull=False).select_related("decided_by").last()
    return step.decided_by if step else None


def reply_title(matter: Matter) -> str:
    """关于…的请示 → …关于…的批复."""
    start = matter.title.find("关于")
    about = matter.title[start:] if start >= 0 else f"关于{matter.title}"
    return f"{matter.government.name}{about.removesuffix('的请示').removesuffix('请示')}的批复"


def reply_opening(submission: Submission, matter: Matter) -> str:
    """The customary first sentence of a reply; the substance is the drafter's."""
    number = f"（{submission.organ_number}）" if submission.organ_number else ""
    return f"你单位《{matter.title}》{number}收悉。经研究，现批复如下：\n"


def create(by: Official, text: Text) -> Dispatch:
    """A dispatch that answers nothing, drafted by the office; saved twice by a double click it is still one."""
    at = clock.now()
    organ = office_of(by.government)
    require_serving(by, organ, at)
    with transaction.atomic():
        made = just_made(by, organ, "dispatch", text, at)
        if made:
            return of(made)
        opening = steps.Opening(by.government, "dispatch", checked_title(text.title), organ, by, State.DRAFTING)
        matter = steps.open_matter(opening, at)
        dispatch = Dispatch(matter=matter)
        fill(dispatch, text)
        keep_text(matter, dispatch.body, by, at, "起草")
    return dispatch


def revise(matter_id: int, by: Official, text: Text, seen: int | None = None) -> Dispatch:
    """Change a dispatch that is with the office; `seen` guards against overwriting a colleague's work."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        begin_revision(matter, by, text, seen, MOVES, at)
        dispatch = of(matter)
        fill(dispatch, text)
        keep_text(matter, dispatch.body, by, at, "修改")
        record(matter, Line("edit", at, "修改文稿", actor=by))
    return dispatch


def send(matter_id: int, by: Official, reasons: Mapping[str, str] | None = None) -> None:
    """Send a dispatch along the route that the rulebook has for its kind and name, once its gates are passed."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        dispatch = of(matter)
        if not dispatch.body.strip() or not dispatch.recipients:
            raise BadInput("正文和主送填写完整后才能送签")
        gates.require(dispatch, by, reasons or {}, at)
        if departs(dispatch, route_of(dispatch)):
            require_director(matter, by, at)
        specs = lay_out_dispatch(dispatch, at)
        was, now = acts.move(matter, "send", MOVES, at)
        record(matter, Line("send", at, "送审核签发", actor=by, was=was, now=now))
        steps.plan(matter, specs)
        steps.advance(matter, at)


def require_director(matter: Matter, by: Official, at: datetime) -> None:
    """Only the office director, or whoever acts for him, departs from who signs in principle."""
    seats = seats_with_post(matter.government, "office_director")
    found = authority.acting_for(seats[0], at) if seats else None
    if not isinstance(found, authority.Acting) or found.official.pk != by.pk:
        raise NotYours(Why("不按规则的一般规定确定签发人，由办公室主任决定", remedy="请办公室主任说明理由后送签"))


def decide(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """One step of the signing: review, consent, sign; or return to the drafter with a reason."""
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
    """The last signature is there: its day is the date of the document."""
    Dispatch.objects.filter(pk=matter.pk).update(signed_on=timezone.localdate(at))
    was, now = acts.move(matter, "sign", MOVES, at)
    record(matter, Line("signed", at, "签发完成，待编号印发", actor=by, was=was, now=now))
    tell(staff_of(matter.organ, timezone.localdate(at)), event=f"signed:{matter.pk}:{matter.version}", matter=matter,
         at=at, subject=f"已签发，请编号印发：{matter.title}")  # fmt: skip


def send_back(step: Step, by: Official, opinion: str, at: datetime) -> None:
    """Return to the drafter with a reason; the signing begins anew when it is sent again."""
    if not opinion.strip():
        raise BadInput("退回要写明理由", field="opinion")
    matter = step.matter
    acting = steps.decide(step, by, "return", opinion, at)
    moved = acts.move(matter, "send_back", MOVES, at)
    steps.cancel_rest(matter, at)
    settle(matter, by, at, accepted=False)
    steps.told(matter, "return", step, acting, moved, at)
    tell(staff_of(matter.organ, timezone.localdate(at)), event=f"dispatch-returned:{step.pk}", matter=matter, at=at,
         subject=f"退回修改：{matter.title}", body=opinion)  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """A review or decision to be put on record: what, by whom, when, and its number or a note."""

    kind: str
    issuer: Organ | None
    issued_on: date
    note: str = ""


def record_review(matter_id: int, by: Official, review: Recorded) -> Evidence:
    """Put a review of a dispatch, or a meeting's decision on it, on record; the gates of signing look for it."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "edit", MOVES)
        if review.issued_on > timezone.localdate(at):
            raise BadInput("出具日期不能晚于今天", field="issued_on")
        if review.issuer and review.issuer.government_id != matter.government_id:
            raise BadInput("请选择本政府的单位", field="issuer")
        found = Evidence.objects.create(
            matter=matter, kind=review.kind, issuer=review.issuer, issued_on=review.issued_on,
            facts={"note": review.note, "version": latest_text(matter)}, recorded_by=by, recorded_at=at,
        )  # fmt: skip
        who = f"（{review.issuer.short_name}）" if review.issuer else ""
        text = f"登记{Review(review.kind).label}{who}：{review.note}"
        record(matter, Line("evidence", at, text, actor=by, data={"evidence": found.pk}))
        return found


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take a dispatch back from signing."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        if not reason.strip():
            raise BadInput("请写明撤回的理由", field="reason")
        was, now = acts.move(matter, "withdraw", MOVES, at)
        steps.cancel_rest(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{reason.strip()}", actor=by, was=was, now=now))


def number(matter_id: int, by: Official, series: Series) -> str:
    """Draw the next number of a series for a signed dispatch; locks the matter, then the series."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        was, now = acts.move(matter, "number", MOVES, at)
        dispatch = of(matter)
        if series.in_name_of != dispatch.in_name_of:
            raise BadInput(f"{series.code}用于{series.get_in_name_of_display()}的公文，请另选发文代字", field="series")
        drawn = draw(dispatch, series, at)
        Matter.objects.filter(pk=matter.pk).update(number=str(drawn))
        record(matter, Line("number", at, f"编号：{drawn}", actor=by, was=was, now=now))
        return str(drawn)


def issue(matter_id: int, by: Official) -> None:
    """Issue a numbered dispatch: it goes to its recipients, and the request that it answers is answered."""
    at = clock.now()
    parent = Matter.objects.values_list("parent", flat=True).get(pk=matter_id)
    with acts.on_all(*filter(None, (parent, matter_id))) as matters:
        matter = matters[-1]
        require_serving(by, matter.organ, at)
        dispatch = of(matter)
        was, now = acts.move(matter, "issue", MOVES, at)
        Dispatch.objects.filter(pk=matter.pk).update(issued_on=timezone.localdate(at))
        acts.close(matter, at)
        record(matter, Line("issue", at, f"印发{matter.number}", actor=by, was=was, now=now))
        deadlines.meet_matter(matter, at)
        if dispatch.answers_id:
            answer(matters[0], matter, by, at)


def answer(asked: Matter, reply: Matter, by: Official, at: datetime) -> None:
    """The request is answered: its organ sees the reply and is told."""
    was, now = acts.move(asked, "answer", SUBMISSION_MOVES, at)
    acts.close(asked, at)
    record(asked, Line("answered", at, f"已批复：{reply.number}", actor=by, was=was, now=now))
    steps.join_organ(reply, asked.organ, "recipient", at)
    seat = main_head_seat(asked.organ)
    head = holder(seat, timezone.localdate(at)) if seat else None
    tell({asked.opened_by, head} - {None}, event=f"answered:{reply.pk}", matter=reply, at=at,
         subject=f"已批复（{reply.number}）：{asked.title}")  # fmt: skip


def of(matter: Matter) -> Dispatch:
    """The dispatch of a locked matter."""
    dispatch = Dispatch.objects.select_related("answers__matter__organ", "series").get(pk=matter.pk)
    dispatch.matter = matter
    return dispatch


def fill(dispatch: Dispatch, text: Text) -> None:
    """Copy what was filled in to the row."""
    require_open("", text.title, text.body)
    for name in {f.name for f in fields(text)} - {"title", "touched"}:
        setattr(dispatch, name, cleaned(getattr(text, name)))
    dispatch.save()
    dispatch.touched.set(text.touched)
