"""The meeting bodies of a government as its rulebook has them: who is a member today, who may chair, who else comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from govrules.core.clock import date_of
from govrules.core.errors import BrokenRule, Why
from govrules.core.office.models import Entrustment, Government, Official, OrganKind, Seat
from govrules.core.office.queries import adoption_on, book_of, holders
from govrules.rulebook import Rulebook
from govrules.rulebook.schema import Body, Chair

# A post may stand in organs of several kinds; a member by it is the head of a department, not of a temporary body.
KIND_OF_POST = {"department_head": OrganKind.DEPARTMENT}


@dataclass(frozen=True)
class Member:
    """A member's seat and who fills it that day; None while it is vacant."""

    seat: Seat
    official: Official | None


def book_on(government: Government, on: date) -> Rulebook:
    """The rulebook in force that day."""
    return book_of(adoption_on(government, on))


def seats_of_posts(government: Government, posts: Iterable[str]) -> list[Seat]:
    """The seats of some posts in the order in which the office lists them: one query."""
    found = Seat.objects.filter(government=government, post__in=tuple(posts)).select_related("organ")
    return [seat for seat in found if fits(seat)]


def fits(seat: Seat) -> bool:
    kind = KIND_OF_POST.get(seat.post)
    return kind is None or (seat.organ is not None and seat.organ.kind == kind)


def members(government: Government, body: Body, on: date) -> list[Member]:
    """The members of a body that day, by their seats: two queries. One who fills two of them is a member once."""
    seats = seats_of_posts(government, body.members)
    filled = holders(seats, on)
    seen: set[int] = set()
    found = []
    for seat in seats:
        official = filled.get(seat.pk)
        if official is None or official.pk not in seen:
            found.append(Member(seat, official))
        if official:
            seen.add(official.pk)
    return found


def chairs(government: Government, body: Body) -> list[tuple[Seat, Chair]]:
    """The seats from which it may be chaired, the first named first, with what the rulebook says of each."""
    seats = seats_of_posts(government, {chair.post for chair in body.chairs})
    return [(seat, chair) for chair in body.chairs for seat in seats if seat.post == chair.post]


def ground_of_chair(body: Body, seat: Seat, at: datetime) -> str:
    """On what ground a meeting is chaired from a seat: empty by right of the post, or the head's entrustment.

    `BrokenRule` where it may not be chaired from there.
    """
    found = next((chair for chair in body.chairs if chair.post == seat.post), None)
    if found is None:
        raise BrokenRule(Why(f"{body.title}不能由{seat.title}主持", body.article, "请选定规则规定的主持人", body.key))
    if not found.entrusted:
        return ""
    given = entrusted(seat, at)
    if given is None:
        why = Why(
            f"{seat.title}主持{body.title}要有政府主要负责人的委托，现在没有登记", body.article,
            "请先在“委托”中登记，或改由主要负责人主持", body.key,
        )  # fmt: skip
        raise BrokenRule(why)
    return f"受委托主持：{given.basis}"


def entrusted(seat: Seat, at: datetime) -> Entrustment | None:
    """The head's recorded delegation to this seat that covers a moment."""
    running = Q(ends_at=None) | Q(ends_at__gt=at)
    found = Entrustment.objects.filter(running, to_seat=seat, seat__post="head", starts_at__lte=at, revoked_at=None)
    return found.order_by("-starts_at").first()


def body_of(government: Government, key: str, at: datetime) -> Body:
    """A body by its key, as the rulebook in force at a moment has it."""
    return book_on(government, date_of(at)).body(key)
