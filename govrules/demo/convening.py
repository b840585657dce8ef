"""Plays a place's meetings (`meetings.toml`): rooms, meetings from item to issued minutes, county-wide events.

Days count in working days back from the day on which the demo is loaded; negative ones lie ahead.
- `rooms`: name and seats; `usual`: what the rules of the place want of every item (declared facts, reviews and whose,
  `consults`: opinions of the organs touched, `sponsored`: proposed by the leader who covers the organ);
- `meetings`: body, `day`, `hour`, chair, who is excused or absent, reasons for departing from principles, and how far
  it gets (`until`; of its minutes so many `signatures`); its `items` with what was said and decided, and `after`: what
  the organ responsible reported; a meeting planned far ahead is prepared `early` by so many days more;
- `events`: what an organ asks to hold, how many steps of its way are done, whom the office invites.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from govrules.core.office.models import Official
from govrules.demo.items import Items, go_on
from govrules.demo.people import FOLDER
from govrules.demo.sitting import Sitting
from govrules.demo.story import Story
from govrules.demo.timeline import ZONE
from meetings.calling.rooms import add
from meetings.events import actions as events
from meetings.events import inviting
from meetings.events.models import Event

FIELDS = ("title", "event_kind", "in_name_of", "place", "people", "attending", "programme", "why", "budget", "by_video")
FURNISHED = 26  # working days ago, before everything that happens in the rooms
WORDS = {"review": "方案可行，建议同意。", "draft": "已会同承办单位核实方案，呈审核。", "approve": "同意。"}


def tell(story: Story) -> None:
    """Everything of the place's file, on the story's line of time."""
    told = script(story.office.government.key, story.year)
    items = Items(story, told.get("usual", {}))
    story.on(FURNISHED, "09:00", lambda: [add(story.registrar, *room) for room in told["rooms"]])
    for plan in told["meetings"]:
        Sitting(story, plan, items).begin()
    for plan in told["events"]:
        Asked(story, plan).begin()


def script(place: str, year: int) -> dict[str, Any]:
    """The file of a place with the year filled in."""
    raw = (FOLDER / place / "meetings.toml").read_text("utf-8").replace("{last}", str(year - 1))
    return tomllib.loads(raw.replace("{year}", str(year)))


class Asked:
    """An event that an organ asks to hold, and what became of the request."""

    def __init__(self, story: Story, plan: Mapping[str, Any]) -> None:
        self.story, self.plan = story, plan

    def begin(self) -> None:
        """Asked for in the morning; each further step half a day later; leaders are invited and answer at the end."""
        day, line = self.plan["day"], self.story
        line.on(day, "10:20", self.ask)
        halves = [(day, "15:40"), *((day - n, hour) for n in (1, 2, 3) for hour in ("10:00", "15:40"))]
        for back, hour in halves[: self.plan.get("steps", 0)]:
            line.on(back, hour, self.decide)
        if "invite" in self.plan:
            line.on(day - 3, "16:30", self.invite)
            line.on(day - 4, "08:55", self.answer)

    @property
    def clerk(self) -> Official:
        return self.story.who(f"{self.plan['organ']}-clerk")

    @property
    def key(self) -> int:
        return self.story.docs[self.plan["key"]]

    def ask(self) -> None:
        office, plan = self.story.office, self.plan
        starts = datetime.combine(self.story.ahead(plan["ahead"]), time.fromisoformat(plan.get("hour", "09:00")), ZONE)
        values = {name: plan[name] for name in FIELDS if name in plan}
        leaders = tuple(office.seats[key] for key in plan.get("leaders", ()))
        draft = events.Draft(
            starts_at=starts, ends_at=starts + timedelta(hours=plan.get("hours", 3)), leaders=leaders,
            declared=plan.get("declared", {}), **values,
        )  # fmt: skip
        made = events.create(self.clerk, office.organs[plan["organ"]], draft)
        self.story.docs[plan["key"]] = made.pk
        events.ask(made.pk, self.clerk, plan.get("reasons", {}))

    def decide(self) -> None:
        go_on(self.key, self.story, WORDS, tuple(self.plan.get("seats", ())))

    def invite(self) -> None:
        """The office invites the leaders whom the organ would like to have there."""
        seats = [self.story.office.seats[key].pk for key in self.plan["invite"]]
        inviting.invite(self.key, self.story.drafter, seats, self.plan.get("invite_reasons", {}), approved=True)

    def answer(self) -> None:
        """The first one comes; the others have still to answer."""
        first = Event.objects.get(pk=self.key).invitations.select_related("official").first()
        if first:
            inviting.answer(self.key, first.official, True, "")
