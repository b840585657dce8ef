"""What the pages of this room show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from govrules.core.findings import Shown, of_gate, summed_up
from govrules.core.matters.models import Matter
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, way
from govrules.core.wording import day, moment, short_day
from meetings.calling.models import Meeting
from meetings.events.facts import named, reminders
from meetings.events.gates import before_asking, before_holding
from meetings.events.models import Event
from meetings.events.near import GOING_ON, Neighbour, around, meetings_then, year_of
from meetings.events.states import WITH_HOST, State


def gather(matter: Matter, at: datetime) -> tuple[Any, ...]:
    """Document, steps, way, findings and further facts of one matter of this room (see `meetings.sheet`)."""
    event = Event.objects.select_related("merged_into__matter").prefetch_related("leaders").get(pk=matter.pk)
    event.matter = matter
    steps = steps_of(matter)
    line = end(event, way(matter, steps, (), expected(matter, steps, at)))
    near = around(event) if matter.state in (*WITH_HOST, *GOING_ON) else []
    then = meetings_then(event) if matter.state in (*WITH_HOST, *GOING_ON) else []
    more = {
        "year": year_of(event), "near": near, "declared": named(event.declared),
        "reminders": reminders(event),
        "invitations": list(event.invitations.select_related("seat", "official")),
    }  # fmt: skip
    return event, steps, line, findings(event, near, then, at), more


def end(event: Event, line: Sequence[Point]) -> list[Point]:
    """How it ends; while it is with its host it rests at the draft."""
    state = event.matter.state
    if state in WITH_HOST and line:
        first, *done = line
        rest = [*line, Point("补充后再报", event.matter.organ.short_name, state="here")]
        return [replace(first, state="here"), *held(event)] if not done else [*rest, *held(event)]
    return [*line, *held(event)]


def held(event: Event) -> list[Point]:
    state = event.matter.state
    if state in (State.DECLINED, State.DROPPED):
        return []
    shown = "done" if state == State.HELD else "here" if state == State.APPROVED else "ahead"
    return [Point("举行", when=short_day(event.starts_at), state=shown)]


def findings(event: Event, near: Iterable[Neighbour], then: Iterable[Meeting], at: datetime) -> list[Shown]:
    """What the rules say, and what one should look at: conflicts, and what might be held together."""
    state = event.matter.state
    if state in (*WITH_HOST, State.ON_ITS_WAY):
        judged = before_asking(event, at)
    elif state == State.APPROVED:
        judged = before_holding(event)
    else:
        judged = []
    same_time = [Shown("warn", f"{one.matter.title}（{moment(one.starts_at)}）", "时间冲突") for one in then]
    return summed_up([*(of_gate(j) for j in judged), *(beside(one) for one in near), *same_time])


def beside(one: Neighbour) -> Shown:
    """Another event; told by its host and its day, for not everybody who reads this may see it."""
    other = one.event
    tail = "，建议合并召开" if one.mergeable else ""
    return Shown("warn", f"{other.matter.organ.short_name}{day(other.starts_at)}的会议活动", one.why + tail)


def merge_choices(event: Event, near: Iterable[Neighbour]) -> list[tuple[int, str]]:
    """The events into which the office may let this one go up, the likeliest first."""
    ranked = sorted(near, key=lambda one: (not one.mergeable, not one.alike))
    return [(one.event.pk, f"{one.event.matter.title}（{day(one.event.starts_at)}）") for one in ranked]
