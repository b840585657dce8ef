"""A meeting of the demo from its plan to its issued minutes, act by act, as far as its place's file wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from govrules.core.calendar.queries import current
from govrules.core.matters.models import Matter
from govrules.core.office.models import Seat
from govrules.demo.items import Items, go_on
from govrules.demo.story import Story
from govrules.demo.timeline import ZONE
from meetings.attendance import actions as asking
from meetings.attendance import excusing, presence
from meetings.attendance.models import Arrival, Attendee, Role
from meetings.calling import actions as calling
from meetings.calling.models import Meeting, Room
from meetings.calling.planning import Plan
from meetings.items.models import AgendaItem
from meetings.items.states import State as ItemState
from meetings.minutes import actions as minutes
from meetings.minutes.issuing import issue
from meetings.minutes.models import Minutes
from meetings.minutes.states import State as MinutesState
from meetings.session import actions as session
from meetings.session import recording
from meetings.session.models import SpeechKind
from supervision import actions as supervision

# Working days before the meeting on which its preparation happens, and the hours of each part.
PLANNED, DRAFTED, CALLED = (6, "16:30"), (5, "09:20"), (2, "15:00")
WAY = ((4, "09:40"), (4, "15:20"), (3, "09:30"), (3, "15:40"))
CHAIN = ((1, "08:40"), (1, "15:10"), (2, "09:30"), (2, "15:30"), (3, "09:40"), (3, "16:00"))
AFTER = ((3, "10:20"), (5, "15:00"), (6, "10:40"))
REACHES = {"planned": 0, "called": 1, "ended": 2, "drafting": 2, "signing": 3, "issued": 4}
MEMBERS = (Role.MEMBER, Role.FIXED, Role.ITEM)
USUAL_MINUTES = 12


class Sitting:
    """One meeting. Its file gives body, day (working days back; negative: ahead), hour, chair, items, and how far."""

    def __init__(self, story: Story, plan: Mapping[str, Any], items: Items) -> None:
        self.story, self.plan, self.items = story, plan, items
        self.key: str = plan["key"]
        self.reach = REACHES[plan["until"]]

    def begin(self) -> None:
        """Everything that will happen, each thing at its moment."""
        self.on(PLANNED, self.make)
        for number, item in enumerate(self.plan["items"]):
            self.propose(number, item)
        for turn, when in enumerate(WAY):
            self.on(when, partial(self.determine, turn))
        if self.reach >= REACHES["called"]:
            self.on((2, "10:10"), self.fix)
            self.on(CALLED, self.call)
            self.on(CALLED, self.receive, 70)
            self.on((1, "08:50"), self.grant)
        if self.reach >= REACHES["ended"]:
            self.sit()
            self.write()

    # --- Time ---

    def day(self, before: int) -> date:
        """The working day so many before the meeting's (negative: after it); what is prepared `early` lies further."""
        back = self.plan["day"] + before + (self.plan.get("early", 0) if before > 0 else 0)
        return self.story.line.day(back) if back >= 0 else self.story.ahead(-back)

    def on(self, when: tuple[int, str], act: Callable[[], Any], minutes: int = 0) -> None:
        at = datetime.combine(self.day(when[0]), time.fromisoformat(when[1]), ZONE)
        self.story.line.at(at + timedelta(minutes=minutes), act)

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.day(0), time.fromisoformat(self.plan.get("hour", "09:00")), ZONE)

    # --- Before it ---

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.select_related("matter").get(pk=self.story.docs[self.key])

    def make(self) -> None:
        """Planned by the office; a place that is no room of the government is typed."""
        where = self.plan["room"]
        room = Room.objects.filter(government=self.story.office.government, name=where).first()
        planned = Plan(
            self.plan["body"], self.starts_at, self.plan.get("minutes", 120), self.chair, room, "" if room else where,
            important=self.plan.get("important", False), scope=self.plan.get("scope", ""),
            by_video=self.plan.get("by_video", False), remarks=self.plan.get("remarks", ""),
        )  # fmt: skip
        self.story.docs[self.key] = calling.plan(self.story.drafter, planned).pk

    @property
    def chair(self) -> Seat:
        return self.story.office.seats[self.plan.get("chair", "head")]

    def propose(self, number: int, item: Mapping[str, Any]) -> None:
        """Drafted and proposed with the others, or on a day of its own."""
        act = partial(self.draft, number, item)
        if "drafted" in item:
            self.story.on(*item["drafted"], act)
        else:
            self.on(DRAFTED, act, number * 4)

    def draft(self, number: int, item: Mapping[str, Any]) -> None:
        self.items.draft(f"{self.key}-{number}", self.plan["body"], item)

    def numbers(self) -> list[int]:
        """The items' matters in the file's order."""
        return [self.story.docs[f"{self.key}-{n}"] for n in range(len(self.plan["items"]))]

    def determine(self, turn: int) -> None:
        """One step further on the way of each item, but for those that wait after some `steps`."""
        for number, item in enumerate(self.plan["items"]):
            matter = self.story.docs.get(f"{self.key}-{number}")
            if matter and turn < item.get("steps", len(WAY)):
                go_on(matter, self.story)

    def fix(self) -> None:
        """The items that are determined come on the agenda, and it is fixed."""
        ready = AgendaItem.objects.filter(pk__in=self.numbers(), matter__state=ItemState.APPROVED)
        keys = set(ready.values_list("pk", flat=True))
        entries = [calling.Entry(key) for key in self.numbers() if key in keys]
        calling.arrange(self.meeting.pk, self.story.drafter, entries, self.meeting.agenda_version)
        calling.fix(self.meeting.pk, self.story.drafter, self.meeting.agenda_version, self.reasons)

    @property
    def reasons(self) -> Mapping[str, str]:
        return self.plan.get("reasons", {})

    def call(self) -> None:
        """The notice goes out; who comes from outside is written down when he is named."""
        calling.call(self.meeting.pk, self.story.drafter, asking.ask, self.reasons)
        for outside, name, title in self.plan.get("guests", ()):
            row = self.meeting.attendees.get(outside=outside)
            asking.name_guest(row.pk, self.story.drafter, name, title)

    def receive(self) -> None:
        """Receipts: of most, while it is still ahead; and leave is asked for."""
        excused = {row["who"] for row in self.plan.get("excuses", ())}
        rows = self.meeting.attendees.filter(official__isnull=False, role=Role.MEMBER).select_related("official")
        absent = {self.story.who(key).pk for key in excused}
        for number, row in enumerate(rows):
            if row.official_id not in absent and number % 4 != 3:
                asking.confirm(row.pk, row.official)
        for row in self.plan.get("excuses", ()):
            self.excuse(row)

    def excuse(self, row: Mapping[str, Any]) -> None:
        who = self.story.who(row["who"])
        instead = self.story.who(row["stand_in"]) if "stand_in" in row else None
        asked = excusing.Asking(row["reason"], instead, opinion=row.get("opinion", ""))
        made = excusing.ask(self.row_of(row["who"]).pk, who, asked)
        self.story.docs[f"{self.key}-leave-{row['who']}"] = made.pk

    def row_of(self, who: str) -> Attendee:
        return self.meeting.attendees.get(official=self.story.who(who))

    def grant(self) -> None:
        """Leave is given by whom the rules name, but for those who still wait."""
        for row in self.plan.get("excuses", ()):
            matter = self.story.docs[f"{self.key}-leave-{row['who']}"]
            while not row.get("waits") and go_on(matter, self.story, {"approve": "准假。", "consent": "准假。"}):
                pass

    # --- While it sits ---

    def sit(self) -> None:
        """They come, it opens, each item is taken up and decided, it ends."""
        at = self.starts_at
        self.story.line.at(at - timedelta(minutes=10), self.gather)
        self.story.line.at(at, lambda: session.open_meeting(self.meeting.pk, self.story.drafter, self.reasons))
        at += timedelta(minutes=2)
        for number, item in enumerate(self.plan["items"]):
            if "decision" in item:
                self.discuss(number, item, at)
                at += timedelta(minutes=item.get("minutes_wanted", USUAL_MINUTES))
        self.story.line.at(at + timedelta(minutes=3), self.end)

    def gather(self) -> None:
        """Who is not excused comes, the stand-in for who is."""
        rows = self.meeting.attendees.filter(role__in=(*MEMBERS, Role.INVITED)).exclude(name="待定")
        away = {self.story.who(key).pk for key in self.plan.get("absent", ())}
        for row in rows:
            if row.official_id not in away and (not row.excused or row.stand_in_id):
                presence.come(row.pk, self.story.registrar, Arrival.SECRETARY, instead=row.excused)

    def discuss(self, number: int, item: Mapping[str, Any], at: datetime) -> None:
        took = timedelta(minutes=item.get("minutes_wanted", USUAL_MINUTES))
        spoken = [("report", f"{item['organ']}-head", "")] if not item.get("study") else []
        spoken += [("speech", who, words) for who, words in item.get("speeches", ())]
        gap = (took - timedelta(minutes=1)) / (len(spoken) + 1)
        self.story.line.at(at, partial(self.take_up, number, item))
        for place, speech in enumerate(spoken):
            self.story.line.at(at + gap * place, partial(self.speak, number, *speech))
        self.story.line.at(at + took - timedelta(minutes=1), partial(self.decide, number, item["decision"]))

    def take_up(self, number: int, item: Mapping[str, Any]) -> None:
        session.turn_to(self.numbers()[number], self.story.drafter, item.get("take_up", {}))

    def speak(self, number: int, kind: str, who: str, words: str) -> None:
        """Somebody reports or speaks, if he is asked to the meeting."""
        row = self.meeting.attendees.filter(official=self.story.office.people.get(who), official__isnull=False).first()
        if row is None:
            return
        said = recording.add_speech(self.numbers()[number], self.story.drafter, row, SpeechKind(kind))
        if words:
            recording.keep_speech(said.pk, self.story.drafter, words, said.version)

    def decide(self, number: int, said: Mapping[str, Any]) -> None:
        """What the secretary typed; whose organ and limit."""
        item = AgendaItem.objects.get(pk=self.numbers()[number])
        organs = self.story.office.organs
        typed = recording.Typed(
            said["kind"], said.get("text", "").strip(), organs.get(said.get("organ", "")),
            tuple(organs[key] for key in said.get("helpers", ())), self.limit(said), said.get("document", False),
            item.secrecy, said.get("demand", ""), said.get("no_task", ""),
        )  # fmt: skip
        recording.decide(item.pk, self.story.drafter, typed, 0, said.get("reasons", {}))

    def limit(self, said: Mapping[str, Any]) -> date | None:
        return current().add(self.day(0), said["due"]) if "due" in said else None

    def end(self) -> None:
        session.end(self.meeting.pk, self.story.drafter)

    # --- After it ---

    def write(self) -> None:
        """The minutes go their chain, what was decided is carried out."""
        if self.reach >= REACHES["signing"]:
            wait = self.plan.get("wait", 0)
            self.on((-wait, "17:00"), self.send)
            for days, hour in CHAIN[: self.plan.get("signatures", len(CHAIN))]:
                self.on((-days - wait, hour), self.sign)
        for number, item in enumerate(self.plan["items"]):
            for (days, hour), said in zip(AFTER, item.get("after", ()), strict=False):
                self.on((-days, hour), partial(self.carry, number, item["decision"]["organ"], *said))
            for organ, words in item.get("helped", {}).items():
                self.on((-AFTER[0][0], "14:30"), partial(self.carry, number, organ, "progress", words))

    def send(self) -> None:
        """Sent to be signed; who signs where the rules are silent stands in the file."""
        signer = self.story.office.seats.get(self.plan.get("signer", ""))
        minutes.send(self.paper.pk, self.story.drafter, minutes.Way({}, None, signer))

    @property
    def paper(self) -> Minutes:
        return Minutes.objects.select_related("matter").get(meeting=self.story.docs[self.key])

    def sign(self) -> None:
        """The next signature; signed, they are issued."""
        if self.paper.matter.state == MinutesState.SIGNED:
            issue(self.paper.pk, self.story.registrar)
        elif self.paper.matter.state == MinutesState.SIGNING:
            go_on(self.paper.pk, self.story)

    def carry(self, number: int, organ: str, act: str, words: str) -> None:
        """The organ responsible reports on what it has to do, the office strikes it off."""
        task = Matter.objects.get(parent=self.numbers()[number], kind="supervised")
        by = self.story.registrar if act in ("strike_off", "send_back") else self.items.clerk(organ)
        getattr(supervision, act)(task.pk, by, words)
