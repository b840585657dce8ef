"""Planning a meeting: body, time, place, chair; and moving it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from documents.drafting import DOUBLE_CLICK, require_serving
from documents.submission.typed import cleaned
from govrules.core import acts, clock
from govrules.core.errors import BadInput, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import book_of, holder, office_of
from govrules.core.wording import moment
from govrules.rulebook import RulebookError
from govrules.rulebook.schema import Body
from meetings.bodies import ground_of_chair
from meetings.calling.models import Meeting, Room
from meetings.calling.states import BEFORE, MOVES, State
from meetings.items.models import AgendaItem, Secrecy

KIND, CHAIR = "meeting", "chair"
DAY = timedelta(days=1)  # no meeting is planned longer
TAKES_ROOM = (*BEFORE, State.OPEN)
NOBODY_NAMED = "规则未规定由谁主持，由办公室选定"


@dataclass(frozen=True)
class Plan:
    """What the office fills in for a meeting; the names are those of `Meeting`'s fields."""

    body: str
    starts_at: datetime
    minutes_planned: int
    chair: Seat | None
    room: Room | None = None
    place: str = ""
    by_video: bool = False
    important: bool = False
    scope: str = ""
    remarks: str = ""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes_planned)


def plan(by: Official, planned: Plan) -> Meeting:
    """A new meeting, by the office's staff; its number is drawn only when it is called."""
    at = clock.now()
    organ = office_of(by.government)
    require_serving(by, organ, at)
    with transaction.atomic():
        made = just_made(by, planned, at)
        if made:
            return made
        opening = steps.Opening(by.government, KIND, title_of(by, planned, at), organ, by, State.PLANNED)
        meeting = Meeting(matter=steps.open_matter(opening, at), secretary=by)
        fill(meeting, planned, at)
    return meeting


def just_made(by: Official, planned: Plan, at: datetime) -> Meeting | None:
    """The meeting that the first press of the same button made; its maker is locked, so that two presses queue."""
    Official.objects.select_for_update(no_key=True).get(pk=by.pk)
    same = Meeting.objects.filter(
        matter__opened_by=by, matter__opened_at__gt=at - DOUBLE_CLICK, matter__state=State.PLANNED, matter__version=0,
        body=planned.body, starts_at=planned.starts_at, chair=planned.chair, room=planned.room,
    )  # fmt: skip
    return same.select_related("matter").first()


def title_of(by: Official, planned: Plan, at: datetime) -> str:
    """The body's own title by the rulebook in force."""
    return body_in(steps.adoption_on(by.government, clock.date_of(at)), planned.body).title


def body_in(adoption: object, key: str) -> Body:
    try:
        return book_of(adoption).body(key)  # type: ignore[arg-type]
    except RulebookError as error:
        raise BadInput("请选择会议", field="body") from error


def change(meeting_id: int, by: Official, planned: Plan, seen: int | None = None) -> Meeting:
    """Change a meeting that is still ahead; if the notice is out, everybody is told what has moved."""
    at = clock.now()
    with acts.on(meeting_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "plan", MOVES)
        if seen is not None and seen != matter.version:
            raise WrongState("别人在您修改期间保存过会议安排；您填写的内容还在下面，请对照后再保存")
        meeting = of(matter)
        require_same(meeting, planned)
        was = said(meeting)
        fill(meeting, planned, at)
        matter.version, matter.moved_at = matter.version + 1, at
        matter.save(update_fields=["version", "moved_at"])
        now = said(meeting)
        moved = "；".join(f"{name}由{was[name]}改为{now[name]}" for name in now if now[name] != was[name])
        record(matter, Line("plan", at, f"修改会议安排：{moved}" if moved else "修改会议安排", actor=by))
        if moved and matter.state == State.CALLED:
            tell_everybody(meeting, f"meeting-moved:{matter.pk}:{matter.version}", "会议有变动", moved, at)
    return meeting


def require_same(meeting: Meeting, planned: Plan) -> None:
    """Another body, or another year once its number is drawn, is another meeting."""
    if planned.body != meeting.body and meeting.items.exists():
        raise BadInput("议程上已有议题，不能改为另一种会议；请先撤下议题或另行安排", field="body")
    if meeting.year and clock.date_of(planned.starts_at).year != meeting.year:
        raise BadInput("会议已按年度编次，不能改到另一年；请取消后另行安排", field="starts_at")


def said(meeting: Meeting) -> Mapping[str, str]:
    """What people have to know of a meeting, in words."""
    chair = meeting.chair.title if meeting.chair else "未定"
    return {
        "时间": moment(meeting.starts_at), "地点": meeting.where or "未定", "主持人": chair,
        "方式": "视频会议" if meeting.by_video else "现场会议",
    }  # fmt: skip


def fill(meeting: Meeting, planned: Plan, at: datetime) -> None:
    """Copy what was filled in: time ahead, a room that is free (its row is locked), a chair whom the rules allow."""
    government = meeting.matter.government
    if planned.starts_at <= at:
        raise BadInput("会议时间已过，请填写以后的时间", field="starts_at")
    if not 1 <= planned.minutes_planned <= DAY // timedelta(minutes=1):
        raise BadInput("时长应在1至1440分钟之间", field="minutes_planned")
    if planned.room:
        require_free(meeting, planned, government.pk)
    if planned.chair and planned.chair.government_id != government.pk:
        raise BadInput("请选择本政府的领导", field="chair")
    body = body_in(meeting.matter.adoption, planned.body)
    names = ("body", "starts_at", "minutes_planned", "chair", "room", "by_video", "important", "scope")
    for name in names:
        setattr(meeting, name, getattr(planned, name))
    meeting.place, meeting.remarks = cleaned(planned.place), cleaned(planned.remarks)
    meeting.chair_ground = ground(body, planned.chair, planned.starts_at)
    meeting.save()
    admit_chair(meeting, [meeting.matter, *Matter.objects.filter(item__meeting=meeting)], at)


def admit_chair(meeting: Meeting, matters: Iterable[Matter], at: datetime) -> None:
    """Who is to chair it sees it and what is on its agenda while it is prepared."""
    leader = holder(meeting.chair, clock.date_of(meeting.starts_at)) if meeting.chair else None
    for matter in matters if leader else ():
        steps.join(matter, leader, CHAIR, at)


def ground(body: Body, chair: Seat | None, starts_at: datetime) -> str:
    """On what ground it is chaired from that seat; `BrokenRule` where the rulebook does not let it."""
    if not body.chairs:
        return NOBODY_NAMED
    if chair is None:
        raise BadInput("请选定主持人", field="chair")
    return ground_of_chair(body, chair, starts_at)


def require_free(meeting: Meeting, planned: Plan, government: int) -> None:
    """The room is the government's, and nobody else meets there at that time."""
    room = Room.objects.select_for_update(no_key=True).filter(pk=planned.room.pk, government=government).first()
    if room is None:
        raise BadInput("请选择本政府的会议室", field="room")
    for other in overlapping(planned.starts_at, planned.ends_at, government, exclude=meeting.pk, room=room):
        span = f"{moment(other.starts_at)}至{moment(other.ends_at)}"
        raise BadInput(f"{room.name}{span}已安排“{other.matter.title}”，请换时间或换地点", field="room")


def overlapping(
    begins: datetime, ends: datetime, government: int, *, exclude: int | None = None, room: Room | None = None
) -> list[Meeting]:
    """Meetings of a government that touch a span, called off ones left out: one query."""
    near = Meeting.objects.filter(
        matter__government=government, matter__state__in=TAKES_ROOM, starts_at__lt=ends, starts_at__gt=begins - DAY
    ).exclude(pk=exclude)
    found = (near.filter(room=room) if room else near).select_related("matter__adoption", "room", "chair")
    found = found.defer("matter__adoption__rulebook_toml", "matter__adoption__provisions_csv")
    return [meeting for meeting in found if meeting.ends_at > begins]


def tell_everybody(meeting: Meeting, event: str, what: str, words: str, at: datetime) -> None:
    """Tell all who are asked to a meeting."""
    tell(asked(meeting), event=event, matter=meeting.matter, at=at, body=words,
         subject=f"{what}：{meeting.matter.title}（{moment(meeting.starts_at)}）")  # fmt: skip


def tell_of_item(meeting: Meeting, item: AgendaItem, event: str, what: str, at: datetime) -> None:
    """Tell all who are asked that an item has come on or gone off: what it is only those who are there for it, and
    nobody where it is confidential, for a notice may go out by mail."""
    told = "一项保密议题" if item.secrecy == Secrecy.CONFIDENTIAL else item.matter.title
    rows = meeting.attendees.filter(official__isnull=False)
    concerned = rows.exclude(role="item").values("official")
    bound = rows.filter(role="item", items=item.pk).values("official")
    people = Official.objects.filter(pk__in=rows.values("official")).select_related("account")
    inside = people.filter(Q(pk__in=concerned) | Q(pk__in=bound))
    subject = f"{what}：{meeting.matter.title}（{moment(meeting.starts_at)}）"
    tell(list(inside), event=event, matter=meeting.matter, at=at, body=told, subject=subject)
    others = people.exclude(pk__in=inside.values("pk"))
    tell(list(others), event=f"{event}:others", matter=meeting.matter, at=at, body="请留意您列席议题的时间。",
         subject=f"议程有调整：{meeting.matter.title}（{moment(meeting.starts_at)}）")  # fmt: skip


def asked(meeting: Meeting) -> Sequence[Official]:
    """The officials who are asked to it."""
    people = meeting.attendees.filter(official__isnull=False).values("official")
    return list(Official.objects.filter(pk__in=people).select_related("account"))


def of(matter: Matter) -> Meeting:
    """The meeting of a locked matter."""
    meeting = Meeting.objects.select_related("room", "chair__organ").get(pk=matter.pk)
    meeting.matter = matter
    return meeting
