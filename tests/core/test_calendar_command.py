"""`manage.py calendar fill`: a new installation has a calendar, and running it again changes nothing."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError

from govrules.core.calendar import queries
from govrules.core.calendar.models import CalendarYear
from govrules.core.errors import Refused
from govrules.core.management.commands import calendar

pytestmark = pytest.mark.django_db


def fill() -> str:
    said = StringIO()
    call_command("calendar", "fill", stdout=said)
    return said.getvalue()


def test_before_it_the_calendar_says_what_to_run() -> None:
    with pytest.raises(Refused) as refused:
        queries.current()
    [why] = refused.value.reasons
    assert (why.message, "manage.py calendar fill" in why.remedy) == ("还没有载入工作日历", True)


def test_an_empty_calendar_is_filled_with_every_published_year() -> None:
    assert fill() == "已载入2004至2026年的放假安排；工作日历到2026年12月27日为止已经公布\n"
    assert queries.current().first.year == 2004


def test_run_again_it_adds_and_changes_nothing() -> None:
    fill()
    before = list(CalendarYear.objects.order_by("year").values())
    assert fill().startswith("没有新的年份；")
    assert list(CalendarYear.objects.order_by("year").values()) == before


def test_without_tables_it_says_what_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table() -> None:
        raise DatabaseError

    monkeypatch.setattr(calendar, "fill_from_package", no_table)
    with pytest.raises(CommandError, match=r"manage\.py prepare"):
        fill()
