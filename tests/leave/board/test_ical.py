"""Absences, shifts and acting for others in a person's own calendar: what he may see and no more."""

from __future__ import annotations

import pytest
from django.urls import reverse
from icalendar import Calendar

from govrules.core.office.actions import Trip, end_appointment, enter_absence
from govrules.core.office.models import Absence, Appointment
from leave.duty import actions
from tests.core.calendars import office
from tests.core.office.hours import HOUR, TODAY


@pytest.fixture
def made(client, cast, monday):
    """`made("clerk")` is a new address of somebody's, as the page shows it."""

    def make(who: str) -> str:
        client.force_login(getattr(cast, who).account)
        html = client.post(reverse("feeds:make")).content.decode()
        client.logout()
        return html.split('value="http://testserver')[1].split('"')[0]

    return make


def events(client, address: str) -> dict[str, object]:
    """What a calendar program finds there, by the summary."""
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/calendar")
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def away(official, start="2026-06-02 08:00", end="2026-06-03 18:00", reason="赴省厅汇报", place="太原市"):
    return enter_absence(official, Trip(office(start), office(end), reason, place))


def test_who_holds_no_seat_any_more_sees_nothing(client, cast, made, monday):
    address = made("clerk")
    away(cast.schools_deputy)
    assert events(client, address)
    end_appointment(Appointment.objects.get(seat=cast.seats["clerk"]), TODAY, by=cast.director)
    assert events(client, address) == {}


def test_ones_own_absences_and_shifts(client, cast, made):
    away(cast.finance_clerk)
    turns = actions.Turns([cast.finance_head.pk], [cast.finance_clerk.pk])
    roster = actions.make(cast.finance, TODAY.replace(month=7), turns, by=cast.finance_clerk)
    address = made("finance_clerk")
    assert set(events(client, address)) == {"外出"}, "a draft is no duty"
    actions.publish(roster, by=cast.finance_clerk)
    found = events(client, address)
    assert set(found) == {"外出", "值班：县财政局"}
    uid = str(found["值班：县财政局"]["uid"])
    assert uid in {f"shift-{pk}@govrules" for pk in roster.shifts.values_list("pk", flat=True)}
    assert (found["外出"]["dtstart"].dt, found["外出"]["dtend"].dt) == (
        office("2026-06-02 08:00"), office("2026-06-03 18:00"),
    )  # fmt: skip
    assert (str(found["外出"]["location"]), str(found["外出"]["description"])) == ("太原市", "赴省厅汇报")


def test_when_he_acts_for_another_without_the_reason_unless_he_may_see_it(client, cast, made):
    away(cast.schools_deputy)
    [(summary, event)] = events(client, made("land_deputy")).items()
    assert summary == "副县长（教育卫生）孙慧敏外出，您代行"
    assert "赴省厅汇报" in str(event["description"]) and "李长河（代副县长" in str(event["description"])
    away(cast.finance_head, reason="就医", place="北京市")
    [(summary, event)] = events(client, made("finance_deputy")).items()
    assert summary == "县财政局局长褚建国外出，您代行会签"
    assert "就医" not in str(event["description"]) and "location" not in event


@pytest.mark.parametrize(
    ("who", "sees"),
    [("clerk", ["副县长（教育卫生）孙慧敏外出"]), ("head", ["副县长（教育卫生）孙慧敏外出"]), ("finance_clerk", [])],
)
def test_the_leaders_absences_are_for_the_office_and_the_leaders(client, cast, made, who, sees):
    away(cast.schools_deputy)
    away(cast.finance_head)
    assert list(events(client, made(who))) == sees


def test_who_acts_for_some_of_the_time_is_told_so(client, cast, made):
    away(cast.schools_deputy)
    away(cast.land_deputy, "2026-06-03 08:00", "2026-06-03 12:00")
    found = events(client, made("land_deputy"))
    assert set(found) == {"副县长（教育卫生）孙慧敏外出，您代行（部分时间）", "外出"}
    said = str(found["副县长（教育卫生）孙慧敏外出，您代行（部分时间）"]["description"])
    assert "6月3日 12:00起副县长（教育卫生）：李长河" in said


def test_ones_own_trips_of_the_last_weeks_stay(client, cast, made, monday):
    away(cast.finance_clerk)
    address = made("finance_clerk")
    monday.move_to(office("2026-06-20 09:00"))
    assert list(events(client, address)) == ["外出"]
    monday.move_to(office("2026-07-20 09:00"))
    assert events(client, address) == {}


def test_nothing_of_another_government(client, cast, made):
    away(cast.schools_deputy)
    assert events(client, made("other_director")) == {}


def test_the_keys_of_events_stay_so_that_nothing_stands_twice(client, cast, made, monday):
    away(cast.clerk)
    address = made("clerk")
    first = [str(event["uid"]) for event in events(client, address).values()]
    assert first == [f"absence-{Absence.objects.get().pk}@govrules"]
    monday.forward(HOUR)
    assert [str(event["uid"]) for event in events(client, address).values()] == first
