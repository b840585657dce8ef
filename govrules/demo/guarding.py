"""Plays a place's duty (`duty.toml`, where there is one): rosters, logs, handing over, swaps, a hole, whereabouts.

The rosters begin some working days ago and reach over the days ahead, so that every shift that is over can be handed
over. Of each: the `organ`, its `keeper`, who takes turns (`leaders`, `officers`), `entries` of the log (of the shift of
so many days ago: hour, kind, words, and `then`, what was done so many minutes later), what was `handed` on; `swaps`:
whether two change places and a third asks to; `hole`: who is put down for a day on which he will be away.
`places`: where main heads are today; `others`: the kinds of organs that keep rosters since yesterday.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from govrules.core import clock
from govrules.core.errors import BadInput
from govrules.core.office.models import Official, Organ
from govrules.demo.people import FOLDER, PARTS
from govrules.demo.story import Story
from leave.duty import actions
from leave.duty.holes import ahead, holes, warn
from leave.duty.keeping import on_duty, room
from leave.duty.models import DutyEntry, DutyRoster, DutyShift, EntryKind, Role
from leave.duty.planning import following

FIRST, LAST, HOLE = 5, 7, 4  # working days: how long ago the rosters begin, how far ahead they reach, when one is away
BEFORE, AFTER = timedelta(minutes=8), timedelta(minutes=6)  # handing over and taking over
RECEIVED = timedelta(minutes=4)
SOON = 6  # of the days ahead, the one for which a colleague is asked
NOTED, STAYS = timedelta(minutes=35), timedelta(hours=9)
USUAL = "无未办结事项。值班电话、传真和车辆钥匙已清点移交。"


def tell(story: Story) -> None:
    """Everything of the place's file, on the story's line of time; a government without one keeps no duty."""
    file = FOLDER / story.office.government.key / "duty.toml"
    if not file.exists():
        return
    told = tomllib.loads(file.read_text("utf-8"))
    for row in told["rosters"]:
        Guard(story, row).begin()
    if told.get("others"):
        story.on(1, "08:10", partial(keep_others, story, told["others"]))
    story.on(1, "17:30", lambda: warn(clock.now()))
    for who, place in told["places"]:
        story.line.at(story.line.as_of - NOTED, partial(note, story, who, place))


def note(story: Story, who: str, place: str) -> None:
    """Where a main head is today, noted this morning."""
    until = (story.line.as_of + STAYS).replace(minute=0)
    actions.note_place(story.who(who), actions.Note(place, until), by=story.registrar)


def keep_others(story: Story, kinds: Sequence[str]) -> None:
    """Every other organ of these kinds has its roster as well: its head, his deputy and its clerk in turn."""
    kept = DutyRoster.objects.values("organ")
    for organ in Organ.objects.filter(government=story.office.government, kind__in=kinds).exclude(pk__in=kept):
        head, deputy, clerk = (f"{organ.key}-{part}" for part in PARTS)
        row = {"organ": organ.key, "keeper": clerk, "leaders": [head, deputy], "officers": [clerk, deputy]}
        Guard(story, row).publish()


class Guard:
    """The duty of one organ."""

    def __init__(self, story: Story, row: Mapping[str, Any]) -> None:
        self.story, self.row = story, row
        self.organ: Organ = story.office.organs[row["organ"]]
        self.keeper = story.who(row["keeper"])
        self.today = clock.date_of(story.line.as_of)

    def begin(self) -> None:
        self.story.on(FIRST, "07:50", self.make)
        self.story.on(1, "11:00", self.mend)
        if "hole" in self.row:
            self.story.on(3, "15:30", self.put_down)
        if self.row.get("swaps"):
            self.story.on(2, "10:30", self.swap)
            self.story.on(1, "15:20", self.ask)

    # --- The roster ---

    def make(self) -> None:
        """The rosters, and what happens in each shift."""
        self.publish()
        for shift in DutyShift.objects.filter(roster__organ=self.organ, starts_at__lte=self.story.line.as_of):
            self.guard(shift)

    def publish(self) -> None:
        """This month's roster, and the next one's where the days ahead reach into it."""
        people = self.story.office.people
        turns = actions.Turns(*([people[key].pk for key in self.row[part]] for part in ("leaders", "officers")))
        month, last = clock.today().replace(day=1), self.story.ahead(LAST)
        while month <= last:
            roster = actions.make(self.organ, month, turns, by=self.keeper)
            actions.publish(roster, by=self.keeper)
            month = following(month)

    def guard(self, shift: DutyShift) -> None:
        """What happens in a shift, and that it is handed over."""
        line, back = self.story.line, (self.today - shift.day).days
        for row in self.row.get("entries", ()):
            if row["back"] == back:
                line.at(within(shift, row["hour"]), partial(self.write, shift, row))
        words = self.row.get("handed", {}).get(str(back), USUAL)
        line.at(shift.ends_at - BEFORE, lambda: actions.hand_over(shift, words, by=self.officer(shift)))
        line.at(shift.ends_at + AFTER, lambda: actions.take_over(shift, by=self.at_work()))

    def officer(self, shift: DutyShift) -> Official:
        """Who is down for it by now."""
        return DutyShift.objects.select_related("officer").get(pk=shift.pk).officer

    def at_work(self) -> Official:
        return on_duty(self.organ, clock.now()).officer

    def mend(self) -> None:
        """Who will be away has another put in his place, the next of the list who can."""
        for hole in holes(ahead(clock.now(), roster__organ=self.organ)):
            before: Official | None = getattr(hole.shift, hole.role)
            self.put(hole.shift, hole.role, before, "leaders" if hole.role == Role.LEADER else "officers")

    def put(self, shift: DutyShift, role: Role, before: Official | None, part: str) -> None:
        for other in (self.story.who(key) for key in self.row[part]):
            with suppress(BadInput):
                if other != before:
                    actions.assign(shift, role, other, by=self.keeper, seen=before and before.pk)
                    return

    def put_down(self) -> None:
        """Somebody takes a turn in leading for which he will be granted leave afterwards."""
        shift = DutyShift.objects.get(roster__organ=self.organ, day=self.story.ahead(HOLE))
        who = self.story.who(self.row["hole"])
        actions.assign(shift, Role.LEADER, who, by=self.keeper, seen=shift.leader_id)

    # --- The log ---

    def write(self, shift: DutyShift, row: Mapping[str, Any]) -> None:
        """An entry; the duty room confirms what another organ reports, and what is done about it follows."""
        at, line = clock.now(), self.story.line
        known = at - timedelta(minutes=row.get("late", 0))
        reported = at if "to" in row else None
        said = actions.Said(
            EntryKind(row["kind"]), known, row["text"], row.get("person", ""), row.get("to", ""), reported,
            row.get("why_late", ""),
        )  # fmt: skip
        entry = actions.write(shift, said, by=self.officer(shift))
        if entry.kind == EntryKind.MAJOR and self.organ.key != "office":
            line.at(at + RECEIVED, lambda: actions.receive(entry, by=room(self.organ.government, clock.now())[-1]))
        for minutes, words, *settles in row.get("then", ()):
            line.at(at + timedelta(minutes=minutes), partial(self.follow, entry, words, bool(settles)))

    def follow(self, entry: DutyEntry, words: str, settles: bool) -> None:
        actions.follow_up(entry, words, by=self.at_work(), settles=settles)

    # --- Changing places ---

    def coming(self) -> list[DutyShift]:
        """Shifts of the days after today, but for that of the hole."""
        rows = sorted(ahead(clock.now(), roster__organ=self.organ), key=lambda one: one.starts_at)
        return [one for one in rows if one.day > self.today and one.day != self.story.ahead(HOLE)]

    def swap(self) -> None:
        """Two change places, and the other agrees next morning."""
        first, *others = self.coming()
        other = next(one for one in others if one.officer_id != first.officer_id)
        asking = actions.Asking(Role.OFFICER, other.officer, "当天家中有事，与您对换一班", other)
        made = actions.ask(first, asking, by=first.officer)
        self.story.on(1, "09:20", lambda: actions.answer(made, True, by=other.officer))

    def ask(self) -> None:
        """Another asks a colleague, who has not answered yet."""
        last = self.coming()[:SOON][-1]
        free = (self.story.who(key) for key in self.row["officers"])
        other = next(one for one in free if one.pk != last.officer_id)
        actions.ask(last, actions.Asking(Role.OFFICER, other, "参加业务培训，请代一班"), by=last.officer)


def within(shift: DutyShift, hour: str) -> datetime:
    """That hour of the shift: of its first day, or of the night after."""
    at = datetime.combine(shift.day, time.fromisoformat(hour), clock.OFFICE_ZONE)
    return at if at >= shift.starts_at else at + timedelta(days=1)
