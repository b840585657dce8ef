"""What the rules say of single columns: whose hand, which organ, which post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.errors import BrokenRule, Why
from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official, Organ
from govrules.core.office.queries import adoption_on, book_of, seats_of
from govrules.core.registers.shape import Kept, applies, listed
from govrules.rulebook.ledgers import Register


@dataclass(frozen=True)
class Hand:
    """Who writes, and when."""

    by: Official
    at: datetime


def require_rules(
    register: Register, was: Kept, values: Kept, hand: Hand, about: Matter | None
) -> None:
    """What the rules say of single columns."""
    require_own_hand(register, was, values, hand.by)
    require_host(register, values, about.organ if about else None)
    require_posts(register, was, values, date_of(hand.at))


def require_posts(register: Register, was: Kept, values: Kept, on: date) -> None:
    """Who is named where the rules name posts holds one of them that day."""
    for column in register.of_kind("official"):
        value = values.get(column.key)
        if not column.posts or value in (None, was.get(column.key)) or not applies(column, values):
            continue
        for key in listed(value):
            official = Official.objects.select_related("government").get(pk=key)
            if not {seat.post for seat in seats_of(official, on)}.intersection(column.posts):
                named = posts_in_words(column.posts, official.government)
                raise BrokenRule(Why(f"{column.name}应为{named}", register.cited(column), f"请改选{named}"))


def require_own_hand(register: Register, was: Kept, now: Kept, by: Official) -> None:
    """Whose name stands for having read or decided something puts it there himself, and writes what he thinks of it."""
    signed = {now.get(column.key) for column in register.of_kind("official") if column.own}
    for column in register.fields:
        value, before = now.get(column.key), was.get(column.key)
        if not column.own or value == before:
            continue
        hands = signed if column.type == "text" else {value, before}
        if by.pk not in hands:
            remedy = "请他本人登录后在这一条登记里填写"
            raise BrokenRule(Why(f"{column.name}由本人填写，不能由他人代填", register.cited(column), remedy))


def require_host(register: Register, values: Kept, host: Organ | None) -> None:
    """The organ is the one that has the matter which the entry is about."""
    for column in register.fields:
        if column.host and host and values.get(column.key, host.pk) != host.pk:
            why = f"{column.name}应为主办单位{host.short_name}"
            raise BrokenRule(Why(why, register.cited(column), f"请改为{host.short_name}"))


def posts_in_words(posts: Sequence[str], government: Government) -> str:
    """Posts as the rules in force call them."""
    book = book_of(adoption_on(government, clock.today()))
    return "、".join(dict.fromkeys(post.title for post in book.posts if post.key in posts))
