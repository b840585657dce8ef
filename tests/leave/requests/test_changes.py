"""The pair, the appointment or the rules change in the middle: one clear answer, and a line that says so."""

from __future__ import annotations

from datetime import date

from govrules.core import clock
from govrules.core.deadlines.sweep import sweep
from govrules.core.journal.models import JournalEntry
from govrules.core.office.actions import adopt, appoint, end_appointment, pair
from govrules.core.office.models import Appointment, Official
from leave.requests import returning
from leave.requests.models import LeaveRequest
from leave.requests.states import State
from tests.core.cast import in_county
from tests.core.office.hours import step_for, who_has
from tests.leave.requests.desk import Desk

TUESDAY, WEDNESDAY = date(2026, 6, 9), date(2026, 6, 10)


def gone(desk: Desk, who: str = "schools_deputy", **values: object) -> LeaveRequest:
    leave = desk.granted(who, **values)
    desk.at("2026-06-08 09:00")
    return desk.again(leave)


def lines_of(step: object) -> list[str]:
    return list(JournalEntry.objects.filter(matter=step.matter_id).order_by("seq").values_list("text", flat=True))


def test_another_b_role_from_tomorrow_on(desk: Desk):
    step = step_for(desk.cast, desk.seat("schools_deputy"))
    gone(desk)
    pair(desk.seat("schools_deputy"), desk.seat("executive"), TUESDAY, by=desk.cast.clerk)
    assert who_has(step) == "李长河"
    desk.at("2026-06-09 00:00")
    assert who_has(step) == "钱卫东"
    assert lines_of(step)[-1].startswith("“审批”由李长河转由钱卫东")
    desk.at("2026-06-12 18:00")
    assert who_has(step) == "孙慧敏"


def test_whoever_acts_is_dismissed_meanwhile(desk: Desk):
    """The B role's seat is empty: held, with what is missing, and nobody decides in its place."""
    step = step_for(desk.cast, desk.seat("schools_deputy"))
    gone(desk)
    end_appointment(Appointment.objects.get(seat=desk.seat("land_deputy")), TUESDAY, by=desk.cast.clerk)
    desk.at("2026-06-09 00:00")
    step.refresh_from_db()
    assert who_has(step) == "待明确"
    assert step.custodian == desk.cast.director
    assert "岗位空缺" in step.missing
    assert lines_of(step)[-1].startswith("“审批”待明确：原由李长河办理")


def test_he_himself_is_dismissed_meanwhile_and_his_leave_still_ends_by_a_report(desk: Desk):
    step = step_for(desk.cast, desk.seat("schools_deputy"))
    leave = gone(desk)
    end_appointment(Appointment.objects.get(seat=desk.seat("schools_deputy")), TUESDAY, by=desk.cast.clerk)
    desk.at("2026-06-09 00:00")
    assert who_has(step) == "李长河", "the rules let the B role act for a vacancy too"
    step.refresh_from_db()
    assert step.ground == "ab_pair"
    newcomer = Official.objects.create(government=desk.cast.government, key="new", name="新来")
    appoint(desk.seat("schools_deputy"), newcomer, WEDNESDAY, by=desk.cast.clerk)
    desk.at("2026-06-10 00:00")
    assert who_has(step) == "新来", "the absence was another's"
    returning.report_back(leave.pk, desk.cast.clerk)
    assert desk.again(leave).matter.state == State.BACK


@in_county("yunyang-2025")
def test_other_rules_meanwhile_decide_nothing_that_has_begun(desk: Desk):
    """The leave and the work go on under the rules of their beginning; the change is on the government's record."""
    step = step_for(desk.cast, desk.seat("schools_deputy"))
    leave = gone(desk)
    assert who_has(step) == "李长河"
    adopt(desk.cast.government, "toksun-2021", in_force=TUESDAY)
    desk.at("2026-06-09 00:00")
    assert who_has(step) == "李长河"
    sweep(clock.now())
    desk.at("2026-06-13 00:00")
    again = desk.again(leave)
    assert again.matter.state == State.OVERDUE
    returning.report_back(leave.pk, desk.cast.schools_deputy)
    assert again.matter.journal.filter(act="report_back").get().article == 59
    assert JournalEntry.objects.filter(matter=None, act="adopt").count() == 1


@in_county("yunyang-2025")
def test_what_comes_under_the_new_rules_is_theirs(desk: Desk):
    gone(desk)
    adoption = adopt(desk.cast.government, "toksun-2021", in_force=TUESDAY)
    desk.at("2026-06-09 09:00")
    desk.cast.adoption = adoption
    step = step_for(desk.cast, desk.seat("schools_deputy"), at=clock.now())
    assert who_has(step) == "待明确"
    assert "未规定由谁代行" in step.missing


@in_county("yunyang-2025")
def test_whoever_presides_leaves_his_post(desk: Desk):
    step = step_for(desk.cast, desk.seat("education_head"), "countersign")
    gone(desk, "education_head", takes_over="education_deputy")
    assert who_has(step) == "冯雪"
    end_appointment(Appointment.objects.get(seat=desk.seat("education_deputy")), TUESDAY, by=desk.cast.clerk)
    desk.at("2026-06-09 00:00")
    assert who_has(step) == "待明确"
    desk.at("2026-06-12 18:00")
    assert who_has(step) == "王文"
