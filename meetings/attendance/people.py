"""Who is to be asked to a meeting, by the rules and the posts of that day; a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from govrules.core import clock
from govrules.core.office.models import Government, Official, Organ, Seat
from govrules.core.office.queries import MAIN_HEAD, book_of, holders
from govrules.rulebook.schema import Body
from govrules.rulebook.vocabulary import FIELDS, OUTSIDE
from meetings.attendance.models import Attendee, Role
from meetings.bodies import Member, members, seats_of_posts
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem
from meetings.items.states import State as ItemState

TO_BE_NAMED = "待定"
WORK, OVERALL = "work", "overall"
ON_AGENDA = (ItemState.LISTED, ItemState.DECIDED)


@dataclass(frozen=True)
class Asked:
    """Somebody to be asked: by his seat, or from an organ outside, whose name is not known yet."""

    role: Role
    official: Official | None
    seat: Seat | None = None
    outside: str = ""
    items: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        return self.official.name if self.official else TO_BE_NAMED

    @property
    def title(self) -> str:
        return self.seat.title if self.seat else OUTSIDE.get(self.outside, "")

    @property
    def organ(self) -> Organ | None:
        return self.seat.organ if self.seat else None


def body_of(meeting: Meeting) -> Body:
    """The meeting's body as its rulebook has it."""
    return book_of(meeting.matter.adoption).body(meeting.body)


def wanted(meeting: Meeting) -> list[Asked]:
    """Everybody to be asked, once each: members by their seats as of its day, the chair, who always attends, who
    reports or is touched or joins the study (with his items), and the organs outside that must be invited."""
    government, body = meeting.matter.government, body_of(meeting)
    items = agenda(meeting)
    bound = joined(seats_of_items(items), seats_of_study(meeting, items))
    fixed = [*seats_of_posts(government, getattr(body, "fixed", ())), *competent(government, body)]
    chair = [meeting.chair] if meeting.chair else []
    filled = holders([*fixed, *chair, *bound], clock.date_of(meeting.starts_at))
    sat = [Asked(Role.MEMBER, m.official, m.seat) for m in members_of(meeting) if m.official]
    led = [Asked(Role.MEMBER, filled.get(seat.pk), seat) for seat in chair]
    always = [Asked(Role.FIXED, filled.get(seat.pk), seat) for seat in fixed]
    for_items = [Asked(Role.ITEM, filled.get(seat.pk), seat, items=keys) for seat, keys in bound.items()]
    guests = [Asked(Role.INVITED, None, outside=key) for key in body.invited]
    return [*once([*sat, *led, *always, *for_items]), *guests]


def members_of(meeting: Meeting) -> list:
    """The members of its body as of its day: two queries. A general work meeting has no members of its own: whom the
    rulebook names for it takes part in all of it."""
    body = body_of(meeting)
    if meeting.body == WORK and meeting.scope == OVERALL:
        body = body.model_copy(update={"members": body.attend})
    return members(meeting.matter.government, body, clock.date_of(meeting.starts_at))


def once(asked: Iterable[Asked]) -> Iterator[Asked]:
    """Each person once, in the first capacity that he comes in; vacant seats send nobody."""
    seen: set[int] = set()
    for one in asked:
        if one.official and one.official.pk not in seen:
            seen.add(one.official.pk)
            yield one


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items on its agenda in their order, with the organs that they concern: two queries."""
    listed = meeting.items.filter(matter__state__in=ON_AGENDA, off_reason="").select_related("matter__organ")
    return list(listed.prefetch_related("touched").order_by("position", "pk"))


def seats_of_items(items: Iterable[AgendaItem]) -> Mapping[Seat, tuple[int, ...]]:
    """The main heads' seats of the organs that report or are touched, each with its items: one query."""
    about: dict[int, list[int]] = {}
    for item in items:
        for organ in dict.fromkeys([item.matter.organ_id, *(o.pk for o in item.touched.all())]):
            about.setdefault(organ, []).append(item.pk)
    heads = head_seats(about)
    return {heads[organ]: tuple(keys) for organ, keys in about.items() if organ in heads}


def seats_of_study(meeting: Meeting, items: Iterable[AgendaItem]) -> Mapping[Seat, tuple[int, ...]]:
    """Who by the rules joins the study of such a meeting besides its members, with the items that are one: one query,
    or none."""
    rule = book_of(meeting.matter.adoption).feature("first_topic_study")
    studies = tuple(item.pk for item in items if item.study)
    if rule is None or not studies or rule.params.body != meeting.body:  # type: ignore[attr-defined]
        return {}
    posts = rule.params.joined_by  # type: ignore[attr-defined]
    return dict.fromkeys(seats_of_posts(meeting.matter.government, posts), studies)


def joined(*bound: Mapping[Seat, tuple[int, ...]]) -> dict[Seat, tuple[int, ...]]:
    """One mapping of several: each seat with all its items, each once."""
    seats = dict.fromkeys(seat for one in bound for seat in one)
    return {seat: tuple(dict.fromkeys(item for one in bound for item in one.get(seat, ()))) for seat in seats}


def head_seats(organs: Iterable[int]) -> dict[int, Seat]:
    """The main head's seat of each of these organs: one query."""
    found = Seat.objects.filter(organ__in=list(organs), post__in=set(MAIN_HEAD.values())).select_related("organ")
    heads: dict[int, Seat] = {}
    for seat in found:
        if seat.organ and seat.post == MAIN_HEAD.get(seat.organ.kind):
            heads.setdefault(seat.organ_id, seat)
    return heads


def competent(government: Government, body: Body) -> list[Seat]:
    """The main heads of the organs competent for the fields that the body always hears: two queries, or none."""
    fields = [FIELDS[key] for key in body.attend_fields]
    if not fields:
        return []
    active = list(Organ.objects.filter(government=government, is_active=True))
    organs = [organ.pk for field in fields for organ in active if field in organ.fields]
    heads = head_seats(organs)
    return [heads[organ] for organ in dict.fromkeys(organs) if organ in heads]


def of_new_items(meeting: Meeting) -> list[Asked]:
    """Whom items concern that nobody was asked for yet, each with these items only: whom the office has taken out for
    another one is not asked for that again."""
    heard = set(Attendee.items.through.objects.filter(attendee__meeting=meeting).values_list("agendaitem", flat=True))
    bound = [one for one in wanted(meeting) if one.role == Role.ITEM]
    new = [replace(one, items=tuple(item for item in one.items if item not in heard)) for one in bound]
    return [one for one in new if one.items and one.official]


def unasked(meeting: Meeting, late: Iterable[Asked]) -> list[Asked]:
    """Members who have not been asked, and whom late items concern."""
    asked = meeting.attendees.filter(official__isnull=False)
    there = set(asked.values_list("official", flat=True))
    seats = set(asked.filter(seat__isnull=False).values_list("seat", flat=True))
    members = [Asked(Role.MEMBER, m.official, m.seat) for m in members_of(meeting) if fresh(m, seats)]
    return [one for one in (*members, *late) if one.official and one.official.pk not in there]


def fresh(member: Member, seats: set[int]) -> bool:
    return member.official is not None and member.seat.pk not in seats
