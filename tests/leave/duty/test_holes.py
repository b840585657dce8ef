"""A place that nobody will fill is warned of, once for each reason, to those who can mend it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govrules.core.notices.models import Notice
from govrules.core.office.actions import cancel_absence, end_appointment
from govrules.core.office.models import Appointment
from leave.duty import actions
from leave.duty.holes import ahead, holes, warn
from leave.duty.models import Role
from leave.duty.tasks import warn_of_holes
from tests.core.cast import in_county
from tests.leave.duty.room import MONDAY, at, told
from tests.proves import proves


def found(room) -> list[str]:
    return [str(hole) for hole in holes(ahead(room.clock.moment))]


def test_a_sound_month_has_none(cast, room):
    room.published()
    assert found(room) == [] and warn(MONDAY) == 0


@proves("TK-76-6")
def test_who_goes_away_leaves_a_hole_that_is_told_once(cast, room):
    room.published()
    room.away(cast.head, "2026-06-05 12:00", "2026-06-05 18:00")
    said = f"{cast.office.short_name}6月5日带班领导：赵立民6月5日 12:00至6月5日 18:00外出"
    assert found(room) == [said]
    assert (warn(MONDAY), warn(MONDAY)) == (1, 0)
    assert told(cast.clerk, "duty-hole") == told(cast.director, "duty-hole") == [f"值班缺人：{said}"]
    assert Notice.objects.filter(event__startswith="duty-hole").first().article == 76


def test_every_shift_that_he_misses_is_one(cast, room):
    room.published()
    room.away(cast.vice_director, "2026-06-03 12:00", "2026-06-08 18:00")
    assert len(found(room)) == 3, "the third, the fifth, the seventh"
    assert warn_of_holes() == 3


def test_the_same_trip_again_is_another_hole(cast, room):
    room.published()
    trip = room.away(cast.head, "2026-06-05 12:00", "2026-06-05 18:00")
    warn(MONDAY)
    cancel_absence(trip, by=cast.clerk)
    assert found(room) == [] and warn(MONDAY) == 0
    room.away(cast.head, "2026-06-05 12:00", "2026-06-05 18:00")
    assert warn(MONDAY) == 1


def test_mended_it_is_none(cast, room):
    room.published()
    room.away(cast.vice_director, "2026-06-05 12:00", "2026-06-05 18:00")
    shift = room.shift(5)
    actions.assign(shift, Role.OFFICER, cast.director, by=cast.clerk, seen=shift.officer_id)
    assert found(room) == []


def test_who_no_longer_serves_there_leaves_one(cast, room):
    room.published()
    day = (MONDAY + timedelta(days=28)).date()
    end_appointment(Appointment.objects.get(seat=cast.seats["vice_director"]), day, by=cast.clerk)
    assert found(room) == [f"{cast.office.short_name}6月29日值班员：吴敏当日已不在本单位任职"]


def test_what_is_over_and_what_is_not_published_is_left_alone(cast, room):
    room.published()
    room.make(cast.education)
    room.away(cast.education_head, "2026-06-05 12:00", "2026-06-05 18:00")
    assert found(room) == []
    room.away(cast.head, "2026-06-05 12:00", "2026-06-05 18:00")
    room.clock.move_to(at("2026-06-06 08:00"))
    assert found(room) == []


@in_county("yanggao-2024")
def test_where_the_rules_are_silent_it_is_told_without_an_article(cast, room):
    room.published()
    room.away(cast.head, "2026-06-05 12:00", "2026-06-05 18:00")
    assert warn(MONDAY) == 1
    assert Notice.objects.filter(event__startswith="duty-hole").first().article is None


def test_looking_costs_the_same_for_many(cast, room, django_assert_num_queries):
    room.published()
    with django_assert_num_queries(3):
        holes(ahead(MONDAY))
    for organ in (cast.education, cast.finance, cast.resources, cast.township):
        room.published(organ)
    room.away(cast.head, "2026-06-05 12:00", "2026-06-25 18:00")
    with django_assert_num_queries(3):
        holes(ahead(MONDAY))


@pytest.mark.parametrize("organ", ["education", "township"])
def test_an_organ_s_own_people_are_told_of_theirs(cast, room, organ):
    room.published(getattr(cast, organ))
    head = getattr(cast, f"{organ}_head")
    room.away(head, "2026-06-05 12:00", "2026-06-05 18:00")
    warn(MONDAY)
    assert told(getattr(cast, f"{organ}_clerk"), "duty-hole") and told(head, "duty-hole")
    assert told(cast.clerk, "duty-hole") == []
