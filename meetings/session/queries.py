"""What the secretary's screen and the projector show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from govrules.core.judging import Judged
from govrules.core.office.queries import book_of
from meetings.attendance.models import Attendee, Presence, Role
from meetings.attendance.people import body_of
from meetings.attendance.queries import opinions_on
from meetings.attendance.quorum import Count, count
from meetings.calling.models import Meeting
from meetings.calling.states import State
from meetings.items.models import AgendaItem
from meetings.items.states import State as ItemState
from meetings.session import gates
from meetings.session.models import Decision, Speech, SpeechKind

SECONDS = 60


@dataclass
class Line:
    """An item of the agenda, with what has become of it."""

    number: int
    item: AgendaItem
    decision: Decision | None
    current: bool = False

    @property
    def words(self) -> str:
        """未讨论, 正在讨论, the decision's word, 撤下."""
        if self.item.off_reason:
            return "已撤下"
        if self.decision and self.decision.kind:
            return str(self.decision.get_kind_display())
        return "正在讨论" if self.current else "未讨论"

    @property
    def open(self) -> bool:
        """Whether nothing has been done with it yet."""
        return not self.item.off_reason and self.item.matter.state == ItemState.LISTED


@dataclass
class Timer:
    """Seconds gone, and the limit in seconds (0: none), for the clock that the page counts on by itself."""

    elapsed: int
    limit: int = 0
    article: int | None = None


@dataclass
class Screen:
    """The secretary's screen."""

    meeting: Meeting
    lines: list[Line]
    count: Count
    shown: Line | None
    speeches: list[Speech] = field(default_factory=list)
    speakers: list[Attendee] = field(default_factory=list)
    opinions: list[tuple[Attendee, str]] = field(default_factory=list)
    bound: list[Attendee] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    order: gates.Order | None = None
    timer: Timer | None = None
    whole: Timer | None = None
    limits: Any = None

    @property
    def left(self) -> list[Line]:
        return [line for line in self.lines if line.open]

    @property
    def coming(self) -> Line | None:
        """The next one with which nothing has been done, after the one shown."""
        ahead = [line for line in self.left if self.shown is None or line.number > self.shown.number]
        return next(iter([*ahead, *(line for line in self.left if line is not self.shown)]), None)

    @property
    def decidable(self) -> bool:
        return self.meeting.matter.state == State.OPEN and self.shown is not None and not self.shown.item.off_reason

    @property
    def exchanges(self) -> int:
        return sum(1 for speech in self.speeches if speech.kind == SpeechKind.SPEECH)


def lines_of(meeting: Meeting) -> list[Line]:
    """The whole agenda in its order: two queries."""
    related = ("matter__organ", "matter__adoption", "matter__government", "sponsor")
    items = list(meeting.items.select_related(*related).order_by("position", "pk"))
    found = Decision.objects.filter(item__in=items).select_related("organ", "recorded_by")
    decided = {d.pk: d for d in found.prefetch_related("helpers")}
    return [
        Line(number, item, decided.get(item.pk), meeting.current_id == item.pk)
        for number, item in enumerate(items, start=1)
    ]


def screen(meeting: Meeting, at: datetime, item: int | None = None) -> Screen:
    """Everything; `item` is the one that is shown where it is not the current one."""
    lines = lines_of(meeting)
    wanted = item or meeting.current_id
    shown = next((line for line in lines if line.item.pk == wanted), None)
    found = Screen(meeting, lines, count(meeting), shown, limits=limits_of(meeting))
    if meeting.opened_at and meeting.matter.state == State.OPEN:
        found.whole = of_whole(meeting, found.limits, at)
    if shown:
        fill(found, shown, at)
    return found


def fill(found: Screen, line: Line, at: datetime) -> None:
    """What is shown of the item at hand."""
    meeting, item = found.meeting, line.item
    people = Prefetch("attendee", Attendee.objects.select_related("organ", "seat"))
    found.speeches = list(item.speeches.prefetch_related(people).select_related("recorded_by"))
    for speech in found.speeches:
        speech.timer = of_speech(speech, found.limits, meeting, at)
    found.speakers = list(speakers(meeting))
    found.opinions = opinions_on(meeting)
    here = Presence.objects.filter(attendee=OuterRef("pk"), left_at=None)
    found.bound = list(item.attendees.filter(role=Role.ITEM).annotate(here=Exists(here)))
    if meeting.matter.state == State.OPEN:
        facts = gates.facts_of(item.matter, item, meeting)
        found.order = gates.order_of(item.matter, item, meeting, facts)
        act = gates.DECIDE if line.current else gates.DISCUSS
        found.judged = gates.of_item(act, item.matter, item, meeting)
    found.timer = of_item(line, at)


def speakers(meeting: Meeting) -> Any:
    """Who may be put down as speaking: everybody who is or was there; the head of the list first."""
    came = meeting.attendees.filter(presences__isnull=False).distinct()
    return came.select_related("seat", "stand_in").order_by("order", "pk")


# --- Time ------------------------------------------------------------------------------------------


def limits_of(meeting: Meeting) -> Any:
    """What the rules say of how long is spoken, if anything."""
    return book_of(meeting.matter.adoption).feature("speaking_limits")


def seconds(since: datetime | None, until: datetime) -> int:
    return max(0, int((until - since).total_seconds())) if since else 0


def of_item(line: Line, at: datetime) -> Timer | None:
    """Since it was taken up, against the time that was given to it."""
    decision = line.decision
    if decision is None or decision.began_at is None:
        return None
    minutes = getattr(line.item, "minutes_given", None) or line.item.minutes_wanted or 0
    return Timer(seconds(decision.began_at, decision.decided_at or at), minutes * SECONDS)


def of_speech(speech: Speech, rule: Any, meeting: Meeting, at: datetime) -> Timer | None:
    """How long he speaks, against the rules' limit of a report or of a speech."""
    if speech.began_at is None:
        return None
    minutes = minutes_of(speech.kind, rule, meeting)
    return Timer(seconds(speech.began_at, speech.ended_at or at), minutes * SECONDS, rule.article if minutes else None)


def minutes_of(kind: str, rule: Any, meeting: Meeting) -> int:
    """The rules' limit in minutes, 0 for none."""
    if rule is None:
        return 0
    params = rule.params
    if kind == SpeechKind.REPORT:
        return (params.report_minutes or 0) if not params.report_bodies or meeting.body in params.report_bodies else 0
    return params.speech_minutes or 0


def of_whole(meeting: Meeting, rule: Any, at: datetime) -> Timer:
    """How long the meeting has lasted; important ones may be exempt."""
    minutes = rule.params.meeting_minutes or 0 if rule else 0
    if rule and rule.params.important_exempt and meeting.important:
        minutes = 0
    return Timer(seconds(meeting.opened_at, at), minutes * SECONDS, rule.article if minutes else None)


# --- The projector ---------------------------------------------------------------------------------


def wall(meeting: Meeting, at: datetime) -> Mapping[str, Any]:
    """What the projector shows: the item at hand, what comes next, who speaks, the quorum."""
    lines = lines_of(meeting)
    current = next((line for line in lines if line.current), None)
    speech = None
    if current:
        running = Speech.objects.filter(item=current.item, began_at__isnull=False, ended_at=None)
        speech = running.select_related("attendee").last()
    limits = limits_of(meeting)
    return {
        "meeting": meeting, "matter": meeting.matter, "lines": lines, "current": current, "speech": speech,
        "speech_timer": of_speech(speech, limits, meeting, at) if speech else None,
        "timer": of_item(current, at) if current else None, "count": count(meeting), "body": body_of(meeting),
        "coming": [line for line in lines if line.open and not line.current][:3],
    }  # fmt: skip
