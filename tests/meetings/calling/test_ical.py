"""Meetings in calendar programs: what is told of one and what is not; each sees his own; one meeting as a file."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from govrules.core import clock
from govrules.core.feeds import actions as feeds
from govrules.core.matters import actions as matters
from govrules.core.office.models import Official
from meetings.calling import actions, ical
from meetings.calling.models import Meeting
from tests.meetings.calling.desk import DAY, Office
from tests.portal.office import page, signed_in


def events(data: bytes) -> list:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def read_by(official: Official) -> list:
    """What stands in his calendar."""
    answer = Client().get(reverse("feeds:ics", args=[feeds.make(official)]))
    assert answer.status_code == 200
    return events(answer.content)


@pytest.fixture
def meeting(office: Office) -> Meeting:
    """The head is asked to a meeting that was called, and another is being planned."""
    meeting = office.called()
    matters.join(meeting.matter, office.cast.head, "attendee", clock.now())
    office.planned(starts_at=clock.now() + 2 * DAY)
    return meeting


def test_when_and_where_and_nothing_else(office: Office, meeting: Meeting) -> None:
    [event] = read_by(office.cast.head)
    assert event["summary"] == "县政府常务会议（2026年第1次）" and event["location"] == "常务会议室"
    assert (event["dtstart"].dt, event["dtend"].dt) == (meeting.starts_at, meeting.ends_at)
    assert (event.decoded("dtend") - event.decoded("dtstart")).seconds == 7200
    assert set(event) == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"}
    assert "关于第" not in event.to_ical().decode()


def test_its_id_names_it_and_the_system_it_is_of(office: Office, meeting: Meeting) -> None:
    [event] = read_by(office.cast.head)
    assert event["uid"] == f"meeting-{meeting.pk}@testserver"


def test_a_meeting_that_moved_is_the_same_event_and_one_called_off_is_cancelled(
    office: Office, meeting: Meeting
) -> None:
    [before] = read_by(office.cast.head)
    actions.change(meeting.pk, office.clerk, office.plan(starts_at=meeting.starts_at + DAY / 24))
    [moved] = read_by(office.cast.head)
    assert moved["uid"] == before["uid"] and moved["sequence"] > before["sequence"]
    actions.cancel(meeting.pk, office.clerk, "改期")
    [off] = read_by(office.cast.head)
    assert off["status"] == "CANCELLED"


def test_each_sees_his_own(office: Office, meeting: Meeting) -> None:
    assert read_by(office.cast.education_clerk) == []
    assert read_by(office.cast.stranger) == []


def test_what_is_long_ago_is_left_out(office: Office, meeting: Meeting) -> None:
    last = meeting.starts_at + ical.BACK
    for at, count in ((last, 1), (last + DAY / 86400, 0)):
        assert len(list(ical.meetings_of(office.cast.head, "office.example", at))) == count


def test_however_many_meetings_it_is_one_query(office: Office, meeting: Meeting) -> None:
    other = office.called(starts_at=clock.now() + 3 * DAY)
    matters.join(other.matter, office.cast.head, "attendee", clock.now())
    with CaptureQueriesContext(connection) as asked:
        assert len(list(ical.meetings_of(office.cast.head, "office.example", clock.now()))) == 2
    assert len(asked) <= 2


def test_the_week_s_page_leads_to_the_subscription(office: Office) -> None:
    said = page(signed_in(office.cast.head), "/meetings/calendar/")
    assert "在手机、电脑日历中查看" in said and f'href="{reverse("feeds:page")}"' in said


def test_one_meeting_for_who_may_see_it(office: Office) -> None:
    meeting = office.planned()
    answer = signed_in(office.cast.head).get(f"/meetings/{meeting.pk}/meeting.ics")
    [event] = events(answer.content)
    assert event["summary"] == "县政府常务会议" and "attachment" in answer["Content-Disposition"]
    assert answer["Content-Type"].startswith("text/calendar") and event["uid"] == f"meeting-{meeting.pk}@testserver"
    assert Client().get(f"/meetings/{meeting.pk}/meeting.ics").status_code == 302
