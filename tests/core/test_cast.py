"""The cast stands as its file says."""

from datetime import date

from django.contrib.auth import authenticate

from govrules.core.calendar import queries as calendars
from govrules.core.office.queries import (
    adoption_on,
    book_of,
    holder,
    in_office,
    office_of,
    organs_of,
    portfolio_seat,
)
from tests.core.cast import PASSWORD, PEOPLE

DAY = date(2026, 6, 1)


def test_everyone_holds_his_seat_in_his_organ(cast):
    for key, (name, post, organ, title) in PEOPLE.items():
        official, seat = getattr(cast, key), cast.seats[key]
        assert (official.name, seat.post, seat.title) == (name, post, title)
        assert holder(seat, DAY) == official
        assert organs_of(official, DAY) == ([getattr(cast, organ).pk] if organ else [])


def test_leaders_cover_organs_and_the_office_is_the_office(cast):
    assert portfolio_seat(cast.education, DAY) == cast.seats["schools_deputy"]
    assert portfolio_seat(cast.finance, DAY) == cast.seats["executive"]
    assert office_of(cast.government) == cast.office
    assert in_office(cast.clerk, DAY) and not in_office(cast.finance_clerk, DAY)


def test_the_rulebook_is_adopted_and_the_calendar_is_filled(cast):
    adopted = adoption_on(cast.government, DAY)
    assert book_of(adopted).id == "yanggao-2024"
    calendar = calendars.current()
    assert not calendar.is_workday(date(2026, 10, 1)) and calendar.is_workday(date(2026, 10, 10))
    assert calendar.known(DAY) and not calendar.known(date(2027, 3, 1))


def test_everyone_can_log_in(cast, rf):
    request = rf.get("/")
    assert authenticate(request, username="head", password=PASSWORD).official == cast.head
    assert authenticate(request, username="head", password="wrong") is None


def test_the_stranger_is_of_another_government(cast):
    assert cast.stranger.government == cast.other_government != cast.government
    assert all(official.government == cast.government for official in cast.everybody())
