"""What the tests of minutes do again and again: a meeting that is over, its minutes, their way to the issue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from govrules.core import clock
from govrules.core.matters.models import LIVE, Step, StepState
from govrules.core.office.models import Appointment, Official, Seat
from meetings import steps as queue
from meetings.calling.models import Meeting
from meetings.minutes import actions, issuing
from meetings.minutes.actions import Text, Way
from meetings.minutes.models import Minutes
from tests.core.calendars import office
from tests.meetings.stage import Stage

ENDED = office("2026-06-01 11:40").astimezone(UTC)
KINDS = {"draft": "agree", "review": "review", "sign": "sign"}


def over(stage: Stage, body: str = "standing", items: int = 2, **values: Any) -> Meeting:
    """A meeting that has just ended, everything decided."""
    values.setdefault("starts_at", clock.now() - timedelta(hours=2))
    return stage.ended(body, items, **values)


def opened(stage: Stage, body: str = "standing", items: int = 2, **values: Any) -> Minutes:
    """The minutes of such a meeting, opened as its end does."""
    return again(actions.open_minutes(over(stage, body, items, **values), stage.cast.clerk, clock.now()))


def again(minutes: Minutes) -> Minutes:
    """As they are now."""
    return actions.of(type(minutes.matter).objects.select_related("organ__government", "adoption").get(pk=minutes.pk))


def sent(minutes: Minutes, by: Official, **way: Any) -> Minutes:
    actions.send(minutes.pk, by, Way(way.pop("declared", {}), **way))
    return again(minutes)


def way_of(minutes: Minutes) -> list[tuple[str, str]]:
    """Act and post of the steps that are planned, in order."""
    steps = minutes.matter.steps.exclude(state=StepState.CANCELLED)
    return [(step.act, step.post) for step in steps]


def here(minutes: Minutes) -> Step:
    """The step that waits for somebody now."""
    return minutes.matter.steps.filter(state__in=LIVE).select_related("assignee", "seat").get()


def through(minutes: Minutes) -> list[str]:
    """Every step done by whom it waits for; their names in order."""
    names = []
    while step := minutes.matter.steps.filter(state__in=LIVE).select_related("assignee", "matter").first():
        assert step.assignee, f"{step.act} {step.post}: {step.missing}"
        queue.decide(step.pk, step.assignee, KINDS[step.act], "同意。")
        names.append(step.assignee.name)
    return names


def signed(stage: Stage, body: str = "standing", items: int = 2, **values: Any) -> Minutes:
    minutes = sent(opened(stage, body, items, **values), stage.cast.clerk)
    through(minutes)
    return again(minutes)


def issued(stage: Stage, body: str = "standing", items: int = 2, **values: Any) -> Minutes:
    minutes = signed(stage, body, items, **values)
    issuing.issue(minutes.pk, stage.cast.clerk)
    return again(minutes)


def text_of(minutes: Minutes, **values: Any) -> Text:
    """The text as it stands, but for what is given."""
    sound = {
        "title": minutes.matter.title, "body": minutes.body, "apart": minutes.apart,
        "readers": tuple(minutes.readers.all()), "organs": tuple(minutes.organs.all()),
        "copies": tuple(minutes.copies),
    }  # fmt: skip
    return Text(**(sound | values))


def seat_of(stage: Stage, key: str) -> Seat:
    return stage.cast.seats[key]


def vacate(seat: Seat, on: datetime) -> None:
    """Nobody fills the seat from that day on."""
    Appointment.objects.filter(seat=seat, until=None).update(until=on.date())
