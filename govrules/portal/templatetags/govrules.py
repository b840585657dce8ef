"""Small parts of every page: an article's chip, a light, an icon, the office's way to write days and moments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from documents.printing.title import break_title, words
from govrules.core import clock, wording
from govrules.core.matters.models import Matter
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.registers.actions import open_to
from govrules.core.registers.queries import about
from meetings.coordination import rules as coordination
from meetings.coordination.models import Sort
from meetings.coordination.queries import about as coordinations_about
from meetings.party import rules as party
from meetings.party.queries import about as party_about
from meetings.party.queries import standing as party_standing
from meetings.words import WORDS as MEETING_WORDS

register = template.Library()
LIGHTS = {"green": "未到期限", "yellow": "临近期限", "red": "已超期限", "none": "没有期限"}


@register.simple_tag
def cite(article: int | None, note: str = "", adoption: int | None = None) -> SafeString:
    """The chip that names an article and leads to it; `adoption` for a version that is not in force now."""
    if not article:
        return format_html('<span class="cite cite-own">{}</span>', note) if note else SafeString("")
    address = reverse("portal:article", args=[article]) + (f"?of={adoption}" if adoption else "")
    words = f"{wording.article_name(article)} {note}".strip()
    return format_html('<a class="cite" href="{}">{}</a>', address, words)


@register.simple_tag
def light(tone: str) -> SafeString:
    """A light: told by colour, by shape and in words."""
    return format_html(
        '<span class="light light-{}"><span class="visually-hidden">{}</span></span>', tone, LIGHTS.get(tone, tone)
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture from our own sprite; it says nothing that the words beside it do not."""
    address = static("icons/sprite.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', address, name
    )


@register.inclusion_tag("ledgers/_about.html", takes_context=True)
def ledgers_about(context: Context, matter: Matter) -> dict[str, Any]:
    """What stands in the ledgers about a matter, and those for such matters into which he may write of it."""
    frame = context["frame"]
    book = book_of(adoption_on(frame.government, clock.date_of(frame.at)))
    mine = open_to(frame.official, book.registers, frame.at)
    registers = [one for one in book.registers if one.key in mine and one.about]
    return {"matter": matter, "found": about(matter, frame.official, book, frame.at), "registers": registers}


@register.inclusion_tag("meetings/coordination/_of.html", takes_context=True)
def coordination_of(context: Context, matter: Matter) -> dict[str, Any]:
    """How what organs disagree on in a paper is coordinated, and what he may have coordinated now, by the rules."""
    rules = {sort: coordination.rule_for(matter, sort) for sort in Sort.values}
    if not any(rules.values()):
        return {}
    frame = context["frame"]
    sorts = coordination.may_begin(matter, frame.official, clock.date_of(frame.at))
    offered = [{"sort": sort, "label": Sort(sort).label, "article": rules[sort].article} for sort in sorts]
    found = coordinations_about(matter, frame.official)
    for one in found:
        one.words = MEETING_WORDS[one.state]
    return {"matter": matter, "found": found, "offered": offered}


@register.inclusion_tag("meetings/party/_of.html", takes_context=True)
def party_of(context: Context, matter: Matter) -> dict[str, Any]:
    """What of a matter was put to the party committee and answered, and whether he may have it put there now."""
    rule = party.rule_for(matter)
    if rule is None or matter.state not in party.COMES_FROM.get(matter.kind, ()):
        return {}
    frame = context["frame"]
    today = clock.date_of(frame.at)
    found = party_about(matter, frame.official)
    for one in found:
        one.standing = party_standing(one, today)
    offered = not any(one.closed_at is None for one in found) and party.may_begin(matter, frame.official, today)
    return {
        "matter": matter, "found": found, "offered": offered, "article": rule.article,
        "committee": party.committee(matter.government),
    }  # fmt: skip


@register.filter
def day(value: date | datetime | None) -> str:
    """6月10日; with the year when it is not this one."""
    return wording.day(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """6月10日 16:05, in the office's time."""
    return wording.moment(value) if value else ""


@register.filter
def title_lines(title: str) -> list[str]:
    """A title in pieces that belong together, so that a line never breaks 关于 in two."""
    return break_title(title) or [title]


@register.filter
def unbroken(title: str) -> SafeString:
    """A title of which no line ends within a known word, however narrow the page (供热管网)."""
    return format_html_join("", "{}", ((word(piece),) for piece in words(title)))


def word(piece: str) -> SafeString | str:
    return format_html('<span class="word">{}</span>', piece) if len(piece) > 1 else piece


@register.filter
def article_name(number: int | None) -> str:
    """第三十一条."""
    return wording.article_name(number) if number else ""
