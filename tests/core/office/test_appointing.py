"""Appointing, pairing and covering: from midnight of a day, by the rulebook in force, with what follows from it."""

from __future__ import annotations

from datetime import date

import pytest

from govrules.core.clock import start_of_day
from govrules.core.errors import BadInput, BrokenRule, NotYours
from govrules.core.office import appointing, boundaries
from govrules.core.office.actions import appoint, cover, end_appointment, end_pair, pair
from govrules.core.office.models import ABPair, Absence, Appointment, Boundary, Entrustment, Official, Portfolio
from govrules.core.office.queries import holder, portfolio_seat
from tests.core.authority.books import TOKSUN, YANGCHENG
from tests.core.cast import SINCE
from tests.core.office.hours import DAY, FRIDAY, HOUR, MONDAY, TODAY, TOMORROW, last_line, step_for, told_by, who_has
from tests.proves import proves


def newcomer(cast, name="魏新", **said) -> Official:
    return Official.objects.get_or_create(government=cast.government, key="newcomer", name=name, defaults=said)[0]


def appointment(cast, key: str) -> Appointment:
    return Appointment.objects.get(seat=cast.seats[key], until=None)


def ended(cast, key: str, until: date) -> Appointment:
    return end_appointment(appointment(cast, key), until, by=cast.clerk)


# --- appointments ----------------------------------------------------------------------------------------


def test_appointed_from_a_day_on_he_holds_the_seat_from_its_midnight(cast, monday):
    ended(cast, "schools_deputy", TOMORROW)
    step = step_for(cast, cast.seats["schools_deputy"])
    new = newcomer(cast)
    appoint(cast.seats["schools_deputy"], new, FRIDAY, by=cast.clerk)
    assert told_by(cast) == ("appoint", "郑晓登记魏新自6月5日起任副县长（教育卫生）", cast.clerk)
    seen = []
    for day in (TODAY, TOMORROW, FRIDAY):
        boundaries.cross(start_of_day(day))
        seen.append((holder(cast.seats["schools_deputy"], day), who_has(step)))
    assert seen == [(cast.schools_deputy, "孙慧敏"), (None, "李长河"), (new, "魏新")], "his B role in between"


def test_an_appointment_of_today_or_before_counts_at_once(cast, monday, django_capture_on_commit_callbacks):
    step = step_for(cast, cast.seats["schools_deputy"])
    with django_capture_on_commit_callbacks(execute=True):
        ended(cast, "schools_deputy", TODAY)
    assert who_has(step) == "李长河"
    with django_capture_on_commit_callbacks(execute=True):
        appoint(cast.seats["schools_deputy"], newcomer(cast), TODAY, by=cast.clerk)
    assert who_has(step) == "魏新"


def test_a_seat_that_is_filled_takes_no_second_holder(cast, monday):
    with pytest.raises(BadInput, match="副县长（教育卫生）由孙慧敏担任，请先登记免职再任命") as why:
        appoint(cast.seats["schools_deputy"], newcomer(cast), FRIDAY, by=cast.clerk)
    assert why.value.field == "official"
    ended(cast, "schools_deputy", FRIDAY)
    with pytest.raises(BadInput):
        appoint(cast.seats["schools_deputy"], newcomer(cast), TOMORROW, by=cast.clerk)


@pytest.mark.parametrize("who", ["head", "finance_head", "other_director"])
def test_only_the_office_records_appointments(cast, monday, who):
    with pytest.raises(NotYours):
        end_appointment(appointment(cast, "schools_deputy"), FRIDAY, by=getattr(cast, who))
    with pytest.raises(NotYours):
        appoint(cast.seats["schools_deputy"], cast.land_deputy, FRIDAY, by=getattr(cast, who))


def test_who_has_left_or_is_of_another_government_is_not_appointed(cast, monday):
    ended(cast, "schools_deputy", TOMORROW)
    with pytest.raises(BadInput, match="魏新已不在职"):
        appoint(cast.seats["schools_deputy"], newcomer(cast, is_active=False), FRIDAY, by=cast.clerk)
    with pytest.raises(BadInput, match="不属于本级政府"):
        appoint(cast.seats["schools_deputy"], cast.stranger, FRIDAY, by=cast.clerk)


@pytest.mark.parametrize("day", [date(1926, 6, 1), date(2028, 6, 1), date(9999, 12, 31)])
def test_a_day_far_away_is_a_slip_of_the_pen(cast, monday, day):
    ended(cast, "schools_deputy", TOMORROW)
    with pytest.raises(BadInput, match="离今天太远"):
        appoint(cast.seats["schools_deputy"], newcomer(cast), day, by=cast.clerk)


def test_an_appointment_ends_after_it_began_and_only_once(cast, monday):
    with pytest.raises(BadInput, match="终止日期要晚于开始日期3月1日"):
        ended(cast, "schools_deputy", SINCE)
    row = ended(cast, "schools_deputy", FRIDAY)
    with pytest.raises(BadInput, match="已登记自6月5日起终止"):
        end_appointment(row, TOMORROW, by=cast.clerk)


def test_what_the_head_entrusted_ends_with_his_office(cast, monday):
    """A new head has entrusted nobody."""
    running, later = (
        Entrustment.objects.create(
            seat=cast.seats["head"], to_seat=cast.seats["executive"], kind="entrustment", basis="批示",
            starts_at=start, recorded_at=MONDAY,
        )
        for start in (MONDAY, MONDAY + 30 * DAY)
    )  # fmt: skip
    ended(cast, "head", FRIDAY)
    running.refresh_from_db()
    later.refresh_from_db()
    assert (running.ends_at, running.revoked_at) == (start_of_day(FRIDAY), None)
    assert later.revoked_at == MONDAY


def test_what_was_entrusted_to_a_deputy_ends_with_his_office_too(cast, monday):
    row = Entrustment.objects.create(
        seat=cast.seats["head"], to_seat=cast.seats["executive"], kind="entrustment", basis="批示",
        starts_at=MONDAY - DAY, recorded_at=MONDAY - DAY,
    )  # fmt: skip
    ended(cast, "executive", TODAY)
    row.refresh_from_db()
    assert row.ends_at == MONDAY, "today's midnight is over: it ends now"


# --- AB pairs --------------------------------------------------------------------------------------------


@proves("YG-5-7")
def test_a_new_b_role_acts_from_its_day_on_and_the_old_one_no_more(cast, monday):
    Absence.objects.create(
        official=cast.schools_deputy, starts_at=MONDAY - DAY, ends_at=MONDAY + 30 * DAY, reason="学习",
        entered_at=MONDAY,
    )  # fmt: skip
    step = step_for(cast, cast.seats["schools_deputy"])
    assert who_has(step) == "李长河"
    pair(cast.seats["schools_deputy"], cast.seats["executive"], TOMORROW, by=cast.clerk)
    text = "郑晓登记副县长（教育卫生）的B角自6月2日起为常务副县长"
    assert told_by(cast) == ("pair", text, cast.clerk)
    boundaries.cross(start_of_day(TOMORROW) - HOUR)
    assert who_has(step) == "李长河"
    boundaries.cross(start_of_day(TOMORROW))
    assert who_has(step) == "钱卫东"


def test_the_line_cites_the_article_and_the_boundary_its_seat(cast, monday):
    pair(cast.seats["schools_deputy"], cast.seats["executive"], TOMORROW, by=cast.clerk)
    assert last_line(cast).article == 5
    row = Boundary.objects.get()
    assert (row.at, row.seat, row.government) == (start_of_day(TOMORROW), cast.seats["schools_deputy"], cast.government)


def test_the_same_day_again_puts_it_right_in_place(cast, monday):
    first = pair(cast.seats["schools_deputy"], cast.seats["executive"], TOMORROW, by=cast.clerk)
    again = pair(cast.seats["schools_deputy"], cast.seats["land_deputy"], TOMORROW, by=cast.clerk)
    assert (again.pk, again.counterpart) == (first.pk, cast.seats["land_deputy"])
    assert ABPair.objects.filter(seat=cast.seats["schools_deputy"], until=None).count() == 1


def test_nothing_is_written_before_what_lies_ahead(cast, monday):
    pair(cast.seats["schools_deputy"], cast.seats["executive"], FRIDAY, by=cast.clerk)
    with pytest.raises(BadInput, match="已登记了自6月5日起的安排"):
        pair(cast.seats["schools_deputy"], cast.seats["land_deputy"], TOMORROW, by=cast.clerk)


def test_a_b_role_ended_leaves_the_seat_without(cast, monday):
    Absence.objects.create(
        official=cast.schools_deputy, starts_at=MONDAY - DAY, ends_at=MONDAY + DAY, reason="学习", entered_at=MONDAY
    )
    step = step_for(cast, cast.seats["schools_deputy"])
    end_pair(ABPair.objects.get(seat=cast.seats["schools_deputy"]), TODAY, by=cast.clerk)
    boundaries.cross(MONDAY)
    assert who_has(step) == "待明确"
    assert told_by(cast)[0] == "unpair"


def test_a_new_pair_may_begin_on_the_day_the_ended_one_stops_and_no_earlier(cast, monday):
    end_pair(ABPair.objects.get(seat=cast.seats["schools_deputy"]), FRIDAY, by=cast.clerk)
    with pytest.raises(BadInput, match="原安排到6月5日才终止"):
        pair(cast.seats["schools_deputy"], cast.seats["executive"], TOMORROW, by=cast.clerk)
    assert pair(cast.seats["schools_deputy"], cast.seats["executive"], FRIDAY, by=cast.clerk).until is None


@pytest.mark.parametrize("other", ["head", "director", "finance_head"])
def test_a_b_role_is_one_of_the_posts_that_the_article_allows(cast, monday, other):
    with pytest.raises(BrokenRule, match="B角只能是常务副县长、副县长") as why:
        pair(cast.seats["schools_deputy"], cast.seats[other], TODAY, by=cast.clerk)
    assert why.value.reasons[0].article == 5


@pytest.mark.parametrize(("seat", "article"), [("head", 5), ("director", 33), ("finance_head", 31), ("clerk", None)])
def test_a_post_without_ab_roles_gets_none(cast, monday, seat, article):
    with pytest.raises(BrokenRule, match="没有规定.*实行AB角") as why:
        pair(cast.seats[seat], cast.seats["executive"], TODAY, by=cast.clerk)
    assert why.value.reasons[0].article == article


def test_nobody_is_his_own_b_role(cast, monday):
    with pytest.raises(BadInput, match="不能是同一个岗位"):
        pair(cast.seats["executive"], cast.seats["executive"], TODAY, by=cast.clerk)
    ended(cast, "schools_deputy", TODAY)
    appoint(cast.seats["schools_deputy"], cast.land_deputy, TODAY, by=cast.clerk)
    with pytest.raises(BadInput, match="两个岗位都由李长河担任"):
        pair(cast.seats["schools_deputy"], cast.seats["land_deputy"], TODAY, by=cast.clerk)


def test_a_seat_of_another_government_is_no_b_role(cast, monday):
    with pytest.raises(BadInput, match="不属于本级政府"):
        pair(cast.seats["executive"], cast.seats["stranger"], TODAY, by=cast.clerk)


def test_only_the_office_records_pairs(cast, monday):
    with pytest.raises(NotYours):
        pair(cast.seats["executive"], cast.seats["land_deputy"], TODAY, by=cast.executive)


# Other counties: the same act under other rules.


def test_where_the_rules_know_no_ab_roles_the_act_is_refused(cast, monday, monkeypatch):
    monkeypatch.setattr(appointing, "book_of", lambda _: TOKSUN)
    with pytest.raises(BrokenRule, match="没有规定副县长（教育卫生）实行AB角"):
        pair(cast.seats["schools_deputy"], cast.seats["executive"], TODAY, by=cast.clerk)


def test_where_pairs_act_for_each_other_nobody_is_in_two(cast, monday, monkeypatch):
    monkeypatch.setattr(appointing, "book_of", lambda _: YANGCHENG)
    ABPair.objects.all().delete()
    pair(cast.seats["schools_deputy"], cast.seats["land_deputy"], TODAY, by=cast.clerk)
    for taken in ("schools_deputy", "land_deputy"):
        with pytest.raises(BadInput, match="副县长（教育卫生）已与副县长（农业资源）互为AB角"):
            pair(cast.seats["executive"], cast.seats[taken], TODAY, by=cast.clerk)


# --- portfolios ------------------------------------------------------------------------------------------


def test_an_organ_passes_from_one_leader_to_another_at_midnight(cast, monday):
    cover(cast.seats["land_deputy"], cast.education, TOMORROW, by=cast.clerk)
    assert portfolio_seat(cast.education, TODAY) == cast.seats["schools_deputy"]
    assert portfolio_seat(cast.education, TOMORROW) == cast.seats["land_deputy"]
    assert told_by(cast)[1] == "郑晓登记县教育局自6月2日起由副县长（农业资源）分管"


def test_a_step_stays_with_the_seat_at_which_it_began(cast, monday):
    step = step_for(cast, cast.seats["schools_deputy"])
    cover(cast.seats["land_deputy"], cast.education, TOMORROW, by=cast.clerk)
    boundaries.cross(start_of_day(TOMORROW))
    assert who_has(step) == "孙慧敏"


def test_an_organ_has_one_leader(cast, monday):
    cover(cast.seats["land_deputy"], cast.education, TODAY, by=cast.clerk)
    assert Portfolio.objects.filter(organ=cast.education, until=None).count() == 1


def test_only_leaders_cover_organs_and_only_of_their_government(cast, monday):
    with pytest.raises(BadInput, match="分管只登记在政府领导的岗位上"):
        cover(cast.seats["director"], cast.education, TODAY, by=cast.clerk)
    with pytest.raises(BadInput, match="不属于本级政府"):
        cover(cast.seats["executive"], cast.other_finance, TODAY, by=cast.clerk)
    with pytest.raises(NotYours):
        cover(cast.seats["executive"], cast.education, TODAY, by=cast.executive)
