"""The day's line: which working day it is, who is away, and who acts for them under which article."""

import pytest

from govrules.core.office.models import ABPair, Appointment
from govrules.portal.due import due
from govrules.portal.today import Away, today
from tests.core.calendars import CALENDAR, office
from tests.core.cast import Cast
from tests.portal.office import TODAY, away, page, signed_in

NOW = office(TODAY)
WEEK = ("2026-06-08 00:00", "2026-06-13 00:00")


@pytest.mark.parametrize(
    ("moment", "day", "weekday", "is_workday", "quarter", "nth"),
    [
        ("2026-06-10 09:30", "6月10日", "星期三", True, 2, 48),
        ("2026-06-10 23:59", "6月10日", "星期三", True, 2, 48),
        ("2026-06-11 00:00", "6月11日", "星期四", True, 2, 49),
        ("2026-06-19 09:00", "6月19日", "星期五", False, 2, 54),
        ("2026-05-09 09:00", "5月9日", "星期六", True, 2, 25),
        ("2026-01-04 09:00", "1月4日", "星期日", True, 1, 1),
    ],
)
def test_which_day_it_is(
    cast: Cast, moment: str, day: str, weekday: str, is_workday: bool, quarter: int, nth: int
) -> None:
    found = today(cast.government, office(moment))
    assert (found.day, found.weekday, found.is_workday, found.quarter, found.nth) == (
        day,
        weekday,
        is_workday,
        quarter,
        nth,
    )


def test_a_day_that_no_notice_has_settled_is_provisional(cast: Cast) -> None:
    assert not today(cast.government, office("2026-12-25 09:00")).provisional
    assert today(cast.government, office("2027-03-01 09:00")).provisional


def test_the_one_who_acts_is_named_with_his_ground(cast: Cast) -> None:
    away(cast.schools_deputy, *WEEK)
    assert today(cast.government, NOW).away == [
        Away("副县长（教育卫生）孙慧敏", "市里开会，至12日", "李长河", "AB角", 5)
    ]


def test_nobody_acting_for_a_leader_is_said(cast: Cast) -> None:
    away(cast.head, *WEEK)
    [one] = today(cast.government, NOW).away
    assert (one.by, one.missing) == ("", "尚未明确由谁代行")


def test_a_department_head_is_named_without_alarm(cast: Cast) -> None:
    away(cast.finance_head, *WEEK, reason="外出培训")
    [one] = today(cast.government, NOW).away
    assert (one.name, one.missing) == ("县财政局局长褚建国", "")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2026-06-11 00:00", "今天返回"),
        ("2026-06-10 18:00", "今天返回"),
        ("2026-06-13 00:00", "至12日"),
        ("2026-07-03 00:00", "至7月2日"),
    ],
)
def test_until_when(cast: Cast, until: str, said: str) -> None:
    away(cast.executive, "2026-06-08 00:00", until)
    [one] = today(cast.government, NOW).away
    assert one.about == f"市里开会，{said}"


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        ("2026-06-10 09:30", "2026-06-11 00:00", True),
        ("2026-06-10 09:31", "2026-06-11 00:00", False),
        ("2026-06-08 00:00", "2026-06-10 09:30", False),
    ],
)
def test_away_at_this_moment(cast: Cast, since: str, until: str, there: bool) -> None:
    away(cast.executive, since, until)
    assert bool(today(cast.government, NOW).away) is there


def test_who_came_back_or_never_left_is_not_away(cast: Cast) -> None:
    for official, field in ((cast.executive, "returned_at"), (cast.schools_deputy, "cancelled_at")):
        absence = away(official, *WEEK)
        setattr(absence, field, office("2026-06-09 12:00"))
        absence.save()
    assert today(cast.government, NOW).away == []


def test_leaders_stand_first_and_three_are_named(cast: Cast) -> None:
    for official in (cast.finance_head, cast.director, cast.land_deputy, cast.executive, cast.township_head):
        away(official, *WEEK)
    found = today(cast.government, NOW)
    assert [one.name for one in found.away] == ["常务副县长钱卫东", "副县长（农业资源）李长河", "县政府办公室主任周正"]
    assert (found.away_count, found.away_more) == (5, True)


def test_both_of_a_pair_away_is_said(cast: Cast) -> None:
    away(cast.schools_deputy, *WEEK)
    away(cast.land_deputy, *WEEK)
    assert ABPair.objects.filter(seat=cast.seats["schools_deputy"]).exists()
    found = {one.name[-3:]: (one.by, one.missing) for one in today(cast.government, NOW).away}
    assert found["孙慧敏"] == ("", "尚未明确由谁代行")


def test_someone_without_a_seat_is_nobody_s_concern(cast: Cast) -> None:
    Appointment.objects.filter(official=cast.clerk).update(until="2026-06-01")
    away(cast.clerk, *WEEK)
    assert today(cast.government, NOW).away == []


@pytest.mark.usefixtures("today")
def test_the_line_on_the_page(cast: Cast) -> None:
    away(cast.schools_deputy, *WEEK)
    html = page(signed_in(cast.clerk), "/more/")
    assert "第2季度第48个工作日" in html and "外出 1 人" in html
    assert '<b>李长河代行</b> <a class="cite" href="/rules/5/">第五条 AB角</a>' in html


# --- how near a due moment is ---


@pytest.mark.parametrize(
    ("at", "tone", "words"),
    [
        ("2026-06-11 23:59", "green", "剩 1 天"),
        ("2026-06-12 00:00", "yellow", "今天"),
        ("2026-06-12 23:59", "yellow", "今天"),
        ("2026-06-13 00:00", "red", "超 1 天"),  # a Saturday
        ("2026-06-15 00:00", "red", "超 1 天"),  # the Monday after it
        ("2026-06-16 09:00", "red", "超 2 天"),
    ],
)
def test_before_at_and_after_a_due_moment(at: str, tone: str, words: str) -> None:
    found = due(office("2026-06-13 00:00"), office("2026-06-12 00:00"), office(at), CALENDAR)
    assert (found.tone, found.words, found.by) == (tone, words, "6月12日")
    assert found.late is (tone == "red")


def test_without_a_limit_none_is_invented() -> None:
    found = due(None, None, NOW, CALENDAR)
    assert (found.tone, found.words, found.by, found.late) == ("none", "", "", False)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("who", "sees"), [("clerk", True), ("head", True), ("land_deputy", True), ("education_head", False)]
)
def test_the_reason_is_for_the_office_and_the_leaders(cast: Cast, who: str, sees: bool) -> None:
    away(cast.schools_deputy, "2026-06-08 00:00", "2026-06-13 00:00", "住院治疗")
    html = page(signed_in(getattr(cast, who)), "/more/")
    assert "孙慧敏" in html and ("住院治疗" in html) is sees
