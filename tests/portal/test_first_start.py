"""A new installation outside the demo: until the calendar and the rules are there, every page says what is missing."""

from io import StringIO

import pytest
from django.core.management import call_command

from govrules.core.calendar.models import CalendarYear
from govrules.core.office.models import Account, Adoption
from tests.core.cast import Cast
from tests.portal.office import away, page, signed_in

pytestmark = pytest.mark.usefixtures("today", "outside_the_demo")
COUNTING = ("/", "/queue/", "/calendar/", "/documents/", "/office/")
PLAIN = ("/more/", "/notices/", "/rules/")


@pytest.fixture
def outside_the_demo(settings) -> None:
    settings.DEMO = False


@pytest.fixture
def unfilled(cast: Cast) -> Cast:
    CalendarYear.objects.all().delete()
    return cast


@pytest.mark.parametrize("address", COUNTING)
def test_without_a_calendar_a_page_that_counts_says_what_to_run(unfilled: Cast, address: str) -> None:
    answer = signed_in(unfilled.director).get(address)
    html = answer.content.decode()
    assert answer.status_code in (200, 422), "never an error without a word"
    assert answer.status_code == 200 or "还没有载入工作日历" in html and "manage.py calendar fill" in html


def test_the_desk_is_one_of_them(unfilled: Cast) -> None:
    assert signed_in(unfilled.director).get("/").status_code == 422


@pytest.mark.parametrize("address", PLAIN)
def test_a_page_that_counts_nothing_shows_without_a_calendar(unfilled: Cast, address: str) -> None:
    assert 'class="today"' not in page(signed_in(unfilled.director), address)


def test_a_page_that_is_not_there_still_says_so(unfilled: Cast) -> None:
    assert signed_in(unfilled.director).get("/nowhere/").status_code == 404


@pytest.mark.parametrize("address", COUNTING)
def test_prepare_fills_it_and_the_pages_open(unfilled: Cast, address: str) -> None:
    call_command("prepare", stdout=StringIO())
    assert page(signed_in(unfilled.director), address)


def test_without_rules_in_force_a_refusal_is_a_page(cast: Cast) -> None:
    Adoption.objects.filter(government=cast.government).delete()
    away(cast.head, "2026-06-08 00:00", "2026-06-13 00:00")
    answer = signed_in(cast.director).get("/rules/")
    assert answer.status_code == 422
    assert "没有施行中的工作规则" in answer.content.decode()


def test_an_operator_logs_in_and_lands_on_the_system_s_pages(client, db) -> None:
    Account.objects.create_superuser("operator", password="correct-horse-8")
    answer = client.post("/login/", {"username": "operator", "password": "correct-horse-8"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/"
    assert "/admin/core/government/add/" in page(client, "/admin/core/government/")
