"""The duty room knows where the main heads are: from absences, from notes; who has said nothing is unknown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govrules.core.errors import BadInput, NotYours
from govrules.core.matters import actions as steps
from leave.duty import actions
from leave.duty.models import Whereabouts
from leave.duty.whereabouts import locations
from leave.requests.models import LeaveRequest
from tests.leave.duty.room import DAY, HOUR, MONDAY, at, lines
from tests.proves import proves


def of(cast, official, moment=MONDAY):
    [found] = [row for row in locations(cast.government, moment) if row.official == official]
    return found


def note(cast, official, place="在单位", by=None, hours=8, contact=""):
    said = actions.Note(place, MONDAY + hours * HOUR, contact)
    return actions.note_place(official, said, by=by or cast.clerk)


@proves("TK-76-10")
def test_who_has_neither_leave_nor_a_note_is_unknown(cast, room):
    cast.finance_head.phone = "0995-8812345"
    cast.finance_head.save()
    row = of(cast, cast.finance_head)
    assert (row.how, row.place, row.contact) == ("unknown", "", "0995-8812345")


@proves("TK-76-10")
def test_who_is_away_is_where_his_absence_says_with_his_telephone(cast, room):
    trip = room.away(cast.finance_head, "2026-06-01 08:30", "2026-06-03 18:00")
    row = of(cast, cast.finance_head)
    assert (row.how, row.place, row.until) == ("away", "大同市", at("2026-06-03 18:00"))
    leave_of(cast, trip, "13900000000")
    assert of(cast, cast.finance_head).contact == "13900000000"
    assert of(cast, cast.finance_head, at("2026-06-03 18:00")).how == "unknown", "back, and nobody has said where"


def leave_of(cast, trip, contact):
    opening = steps.Opening(cast.government, "leave", "请假", cast.finance, cast.finance_clerk, "leave_away")
    return LeaveRequest.objects.create(
        matter=steps.open_matter(opening, MONDAY), official=trip.official, seat=cast.seats["finance_head"],
        kind="business", reason="开会", destination="大同市", contact=contact, starts_at=trip.starts_at,
        ends_at=trip.ends_at, absence=trip,
    )  # fmt: skip


@proves("TK-76-10")
def test_what_the_duty_room_notes_holds_for_its_time(cast, room):
    note(cast, cast.township_head, "防汛现场", contact="13800000000")
    row = of(cast, cast.township_head)
    assert (row.how, row.place, row.contact, row.by) == ("noted", "防汛现场", "13800000000", "郑晓")
    assert of(cast, cast.township_head, MONDAY + 8 * HOUR - timedelta(seconds=1)).how == "noted"
    assert of(cast, cast.township_head, MONDAY + 8 * HOUR).how == "unknown"
    assert lines("whereabouts") == ["郑晓登记尤勇所在位置：防汛现场，至6月1日 17:00"]


def test_the_newest_counts_and_a_note_made_after_he_left_knows_better(cast, room):
    room.away(cast.finance_head, "2026-06-01 08:30", "2026-06-03 18:00")
    note(cast, cast.finance_head, "大同市宾馆")
    assert of(cast, cast.finance_head).place == "大同市宾馆"
    room.clock.forward(HOUR)
    note(cast, cast.finance_head, "返程途中")
    assert of(cast, cast.finance_head, MONDAY + HOUR).place == "返程途中"


def test_a_note_from_before_he_left_does_not_hide_that_he_is_away(cast, room):
    note(cast, cast.finance_head, hours=24)
    room.away(cast.finance_head, "2026-06-01 14:00", "2026-06-03 18:00")
    assert of(cast, cast.finance_head, at("2026-06-01 14:00")).how == "away"


@pytest.mark.parametrize("by", ["clerk", "director", "finance_head", "finance_clerk"])
def test_himself_his_staff_and_the_office_note_it(cast, room, by):
    assert note(cast, cast.finance_head, by=getattr(cast, by)).noted_by == getattr(cast, by)


@pytest.mark.parametrize("by", ["education_clerk", "executive", "other_director", "stranger"])
def test_nobody_else_does(cast, room, by):
    with pytest.raises(NotYours):
        note(cast, cast.finance_head, by=getattr(cast, by))
    assert Whereabouts.objects.count() == 0


def test_only_of_main_heads_and_only_ahead(cast, room):
    with pytest.raises(BadInput, match="不是主要负责人"):
        note(cast, cast.finance_clerk)
    with pytest.raises(BadInput):
        note(cast, cast.finance_head, " ")
    with pytest.raises(BadInput):
        note(cast, cast.finance_head, hours=0)


def test_the_list_is_of_the_head_and_every_organ_s_main_head_of_this_government(cast, room):
    names = [row.official.name for row in locations(cast.government, MONDAY)]
    assert names[:2] == ["赵立民", "周正"]
    assert {"王文", "褚建国", "沈平", "朱江", "尤勇", "孔明达"} == set(names[2:])
    assert [row.official.name for row in locations(cast.other_government, MONDAY)] == ["何远", "吕生"]


def test_it_costs_the_same_for_many(cast, room, django_assert_num_queries):
    room.away(cast.head, "2026-06-01 08:30", "2026-06-03 18:00")
    with django_assert_num_queries(5):
        locations(cast.government, MONDAY)
    for who in ("finance_head", "education_head", "township_head"):
        room.away(getattr(cast, who), "2026-06-01 08:30", "2026-06-03 18:00")
        note(cast, cast.director)
    with django_assert_num_queries(5):
        locations(cast.government, MONDAY + DAY / 24)
