"""The demo's meetings: each county has them in the states that an office meets, by its own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from documents.printing import render_pdf
from govrules.core import clock
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.journal.verify import verify
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.demo.convening import script
from govrules.demo.loader import PLACES
from govrules.demo.story import Story
from meetings.attendance.models import Attendee, Presence, Role
from meetings.attendance.states import EXCUSED
from meetings.cadence.queries import board
from meetings.calling.models import Meeting, Room
from meetings.calling.states import State as MeetingState
from meetings.items.models import AgendaItem, Secrecy
from meetings.items.states import State as ItemState
from meetings.minutes.models import Minutes
from meetings.minutes.printing import apart_page, minutes_page
from meetings.minutes.states import State as MinutesState
from meetings.session.models import Decision, Speech
from supervision.states import State as TaskState

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("demo"),
    pytest.mark.django_db,
    pytest.mark.parametrize("stories", ["2026-06-01", "2027-03-01"], indirect=True),
]
Stories = Mapping[str, Story]
each = pytest.mark.parametrize("place", PLACES)
KINDS = ("meeting", "agenda_item", "minutes", "meeting_leave", "event", "supervised", "leave")


def of(story: Story, kind: str):
    return Matter.objects.filter(government=story.office.government, kind=kind)


def meeting(story: Story, key: str) -> Meeting:
    return Meeting.objects.select_related("matter").get(pk=story.docs[key])


@each
def test_meetings_are_past_ahead_and_planned(stories: Stories, place: str) -> None:
    states = Counter(of(stories[place], "meeting").values_list("state", flat=True))
    assert states[MeetingState.ENDED] >= 4 and states[MeetingState.CALLED] >= 1 and states[MeetingState.PLANNED] == 1
    assert set(Meeting.objects.filter(matter__government=stories[place].office.government).values_list(
        "body", flat=True)) == {"plenary", "standing", "special"}  # fmt: skip
    assert Room.objects.filter(government=stories[place].office.government).count() == 3


@each
def test_a_standing_meeting_with_issued_minutes(stories: Stories, place: str) -> None:
    """Eight to ten items, one confidential, one postponed, organs and limits, somebody excused."""
    held = meeting(stories[place], "standing_past")
    items = AgendaItem.objects.filter(meeting=held)
    kinds = Counter(Decision.objects.filter(item__in=items).values_list("kind", flat=True))
    assert 8 <= items.count() <= 10 and kinds["postponed"] + kinds["further"] >= 1
    assert items.filter(secrecy=Secrecy.CONFIDENTIAL).count() == 1
    assert Decision.objects.filter(item__in=items, organ__isnull=False, due_on__isnull=False).count() >= 5
    assert held.attendees.filter(excused=True).exists()
    paper = Minutes.objects.get(meeting=held)
    assert paper.matter.state == MinutesState.ISSUED and paper.matter.number and paper.apart


@each
def test_another_one_has_just_ended_and_its_minutes_run_against_their_limit(stories: Stories, place: str) -> None:
    paper = Minutes.objects.select_related("matter").get(meeting=meeting(stories[place], "standing_ended"))
    assert paper.matter.state == MinutesState.SIGNING
    limit = Deadline.objects.get(matter=paper.matter, step=None)
    assert limit.state == DeadlineState.OPEN and limit.due_at > clock.now()
    if place == "yanggao":
        assert limit.warn_at <= clock.now()


@each
def test_the_next_one_is_called_with_receipts_and_a_leave_that_waits(stories: Stories, place: str) -> None:
    story = stories[place]
    ahead = meeting(story, "standing_next")
    assert ahead.matter.state == MeetingState.CALLED and ahead.attendees.exclude(confirmed_at=None).count() >= 3
    waiting = Step.objects.filter(matter__parent=ahead.matter, matter__kind="meeting_leave", state=StepState.PENDING)
    assert waiting.get().assignee is not None
    tomorrow = Meeting.objects.filter(matter__government=story.office.government, matter__state=MeetingState.CALLED)
    assert story.ahead(1) in {clock.date_of(m.starts_at) for m in tomorrow}


@each
def test_one_is_planned_and_a_gate_stops_an_item(stories: Stories, place: str) -> None:
    story = stories[place]
    waiting = of(story, "agenda_item").filter(item__body="standing")
    assert waiting.filter(state=ItemState.APPROVED, item__meeting=None).count() >= 2
    assert waiting.filter(state=ItemState.ON_ITS_WAY).exists()
    stopped = [key for key in story.refused if key.startswith("standing_planned")]
    assert [Matter.objects.get(pk=story.docs[key]).state for key in stopped] == [ItemState.DRAFT]
    assert any("合法性" in story.refused[key] for key in stopped)


@each
def test_a_plenary_with_many_members(stories: Stories, place: str) -> None:
    held = meeting(stories[place], "plenary")
    assert held.attendees.filter(role=Role.MEMBER).count() >= 25
    assert Presence.objects.filter(attendee__meeting=held, left_at=None).count() == 0


@each
def test_decisions_are_carried_out_in_several_states(stories: Stories, place: str) -> None:
    tasks = of(stories[place], "supervised")
    states = set(tasks.values_list("state", flat=True))
    assert states == {TaskState.OPEN, TaskState.REPORTED, TaskState.CLOSED}
    assert tasks.filter(state=TaskState.OPEN, task__due_on__lt=clock.today()).exists()


@each
def test_an_event_is_approved_and_another_waits(stories: Stories, place: str) -> None:
    events = of(stories[place], "event")
    assert sorted(events.values_list("state", flat=True)) == ["event_approved", "event_on_its_way"]
    assert Step.objects.filter(matter__in=events, state=StepState.PENDING, assignee__isnull=False).exists()


@each
def test_no_step_of_a_meeting_is_without_a_holder(stories: Stories, place: str) -> None:
    mine = Step.objects.filter(matter__government=stories[place].office.government, matter__kind__in=KINDS)
    assert not mine.filter(state__in=LIVE, assignee=None).exists()


@each
def test_every_minutes_can_be_printed(stories: Stories, place: str) -> None:
    issued = Minutes.objects.filter(matter__government=stories[place].office.government, matter__state="minutes_issued")
    assert issued.count() >= 2
    for paper in issued.select_related("matter"):
        assert render_pdf(minutes_page(paper.matter)).pages >= 1
    apart = issued.exclude(apart="").get()
    assert render_pdf(apart_page(apart.matter)).pages >= 1


@each
def test_the_file_is_told_whole(stories: Stories, place: str) -> None:
    """Nothing of the file is left out, and every leave but the one that waits is decided."""
    story = stories[place]
    told = script(place, story.year)
    assert all(plan["key"] in story.docs for plan in [*told["meetings"], *told["events"]])
    leaves = Counter(of(story, "meeting_leave").values_list("state", flat=True))
    assert sum(leaves[state] for state in EXCUSED) >= 1 and leaves["excuse_asked"] >= 1


def test_each_county_by_its_own_rules(stories: Stories) -> None:
    """Study first; the section on the way; six organs that always attend; the head's word last."""
    first = AgendaItem.objects.get(meeting=meeting(stories["yanggao"], "standing_next"), position=1)
    assert first.study
    acts = Step.objects.filter(matter=stories["yangcheng"].docs["standing_past-1"]).order_by("group")
    assert list(acts.values_list("act", "post")) == [
        ("consent", "executive_deputy"), ("review", "office_clerk"), ("review", "office_director"), ("approve", "head"),
    ]  # fmt: skip
    fixed = Attendee.objects.filter(meeting=meeting(stories["toksun"], "standing_past"), role=Role.FIXED)
    assert fixed.count() == 6
    said = Speech.objects.filter(item=stories["taobei"].docs["standing_past-1"]).exclude(text="").order_by("position")
    assert [one.attendee.seat.post for one in said][-1] == "head" and said.count() == 6


def test_some_body_is_behind(stories: Stories) -> None:
    behind = {place for place in PLACES if board(stories[place].office.government, clock.now()).behind}
    assert "yunyang" in behind


def test_the_journal_holds(stories: Stories) -> None:
    assert verify() == []
