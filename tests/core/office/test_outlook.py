"""Looking ahead: what an absence will leave open, told when it is entered and not when it is felt."""

from __future__ import annotations

import pytest

from govrules.core.authority import Acting, Held
from govrules.core.office.actions import Delegating, Trip, cancel_absence, enter_absence, entrust, revoke
from govrules.core.office.outlook import outlook
from tests.core.office.hours import DAY, HOUR, MONDAY


def away(cast, key: str, start=HOUR, end=2 * DAY):
    return enter_absence(getattr(cast, key), Trip(MONDAY + start, MONDAY + end, "学习"))


def gaps(cast, key: str, start=HOUR, end=2 * DAY) -> list[str]:
    return outlook(cast.government, MONDAY).gaps(getattr(cast, key), MONDAY + start, MONDAY + end)


@pytest.mark.parametrize("who", ["executive", "schools_deputy", "land_deputy"])
def test_a_deputy_whose_b_role_stays_leaves_nothing_open(cast, monday, who):
    away(cast, who)
    assert gaps(cast, who) == []


def test_a_b_role_away_for_part_of_the_time_is_foreseen(cast, monday):
    away(cast, "schools_deputy")
    away(cast, "land_deputy", DAY, DAY + HOUR)
    assert gaps(cast, "schools_deputy") == ["副县长（教育卫生）孙慧敏外出，B角副县长（农业资源）李长河也外出（第五条）"]


@pytest.mark.parametrize(("start", "end"), [(2 * DAY, 3 * DAY), (-HOUR, HOUR)])
def test_a_b_role_away_before_or_after_is_none_of_his_business(cast, monday, start, end):
    away(cast, "schools_deputy")
    away(cast, "land_deputy", start, end)
    assert gaps(cast, "schools_deputy") == []


def test_the_head_needs_an_entrustment_for_the_whole_of_his_trip(cast, monday):
    away(cast, "head")
    missing = "县长赵立民外出，未记录委托（第五条）"
    assert gaps(cast, "head") == [missing]
    part = entrust(cast.seats["head"], cast.seats["executive"], Delegating("entrustment", MONDAY, MONDAY + DAY, "签批"))
    assert gaps(cast, "head") == [missing], "it ends before he is back"
    revoke(part)
    entrust(cast.seats["head"], cast.seats["executive"], Delegating("entrustment", MONDAY, MONDAY + 3 * DAY, "签批"))
    assert gaps(cast, "head") == []


def test_where_no_record_would_help_there_is_no_warning(cast, monday):
    """A department's head signs himself; whom his deputy may stand in for, the rules have said."""
    away(cast, "finance_head")
    assert gaps(cast, "finance_head") == []


def test_who_has_no_work_by_his_post_leaves_nothing_open(cast, monday):
    away(cast, "finance_clerk")
    assert gaps(cast, "finance_clerk") == []


def test_an_office_director_is_missed_until_the_office_has_fixed_who_stands_in(cast, monday):
    away(cast, "director")
    assert gaps(cast, "director") == ["县政府办公室主任周正外出，工作规则未规定由谁代行，本办也未作规定（第三十三条）"]


def test_a_cancelled_absence_is_no_absence(cast, monday):
    away(cast, "schools_deputy")
    cancel_absence(away(cast, "land_deputy", DAY, DAY + HOUR))
    assert gaps(cast, "schools_deputy") == []


def test_who_acts_at_another_moment(cast, monday):
    away(cast, "schools_deputy")
    view, seat = outlook(cast.government, MONDAY), cast.seats["schools_deputy"]
    assert isinstance(view.who(seat, MONDAY), Acting)
    assert view.who(seat, MONDAY).official == cast.schools_deputy
    assert view.who(seat, MONDAY + HOUR).official == cast.land_deputy
    assert view.who(seat, MONDAY + 2 * DAY).official == cast.schools_deputy


def test_a_department_s_standing_is_told_act_by_act(cast, monday):
    away(cast, "finance_head")
    away(cast, "agriculture_head")
    view = outlook(cast.government, MONDAY)
    [finance] = view.standing(cast.seats["finance_head"], MONDAY + HOUR)
    assert (finance.only, finance.found.official) == ("会签", cast.finance_deputy)
    [agriculture] = view.standing(cast.seats["agriculture_head"], MONDAY + HOUR)
    assert agriculture.only == "会签"
    assert isinstance(agriculture.found, Held)
    [leader] = view.standing(cast.seats["schools_deputy"], MONDAY + HOUR)
    assert (leader.only, leader.found.official) == ("", cast.schools_deputy)


def test_it_costs_the_same_for_however_many(cast, monday, django_assert_num_queries):
    for who in ("head", "executive", "schools_deputy", "finance_head"):
        away(cast, who)
    outlook(cast.government, MONDAY)
    with django_assert_num_queries(9):
        outlook(cast.government, MONDAY)
