"""Calendar files: what is in them and what is not, whose the secret address is, taking it back."""

import pytest
from django.test import Client
from icalendar import Calendar

from govrules.core import clock
from govrules.core.matters import actions as matters
from meetings.calling import actions, feed
from meetings.calling.models import Feed
from tests.meetings.calling.desk import DAY, Office
from tests.portal.office import page, signed_in


def events(data: bytes) -> list:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def address_of(token: str) -> str:
    return f"/meetings/feed/{token}.ics"


@pytest.fixture
def token(office: Office) -> str:
    """The head's address; he is asked to a meeting that was called, and another is being planned."""
    meeting = office.called()
    matters.join(meeting.matter, office.cast.head, "attendee", clock.now())
    office.planned(starts_at=clock.now() + 2 * DAY)
    return feed.make(office.cast.head, clock.now())


def test_whoever_has_the_address_reads_when_and_where_and_nothing_else(office: Office, token: str) -> None:
    answer = Client().get(address_of(token))
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "private, no-store" and not answer.cookies
    [event] = events(answer.content)
    assert event["summary"] == "县政府常务会议（2026年第1次）" and event["location"] == "常务会议室"
    assert (event.decoded("dtend") - event.decoded("dtstart")).seconds == 7200
    assert set(event) == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"}
    assert "关于第" not in answer.content.decode()


def test_a_meeting_that_moved_is_the_same_event_and_one_called_off_is_cancelled(office: Office, token: str) -> None:
    [before] = events(Client().get(address_of(token)).content)
    meeting = feed.meetings_of(office.cast.head, clock.now())[0]
    actions.change(meeting.pk, office.clerk, office.plan(starts_at=meeting.starts_at + DAY / 24))
    [moved] = events(Client().get(address_of(token)).content)
    assert moved["uid"] == before["uid"] and moved["sequence"] > before["sequence"]
    actions.cancel(meeting.pk, office.clerk, "改期")
    [off] = events(Client().get(address_of(token)).content)
    assert off["status"] == "CANCELLED"


def test_an_address_that_is_none_is_not_found(office: Office, token: str) -> None:
    for wrong in ("x", token[:-1], token + "x", feed.digest(token)):
        assert Client().get(address_of(wrong)).status_code == 404


def test_only_its_digest_is_kept_and_it_is_shown_once(office: Office) -> None:
    client = signed_in(office.cast.head)
    shown = client.post("/meetings/calendar/feed/", {"do": "make"}).content.decode()
    token = shown.split("/meetings/feed/")[1].split(".ics")[0]
    assert Client().get(address_of(token)).status_code == 200
    assert Feed.objects.get().digest == feed.digest(token) != token
    again = page(client, "/meetings/calendar/")
    assert token not in again and "重新生成订阅地址" in again and "最近一次读取" in again


def test_a_new_address_ends_the_old_one_and_taking_it_back_ends_both(office: Office, token: str) -> None:
    newer = feed.make(office.cast.head, clock.now())
    assert [Client().get(address_of(t)).status_code for t in (token, newer)] == [404, 200]
    signed_in(office.cast.head).post("/meetings/calendar/feed/", {"do": "revoke"})
    assert Client().get(address_of(newer)).status_code == 404
    assert signed_in(office.cast.head).post("/meetings/calendar/feed/", {"do": "?"}).status_code == 400


@pytest.mark.parametrize("gone", ["official", "account"])
def test_who_no_longer_serves_has_no_feed(office: Office, token: str, gone: str) -> None:
    one = office.cast.head if gone == "official" else office.cast.head.account
    one.is_active = False
    one.save()
    assert Client().get(address_of(token)).status_code == 404


def test_each_sees_his_own(office: Office, token: str) -> None:
    other = feed.make(office.cast.education_clerk, clock.now())
    assert events(Client().get(address_of(other)).content) == []
    stranger = feed.make(office.cast.stranger, clock.now())
    assert events(Client().get(address_of(stranger)).content) == []


def test_the_feed_is_no_post_and_making_one_wants_a_log_in(office: Office, token: str) -> None:
    assert Client().post(address_of(token)).status_code == 405
    assert Client().post("/meetings/calendar/feed/", {"do": "make"}).status_code == 302


def test_one_meeting_for_who_may_see_it(office: Office) -> None:
    meeting = office.planned()
    answer = signed_in(office.cast.head).get(f"/meetings/{meeting.pk}/meeting.ics")
    [event] = events(answer.content)
    assert event["summary"] == "县政府常务会议" and "attachment" in answer["Content-Disposition"]
    assert Client().get(f"/meetings/{meeting.pk}/meeting.ics").status_code == 302
