"""A government's meetings for the tests of isolation: one that sits, one that is over, and what hangs on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from govrules.core import acts, clock
from govrules.core.files.actions import attach
from govrules.core.matters.models import Matter
from meetings.attendance import excusing, presence
from meetings.attendance.excusing import Asking
from meetings.calling.models import Meeting, Room
from meetings.calling.states import State
from meetings.coordination.models import Coordination
from meetings.items.models import AgendaItem
from meetings.minutes.actions import open_minutes
from meetings.party.models import PartyMatter
from meetings.session.models import Speech
from supervision.actions import Order, open_task
from supervision.models import SpecialNotice, StateReport, Task
from supervision.reporting import Row
from tests.core.cast import Cast
from tests.meetings.events.doings import Doings
from tests.meetings.stage import Stage


def met(cast: Cast, mark: str) -> dict[str, Any]:
    """The keys of a meeting, an item, somebody asked, a leave, a speech, minutes, a supervised matter, an event."""
    stage, at = Stage(cast), clock.now()
    sits = titled(stage.meeting(State.OPEN, starts_at=at), f"{mark}常务会议")
    item = AgendaItem.objects.select_related("matter").filter(meeting=sits).first()
    told(item, mark)
    attendee = sits.attendees.get(official=cast.schools_deputy)
    speech = Speech.objects.create(item=item, attendee=attendee, position=1, text=f"{mark}同意。", began_at=at)
    minutes = written(stage, cast, mark)
    task = open_task(
        Order(f"{mark}督办", f"{mark}开工。", f"{mark}会议", cast.education, parent=item.matter), cast.clerk, at
    )
    return reported(task, cast, mark) | {
        "meeting": sits.pk, "item": item.pk, "attendee": attendee.pk, "excuse": excused(stage, cast, mark),
        "speech": speech.pk, "minutes": minutes, "task": task.pk, "token": presence.token(sits.pk, at),
        "paper": attached(item, cast, mark), "event": planned(cast, mark),
        "coordination": at_odds(stage, item, mark), "party": to_committee(stage, item, mark),
        "room": Room.objects.create(government=cast.government, name=f"{mark}会议室").pk,
    }  # fmt: skip


def reported(task: Task, cast: Cast, mark: str) -> dict[str, Any]:
    """A special notice on a supervised matter, and a report that went to the head."""
    at, on = clock.now(), clock.today()
    notice = SpecialNotice.objects.create(
        task=task, organ=cast.education, year=on.year, serial=1, article=56, text=f"{mark}请开工。", reply_by=on,
        by=cast.clerk, at=at,
    )  # fmt: skip
    row = dict.fromkeys(Row.__dataclass_fields__, f"{mark}事项") | {"state": "running"}
    report = StateReport.objects.create(
        government=cast.government, since=on, until=on, article=56, note=f"{mark}说明", rows=[row], by=cast.clerk, at=at
    )
    report.leaders.add(cast.head)
    return {"special_notice": notice.pk, "state_report": report.pk}


def titled(meeting: Meeting, title: str) -> Meeting:
    Matter.objects.filter(pk=meeting.pk).update(title=title)
    meeting.matter.title = title
    return meeting


def told(item: AgendaItem, mark: str) -> None:
    item.matter.title, item.brief, item.proposal = f"{mark}议题", f"{mark}汇报", f"{mark}意见"
    item.matter.save()
    item.save()


def excused(stage: Stage, cast: Cast, mark: str) -> int:
    """Somebody asks for leave from a meeting that lies ahead."""
    ahead = titled(stage.meeting(State.CALLED, starts_at=clock.now() + timedelta(days=2)), f"{mark}下次会议")
    row = ahead.attendees.get(official=cast.land_deputy)
    return excusing.ask(row.pk, cast.land_deputy, Asking(f"到{mark}开会")).pk


def written(stage: Stage, cast: Cast, mark: str) -> int:
    """A meeting that is over, with its minutes."""
    over = titled(stage.ended(), f"{mark}上次会议")
    with acts.on(over.pk) as matter:
        over.matter = matter
        open_minutes(over, cast.clerk, clock.now())
    return over.minutes.pk


def attached(item: AgendaItem, cast: Cast, mark: str) -> int:
    """A paper of the item."""
    with acts.on(item.pk) as matter:
        upload = SimpleUploadedFile(f"{mark}材料.txt", f"{mark}的材料".encode())
        return attach(matter, upload, cast.education_clerk, clock.now()).pk


def at_odds(stage: Stage, item: AgendaItem, mark: str) -> int:
    """A disagreement on the item that a leader is to coordinate."""
    matter = stage.matter("coordination", f"{mark}分歧", "coordinating", item.matter.organ, stage.cast.education_clerk)
    Matter.objects.filter(pk=matter.pk).update(parent=item.matter)
    said = dict.fromkeys(("question", "grounds", "proposal"), f"{mark}的理据")
    made = Coordination.objects.create(matter=matter, coordinator=stage.cast.seats["schools_deputy"], **said)
    made.sides.create(organ=stage.cast.finance, grounds=f"{mark}没有预算")
    return matter.pk


def to_committee(stage: Stage, item: AgendaItem, mark: str) -> int:
    """What is made of the item for the party committee."""
    matter = stage.matter("party_matter", f"{mark}汇报", "party_draft", item.matter.organ, stage.cast.education_clerk)
    Matter.objects.filter(pk=matter.pk).update(parent=item.matter)
    PartyMatter.objects.create(matter=matter, material=f"{mark}的材料")
    return matter.pk


def planned(cast: Cast, mark: str) -> int:
    """An event of a bureau, to which a leader is to be asked."""
    said = dict.fromkeys(("place", "attending", "programme", "why", "budget"), f"{mark}的安排")
    return Doings(cast).make(title=f"{mark}招生工作会议", leaders=["schools_deputy"], **said).pk
