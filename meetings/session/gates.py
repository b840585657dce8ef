"""The gates of opening a meeting, of taking up an item and of deciding on it: what is known, judged by the rulebook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from documents.dispatch.models import Review
from govrules.core import clock, judging
from govrules.core.judging import Judged, Words
from govrules.core.matters.models import Evidence, Matter
from govrules.core.office.queries import book_of, holder, portfolio_seat
from govrules.rulebook import vocabulary
from govrules.rulebook.features import Feature
from govrules.rulebook.select import matches
from govrules.rulebook.vocabulary import FACTS
from meetings.attendance.models import Attendee, Role
from meetings.attendance.quorum import Count, count
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem
from meetings.session.models import Speech

OPEN, DISCUSS, DECIDE = "open_meeting", "discuss_item", "decide_item"
SAYS = Words(passed=lambda gate: vocabulary.CHECKS[gate.check].name)
QUORUM, LAST = "quorum", "head_speaks_last"
HEAD = "head"


# --- Opening ---------------------------------------------------------------------------------------


def of_opening(matter: Matter, meeting: Meeting) -> list[Judged]:
    """The quorum, and whatever else the rulebook has before a meeting is opened."""
    facts = asked_for(matter, OPEN, meeting_facts(meeting))
    return [*of_quorum(matter, count(meeting)), *judging.judge(matter, OPEN, facts, SAYS)]


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


def of_item(act: str, matter: Matter, item: AgendaItem, meeting: Meeting) -> list[Judged]:
    """The gates of taking up an item or of deciding on it; a decision on a major one wants the head's word last."""
    facts = facts_of(matter, item, meeting)
    found = judging.judge(matter, act, asked_for(matter, act, facts), SAYS)
    return [*found, *of_order(matter, item, meeting, facts)] if act == DECIDE else found


def facts_of(matter: Matter, item: AgendaItem, meeting: Meeting) -> dict[str, Any]:
    """What was declared of an item, what is on record for it and for what it comes from, who is in the room."""
    on_record = Evidence.objects.filter(matter__in=[matter.pk, matter.parent_id or 0])
    kinds = set(on_record.values_list("kind", flat=True))
    return {
        **{key: typed(key, value) for key, value in item.declared.items() if key in FACTS},
        **{key: True for key in Review.values if key in kinds and key in FACTS and FACTS[key].type is bool},
        **meeting_facts(meeting),
        "business_class": item.business or 0, "proposer": item.proposer, "touches_others": item.touched.exists(),
        "sponsor_present": sponsor_is_here(matter, item, meeting),
    }  # fmt: skip


def meeting_facts(meeting: Meeting) -> dict[str, Any]:
    return {"body": meeting.body, "chair_post": meeting.chair.post if meeting.chair else ""}


def typed(key: str, value: Any) -> Any:
    return date.fromisoformat(value) if FACTS[key].type is date and isinstance(value, str) else value


def asked_for(matter: Matter, act: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Of these facts those that the act's gates look at; a number that nobody gave is none, a review not made none."""
    wanted = book_of(matter.adoption).facts_for(act)
    none = {key: value for key in wanted if (value := nothing(key)) is not None}
    return none | {key: value for key, value in facts.items() if key in wanted and value not in ("", None)}


def nothing(key: str) -> Any:
    """What it is where nobody said anything."""
    fact = FACTS[key]
    return 0 if fact.type is int else "none" if "none" in (fact.domain or ()) else None


def sponsor_is_here(matter: Matter, item: AgendaItem, meeting: Meeting) -> bool:
    """Whether the leader who proposed it, else the one who covers the organ that reports, is in the room himself."""
    day = clock.date_of(meeting.starts_at)
    seat = item.sponsor or portfolio_seat(matter.organ, day)
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


def of_order(matter: Matter, item: AgendaItem, meeting: Meeting, facts: Mapping[str, Any]) -> list[Judged]:
    """Where the head speaks last: on such an item, if he is in the room, after every other member there has spoken."""
    order = order_of(matter, item, meeting, facts)
    if order is None:
        return []
    remedy = "由其他组成人员逐一发表明确意见，主要负责人最后表态，再作议定"
    return [Judged(LAST, order.rule.article, order.rule.strength or "must", order.rule.note, not order.wrong,
                   order.wrong, remedy)]  # fmt: skip


def order_of(matter: Matter, item: AgendaItem, meeting: Meeting, facts: Mapping[str, Any]) -> Order | None:
    """None where the rules have no such order, the item is not such a one, or the head is not there."""
    rule = book_of(matter.adoption).feature(LAST)
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
    """The order of the record: a word without a gist is none."""
    worded = Speech.objects.filter(item=item).exclude(text="").order_by("position")
    said = list(worded.values_list("attendee", flat=True))
    places = {attendee: place for place, attendee in enumerate(said)}
    silent = [a for a in others if a.pk not in places]
    first = said.index(head.pk) if head.pk in said else None
    after = [a for a in others if first is not None and a.pk in places and places[a.pk] > first]
    return Order(rule, head, silent, after, first is not None)
