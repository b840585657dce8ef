"""One secret address a person: made, renewed, taken back, read without a log-in by whoever has it; one page for it."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from documents.calendars import CALENDARS as DOCUMENTS
from govrules.core import registry
from govrules.core.errors import Refused
from govrules.core.feeds import actions, ical
from govrules.core.feeds.models import CalendarFeed
from govrules.core.office.actions import Trip, enter_absence
from govrules.core.office.models import Account
from leave.calendars import CALENDARS as LEAVE
from meetings.calendars import CALENDARS as MEETINGS
from tests.core.cast import PASSWORD
from tests.core.office.hours import DAY, HOUR, MONDAY
from tests.core.office.test_at_once import at_once


def secret_of(address: str) -> str:
    return address.rsplit("/", 1)[1].removesuffix(".ics")


def page(client, official) -> str:
    client.force_login(official.account)
    answer = client.get(reverse("feeds:page"))
    assert answer.status_code == 200
    return answer.content.decode()


# --- the address ---


def test_it_opens_without_a_log_in_and_is_kept_and_passed_on_by_nobody(client, cast, made):
    answer = client.get(made("clerk"))
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer" and answer["X-Robots-Tag"] == "noindex"
    assert "X-WR-CALNAME:郑晓　日程".encode() in answer.content


def test_whoever_reads_gets_no_session(cast, made):
    reader = Client()
    assert not reader.get(made("clerk")).cookies and not reader.cookies


def test_it_is_read_and_nothing_else(client, cast, made):
    address = made("clerk")
    assert client.head(address).status_code == 200
    assert {getattr(client, how)(address).status_code for how in ("post", "put", "delete", "patch")} == {405}


def test_the_secret_is_long_and_only_its_digest_is_kept(client, cast, made):
    secret = secret_of(made("clerk"))
    assert len(secret) >= 43
    kept = CalendarFeed.objects.get()
    assert kept.digest == actions.digest(secret) != secret
    assert secret not in page(client, cast.clerk), "it is shown once"


@pytest.mark.parametrize("wrong", ["x", "a" * 43, PASSWORD])
def test_a_guess_is_worth_nothing(client, cast, made, wrong):
    made("clerk")
    assert client.get(f"/feeds/{wrong}.ics").status_code == 404


def test_nor_is_nearly_right_or_what_is_kept(client, cast, made):
    secret = secret_of(made("clerk"))
    wrong = (secret[:-1], secret + "x", secret.swapcase(), CalendarFeed.objects.get().digest)
    assert [client.get(f"/feeds/{one}.ics").status_code for one in wrong] == [404] * 4
    assert CalendarFeed.objects.get().read_at is None


@pytest.mark.parametrize("old", ["/meetings/feed/{}.ics", "/leave/board/{}.ics", "/leave/board/feed/"])
def test_the_addresses_of_before_are_gone(client, cast, made, old):
    assert client.get(old.format(secret_of(made("clerk")))).status_code == 404


# --- whose it is ---


def test_revoked_it_is_worth_nothing(client, cast, made):
    address = made("clerk")
    client.force_login(cast.clerk.account)
    for _ in range(2):
        assert client.post(reverse("feeds:revoke")).url == reverse("feeds:page")
    client.logout()
    assert client.get(address).status_code == 404
    assert made("clerk") != address
    assert client.get(address).status_code == 404, "a new one does not bring it back"


def test_a_new_one_ends_the_old_one_and_nobody_else_s(client, cast, made):
    first, other, second = made("clerk"), made("director"), made("clerk")
    assert [client.get(one).status_code for one in (first, other, second)] == [404, 200, 200]
    assert CalendarFeed.objects.filter(official=cast.clerk, revoked_at=MONDAY).count() == 1


@pytest.mark.parametrize("who", ["official", "account"])
def test_who_no_longer_serves_or_may_not_log_in_has_none(client, cast, made, who):
    address = made("clerk")
    gone = cast.clerk if who == "official" else cast.clerk.account
    gone.is_active = False
    gone.save()
    assert client.get(address).status_code == 404
    gone.is_active = True
    gone.save()
    assert client.get(address).status_code == 200


def test_nor_has_who_has_no_log_in_at_all(client, cast, made):
    address = made("clerk")
    account = cast.clerk.account
    account.official = None
    account.save()
    assert client.get(address).status_code == 404


def test_a_double_click_leaves_one_address(lasting_cast, monday):
    told = at_once(*[lambda: actions.make(lasting_cast.clerk)] * 2, at=MONDAY)
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 1
    assert [bool(actions.owner(secret, MONDAY)) for secret in told].count(True) == 1


def test_the_tables_let_nobody_have_two(cast, made):
    made("clerk")
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(official=cast.clerk, digest="other", made_at=MONDAY)


# --- the page ---


def test_it_says_whether_there_is_one_when_it_was_made_and_last_read(client, cast, made, monday):
    assert "还没有订阅地址" in page(client, cast.clerk)
    address = made("clerk")
    assert "6月1日 09:00生成，还没有日历程序读取过" in page(client, cast.clerk)
    monday.forward(HOUR)
    Client().get(address)
    assert "最近一次读取：6月1日 10:00" in page(client, cast.clerk)
    assert "还没有订阅地址" in page(client, cast.director)


def test_a_new_one_has_not_been_read(client, cast, made):
    client.get(made("clerk"))
    made("clerk")
    assert "还没有日历程序读取过" in page(client, cast.clerk)


def test_it_says_how_to_subscribe(client, cast, monday):
    said = page(client, cast.clerk)
    assert all(words in said for words in ("苹果手机", "安卓、鸿蒙手机", "Outlook", "没有议题和材料"))


def test_what_is_told_once_has_a_label_and_a_warning(client, cast, monday):
    client.force_login(cast.clerk.account)
    answer = client.post(reverse("feeds:make"))
    said = answer.content.decode()
    assert re.search(r'<input [^>]*id="address"[^>]* value="http://testserver/feeds/[\w-]{43}\.ics"', said)
    assert 'for="address"' in said and "请不要转发" in said
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] != "no-referrer", "its forms must come with their origin"


@pytest.mark.parametrize("name", ["make", "revoke"])
def test_only_by_pressing(client, cast, monday, name):
    client.force_login(cast.clerk.account)
    assert client.get(reverse(f"feeds:{name}")).status_code == 405
    assert CalendarFeed.objects.count() == 0


@pytest.mark.parametrize("name", ["page", "make", "revoke"])
def test_not_without_a_log_in(client, db, name):
    for answer in (client.get(reverse(f"feeds:{name}")), client.post(reverse(f"feeds:{name}"))):
        assert answer.status_code == 302 and answer.url.startswith("/login/")


def test_an_operator_without_an_office_has_none(client, cast, monday):
    client.force_login(Account.objects.create(username="operator", is_staff=True))
    answers = [client.get(reverse("feeds:page")), *(client.post(reverse(f"feeds:{one}")) for one in ("make", "revoke"))]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert CalendarFeed.objects.count() == 0


@pytest.mark.parametrize("address", ["/meetings/calendar/", "/leave/board/", "/leave/board/calendar/"])
def test_the_floors_pages_lead_to_it(client, cast, monday, address):
    client.force_login(cast.clerk.account)
    assert f'href="{reverse("feeds:page")}"' in client.get(address).content.decode()


# --- what is in it ---


def test_what_the_floors_list_is_gathered():
    assert set(registry.calendars()) == {*DOCUMENTS, *MEETINGS, *LEAVE}


def test_all_floors_events_stand_in_one_file(cast, monday, monkeypatch):
    def one(official, host, at):
        yield ical.event(f"a@{host}", "甲", at, at + HOUR, at)

    def other(official, host, at):
        yield ical.event(f"{official.key}@{host}", "乙", at, at + DAY, at)

    monkeypatch.setattr(registry, "calendars", lambda: (one, other))
    found = Calendar.from_ical(ical.of(cast.clerk, "office.example", MONDAY)).walk("VEVENT")
    assert [(str(e["uid"]), str(e["summary"])) for e in found] == [
        ("a@office.example", "甲"), (f"{cast.clerk.key}@office.example", "乙"),
    ]  # fmt: skip
    assert (found[0]["dtstart"].dt, found[1]["dtend"].dt) == (MONDAY, MONDAY + DAY)


def test_where_a_floor_cannot_tell_the_whole_is_refused(client, cast, made, monkeypatch):
    """A calendar program takes half a file for the whole, and would drop the rest."""

    def broken(official, host, at):
        raise Refused("没有施行中的工作规则")

    monkeypatch.setattr(registry, "calendars", lambda: (lambda *_: iter(()), broken))
    assert client.get(made("clerk")).status_code == Refused("").status >= 400


def test_the_queries_do_not_grow_with_what_is_in_it(client, cast, made):
    address = made("clerk")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    cost()
    enter_absence(cast.clerk, Trip(MONDAY + DAY, MONDAY + DAY + HOUR, "开会"))
    few = cost()
    for n in range(2, 12):
        enter_absence(cast.clerk, Trip(MONDAY + n * DAY, MONDAY + n * DAY + HOUR, "开会"))
    for who in (cast.schools_deputy, cast.executive, cast.finance_head):
        enter_absence(who, Trip(MONDAY + DAY, MONDAY + 2 * DAY, "开会"))
    assert cost() == few <= 30


def test_the_page_costs_few_queries(client, cast, made):
    made("clerk")
    page(client, cast.clerk)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("feeds:page"))
    assert len(asked) <= 14
