"""The gates of opening a meeting, of taking up an item and of deciding on it: what is known, judged by the rulebook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from govrules.core import authority, clock, judging
from govrules.core.judging import Judged, Words
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of, holder, portfolio_seat
from govrules.rulebook import vocabulary
from govrules.rulebook.features import Feature
from govrules.rulebook.select import matches
from meetings.attendance.models import Attendee, Role
from meetings.attendance.people import body_of
from meetings.attendance.quorum import Count, count
from meetings.calling.models import Meeting
from meetings.items.facts import facts_of as item_facts
from meetings.items.facts import known, zeros
from meetings.items.models import AgendaItem
from meetings.session.models import Speech

OPEN, DISCUSS, DECIDE = "open_meeting", "discuss_item", "decide_item"
SAYS = Words(passed=lambda gate: vocabulary.CHECKS[gate.check].name)
CHAIR, QUORUM, LAST, STUDY = "chair", "quorum", "head_speaks_last", "first_topic_study"
HEAD = "head"


# --- Opening ---------------------------------------------------------------------------------------


def of_opening(matter: Matter, meeting: Meeting) -> list[Judged]:
    """Who chairs it is there, the quorum, and whatever else the rulebook has before a meeting is opened."""
    facts = {**zeros(), **meeting_facts(meeting), "important": meeting.important}
    more = judging.judge(matter, OPEN, facts, SAYS)
    return [*of_chair(meeting, clock.now()), *of_quorum(matter, count(meeting)), *more]


def of_chair(meeting: Meeting, at: datetime) -> list[Judged]:
    """Under whose chair a meeting of the body is held, the rules say: without him it is not opened. Nothing where they
    name nobody."""
    body = body_of(meeting)
    if meeting.chair is None or not body.chairs:
        return []
    there = presiding(meeting, at) is not None
    name = f"主持人（{meeting.chair.title}）已到会"
    message = "" if there else f"主持人（{meeting.chair.title}）还没有到会"
    return [
        Judged(CHAIR, body.article, "must", name, there, message, "等主持人到会再开会；改由他人主持的，先修改会议安排")
    ]


def presiding(meeting: Meeting, at: datetime) -> Official | None:
    """Who presides: whoever fills the chair's seat or may act for him now, if he is in the room himself."""
    found = authority.acting_for(meeting.chair, at) if meeting.chair else None
    if not isinstance(found, authority.Acting) or found.official.pk not in here(meeting):
        return None
    return found.official


def of_quorum(matter: Matter, counted: Count) -> list[Judged]:
    """Nothing where the rulebook names no quorum. A reason given holds for the number of those who were there."""
    rule = counted.rule
    if rule is None or counted.stands is None:
        return []
    words, message = counted.stands.words, counted.message
    waiver = judging.given(matter).get((QUORUM, message)) if message else None
    remedy = "等组成人员到齐再开会" + ("；确需召开的，说明理由" if rule.strength == "principle" else "")
    return [Judged(QUORUM, rule.article, rule.strength, words, counted.met, message, remedy, waiver)]


# --- Items -----------------------------------------------------------------------------------------


def of_item(act: str, item: AgendaItem, meeting: Meeting) -> list[Judged]:
    """The gates of taking up an item or of deciding on it: a decision on a major one wants the head's word last, a
    study wants its leader there."""
    facts = facts_of(item, meeting)
    found = judging.judge(item.matter, act, facts, SAYS)
    return [*found, *(of_order(item, meeting, facts) if act == DECIDE else of_study(item, meeting))]


def of_study(item: AgendaItem, meeting: Meeting) -> list[Judged]:
    """A study that by the rules a certain leader chairs himself is not begun without him."""
    rule = book_of(item.matter.adoption).feature(STUDY)
    if rule is None or not item.study or rule.params.body != meeting.body:  # type: ignore[attr-defined]
        return []
    post = rule.params.chair  # type: ignore[attr-defined]
    there = in_room(meeting).filter(seat__post=post).exists()
    led = meeting.chair is not None and meeting.chair.post == post
    title = meeting.chair.title if led else vocabulary.POSTS[post]
    message = "" if there else f"学习由{title}主持，{title}没有到会"
    return [
        Judged(
            STUDY, rule.article, rule.strength or "must", f"{title}主持学习", there, message, "等其到会再学习，或者缓议"
        )
    ]


def facts_of(item: AgendaItem, meeting: Meeting) -> dict[str, Any]:
    """What is known of an item, and who is in the room. A number of queries that does not grow."""
    here = {"sponsor_present": sponsor_is_here(item, meeting)}
    return {**item_facts(item, known([item])), **meeting_facts(meeting), **here}


def meeting_facts(meeting: Meeting) -> dict[str, Any]:
    return {"body": meeting.body} | ({"chair_post": meeting.chair.post} if meeting.chair else {})


def sponsor_is_here(item: AgendaItem, meeting: Meeting) -> bool:
    """Whether the leader who proposed it, else the one who covers the organ that reports, is in the room himself."""
    day = clock.date_of(meeting.starts_at)
    seat = item.sponsor or portfolio_seat(item.matter.organ, day)
    leader = holder(seat, day) if seat else None
    return seat is None or (leader is not None and leader.pk in here(meeting))


def here(meeting: Meeting) -> set[int]:
    """The officials who are in the room themselves."""
    in_room = Attendee.objects.filter(
        meeting=meeting, presences__isnull=False, presences__left_at=None, presences__stands_in=False
    )
    return set(in_room.values_list("official", flat=True)) - {None}


# --- The head speaks last --------------------------------------------------------------------------


@dataclass(frozen=True)
class Order:
    """Who has spoken on an item, in the order of the record, and whose word is still missing."""

    rule: Feature
    head: Attendee
    silent: list[Attendee] = field(default_factory=list)
    after: list[Attendee] = field(default_factory=list)
    head_spoke: bool = False

    @property
    def wrong(self) -> str:
        """What is wrong, in words; empty when all is well."""
        if self.after:
            return f"{self.head.name}先于{names(self.after)}发表意见"
        if self.silent:
            return f"{names(self.silent)}还没有发表意见"
        return "" if self.head_spoke else f"{self.head.name}还没有最后发表意见"


def names(attendees: Collection[Attendee]) -> str:
    return "、".join(a.name for a in attendees)


def of_order(item: AgendaItem, meeting: Meeting, facts: Mapping[str, Any]) -> list[Judged]:
    """Where the head speaks last: on such an item, if he is in the room, after every other member there has spoken."""
    order = order_of(item, meeting, facts)
    if order is None:
        return []
    remedy = "由其他组成人员逐一发表明确意见，主要负责人最后表态，再作议定"
    return [Judged(LAST, order.rule.article, order.rule.strength or "must", order.rule.note, not order.wrong,
                   order.wrong, remedy)]  # fmt: skip


def order_of(item: AgendaItem, meeting: Meeting, facts: Mapping[str, Any]) -> Order | None:
    """None where the rules have no such order, the item is not such a one, or the head is not there."""
    rule = book_of(item.matter.adoption).feature(LAST)
    if rule is None or not holds(rule, meeting, facts):
        return None
    members = list(in_room(meeting))
    head = next((a for a in members if a.seat and a.seat.post == HEAD), None)
    return spoken(rule, head, [a for a in members if a != head], item) if head else None


def holds(rule: Feature, meeting: Meeting, facts: Mapping[str, Any]) -> bool:
    """Whether the rule is about this item in this body."""
    bodies = rule.params.bodies  # type: ignore[attr-defined]
    when = rule.params.when  # type: ignore[attr-defined]
    return (not bodies or meeting.body in bodies) and matches(when, facts)


def in_room(meeting: Meeting) -> Any:
    """The members who are in the room themselves."""
    return Attendee.objects.filter(
        meeting=meeting, role=Role.MEMBER, presences__isnull=False, presences__left_at=None, presences__stands_in=False
    ).select_related("seat").distinct()  # fmt: skip


def spoken(rule: Feature, head: Attendee, others: list[Attendee], item: AgendaItem) -> Order:
    """The order of the record: a word without a gist is no opinion; the head's first word counts even without one."""
    rows = Speech.objects.filter(item=item, attendee__meeting=head.meeting_id).order_by("position")
    spoke = list(rows.values_list("attendee", "text"))
    places = {attendee: place for place, (attendee, text) in enumerate(spoke) if text}
    silent = [a for a in others if a.pk not in places]
    first = next((place for place, (attendee, _) in enumerate(spoke) if attendee == head.pk), None)
    after = [a for a in others if first is not None and places.get(a.pk, -1) > first]
    return Order(rule, head, silent, after, head.pk in places)
