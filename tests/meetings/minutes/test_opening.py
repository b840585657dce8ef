"""When a meeting ends its minutes are drafted from what was recorded, once, and their time begins to run."""

from datetime import date

import pytest

from govrules.core.deadlines.models import Deadline
from govrules.core.journal.models import JournalEntry
from govrules.core.notices.models import Notice
from govrules.core.office.models import OfficeSetting
from govrules.core.wording import last_day
from meetings import consequences
from meetings.calling.states import State as MeetingState
from meetings.items.states import State as ItemState
from meetings.minutes import actions
from meetings.minutes.models import Minutes
from meetings.minutes.states import State
from meetings.session import actions as session
from tests.core.cast import in_county
from tests.meetings.minutes.clerks import opened, over
from tests.meetings.stage import Stage
from tests.proves import proves

YANGCHENG, TOKSUN = "yangcheng-2021", "toksun-2021"


def limit_of(minutes: Minutes) -> Deadline | None:
    return Deadline.objects.filter(matter=minutes.matter).first()


def test_the_end_of_a_meeting_opens_them() -> None:
    assert actions.open_minutes in consequences.WHEN_ENDED


def test_a_session_that_ends_leaves_its_minutes(stage: Stage) -> None:
    meeting = stage.meeting(MeetingState.OPEN, items=2)
    for item in meeting.items.all():
        stage.decided(item, text="同意新建城东小学。")
        type(item.matter).objects.filter(pk=item.pk).update(state=ItemState.DECIDED)
    session.end(meeting.pk, stage.cast.clerk)
    minutes = Minutes.objects.get(meeting=meeting)
    assert minutes.body.count("同意新建城东小学。") == 2
    assert limit_of(minutes).opened_at == Minutes.objects.get().meeting.ended_at


@proves("YG-22-1")
def test_they_are_the_office_s_and_belong_to_the_meeting(stage: Stage) -> None:
    minutes = opened(stage)
    assert minutes.matter.organ == stage.cast.office
    assert minutes.matter.state == State.DRAFTING
    assert minutes.matter.parent == minutes.meeting.matter
    assert minutes.matter.title == "阳高县人民政府2026年第5次常务会议纪要"


def test_the_first_draft_is_the_first_version(stage: Stage) -> None:
    minutes = opened(stage)
    [version] = minutes.matter.versions.all()
    assert (version.number, version.body) == (1, minutes.body)


def test_a_meeting_has_them_once(stage: Stage) -> None:
    first = opened(stage)
    second = actions.open_minutes(first.meeting, stage.cast.clerk, first.matter.opened_at)
    assert second.pk == first.pk
    assert Minutes.objects.count() == 1


def test_the_office_is_told_to_write_them(stage: Stage) -> None:
    minutes = opened(stage)
    told = Notice.objects.filter(event=f"minutes-opened:{minutes.pk}", channel="portal")
    assert {n.recipient for n in told} == {stage.cast.director, stage.cast.vice_director, stage.cast.clerk}


def test_they_go_to_the_members_and_to_the_organs_that_reported_or_carry_something_out(stage: Stage) -> None:
    meeting = over(stage, items=1)
    item = stage.listed(meeting, 2, organ=stage.cast.resources, by=stage.cast.resources_clerk)
    stage.decided(item, organ=stage.cast.finance).helpers.set([stage.cast.agriculture])
    minutes = actions.open_minutes(meeting, stage.cast.clerk, meeting.ended_at)
    cast = stage.cast
    assert set(minutes.readers.all()) == {cast.head, cast.executive, cast.schools_deputy, cast.land_deputy}
    assert set(minutes.organs.all()) == {cast.education, cast.resources, cast.finance, cast.agriculture}


# --- by when --------------------------------------------------------------------------------------------


@proves("YG-22-2")
@pytest.mark.parametrize("body", ["plenary", "standing"])
def test_seven_working_days_in_principle_from_the_end_of_the_meeting(stage: Stage, body: str) -> None:
    limit = limit_of(opened(stage, body))
    assert (limit.article, limit.strength, limit.count, limit.unit) == (22, "principle", 7, "workday")
    assert last_day(limit.due_at) == date(2026, 6, 10)


@pytest.mark.parametrize("body", ["head_office", "special"])
def test_of_other_meetings_the_rules_say_nothing_and_nothing_runs(stage: Stage, body: str) -> None:
    assert limit_of(opened(stage, body)) is None


@proves("TK-55-2")
@in_county(TOKSUN)
@pytest.mark.parametrize("body", ["plenary", "standing", "head_office"])
def test_seven_working_days_whatever_the_meeting(stage: Stage, body: str) -> None:
    limit = limit_of(opened(stage, body))
    assert (limit.article, limit.strength, limit.count) == (55, "must", 7)


@in_county(YANGCHENG)
def test_at_once_has_no_number_and_none_is_made_up(stage: Stage) -> None:
    assert limit_of(opened(stage)) is None


@pytest.mark.parametrize("county", ["yangcheng-2021", "yunyang-2025", "taobei-2020"])
def test_where_the_rules_are_silent_the_office_s_own_limit_runs(stage: Stage) -> None:
    OfficeSetting.objects.create(
        government=stage.cast.government, key="limit.minutes", value={"count": 3}, basis="办公室纪要办理办法",
        since=date(2026, 1, 1),
    )  # fmt: skip
    limit = limit_of(opened(stage))
    assert (limit.article, limit.count, limit.basis) == (None, 3, "本办规定：办公室纪要办理办法")


def test_where_the_rules_speak_the_office_s_own_limit_does_not(stage: Stage) -> None:
    OfficeSetting.objects.create(
        government=stage.cast.government, key="limit.minutes", value={"count": 3}, basis="办法", since=date(2026, 1, 1)
    )
    assert [d.count for d in Deadline.objects.filter(matter=opened(stage).matter)] == [7]


def test_the_journal_says_that_it_opened_by_itself(stage: Stage) -> None:
    line = JournalEntry.objects.filter(matter=opened(stage).matter, act="open").get()
    assert line.actor is None
    assert line.text.startswith("会议结束，自动新建")
