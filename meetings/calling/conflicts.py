"""What stands against a time: the room, people who are in another meeting, people who are away. Shown, not enforced
(but for the room, which is refused when the meeting is planned)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from govrules.core.clock import date_of
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import book_of, holders
from govrules.core.wording import moment
from meetings.bodies import seats_of_posts
from meetings.calling.gates import absences
from meetings.calling.models import Meeting
from meetings.calling.planning import overlapping


@dataclass(frozen=True)
class Conflict:
    """What collides, in words; `stops` where the meeting cannot be planned so."""

    text: str
    stops: bool = False


def conflicts(meeting: Meeting) -> list[Conflict]:
    """Everything that collides with a meeting as planned: a number of queries that does not grow with the meetings."""
    government = meeting.matter.government_id
    others = overlapping(meeting.starts_at, meeting.ends_at, government, exclude=meeting.pk)
    everybody = people([meeting, *others])
    mine = everybody[meeting.pk]
    return [*rooms(meeting, others), *double(mine, others, everybody), *gone(mine, meeting)]


def rooms(meeting: Meeting, others: Iterable[Meeting]) -> list[Conflict]:
    same = [o for o in others if meeting.room_id and o.room_id == meeting.room_id]
    return [Conflict(f"{o.where}同一时间已安排“{o.matter.title}”（{span(o)}）", stops=True) for o in same]


def double(
    mine: dict[int, Official], others: Iterable[Meeting], everybody: dict[int, dict[int, Official]]
) -> list[Conflict]:
    """Members who are to be in another meeting at that time."""
    found = []
    for other in others:
        both = [mine[pk].name for pk in mine if pk in everybody[other.pk]]
        if both:
            found.append(Conflict(f"{'、'.join(both)}同一时间要参加“{other.matter.title}”（{span(other)}）"))
    return found


def gone(mine: dict[int, Official], meeting: Meeting) -> list[Conflict]:
    """Members who are away."""
    away = absences(list(mine), meeting.starts_at, meeting.ends_at)
    return [Conflict(f"{mine[pk].name}外出（{a.reason}），预计{moment(a.ends_at)}返回") for pk, a in away.items()]


def people(meetings: list[Meeting]) -> dict[int, dict[int, Official]]:
    """The officials of each meeting: those asked, else the members of its body and its chair; four queries."""
    prefetch_related_objects(meetings, "attendees__official")
    asked = {m.pk: {a.official_id: a.official for a in m.attendees.all() if a.official} for m in meetings}
    posts = {m.pk: posts_of(m) for m in meetings if not asked[m.pk]}
    first = meetings[0]
    seats = seats_of_posts(first.matter.government, {post for wanted in posts.values() for post in wanted})
    chairs = [m.chair for m in meetings if m.chair]
    filled = holders([*seats, *chairs], date_of(first.starts_at))
    for meeting in meetings:
        if meeting.pk in posts:
            asked[meeting.pk] = members(meeting, posts[meeting.pk], seats, filled)
    return asked


def members(
    meeting: Meeting, posts: frozenset[str], seats: Iterable[Seat], filled: dict[int, Official]
) -> dict[int, Official]:
    wanted = [s.pk for s in seats if s.post in posts] + ([meeting.chair_id] if meeting.chair_id else [])
    return {filled[pk].pk: filled[pk] for pk in wanted if pk in filled}


def posts_of(meeting: Meeting) -> frozenset[str]:
    return frozenset(book_of(meeting.matter.adoption).body(meeting.body).members)


def span(meeting: Meeting) -> str:
    return f"{moment(meeting.starts_at)}至{clock_of(meeting.ends_at)}"


def clock_of(at: datetime) -> str:
    return moment(at).rpartition(" ")[2]
