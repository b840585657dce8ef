"""The board of cadences: counted from the meetings on record, shown to the office, told to it once in time."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from govrules.core import clock
from govrules.core.errors import BadInput
from govrules.core.notices.models import Channel, Notice
from govrules.core.office.actions import set_setting
from govrules.core.office.models import OfficeSetting
from govrules.core.workdays import OFFICE_ZONE
from meetings.cadence.actions import warn, warn_all
from meetings.cadence.queries import WARN_DAYS, board
from meetings.calling.states import State
from tests.core.cast import Cast, in_county
from tests.meetings.stage import Stage
from tests.proves import proves

DAY = timedelta(days=1)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=OFFICE_ZONE)


def line(cast: Cast, key: str = "standing_monthly"):
    return next(one for one in board(cast.government, clock.now()).lines if one.standing.cadence.key == key)


def opened(cast: Cast, who) -> Client:
    client = Client()
    client.force_login(who.account)
    return client


def told(cast: Cast) -> list[str]:
    return list(
        Notice.objects.filter(channel=Channel.PORTAL, recipient=cast.director).values_list("subject", flat=True)
    )


@proves("YG-20-10")
def test_a_meeting_held_counts_and_a_planned_one_is_shown(cast: Cast, stage: Stage, monday) -> None:
    stage.ended()
    ahead = stage.meeting(State.CALLED, starts_at=at(6, 24))
    found = line(cast)
    assert (found.standing.state, found.standing.held, found.standing.planned) == ("done", 1, (at(6, 24).date(),))
    assert (found.next.matter, found.title) == (ahead.pk, "县政府常务会议")


def test_a_cancelled_meeting_and_another_body_s_count_for_nothing(cast: Cast, stage: Stage, monday) -> None:
    stage.meeting(State.CANCELLED, starts_at=at(6, 3))
    stage.ended(body="special")
    assert (line(cast).standing.held, line(cast).standing.planned) == (0, ())


def test_a_meeting_that_was_to_be_and_never_began_is_not_planned_any_more(cast: Cast, stage: Stage, monday) -> None:
    stage.meeting(State.CALLED, starts_at=at(6, 2))
    monday.move_to(at(6, 24))
    assert line(cast).standing.state == "behind"


@in_county("yangcheng-2021")
@proves("YC-22-2")
def test_the_study_of_law_counts_the_meetings_with_a_study(cast: Cast, stage: Stage, monday) -> None:
    held = stage.ended()
    assert line(cast, "law_study").standing.held == 0
    held.items.filter(position=1).update(study=True)
    found = line(cast, "law_study").standing
    assert (found.held, found.state) == (1, "due")


def test_silent_cadences_are_listed_as_such(cast: Cast, stage: Stage, monday) -> None:
    silent = {one.title for one in board(cast.government, clock.now()).lines if one.standing.state == "silent"}
    assert silent == {"县政府全体会议", "县长办公会议", "县政府专题会议", "常务会议学法", "领导基层调研"}


@proves("YG-20-10")
def test_the_office_is_told_once_in_time(cast: Cast, stage: Stage, monday) -> None:
    monday.move_to(at(6, 22))
    assert (warn(cast.government, clock.now()), told(cast)) == (0, [])
    monday.move_to(at(6, 23))
    assert warn(cast.government, clock.now()) == 1
    monday.forward(DAY)
    assert warn_all() >= 1
    assert told(cast) == ["6月还要安排县政府常务会议1次"]
    notice = Notice.objects.filter(recipient=cast.director).first()
    assert notice.article == 20
    assert "本期到6月30日止" in notice.body
    monday.move_to(at(7, 27))
    warn(cast.government, clock.now())
    assert sorted(told(cast)) == ["6月还要安排县政府常务会议1次", "7月还要安排县政府常务会议1次"]


def test_nobody_outside_the_office_is_told(cast: Cast, stage: Stage, monday) -> None:
    monday.move_to(at(6, 24))
    warn(cast.government, clock.now())
    people = set(Notice.objects.values_list("recipient__name", flat=True))
    assert people == {cast.director.name, cast.vice_director.name, cast.clerk.name}


def test_a_planned_meeting_silences_the_warning(cast: Cast, stage: Stage, monday) -> None:
    stage.meeting(State.PLANNED, starts_at=at(6, 30))
    monday.move_to(at(6, 24))
    assert warn(cast.government, clock.now()) == 0


def test_the_office_fixes_how_early_it_is_told(cast: Cast, stage: Stage, monday) -> None:
    assert board(cast.government, clock.now()).warn == WARN_DAYS
    set_setting(
        cast.government, "cadence.warn", {"count": 8}, basis="办公室会议规定", since=clock.today(), by=cast.clerk
    )  # fmt: skip
    monday.move_to(at(6, 17))
    found = board(cast.government, clock.now())
    assert (found.warn, found.basis, found.behind) == (8, "办公室会议规定", 1)


def test_one_government_s_trouble_does_not_stop_the_others(cast: Cast, stage: Stage, monday) -> None:
    cast.other_adoption.delete()
    monday.move_to(at(6, 24))
    assert warn_all() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 200), ("head", 200), ("land_deputy", 200), ("education_head", 403)]
)
def test_it_is_for_the_office_and_the_leaders(cast: Cast, stage: Stage, monday, who: str, status: int) -> None:
    assert opened(cast, getattr(cast, who)).get(reverse("meetings:cadence")).status_code == status


def test_a_meeting_is_a_link_only_to_whom_may_see_it(cast: Cast, stage: Stage, monday) -> None:
    ahead = stage.meeting(State.PLANNED, starts_at=at(6, 24))
    address = reverse("meetings:meeting", args=[ahead.pk])
    page = opened(cast, cast.clerk).get(reverse("meetings:cadence")).content.decode()
    assert address in page
    page = opened(cast, cast.land_deputy).get(reverse("meetings:cadence")).content.decode()
    assert address not in page
    assert "6月24日" in page


def test_the_page_says_each_line_s_article_and_what_is_the_office_s_own(cast: Cast, stage: Stage, monday) -> None:
    page = opened(cast, cast.clerk).get(reverse("meetings:cadence")).content.decode()
    assert "第二十条" in page
    assert "规则未作规定" in page
    assert "本办没有另行规定" in page


def test_the_queries_do_not_grow_with_the_meetings(
    cast: Cast, stage: Stage, monday, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    board(cast.government, clock.now())
    with django_assert_max_num_queries(6) as few:
        board(cast.government, clock.now())
    for day in range(3, 20):
        stage.meeting(State.PLANNED, starts_at=at(6, day), items=1)
    with django_assert_num_queries(len(few)):
        board(cast.government, clock.now())


def test_the_office_sets_it_on_its_own_page(cast: Cast, stage: Stage, monday) -> None:
    page = opened(cast, cast.clerk)
    address = reverse("office:setting_new", args=["cadence"])
    sent = {"days": 3, "basis": "办公室会议规定", "since": clock.today().isoformat()}
    assert page.post(address, sent).status_code == 302
    assert OfficeSetting.objects.get().value == {"count": 3, "unit": "workday"}
    assert "周期结束前几个工作日提醒：3个工作日" in page.get(reverse("office:settings")).content.decode()


@pytest.mark.parametrize("count", [0, 61, "5", None])
def test_days_that_make_no_sense_are_refused(cast: Cast, stage: Stage, monday, count: object) -> None:
    with pytest.raises(BadInput, match="1至60个工作日"):
        set_setting(cast.government, "cadence.warn", {"count": count}, basis="规定", since=clock.today(), by=cast.clerk)
