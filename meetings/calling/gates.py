"""The gates of fixing an agenda, adding to it late, and calling a meeting: of the meeting, and of each item on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from govrules.core import judging
from govrules.core.clock import date_of
from govrules.core.judging import Judged, Words
from govrules.core.matters.models import Waiver
from govrules.core.office.models import Absence, Portfolio
from govrules.core.office.queries import book_of, current, holders
from govrules.rulebook import Gate
from govrules.rulebook.vocabulary import FIELDS, OUTSIDE, POSTS
from meetings.bodies import fits
from meetings.calling import agenda
from meetings.calling.models import Meeting
from meetings.items import gates as item_gates
from meetings.items.facts import in_words, organs_of_item, zeros
from meetings.items.models import AgendaItem

FIX, LATE, CALL, DISCUSS = "fix_agenda", "add_item_late", "call_meeting", "discuss_item"
# What is known of a meeting as a whole; a gate that looks at anything else is judged item by item.
OF_MEETING = frozenset({
    "body", "study_first", "guests_missing", "chair_post", "chair_in_charge", "important", "scope", "over_an_hour",
    "portfolios",
})  # fmt: skip
TO_ITEMS = ("chair_post", "chair_in_charge", "study_first")  # of these, what a gate of a single item may look at too
LONGEST = 300


def of_meeting(gate: Gate) -> bool:
    return {*gate.when, *gate.looks_at} <= OF_MEETING


def of_item(gate: Gate) -> bool:
    return not of_meeting(gate)


def facts_of(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[str, Any]:
    """The facts of a meeting as a whole; the number of queries does not grow with its items."""
    limit = agenda.limit_of(meeting, book_of(meeting.matter.adoption))
    concerned = {o for item in items for o in organs_of_item(item)}
    leading = dict(
        Portfolio.objects.filter(current(date_of(meeting.starts_at)), organ__in=concerned).values_list("organ", "seat")
    )
    hosts = {leading[i.matter.organ_id] for i in items if i.matter.organ_id in leading}
    facts: dict[str, Any] = {
        "body": meeting.body, "study_first": agenda.study_first(items), "important": meeting.important,
        "portfolios": len(set(leading.values())), "guests_missing": len(guests_missing(meeting)),
        "chair_in_charge": meeting.chair_id in hosts,
        "over_an_hour": bool(limit and limit.meeting and meeting.minutes_planned > limit.meeting),
    }  # fmt: skip
    facts |= {"chair_post": meeting.chair.post} if meeting.chair else {}
    return in_words(zeros() | facts | ({"scope": meeting.scope} if meeting.scope else {}))


def guests_missing(meeting: Meeting) -> list[str]:
    """Who must be asked to every meeting of its body without being a member, and is not: by name."""
    body = book_of(meeting.matter.adoption).body(meeting.body)
    asked = list(meeting.attendees.select_related("organ", "seat__organ"))
    outside = {a.outside for a in asked}
    fields = {field for a in asked if a.organ for field in a.organ.fields}
    posts = {a.seat.post for a in asked if a.seat and fits(a.seat)}
    missing = [OUTSIDE[key] for key in body.invited if key not in outside and OUTSIDE[key] not in outside]
    missing += [FIELDS[key] for key in body.attend_fields if FIELDS[key] not in fields]
    return missing + [POSTS[post] for post in body.fixed if post not in posts and has_seat(meeting, post)]


def absent(gate: Gate, meeting: Meeting) -> str:
    """Who was not asked, by name."""
    return "：" + "、".join(guests_missing(meeting)) if gate.check == "guests_invited" else ""


def has_seat(meeting: Meeting, post: str) -> bool:
    """Whether anybody could come by a post at all."""
    return meeting.matter.government.seats.filter(post=post, appointments__until=None).exists()


def judge(meeting: Meeting, act: str, items: Sequence[AgendaItem] = ()) -> list[Judged]:
    """The gates of an act on a meeting: those of the meeting itself, then those of each item that fail."""
    facts, reasons = facts_of(meeting, items), judging.given(meeting.matter)
    gates = [g for g in book_of(meeting.matter.adoption).gates_for(act, facts) if of_meeting(g)]
    words = Words(item_gates.name, more=lambda gate: absent(gate, meeting))
    return [*judging.judged(gates, facts, words, reasons), *judge_items(meeting, act, items, facts, reasons)]


def judge_items(
    meeting: Meeting, act: str, items: Sequence[AgendaItem], facts: Mapping[str, Any],
    reasons: Mapping[tuple[str, str], Waiver],
) -> list[Judged]:  # fmt: skip
    """What the gates of an act have against single items of the agenda."""
    there = sponsors_there(meeting, items)
    shared = {key: facts[key] for key in TO_ITEMS if key in facts}
    more = {i.pk: shared | {"sponsor_present": there[i.pk]} for i in items}
    judged = item_gates.judge_all(items, act, more, of_item)
    return [named(j, n, i, reasons) for n, i in enumerate(items, 1) for j in judged[i.pk] if not j.passed]


def judge_fix(meeting: Meeting, items: Sequence[AgendaItem]) -> list[Judged]:
    """The gates of fixing an agenda; and every item on it must still pass those of its proposal."""
    return [*judge(meeting, FIX, items), *still_wrong(items, judging.given(meeting.matter))]


def still_wrong(items: Sequence[AgendaItem], reasons: Mapping[tuple[str, str], Waiver]) -> list[Judged]:
    """What the gates of their proposal have against items by now."""
    still = item_gates.judge_all(items)
    return [named(j, n, i, reasons) for n, i in enumerate(items, 1) for j in still[i.pk] if j.open]


def named(judged: Judged, number: int, item: AgendaItem, reasons: Mapping[tuple[str, str], Waiver]) -> Judged:
    """A finding about an item, as one about its place on the agenda; the reason for it is given for the meeting."""
    rule = f"{judged.rule}-{item.pk}"
    message = f"第{item.position or number}项“{item.matter.title}”：{judged.message}"[:LONGEST]
    return replace(judged, rule=rule, message=message, waiver=judged.waiver or reasons.get((rule, message)))


def sponsors_there(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, bool]:
    """Whether the leader who proposes each item can come: he holds his seat that day, is not away, is not excused."""
    seats = {i.sponsor for i in items if i.sponsor}
    filled = holders(seats, date_of(meeting.starts_at))
    gone = away(meeting, [o.pk for o in filled.values()])
    gone |= set(meeting.attendees.filter(excused=True, official__isnull=False).values_list("official", flat=True))
    present = {seat for seat, official in filled.items() if official.pk not in gone}
    return {i.pk: i.sponsor_id is None or i.sponsor_id in present for i in items}


def away(meeting: Meeting, officials: Sequence[int]) -> set[int]:
    """Who of these officials is away while it is held."""
    return set(absences(officials, meeting.starts_at, meeting.ends_at))


def absences(officials: Sequence[int], begins: datetime, ends: datetime) -> dict[int, Absence]:
    """The absences of these officials that touch a span; one who is back before it begins is not away."""
    found = Absence.objects.filter(
        official__in=officials, cancelled_at=None, starts_at__lt=ends, ends_at__gt=begins
    ).select_related("official")
    return {a.official_id: a for a in found if a.returned_at is None or a.returned_at > begins}
