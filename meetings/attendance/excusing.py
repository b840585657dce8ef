"""The official acts on a leave of absence from a meeting: asking, deciding it along the county's way, withdrawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from documents.submission.typed import cleaned, one_line
from govrules.core import acts, clock
from govrules.core.errors import BadInput, NotYours, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter, Participant, Step
from govrules.core.matters.routes import Course, lay_out
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ, OrganKind, Seat
from govrules.core.office.queries import book_of, in_office, office_of, organs_of, seats_of, seats_with_post
from govrules.rulebook import Route
from govrules.rulebook.features import Feature
from meetings.attendance.models import Attendee, Excuse
from meetings.attendance.states import EXCUSED, MOVES, State
from meetings.calling.models import Meeting
from meetings.calling.states import State as MeetingState

KIND, STAND_IN = "meeting_leave", "stand_in"
SILENT = "规则未作规定，由办公室主任选定由谁批准"
PICKED = "规则未作规定，由办公室主任选定"
LONGEST_REASON = 300


@dataclass(frozen=True)
class Asking:
    """What is filled in: why, who comes instead (an official here, or a name), what he has to say on the items."""

    reason: str
    stand_in: Official | None = None
    stand_in_name: str = ""
    opinion: str = ""


def ask(attendee_id: int, by: Official, asking: Asking) -> Excuse:
    """Ask for leave from a meeting, before it begins; it goes to whom the county's rules name for his post.

    1 may he, is there time; 2 what was filled in; 3 the matter; 4 the way, or where the rules are silent the office
    director's choice of it.
    """
    at = clock.now()
    meeting_id = Attendee.objects.values_list("meeting", flat=True).get(pk=attendee_id)
    with acts.on(meeting_id) as parent:
        attendee = Attendee.objects.select_related("official", "seat", "organ").get(pk=attendee_id)
        meeting = Meeting.objects.select_related("chair").get(pk=meeting_id)
        require_asker(attendee, by, at)
        route = route_of(parent, meeting, attendee, at)
        require_in_time(parent, meeting, attendee, route, at)
        excuse = open_excuse(parent, attendee, by, checked(asking, attendee, parent, meeting), at)
        steps.plan(excuse.matter, way(excuse.matter, route, meeting, attendee, at))
        steps.advance(excuse.matter, at)
        return excuse


def require_asker(attendee: Attendee, by: Official, at: datetime) -> None:
    """Himself, somebody of his organ for him, or the office that he rang up."""
    on = clock.date_of(at)
    if attendee.official is None:
        raise BadInput("外单位人员不在本系统请假，由办公室登记是否到会")
    if attendee.official.government_id != by.government_id or not (
        attendee.official_id == by.pk or attendee.organ_id in organs_of(by, on) or in_office(by, on)
    ):
        raise NotYours("由本人、本单位工作人员或者办公室代为请假")


def require_in_time(parent: Matter, meeting: Meeting, attendee: Attendee, route: Route, at: datetime) -> None:
    """Leave is asked for before the meeting: not once it was opened, nor after the time for which it is called."""
    if parent.state != MeetingState.CALLED or at >= meeting.starts_at:
        remedy = "请假应在会前提出；未到会的，按缺席记录"
        raise WrongState(Why("会议已经开始或者不再召开，不能再请假", route.article, remedy, route.key))
    if attendee.excuses.filter(matter__state__in=[State.ASKED, *EXCUSED]).exists():
        raise WrongState("已经请过假；要改的，先撤回")


def open_excuse(parent: Matter, attendee: Attendee, by: Official, asking: Asking, at: datetime) -> Excuse:
    """Its matter: of his organ, a leader's of the office; whose leave it is cannot decide on it."""
    office = office_of(parent.government)
    title = f"{attendee.name}会议请假：{parent.title}"[:200]
    opening = steps.Opening(parent.government, KIND, title, attendee.organ or office, by, State.ASKED, parent)
    matter = steps.open_matter(opening, at)
    if attendee.official:
        steps.join(matter, attendee.official, "requester", at)
    steps.join_organ(matter, office, "office", at)
    return Excuse.objects.create(
        matter=matter, attendee=attendee, reason=asking.reason, stand_in=asking.stand_in,
        stand_in_name=asking.stand_in_name, opinion=asking.opinion,
    )  # fmt: skip


def checked(asking: Asking, attendee: Attendee, parent: Matter, meeting: Meeting) -> Asking:
    """A reason must be there; of a stand-in and of an opinion only what the rules know of."""
    reason = one_line(asking.reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise BadInput(f"请写明不能参加的原因（不超过{LONGEST_REASON}字）", field="reason")
    opinion = cleaned(asking.opinion) if gives_opinion(parent, attendee) else ""
    rule = stand_in_rule(parent, meeting, attendee)
    if rule is None:
        return Asking(reason, opinion=opinion)
    require_stand_in(asking, attendee, rule)
    return Asking(reason, asking.stand_in, one_line(asking.stand_in_name)[:60], opinion)


def require_stand_in(asking: Asking, attendee: Attendee, rule: Feature) -> None:
    """Whoever comes instead: not himself; where the rules say so, a deputy head of his own organ.

    The office's own people sit among the leaders: for them nobody has to come.
    """
    new = asking.stand_in
    if new is None and not asking.stand_in_name.strip():
        if attendee.organ and attendee.organ.kind == OrganKind.OFFICE:
            return
        raise BadInput(Why("请写明由谁参会", rule.article, rule.note), field="stand_in")
    if new and (new.pk == attendee.official_id or attendee.meeting.attendees.filter(official=new).exists()):
        raise BadInput("替会人应是本单位尚未安排参会的人员", field="stand_in")
    if getattr(rule.params, "who", "named") == "deputy" and not (new and is_deputy(new, attendee.organ)):
        raise BadInput(Why("由本单位分管负责人参会", rule.article, "请选择本单位的副职"), field="stand_in")


def is_deputy(official: Official, organ: Organ | None) -> bool:
    """Whether he is one of the further heads of the organ."""
    seats = seats_of(official, clock.today())
    return any(seat.organ_id == (organ and organ.pk) and seat.post.endswith("_deputy") for seat in seats)


def stand_in_rule(parent: Matter, meeting: Meeting, attendee: Attendee) -> Feature | None:
    """What the rules say of somebody coming in an organ's place; None where they know of none."""
    rule = book_of(parent.adoption).feature("stand_in_at_meeting")
    bodies = getattr(rule.params, "bodies", ()) if rule else ()
    return rule if rule and attendee.organ and (not bodies or meeting.body in bodies) else None


def gives_opinion(parent: Matter, attendee: Attendee, *, excused: bool = True) -> bool:
    """Whether the rules ask for his view of the items before the meeting: of one excused, or of one who comes."""
    rule = book_of(parent.adoption).feature("opinion_in_advance")
    if rule is None or not excused and getattr(rule.params, "excused_only", False):
        return False
    posts = getattr(rule.params, "posts", ())
    return not posts or post_of(attendee) in posts


# --- The way ---------------------------------------------------------------------------------------


def route_of(parent: Matter, meeting: Meeting, attendee: Attendee, at: datetime) -> Route:
    """The county's route of this meeting for his post."""
    facts = {"body": meeting.body, "leave_post": post_of(attendee, at)}
    return book_of(parent.adoption).route(KIND, {key: value for key, value in facts.items() if value})


def post_of(attendee: Attendee, at: datetime | None = None) -> str:
    """The post for which he comes; his highest where he was added by name."""
    if attendee.seat:
        return attendee.seat.post
    seats = seats_of(attendee.official, clock.date_of(at or clock.now())) if attendee.official else []
    return seats[0].post if seats else ""


def way(matter: Matter, route: Route, meeting: Meeting, attendee: Attendee, at: datetime) -> list[steps.StepSpec]:
    """The steps of the route; one of the office director's where the rules leave open who decides."""
    if route.silent:
        director = next(iter(seats_with_post(matter.government, "office_director")), None)
        return [steps.StepSpec("review", "office_director", director, route=route.key, basis=SILENT)]
    facts = {"body": meeting.body, "leave_post": post_of(attendee, at)}
    return lay_out(route, facts, Course(matter.organ, clock.date_of(at), chair=meeting.chair))


def decide(step_id: int, by: Official, kind: str, opinion: str, seats: Iterable[int] = ()) -> None:
    """One step: pass it on, agree, file; or do not agree, with a reason."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter, picks = step.matter, step.basis == SILENT and kind == "review"
        acts.require_move(matter, "grant", MOVES)
        picked = picked_seats(matter, seats) if picks else []
        acting = steps.decide(step, by, kind, opinion, at)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        if kind == "reject":
            return refuse(matter, step, by, at)
        if picks:
            steps.plan(matter, [steps.StepSpec("approve", s.post, s, group=1, basis=PICKED) for s in picked])
        if steps.advance(matter, at):
            return None
        return end(matter, step, by, at)


def picked_seats(matter: Matter, seats: Iterable[int]) -> list[Seat]:
    """The leaders' seats that the office director picked; one at least."""
    found = list(Seat.objects.filter(government=matter.government_id, organ=None, pk__in=list(seats)))
    if not found:
        raise BadInput("规则没有规定由谁批准，请选定一位领导", field="seats")
    return found


def end(matter: Matter, last: Step, by: Official, at: datetime) -> None:
    """The way is done: he is excused. Where the rules only have it filed, that is what it is called."""
    decided = matter.steps.filter(opinion_kind__in=["approve", "consent"]).exists()
    excused(matter, "grant" if decided else "file", last, by, at)


def refuse(matter: Matter, step: Step, by: Official, at: datetime) -> None:
    """No leave: he is expected."""
    steps.cancel_rest(matter, at)
    close(matter, "refuse", f"未准假：{step.opinion}", by, at)
    excuse = of(matter)
    tell_him(excuse, f"excuse-refused:{matter.pk}", f"未准假，请按时参会：{matter.parent}", step.opinion, at)


def excused(matter: Matter, name: str, step: Step, by: Official, at: datetime) -> None:
    """He is excused; whoever comes instead is asked."""
    close(matter, name, MOVES[name].say, by, at)
    excuse = of(matter)
    attendee = excuse.attendee
    attendee.excused, attendee.stand_in, attendee.stand_in_name = True, excuse.stand_in, excuse.stand_in_name
    attendee.save(update_fields=["excused", "stand_in", "stand_in_name"])
    tell_him(excuse, f"excuse-{name}:{matter.pk}", f"{MOVES[name].say}：{matter.parent}", step.opinion, at)
    if excuse.stand_in:
        ask_stand_in(attendee, excuse.stand_in, at)


def ask_stand_in(attendee: Attendee, new: Official, at: datetime) -> None:
    """He who comes instead takes part in what the other would have seen, and is told for whom he comes."""
    parent = Matter.objects.get(pk=attendee.meeting_id)
    items = Matter.objects.filter(item__meeting=attendee.meeting_id, participants__official=attendee.official_id)
    for matter in (parent, *items):
        steps.join(matter, new, STAND_IN, at)
    rule = stand_in_rule(parent, attendee.meeting, attendee)
    speaks = rule is not None and getattr(rule.params, "speaks_for_organ", False)
    body = f"您替{attendee.name}参会。" + ("您的表态即视为本单位的意见。" if speaks else "")
    tell([new], event=f"stand-in:{attendee.pk}:{new.pk}", subject=f"请您替会：{parent.title}", body=body,
         matter=parent, article=rule.article if rule else None, at=at)  # fmt: skip


# --- Withdrawing -----------------------------------------------------------------------------------


def withdraw(matter_id: int, by: Official) -> None:
    """He comes after all: himself or the office takes it back, before the meeting is over."""
    at = clock.now()
    parent = Matter.objects.values_list("parent", flat=True).get(pk=matter_id)
    with acts.on_all(parent, matter_id) as (meeting, matter):
        excuse = of(matter)
        require_asker(excuse.attendee, by, at)
        if meeting.state not in (MeetingState.CALLED, MeetingState.OPEN):
            raise WrongState("会议已经结束，请假不能再撤回")
        take_back(matter, excuse, by, at)


def take_back(matter: Matter, excuse: Excuse, by: Official | None, at: datetime) -> None:
    """The leave ends; who was to come instead is told that he need not, and sees no more what he saw only for that."""
    steps.cancel_rest(matter, at)
    close(matter, "withdraw", "本人能够参会，撤回请假", by, at)
    attendee, instead = excuse.attendee, excuse.stand_in
    was_excused, attendee.excused = attendee.excused, False
    attendee.stand_in, attendee.stand_in_name = None, ""
    attendee.save(update_fields=["excused", "stand_in", "stand_in_name"])
    if was_excused and instead:
        Participant.objects.filter(
            Q(matter=matter.parent) | Q(matter__item__meeting=matter.parent_id), official=instead, role=STAND_IN
        ).delete()
        tell([instead], event=f"stand-in-off:{attendee.pk}:{instead.pk}:{at.isoformat()}", at=at,
             subject=f"{attendee.name}本人参会，不需要您替会：{matter.parent}")  # fmt: skip


def drop_excuse(attendee: Attendee, at: datetime) -> None:
    """He comes, or is not asked any more: what leave he has asked for ends with it. The meeting is locked."""
    live = attendee.excuses.filter(matter__state__in=[State.ASKED, *EXCUSED]).first()
    if live is None:
        return
    with acts.on(live.pk) as matter:
        live.matter, live.attendee = matter, attendee
        take_back(matter, live, None, at)


# --- Rows ------------------------------------------------------------------------------------------


def close(matter: Matter, name: str, text: str, by: Official | None, at: datetime) -> None:
    """A move that ends it, in the journal."""
    was, now = acts.move(matter, name, MOVES, at)
    acts.close(matter, at)
    record(matter, Line(name, at, text, actor=by, was=was, now=now))


def tell_him(excuse: Excuse, event: str, subject: str, body: str, at: datetime) -> None:
    if excuse.attendee.official:
        tell([excuse.attendee.official], event=event, subject=subject, body=body, matter=excuse.matter, at=at)


def of(matter: Matter) -> Excuse:
    """The leave of a locked matter."""
    related = ("attendee__official", "attendee__seat", "attendee__organ", "attendee__meeting", "stand_in")
    excuse = Excuse.objects.select_related(*related).get(pk=matter.pk)
    excuse.matter = matter
    return excuse
