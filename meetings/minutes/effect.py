"""From when what a meeting decided holds: at its end, or once the minutes are issued, as the rules have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govrules.core.office.queries import book_of
from meetings.calling.models import Meeting
from meetings.minutes.models import Minutes
from meetings.minutes.routes import of_body
from meetings.minutes.states import State

BEGINS: Mapping[str, tuple[str, str]] = {
    "meeting_end": ("散会后即时生效", "散会后生效，会议还没有结束"),
    "minutes_issued": ("以印发的纪要为准，现已印发", "以正式印发的纪要为准，纪要印发前不作为办理依据"),
}


@dataclass(frozen=True)
class Effect:
    """Whether the decisions of a meeting hold, in words, under which article; none where the rules say nothing."""

    holds: bool
    words: str
    article: int


def effect_of(meeting: Meeting) -> Effect | None:
    """What the rules under which the meeting was called say of its decisions."""
    rule = of_body(book_of(meeting.matter.adoption), "effect_of_decisions", {"body": meeting.body})
    if rule is None:
        return None
    begins = rule.params.begins
    holds = meeting.ended_at is not None
    if begins == "minutes_issued":
        holds = Minutes.objects.filter(meeting=meeting, matter__state=State.ISSUED).exists()
    return Effect(holds, BEGINS[begins][0 if holds else 1], rule.article)
