"""Entrusting, arranging, revoking and asking: to whom the rules allow, who records it, and what a custodian may do."""

from __future__ import annotations

from datetime import datetime

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Step
from govrules.core.notices.models import Notice
from govrules.core.office import boundaries, entrusting
from govrules.core.office.actions import (
    Delegating,
    Trip,
    ask_for,
    end_appointment,
    enter_absence,
    entrust,
    revoke,
)
from govrules.core.office.models import ABPair, Appointment, Boundary, Entrustment, Seat
from tests.core.authority.books import TAOBEI, TOKSUN
from tests.core.office.hours import DAY, HOUR, MONDAY, TODAY, last_line, step_for, told_by, who_has
from tests.proves import proves

BASIS = "县长6月1日签批的委托书"


def said(kind="entrustment", start=0 * HOUR, end: object = DAY, basis=BASIS) -> Delegating:
    return Delegating(kind, MONDAY + start, MONDAY + end if end else None, basis)


def gone(cast, *keys: str, end=DAY) -> None:
    for key in keys:
        enter_absence(getattr(cast, key), Trip(MONDAY - HOUR, MONDAY + end, "赴省里开会"), by=cast.clerk)


def ahead() -> list[datetime]:
    return list(Boundary.objects.filter(done_at=None, entrustment__isnull=False).values_list("at", flat=True))


@proves("YG-5-5")
@pytest.mark.parametrize("to", ["executive", "schools_deputy", "land_deputy"])
def test_the_head_away_may_entrust_any_deputy_and_his_work_goes_there(cast, monday, to):
    gone(cast, "head")
    step = step_for(cast, cast.seats["head"])
    assert who_has(step) == "待明确"
    row = entrust(cast.seats["head"], cast.seats[to], said(), by=cast.clerk)
    boundaries.cross(MONDAY)
    assert who_has(step) == getattr(cast, to).name
    assert (row.recorded_by, row.recorded_at, row.basis) == (cast.clerk, MONDAY, BASIS)
    boundaries.cross(MONDAY + DAY)
    assert who_has(step) == "赵立民"


def test_it_is_written_down_with_the_article_and_the_basis(cast, monday):
    entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk)
    text = f"郑晓登记县长的工作委托常务副县长钱卫东：{BASIS}"
    assert told_by(cast) == ("entrust", text, cast.clerk)
    assert last_line(cast).article == 5
    assert ahead() == [MONDAY, MONDAY + DAY]


def test_recorded_before_the_trip_it_waits_for_it(cast, monday):
    step = step_for(cast, cast.seats["head"])
    entrust(cast.seats["head"], cast.seats["executive"], said(end=5 * DAY), by=cast.clerk)
    boundaries.cross(MONDAY)
    assert who_has(step) == "赵立民", "he is still here"
    enter_absence(cast.head, Trip(MONDAY + DAY, MONDAY + 2 * DAY, "赴省里开会"), by=cast.clerk)
    boundaries.cross(MONDAY + DAY)
    assert who_has(step) == "钱卫东"
    boundaries.cross(MONDAY + 2 * DAY)
    assert who_has(step) == "赵立民", "back, though the entrustment still runs"


@pytest.mark.parametrize("who", ["clerk", "director", "vice_director", "head"])
def test_the_office_records_it_or_the_head_himself(cast, monday, who):
    assert entrust(cast.seats["head"], cast.seats["executive"], said(), by=getattr(cast, who)).pk


@pytest.mark.parametrize("who", ["executive", "schools_deputy", "finance_head", "other_director", "stranger"])
def test_nobody_else_records_it_least_of_all_the_one_entrusted(cast, monday, who):
    with pytest.raises(NotYours):
        entrust(cast.seats["head"], cast.seats["executive"], said(), by=getattr(cast, who))
    assert Entrustment.objects.count() == 0


@proves("YG-5-5")
@pytest.mark.parametrize("to", ["director", "finance_head", "clerk"])
def test_to_another_than_a_deputy_it_is_refused_by_article_5(cast, monday, to):
    with pytest.raises(BrokenRule, match="县长的工作只能由常务副县长、副县长代行") as why:
        entrust(cast.seats["head"], cast.seats[to], said(), by=cast.clerk)
    assert why.value.reasons[0].article == 5


@pytest.mark.parametrize(("seat", "article"), [("schools_deputy", 5), ("director", 33), ("finance_head", 31)])
def test_what_the_rules_do_not_let_be_entrusted_is_not(cast, monday, seat, article):
    with pytest.raises(BrokenRule, match="没有规定.*可以委托他人") as why:
        entrust(cast.seats[seat], cast.seats["executive"], said(), by=cast.clerk)
    assert why.value.reasons[0].article == article


def test_nor_may_the_head_s_work_be_arranged(cast, monday):
    with pytest.raises(BrokenRule, match="没有规定县长的工作可以指定他人"):
        entrust(cast.seats["head"], cast.seats["executive"], said("arrangement"), by=cast.clerk)


def test_to_one_who_is_away_then_it_is_refused(cast, monday):
    gone(cast, "executive", end=3 * DAY)
    with pytest.raises(BadInput, match="钱卫东6月1日至6月4日 09:00也外出，请另选") as why:
        entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk)
    assert why.value.field == "to_seat"
    later = Delegating("entrustment", MONDAY + 3 * DAY, MONDAY + 5 * DAY, BASIS)
    assert entrust(cast.seats["head"], cast.seats["executive"], later, by=cast.clerk).pk, "he is back by then"


def leave_seat(cast, key: str) -> None:
    end_appointment(Appointment.objects.get(seat=cast.seats[key]), TODAY, by=cast.clerk)


def test_to_a_vacant_seat_or_by_a_vacant_seat_it_is_refused(cast, monday):
    leave_seat(cast, "executive")
    with pytest.raises(BadInput, match="常务副县长岗位空缺，请另选"):
        entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk)
    leave_seat(cast, "head")
    with pytest.raises(BrokenRule, match="县长岗位空缺，无人可以委托"):
        entrust(cast.seats["head"], cast.seats["land_deputy"], said(), by=cast.clerk)


@pytest.mark.parametrize("end", [DAY, None])
def test_for_the_same_time_there_is_one(cast, monday, end):
    entrust(cast.seats["head"], cast.seats["executive"], said(end=end), by=cast.clerk)
    with pytest.raises(BadInput, match="同一时间已委托常务副县长"):
        entrust(cast.seats["head"], cast.seats["land_deputy"], said(start=HOUR, end=2 * DAY), by=cast.clerk)


def test_one_may_follow_the_other(cast, monday):
    entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk)
    following = Delegating("entrustment", MONDAY + DAY, MONDAY + 2 * DAY, BASIS)
    assert entrust(cast.seats["head"], cast.seats["land_deputy"], following, by=cast.clerk).pk


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        (said(basis=" "), "basis", "请填写依据"),
        (said(basis="据" * 201), "basis", "依据有201字，最多200字"),
        (said(start=DAY, end=HOUR), "ends_at", "结束时间要晚于开始时间"),
        (said(start=-2 * DAY, end=-DAY), "ends_at", "已经过去"),
        (said(end=500 * DAY), "ends_at", "时间超出一年"),
        (said(start=500 * DAY, end=501 * DAY), "ends_at", "时间超出一年"),
    ],
)
def test_absurd_records_are_refused_and_say_where(cast, monday, wrong, field, says):
    with pytest.raises(BadInput, match=says) as why:
        entrust(cast.seats["head"], cast.seats["executive"], wrong, by=cast.clerk)
    assert why.value.field == field
    assert Entrustment.objects.count() == Boundary.objects.count() == 0


def test_a_seat_of_another_government_is_never_entrusted(cast, monday):
    with pytest.raises(BadInput, match="不属于本级政府"):
        entrust(cast.seats["head"], cast.seats["stranger"], said(), by=cast.clerk)


# --- revoking --------------------------------------------------------------------------------------------


def test_revoked_it_is_over_at_once_and_what_is_pending_is_held(cast, monday, django_capture_on_commit_callbacks):
    gone(cast, "head")
    step = step_for(cast, cast.seats["head"])
    row = entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk)
    boundaries.cross(MONDAY)
    monday.move_to(MONDAY + HOUR)
    with django_capture_on_commit_callbacks(execute=True):
        revoke(row, by=cast.head)
    assert who_has(step) == "待明确"
    assert told_by(cast) == ("revoke", "赵立民登记撤销县长对常务副县长的委托", cast.head)
    assert ahead() == []


def test_revoked_before_it_begins_it_never_does(cast, monday):
    row = entrust(cast.seats["head"], cast.seats["executive"], said(start=HOUR), by=cast.clerk)
    revoke(row, by=cast.clerk)
    gone(cast, "head")
    step = step_for(cast, cast.seats["head"], at=MONDAY + 2 * HOUR)
    assert who_has(step) == "待明确"


def test_revoked_twice_or_when_over_is_the_wrong_state(cast, monday):
    row = entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk)
    other = entrust(
        cast.seats["head"], cast.seats["land_deputy"], Delegating("entrustment", MONDAY + DAY, None, BASIS),
        by=cast.clerk,
    )  # fmt: skip
    revoke(other, by=cast.clerk)
    with pytest.raises(WrongState, match="这项委托已经终止"):
        revoke(other, by=cast.clerk)
    monday.move_to(MONDAY + DAY)
    with pytest.raises(WrongState, match="这项委托已经终止"):
        revoke(row, by=cast.clerk)


def test_the_one_entrusted_does_not_revoke(cast, monday):
    row = entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk)
    with pytest.raises(NotYours):
        revoke(row, by=cast.executive)


# --- other counties: the same act under other rules ------------------------------------------------------


def test_where_only_the_executive_deputy_may_be_entrusted_another_is_refused(cast, monday, monkeypatch):
    monkeypatch.setattr(entrusting, "book_of", lambda _: TOKSUN)
    assert entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk).pk
    with pytest.raises(BrokenRule, match="县长的工作只能由常务副县长代行") as why:
        entrust(cast.seats["head"], cast.seats["land_deputy"], said(start=2 * DAY, end=3 * DAY), by=cast.clerk)
    assert why.value.reasons[0].article == 5


def test_where_the_head_arranges_he_or_the_office_records_it(cast, monday, monkeypatch):
    monkeypatch.setattr(entrusting, "book_of", lambda _: TAOBEI)
    arrangement = said("arrangement")
    with pytest.raises(NotYours):
        entrust(cast.seats["schools_deputy"], cast.seats["executive"], arrangement, by=cast.schools_deputy)
    assert entrust(cast.seats["schools_deputy"], cast.seats["executive"], arrangement, by=cast.head).pk
    assert told_by(cast)[1] == f"赵立民登记副县长（教育卫生）的工作指定常务副县长钱卫东：{BASIS}"


# --- asking for what is missing --------------------------------------------------------------------------


@pytest.fixture
def held(cast, monday) -> Step:
    gone(cast, "head")
    return Step.objects.get(pk=step_for(cast, cast.seats["head"]).pk)


def test_the_custodian_asks_the_head_for_the_entrustment(cast, held):
    assert held.custodian == cast.director
    assert ask_for(held.pk, by=cast.director) == cast.head
    notice = Notice.objects.get(recipient=cast.head, channel="portal")
    assert notice.subject == "请明确由谁办理：关于新建城东小学的请示"
    assert notice.body.startswith("县长赵立民外出，未记录委托（第五条）。周正请您明确由谁办理，办公室据此登记。")
    line = JournalEntry.objects.filter(matter=held.matter).latest("seq")
    assert (line.act, line.actor, line.article) == ("ask", cast.director, 5)
    assert who_has(held) == "待明确", "asking decides nothing"


def test_asked_twice_on_one_day_the_head_is_told_once(cast, held, monday):
    for _ in range(2):
        ask_for(held.pk, by=cast.director)
    assert Notice.objects.filter(recipient=cast.head, channel="portal").count() == 1
    monday.move_to(MONDAY + 20 * HOUR)
    ask_for(held.pk, by=cast.director)
    assert Notice.objects.filter(recipient=cast.head, channel="portal").count() == 2


@pytest.mark.parametrize("who", ["vice_director", "clerk", "executive", "head", "other_director"])
def test_only_the_custodian_asks(cast, held, who):
    with pytest.raises(NotYours):
        ask_for(held.pk, by=getattr(cast, who))


def test_with_the_director_away_his_deputy_is_custodian_and_asks(cast, monday):
    gone(cast, "head", "director")
    step = step_for(cast, cast.seats["head"])
    with pytest.raises(NotYours):
        ask_for(step.pk, by=cast.director)
    assert ask_for(step.pk, by=cast.vice_director) == cast.head


def test_for_a_missing_b_role_the_head_is_asked(cast, monday):
    ABPair.objects.all().delete()
    gone(cast, "schools_deputy")
    step = step_for(cast, cast.seats["schools_deputy"])
    assert ask_for(step.pk, by=cast.director) == cast.head


def test_with_no_head_there_is_nobody_to_ask(cast, monday):
    leave_seat(cast, "head")
    step = step_for(cast, cast.seats["head"])
    with pytest.raises(WrongState, match="没有可以请示的人"):
        ask_for(step.pk, by=cast.director)


def test_what_is_settled_meanwhile_need_not_be_asked(cast, held):
    entrust(cast.seats["head"], cast.seats["executive"], said(), by=cast.clerk)
    with pytest.raises(WrongState, match="已经明确由谁办理"):
        ask_for(held.pk, by=cast.director)


def test_a_step_without_a_seat_asks_the_head(cast, monday):
    step = step_for(cast, cast.seats["schools_deputy"])
    Step.objects.filter(pk=step.pk).update(seat=None, state="held", assignee=None)
    assert Seat.objects.filter(pk=step.seat_id).exists()
    assert ask_for(step.pk, by=cast.director) == cast.head
