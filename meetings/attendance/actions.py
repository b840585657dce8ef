"""The official acts on who is asked to a meeting: asking everybody, following appointments, the office's own changes,
the receipt of each."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max

from documents.drafting import require_serving
from documents.submission.typed import cleaned, one_line
from govrules.core import acts, clock
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter, Participant
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import book_of, holders, organs_of, seats_of
from govrules.core.wording import moment
from meetings.attendance.excusing import drop_excuse, gives_opinion
from meetings.attendance.models import Attendee, Role
from meetings.attendance.people import Asked, agenda, of_new_items, unasked, wanted
from meetings.calling.models import Meeting
from meetings.calling.states import State
from meetings.items.models import AgendaItem

logger = logging.getLogger(__name__)
ASKING = frozenset({State.CALLED, State.OPEN})
ALL_ITEMS = (Role.MEMBER, Role.FIXED, Role.INVITED, Role.STAFF)
ATTENDEE = "attendee"
LONGEST_OPINION = 2000


def ask(meeting: Meeting, at: datetime) -> list[Attendee]:
    """Everybody is asked to a meeting that is being called; its matter is locked by the caller.

    1 who, by the rules; 2 their rows with their items; 3 they take part in what they may see; 4 one notice each.
    """
    asked = write(meeting, wanted(meeting), first=0)
    admit(meeting, asked, at)
    notify(meeting, asked, at)
    record(meeting.matter, Line("ask", at, f"通知{len(asked)}人参会"))
    return asked


def write(meeting: Meeting, wanted: Sequence[Asked], first: int) -> list[Attendee]:
    """Their rows in this order, with the items to which some of them are bound: two queries."""
    rows = Attendee.objects.bulk_create(
        Attendee(
            meeting=meeting, official=one.official, seat=one.seat, organ=one.organ, outside=one.outside, name=one.name,
            title=one.title[:60], role=one.role, order=first + number,
        )
        for number, one in enumerate(wanted, start=1)
    )  # fmt: skip
    bound = Attendee.items.through
    pairs = zip(rows, wanted, strict=True)
    bound.objects.bulk_create(bound(attendee_id=row.pk, agendaitem_id=item) for row, one in pairs for item in one.items)
    return rows


def admit(meeting: Meeting, asked: Iterable[Attendee], at: datetime) -> None:
    """They take part in the meeting, and in its items: whoever comes for some of them only in those. Four queries."""
    people = [a for a in asked if a.official_id]
    every = [item.pk for item in agenda(meeting)]
    bound = Attendee.items.through.objects.filter(attendee__in=[a.pk for a in people])
    own: dict[int, list[int]] = {}
    for attendee, item in bound.values_list("attendee", "agendaitem"):
        own.setdefault(attendee, []).append(item)
    pairs = [
        (a.official_id, matter)
        for a in people
        for matter in (meeting.pk, *(every if a.role in ALL_ITEMS else own.get(a.pk, [])))
    ]
    join(pairs, at)


def join(pairs: Iterable[tuple[int | None, int]], at: datetime) -> None:
    """These officials take part in these matters; whoever does already keeps his role. Two queries."""
    wanted = list(pairs)
    there = set(Participant.objects.filter(matter__in={m for _, m in wanted}).values_list("official", "matter"))
    rows = [Participant(official_id=o, matter_id=m, role=ATTENDEE, since=at) for o, m in wanted if (o, m) not in there]
    Participant.objects.bulk_create(rows, ignore_conflicts=True)


def notify(meeting: Meeting, asked: Iterable[Attendee], at: datetime) -> None:
    """One notice each, however often it is asked for."""
    people = Official.objects.filter(pk__in=[a.official_id for a in asked]).select_related("account")
    when = f"时间：{moment(meeting.starts_at)}；地点：{meeting.where or '待定'}。{early_words(meeting)}"
    body = f"{when}请回执；不能参加的，请在会前请假。"
    tell(people, event=f"meeting-asked:{meeting.pk}", subject=f"会议通知：{meeting.matter.title}", body=body,
         matter=meeting.matter, at=at)  # fmt: skip


def early_words(meeting: Meeting) -> str:
    """How long before it one has to be there, where the rules say so."""
    rule = book_of(meeting.matter.adoption).feature("arrive_before")
    minutes = getattr(rule.params, "minutes", 0) if rule else 0
    return f"请提前{minutes}分钟入场。" if minutes else ""


# --- Following appointments and the agenda ---------------------------------------------------------


def refresh(meeting: Meeting, at: datetime) -> int:
    """Whoever holds a seat by now comes instead of his predecessor, new members and those of late items are asked too.

    The meeting's matter is locked by the caller; returns how many changes that were.
    """
    if meeting.matter.state not in ASKING:
        return 0
    changed = [a for a in followed(meeting) if a]
    late = of_new_items(meeting)
    missing = unasked(meeting, late)
    last = meeting.attendees.aggregate(last=Max("order"))["last"] or 0
    bind(meeting, late)
    added = write(meeting, missing, first=last)
    for attendee, successor in changed:
        hand_over(meeting, attendee, successor, at)
    admit(meeting, meeting.attendees.all(), at)  # an item that came late is theirs to read too
    notify(meeting, added, at)
    if added:
        record(meeting.matter, Line("ask", at, f"补充通知：{'、'.join(a.name for a in added)}"))
    return len(changed) + len(added)


def followed(meeting: Meeting) -> list[tuple[Attendee, Official]]:
    """Those asked by a seat that somebody else fills on the meeting's day, who is not asked himself."""
    rows = list(meeting.attendees.exclude(seat=None).select_related("seat", "official"))
    filled = holders([row.seat for row in rows], clock.date_of(meeting.starts_at))
    there = {row.official_id for row in rows}
    found = [(row, filled.get(row.seat_id)) for row in rows]
    return [(row, new) for row, new in found if new and new.pk != row.official_id and new.pk not in there]


def bind(meeting: Meeting, late: Iterable[Asked]) -> None:
    """Who comes for some items already comes for the late ones too that concern him."""
    items = {one.official.pk: one.items for one in late if one.official}
    rows = meeting.attendees.filter(role=Role.ITEM, official__in=items)
    through = Attendee.items.through
    pairs = [(row.pk, item) for row in rows for item in items[row.official_id or 0]]
    through.objects.bulk_create([through(attendee_id=row, agendaitem_id=item) for row, item in pairs])


def hand_over(meeting: Meeting, attendee: Attendee, new: Official, at: datetime) -> None:
    """Another comes in his place in the list: what was his alone (receipt, excuse) ends, and both are told."""
    old = attendee.official
    drop_excuse(attendee, at)
    attendee.official, attendee.name = new, new.name
    attendee.read_at = attendee.confirmed_at = None
    attendee.save()
    dismiss(meeting, old, at)
    admit(meeting, [attendee], at)
    notify(meeting, [attendee], at)
    text = f"{attendee.title}改由{new.name}参会" + (f"，不再通知{old.name}" if old else "")
    record(meeting.matter, Line("replace", at, text, data={"attendee": attendee.pk}))


def dismiss(meeting: Meeting, official: Official | None, at: datetime) -> None:
    """He comes no more: what he saw only as one who comes he sees no more, and he is told."""
    if official is None:
        return
    matters = [meeting.pk, *meeting.items.values_list("pk", flat=True)]
    Participant.objects.filter(official=official, matter__in=matters, role=ATTENDEE).delete()
    tell([official], event=f"meeting-off:{meeting.pk}:{at.isoformat()}", at=at,
         subject=f"不再安排您参加：{meeting.matter.title}")  # fmt: skip


# --- The office's own changes ----------------------------------------------------------------------


@dataclass(frozen=True)
class Guest:
    """Whom the office adds: an official with a post here, or somebody from outside with name and title."""

    role: str
    official: Official | None = None
    name: str = ""
    title: str = ""
    items: tuple[AgendaItem, ...] = ()


def add(meeting_id: int, by: Official, guest: Guest) -> Attendee:
    """The office asks one more."""
    at = clock.now()
    with acts.on(meeting_id) as matter:
        meeting = opened_by_office(matter, by, at)
        row = described(meeting, guest, at)
        row.order = (meeting.attendees.aggregate(last=Max("order"))["last"] or 0) + 1
        row.save()
        row.items.set(guest.items)
        admit(meeting, [row], at)
        if row.official:
            notify(meeting, [row], at)
        record(matter, Line("ask", at, f"增加{row.get_role_display()}：{row.name}", actor=by))
        return row


def described(meeting: Meeting, guest: Guest, at: datetime) -> Attendee:
    """The row of somebody whom the office adds; nobody twice, and a member only by his seat."""
    if guest.role == Role.MEMBER:
        raise BadInput("组成人员由规则规定，不能另行增加", field="role")
    if guest.role == Role.ITEM and not guest.items:
        raise BadInput("请选择他列席哪些议题", field="items")
    row = Attendee(meeting=meeting, role=guest.role, name=one_line(guest.name)[:30], title=one_line(guest.title)[:60])
    if guest.official is None:
        if not row.name:
            raise BadInput("请选择人员，或者填写姓名", field="name")
        return row
    if meeting.attendees.filter(official=guest.official).exists():
        raise BadInput(f"{guest.official.name}已经在参会人员之中", field="official")
    seat = first_seat(guest.official, at)
    row.official, row.name, row.seat = guest.official, guest.official.name, None
    row.organ, row.title = (seat.organ, row.title or seat.title) if seat else (None, row.title)
    return row


def first_seat(official: Official, at: datetime) -> Seat | None:
    """The seat by which he is known: his highest."""
    return next(iter(seats_of(official, clock.date_of(at))), None)


def take_out(attendee_id: int, by: Official) -> None:
    """The office asks somebody no more; a member is asked by the rules."""
    at = clock.now()
    with acts.on(meeting_of(attendee_id)) as matter:
        meeting, attendee = opened_by_office(matter, by, at), row_of(attendee_id)
        if attendee.role == Role.MEMBER:
            raise BadInput("组成人员由规则规定，不能去掉；不能参加的，办理请假")
        if attendee.presences.exists() or attendee.speeches.exists():
            raise WrongState("他已经到会，不能再去掉")
        drop_excuse(attendee, at)
        attendee.delete()
        dismiss(meeting, attendee.official, at)
        record(matter, Line("dismiss", at, f"不再安排{attendee.name}参会", actor=by))


def replace_by(attendee_id: int, by: Official, new: Official) -> None:
    """The office has another come in somebody's place (not a member's, who is one by his seat)."""
    at = clock.now()
    with acts.on(meeting_of(attendee_id)) as matter:
        meeting, attendee = opened_by_office(matter, by, at), row_of(attendee_id)
        if attendee.role == Role.MEMBER:
            raise BadInput("组成人员不能换人；不能参加的，办理请假")
        if meeting.attendees.filter(official=new).exists():
            raise BadInput(f"{new.name}已经在参会人员之中", field="official")
        seat = first_seat(new, at)
        attendee.seat, attendee.organ = None, seat.organ if seat else attendee.organ
        attendee.title = seat.title if seat else attendee.title
        hand_over(meeting, attendee, new, at)


def name_guest(attendee_id: int, by: Official, name: str, title: str) -> None:
    """The office writes down who comes from an organ outside."""
    at = clock.now()
    with acts.on(meeting_of(attendee_id)) as matter:
        opened_by_office(matter, by, at)
        attendee, words = row_of(attendee_id), one_line(name)
        if attendee.official_id or not words:
            raise BadInput("请填写外单位人员的姓名", field="name")
        attendee.name, attendee.title = words[:30], one_line(title)[:60] or attendee.title
        attendee.save(update_fields=["name", "title"])
        record(matter, Line("name_guest", at, f"{attendee.title}：{attendee.name}", actor=by))


def reorder(meeting_id: int, by: Official, places: dict[int, int]) -> None:
    """The office puts the list into another order: place by key of the row; who has none keeps his.

    Who moves up to a place stands before him who has it, who moves down behind.
    """
    at = clock.now()
    with acts.on(meeting_id) as matter:
        meeting = opened_by_office(matter, by, at)
        rows = list(meeting.attendees.all())
        rows.sort(key=lambda row: placed(row, places.get(row.pk, row.order)))
        for number, row in enumerate(rows, start=1):
            row.order = number
        Attendee.objects.bulk_update(rows, ["order"])
        record(matter, Line("reorder", at, "调整参会人员次序", actor=by))


def placed(row: Attendee, place: int) -> tuple[int, int, int, int]:
    return place, (place > row.order) - (place < row.order), row.order, row.pk


def follow(meeting_id: int, by: Official) -> int:
    """The office follows appointments and late items now; returns how many changes."""
    at = clock.now()
    with acts.on(meeting_id) as matter:
        return refresh(opened_by_office(matter, by, at), at)


def follow_all() -> int:
    """Every morning: the lists of all meetings that lie ahead follow appointments; returns how many changes.

    One that cannot be followed is logged with its key and stops no other.
    """
    at, changes = clock.now(), 0
    ahead = Meeting.objects.filter(matter__state=State.CALLED, starts_at__gt=at)
    for pk in ahead.order_by("starts_at").values_list("pk", flat=True):
        try:
            with acts.on(pk) as matter:
                changes += refresh(of(matter), at)
        except Exception:
            logger.exception("the list of meeting %s could not follow appointments", pk)
    return changes


# --- Receipts --------------------------------------------------------------------------------------


def seen(attendee: Attendee, at: datetime) -> None:
    """He has opened the page: once."""
    Attendee.objects.filter(pk=attendee.pk, read_at=None).update(read_at=at)


def confirm(attendee_id: int, by: Official) -> None:
    """The receipt (回执): he will come. His own, or from his organ; once."""
    at = clock.now()
    with acts.on(meeting_of(attendee_id)) as matter:
        attendee = row_of(attendee_id)
        require_own(attendee, by, at)
        if matter.state not in ASKING:
            raise WrongState("会议已经结束或者取消，不需要再回执")
        if Attendee.objects.filter(pk=attendee.pk, confirmed_at=None).update(
            confirmed_at=at, read_at=F("read_at") if attendee.read_at else at
        ):
            record(
                matter,
                Line("confirm", at, f"{'' if attendee.official_id == by.pk else attendee.name}回执：参加", actor=by),
            )


def say_before(attendee_id: int, by: Official, text: str) -> None:
    """What one who comes has to say on the items, before the meeting opens, where the rules ask for it then."""
    at = clock.now()
    with acts.on(meeting_of(attendee_id)) as matter:
        attendee = row_of(attendee_id)
        require_own(attendee, by, at)
        if not gives_opinion(matter, attendee, excused=False):
            raise BadInput("工作规则没有规定会前提出意见，请在会上发言", field="opinion")
        if matter.state != State.CALLED:
            raise WrongState("会议已经开始，请在会上发言")
        words = str(cleaned(text))[:LONGEST_OPINION]
        Attendee.objects.filter(pk=attendee.pk).update(opinion=words)
        record(matter, Line("say_before", at, f"{attendee.name}会前提出意见：{words}", actor=by))


def require_own(attendee: Attendee, by: Official, at: datetime) -> None:
    """Himself, or somebody who serves in the organ for which he comes."""
    if attendee.official_id != by.pk and attendee.organ_id not in organs_of(by, clock.date_of(at)):
        raise NotYours("由本人或者本单位的工作人员办理")


# --- Rows ------------------------------------------------------------------------------------------


def opened_by_office(matter: Matter, by: Official, at: datetime) -> Meeting:
    """The meeting of a locked matter, if the office's staff may still change who comes."""
    require_serving(by, matter.organ, at)
    if matter.state not in ASKING:
        raise WrongState("会议还没有发出通知，或者已经结束，不能变动参会人员")
    return of(matter)


def of(matter: Matter) -> Meeting:
    """The meeting of a locked matter."""
    meeting = Meeting.objects.select_related("chair__organ").get(pk=matter.pk)
    meeting.matter = matter
    return meeting


def meeting_of(attendee_id: int) -> int:
    return Attendee.objects.values_list("meeting", flat=True).get(pk=attendee_id)


def row_of(attendee_id: int) -> Attendee:
    return Attendee.objects.select_related("official", "seat", "organ", "stand_in").get(pk=attendee_id)
