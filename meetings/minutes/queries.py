"""What the pages of this room show, gathered in a constant number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from documents.printing import text as official
from govrules.core.deadlines.actions import left_words, light
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.findings import Shown
from govrules.core.matters.models import Matter, Waiver
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, Start, way
from govrules.core.office.queries import book_of
from govrules.core.wording import day, last_day, short_day
from meetings.minutes.effect import effect_of
from meetings.minutes.listing import waited
from meetings.minutes.models import Minutes
from meetings.minutes.printing import UNNUMBERED, called, copies_of
from meetings.minutes.record import concerned, record_of
from meetings.minutes.states import WITH_OFFICE, State

RELATED = ("meeting__matter__government", "meeting__matter__adoption", "meeting__room", "meeting__chair", "signer")

BEGINS = Start("起草", "送签", WITH_OFFICE)


def gather(matter: Matter, at: datetime) -> tuple[Any, ...]:
    """Document, steps, way, findings and further facts of one matter of this room (see `meetings.sheet`)."""
    document = Minutes.objects.select_related(*RELATED).prefetch_related("organs", "readers").get(pk=matter.pk)
    document.matter = matter
    steps = steps_of(matter)
    line = way(matter, steps, end(document), expected(matter, steps, at), BEGINS)
    return document, steps, line, findings(document, at), more(document)


def more(document: Minutes) -> dict[str, Any]:
    """What stands on the paper beside the text."""
    return {
        "mark": f"{called(document.meeting)}纪要", "number": document.matter.number or UNNUMBERED,
        "paragraphs": headed(document.body), "apart": headed(document.apart),
        "lists": record_of(document.meeting).roll.lists, "copies": copies_of(document),
        "waivers": departures(document),
    }  # fmt: skip


def departures(document: Minutes) -> list[Waiver]:
    """For what reasons the meeting and its items departed from principles: whoever signs the minutes accepts them."""
    given = Waiver.objects.filter(matter__in=concerned(document.meeting_id))
    return list(given.select_related("given_by", "settled_by").order_by("given_at", "pk"))


def headed(body: str) -> list[official.Heading]:
    """The paragraphs as the printed page has them: what of each is a heading, on which level."""
    return official.headings(official.paragraphs(tuple(body.splitlines())))


def end(document: Minutes) -> list[Point]:
    """The issue as the last point."""
    if document.matter.state == State.NONE:
        return [Point("不编发", state="done", note=document.forgone)]
    issued = document.issued_on
    here = "here" if document.matter.state == State.SIGNED else "ahead"
    when = short_day(issued) if issued else ""
    return [Point("印发", document.matter.number, when, "done" if issued else here)]


def limit_of(matter: Matter, at: datetime) -> Deadline | None:
    """The limit for their issue, running or over, with what the pages say of it."""
    limits = Deadline.objects.filter(matter=matter, step=None).exclude(state=DeadlineState.CANCELLED)
    found = limits.order_by("-pk").first()
    if found:
        found.light, found.left = light(found, at), left_words(found, at)
        found.last_day = last_day(found.due_at)
    return found


def findings(document: Minutes, at: datetime) -> list[Shown]:
    """By when they are to be out; what reason was given; from when the decisions hold."""
    found = [*timely(document.matter, at), *promptly(document, at), *reasons(document.matter)]
    effect = effect_of(document.meeting)
    if effect:
        found.append(Shown("ok" if effect.holds else "warn", effect.words, "议定事项", effect.article))
    return found


def timely(matter: Matter, at: datetime) -> list[Shown]:
    """Where the limit stands."""
    limit = limit_of(matter, at)
    if limit is None:
        return []
    provisional = "（暂定，待当年放假安排公布）" if limit.provisional else ""
    until = f"应于{day(limit.last_day)}前印发{provisional}"
    if limit.state == DeadlineState.OPEN:
        tone = {"red": "stop", "yellow": "warn"}.get(limit.light, "ok")
        return [Shown(tone, f"{until}，{limit.left}", "印发时限", limit.article, limit.basis)]
    late = limit.state == DeadlineState.PASSED
    words = "已逾期印发" if late else "已按时印发"
    return [Shown("warn" if late else "ok", f"{until}，{words}", "印发时限", limit.article, limit.basis)]


def promptly(document: Minutes, at: datetime) -> list[Shown]:
    """Signed and not out yet, where the rules have them go out at once (第一时间): for how long."""
    rule = book_of(document.matter.adoption).feature("minutes_promptly")
    if rule is None or document.matter.state != State.SIGNED or document.signed_at is None:
        return []
    return [Shown("stop", f"{waited(document.signed_at, at)}，尚未印发", "应在第一时间下发", rule.article)]


def reasons(matter: Matter) -> list[Shown]:
    """What was departed from, and why."""
    return [
        Shown("warn", waiver.finding, "已说明理由", waiver.article, waiver.reason) for waiver in matter.waivers.all()
    ]
