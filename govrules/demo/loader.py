"""Loading the demo as of a moment: the calendar, the offices, their stories, and the office's clock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.conf import settings

from govrules.core import clock
from govrules.core.calendar.actions import fill_from_package, start_clock
from govrules.core.calendar.models import CalendarYear
from govrules.demo import announcing, convening, guarding, leaving, playing, recording, sealing
from govrules.demo.people import PASSWORD, Office, operator, read
from govrules.demo.story import Story
from govrules.demo.timeline import ZONE, Timeline
from govrules.demo.yanggao import documents

__all__ = ["PLACES", "ZONE", "load", "logins", "shown"]
PLACES = ("yanggao", "yangcheng", "toksun", "yunyang", "taobei")
# The first one's story is the one of the journeys through the browser; the others are played from their files.
TOLD: Mapping[str, Callable[[Story], None]] = {"yanggao": documents.tell}
OPERATOR = ("admin", "系统管理员，后台")


def load(as_of: datetime | None = None, only: Collection[str] = PLACES) -> dict[str, Story]:
    """The demo of these places, as it stands at a moment of the office's time (now by default)."""
    at = as_of or clock.wall()
    if not CalendarYear.objects.exists():
        fill_from_package(at)
    line = Timeline(at)
    with clock.frozen(at):
        stories = {place: Story(Office(place).set_up(), line) for place in PLACES if place in only}
        operator(at)
    for place, story in stories.items():
        TOLD.get(place, playing.tell)(story)
        convening.tell(story)
        leaving.tell(story)
        guarding.tell(story)
        recording.tell(story)
        announcing.tell(story)
        sealing.tell(story)
    line.play()
    if as_of:
        start_clock(as_of)
    (settings.PLACES.data / "demo_logins.txt").write_text(logins(stories), "utf-8")
    return stories


def shown(place: str) -> list[tuple[str, str]]:
    """The log-ins of a place that are worth a look, and what each is good for."""
    head = read(place)["government"]
    return [(head.get("logins", "") + key, what) for key, what in head["shown"]]


def logins(places: Collection[str] = PLACES) -> str:
    """The demo's log-ins as `make run` prints them, by government."""
    lines = [f"演示账号（密码都是 {PASSWORD}）："]
    for place in places:
        lines.append(read(place)["government"]["name"])
        lines += [f"  {name:<18}{what}" for name, what in shown(place)]
    name, what = OPERATOR
    return "\n".join([*lines, f"各政府共用\n  {name:<18}{what}"]) + "\n"
