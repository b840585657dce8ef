"""Planning a meeting: who, when, where, under whose chair; what collides."""

from datetime import timedelta

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.notices.models import Notice
from govrules.core.office.models import Absence
from meetings.calling import actions
from meetings.calling.conflicts import conflicts
from meetings.calling.models import Meeting
from meetings.calling.queries import find
from meetings.calling.states import State
from tests.core.cast import in_county
from tests.meetings.calling.desk import DAY, Office
from tests.proves import proves

HOUR = timedelta(hours=1)


def texts(meeting: Meeting) -> list[str]:
    return [c.text for c in conflicts(find(meeting.matter))]


@pytest.mark.parametrize(
    "county",
    [
        pytest.param("yanggao-2024", marks=proves("YG-23-9")),
        pytest.param("yangcheng-2021", marks=proves("YC-56-1")),
        pytest.param("toksun-2021", marks=proves("TK-55-1")),
        pytest.param("yunyang-2025", marks=proves("YY-50-1")),
    ],
)
def test_only_the_office_s_staff_plan_meetings(office: Office) -> None:
    for who in (office.cast.education_clerk, office.cast.schools_deputy):
        with pytest.raises(NotYours):
            actions.plan(who, office.plan())
    meeting = office.planned()
    assert (office.state(meeting), meeting.secretary) == (State.PLANNED, office.clerk)
    assert (meeting.serial, meeting.matter.organ) == (None, office.cast.office)


@proves("YG-20-2")
def test_the_standing_meeting_is_chaired_by_the_head_alone(office: Office) -> None:
    with pytest.raises(BrokenRule) as told:
        office.planned(chair=office.cast.seats["executive"])
    assert told.value.reasons[0].article == 20


@proves("YG-23-2")
def test_whom_the_head_entrusts_chairs_his_office_meeting_and_the_ground_is_kept(office: Office) -> None:
    seat = office.cast.seats["executive"]
    with pytest.raises(BrokenRule, match="委托"):
        office.planned(body="head_office", chair=seat)
    office.entrust("executive")
    meeting = office.planned(body="head_office", chair=seat)
    assert meeting.chair_ground == "受委托主持：县长口头委托，办公室登记"


@in_county("yangcheng-2021")
@proves("YC-51-6")
def test_the_executive_deputy_chairs_the_standing_meeting_only_entrusted(office: Office) -> None:
    seat = office.cast.seats["executive"]
    with pytest.raises(BrokenRule, match="委托"):
        office.planned(chair=seat)
    office.entrust("executive")
    assert office.planned(chair=seat).chair == seat
    with pytest.raises(BrokenRule, match="不能由"):
        office.planned(chair=office.cast.seats["schools_deputy"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body": "parliament"}, "body"),
        ({"minutes_planned": 0}, "minutes_planned"),
        ({"minutes_planned": 1441}, "minutes_planned"),
        ({"chair": None}, "chair"),
    ],
)
def test_what_cannot_be_taken_is_named(office: Office, values: dict, field: str) -> None:
    with pytest.raises(BadInput) as told:
        office.planned(**values)
    assert told.value.field == field


def test_no_meeting_is_planned_in_the_past(office: Office) -> None:
    for starts_at in (clock.now(), clock.now() - HOUR):
        with pytest.raises(BadInput) as told:
            office.planned(starts_at=starts_at)
        assert told.value.field == "starts_at"


# --- what collides -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("begins", "free"), [(-2, True), (-1, False), (0, False), (1, False), (2, True)])
def test_a_room_is_taken_once_at_a_time(office: Office, begins: int, free: bool) -> None:
    """A meeting of two hours; another may end as it begins, or begin as it ends."""
    room, at = office.room(), clock.now() + DAY
    office.planned(room=room, starts_at=at)
    other = office.plan(body="plenary", room=room, starts_at=at + begins * HOUR)
    if free:
        assert actions.plan(office.clerk, other)
    else:
        with pytest.raises(BadInput, match="第一会议室") as told:
            actions.plan(office.clerk, other)
        assert told.value.field == "room"


def test_a_meeting_called_off_leaves_its_room_and_a_meeting_may_keep_its_own(office: Office) -> None:
    room = office.room()
    first = office.planned(room=room)
    actions.change(first.pk, office.clerk, office.plan(room=room, minutes_planned=60))
    actions.cancel(first.pk, office.clerk, "改期")
    assert office.planned(room=room)


def test_a_room_of_another_government_is_not_ours(office: Office) -> None:
    room = office.room()
    room.government = office.cast.other_government
    room.save()
    with pytest.raises(BadInput, match="请选择本政府的会议室"):
        office.planned(room=room)


def test_members_in_another_meeting_and_away_are_shown_and_hold_nothing_up(office: Office) -> None:
    cast, starts = office.cast, clock.now() + DAY
    office.planned(body="plenary", starts_at=starts)
    Absence.objects.create(
        official=cast.land_deputy,
        starts_at=starts - HOUR,
        ends_at=starts + HOUR,
        reason="市里开会",
        entered_at=clock.now(),
    )
    Absence.objects.create(
        official=cast.executive, starts_at=starts - DAY, ends_at=starts + DAY, reason="下乡", entered_at=clock.now(),
        returned_at=starts - HOUR,
    )  # fmt: skip
    found = texts(office.planned(starts_at=starts + HOUR / 2))
    assert len(found) == 2
    assert "赵立民、钱卫东、孙慧敏、李长河同一时间要参加“县政府全体会议”" in found[0]
    assert "李长河外出（市里开会）" in found[1]


def test_nothing_collides_on_another_day(office: Office) -> None:
    office.planned()
    assert texts(office.planned(starts_at=clock.now() + 2 * DAY)) == []


# --- moving and calling off --------------------------------------------------------------------------


def test_moving_a_called_meeting_tells_everybody_what_changed(office: Office) -> None:
    meeting = office.called()
    later = office.plan(starts_at=meeting.starts_at + 2 * HOUR, place="二楼会议室")
    actions.change(meeting.pk, office.clerk, later)
    told = Notice.objects.filter(event__startswith="meeting-moved", channel="portal")
    assert told.count() == 4 and "时间由6月2日 09:00改为6月2日 11:00" in told[0].body and "二楼会议室" in told[0].body
    actions.change(meeting.pk, office.clerk, later)
    assert Notice.objects.filter(event__startswith="meeting-moved", channel="portal").count() == 4


def test_moving_a_planned_meeting_tells_nobody(office: Office) -> None:
    meeting = office.planned()
    actions.change(meeting.pk, office.clerk, office.plan(place="别处"))
    assert not Notice.objects.filter(event__startswith="meeting-moved").exists()


def test_two_who_change_it_do_not_overwrite_each_other(office: Office) -> None:
    meeting = office.planned()
    actions.change(meeting.pk, office.clerk, office.plan(place="甲地"), 0)
    with pytest.raises(WrongState, match="别人在您修改期间保存过"):
        actions.change(meeting.pk, office.clerk, office.plan(place="乙地"), 0)


def test_another_body_with_items_listed_or_another_year_once_numbered_is_another_meeting(office: Office) -> None:
    arranged = office.arranged()
    with pytest.raises(BadInput, match="不能改为另一种会议"):
        actions.change(arranged.pk, office.clerk, office.plan(body="plenary"))
    called = office.called(starts_at=clock.now() + 3 * DAY)
    with pytest.raises(BadInput, match="不能改到另一年"):
        actions.change(called.pk, office.clerk, office.plan(starts_at=clock.now() + 300 * DAY))


def test_calling_off_gives_the_items_back_and_tells_everybody(office: Office) -> None:
    meeting = office.called()
    items = list(meeting.items.all())
    with pytest.raises(BadInput, match="理由"):
        actions.cancel(meeting.pk, office.clerk, " ")
    actions.cancel(meeting.pk, office.clerk, "县长外出")
    assert office.state(meeting) == State.CANCELLED
    assert {office.state(i) for i in items} == {"item_approved"} and not meeting.items.exists()
    assert Notice.objects.filter(event=f"meeting-cancelled:{meeting.pk}", channel="portal").count() == 4
    with pytest.raises(WrongState):
        actions.cancel(meeting.pk, office.clerk, "再取消")


def test_the_record_says_who_planned_and_moved_it(office: Office) -> None:
    meeting = office.planned()
    actions.change(meeting.pk, office.clerk, office.plan(by_video=True))
    [line] = JournalEntry.objects.filter(matter=meeting.pk, act="plan")
    assert (line.actor, line.text) == (office.clerk, "修改会议安排：方式由现场会议改为视频会议")


def test_a_double_click_plans_one_meeting(office: Office) -> None:
    again = office.plan()
    first = actions.plan(office.clerk, again)
    assert actions.plan(office.clerk, again).pk == first.pk
    assert actions.plan(office.clerk, office.plan(starts_at=clock.now() + 2 * DAY)).pk != first.pk
