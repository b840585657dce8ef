"""During a shift: what is written, what is reported at once and to whom, how it was dealt with, handing over."""

from __future__ import annotations

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.notices.models import Notice
from govrules.core.office.actions import set_setting
from leave.duty import actions
from leave.duty.models import DutyEntry, EntryKind, FollowUp, Handover
from tests.core.cast import in_county
from tests.leave.duty.room import DAY, HOUR, JULY, JUNE, at, lines, told
from tests.proves import proves

MAJOR, VISIT = EntryKind.MAJOR, EntryKind.VISIT


# --- the log ---


def test_those_of_the_shift_write(cast, room):
    room.published()
    entry = room.write("县气象局发布暴雨预警", reported_to="带班领导", reported_at=clock.now())
    assert (entry.by, entry.entered_at, entry.late_words) == (cast.vice_director, clock.now(), "")
    assert room.write("已通知各乡镇", by=cast.head).by == cast.head
    for by in (cast.clerk, cast.executive, cast.finance_head, cast.stranger):
        with pytest.raises(NotYours, match="不是您值班"):
            room.write(by=by)


def test_not_before_it_begins_nor_in_a_draft(cast, room):
    roster = room.make()
    with pytest.raises(WrongState, match="还没有公布"):
        room.write()
    actions.publish(roster, by=cast.clerk)
    with pytest.raises(WrongState, match="才开始"):
        room.write(shift=room.shift(2))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": "  "}, "text"), ({"text": "水" * 2001}, "text"), ({"known_at": at("2026-06-01 07:59")}, "known_at"),
        ({"known_at": at("2026-06-01 09:01")}, "known_at"), ({"reported_to": "县应急局"}, "reported_at"),
        ({"reported_at": at("2026-06-01 09:00")}, "reported_to"), ({"kind": VISIT}, "person"),
        ({"reported_to": "县应急局", "reported_at": at("2026-06-01 08:59")}, "reported_at"),
        ({"reported_to": "县应急局", "reported_at": at("2026-06-01 09:01")}, "reported_at"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_beside_its_field(cast, room, said, field):
    room.published()
    with pytest.raises(BadInput) as refused:
        room.write(**said)
    assert refused.value.field == field and DutyEntry.objects.count() == 0


@proves("TK-76-7")
def test_a_visit_is_kept_with_who_came_who_received_and_what_came_of_it(cast, room):
    room.published()
    entry = room.write("反映占地补偿", kind=VISIT, person="买买提等3人")
    actions.follow_up(entry, "已转县自然资源局，答复来访人", by=cast.vice_director, settles=True)
    entry.refresh_from_db()
    assert (entry.person, entry.by, entry.settled_at) == ("买买提等3人", cast.vice_director, clock.now())
    assert FollowUp.objects.get().text == "已转县自然资源局，答复来访人"


# --- what is reported at once ---


def in_the_bureau(cast, room, **said):
    """The education bureau's duty has a major event, while the government's room is manned."""
    room.published()
    room.published(cast.education)
    room.clock.move_to(at("2026-06-01 15:40"))
    shift = room.shift(1, cast.education)
    return room.write("学校锅炉房起火", shift=shift, kind=MAJOR, known_at=at("2026-06-01 15:40"), **said)


@proves("TK-76-8")
def test_a_major_event_goes_to_the_government_s_duty_room_with_its_entry(cast, room):
    entry = in_the_bureau(cast, room)
    assert (entry.reported_to, entry.reported_at) == (f"{cast.government.short_name}值班室", at("2026-06-01 15:40"))
    said = [f"突发重大事件：{cast.education.short_name}6月1日 15:40"]
    assert told(cast.vice_director, "duty-major") == told(cast.head, "duty-major") == said
    assert told(cast.clerk, "duty-major") == []
    assert Notice.objects.filter(event__startswith="duty-major").first().article == 76
    assert "学校锅炉房起火" in Notice.objects.filter(event__startswith="duty-major").first().body
    assert "15:40报" in lines("duty_major")[0]


@proves("TK-76-8")
def test_what_was_not_reported_at_once_shows_how_late_and_wants_a_reason(cast, room):
    room.published(cast.education)
    room.clock.move_to(at("2026-06-01 15:40"))
    shift = room.shift(1, cast.education)
    late = {"shift": shift, "kind": MAJOR, "known_at": at("2026-06-01 14:05")}
    with pytest.raises(BrokenRule, match="从获知到报告过了1小时35分钟") as refused:
        room.write(**late)
    assert refused.value.reasons[0].article == 76 and DutyEntry.objects.count() == 0
    entry = room.write(why_late="组织疏散学生", **late)
    assert (entry.late_words, entry.why_late) == ("1小时35分钟", "组织疏散学生")


@proves("TK-76-8")
def test_a_report_by_telephone_counts_from_when_it_was_made(cast, room):
    room.published(cast.education)
    room.clock.move_to(at("2026-06-01 15:40"))
    known = at("2026-06-01 14:05")
    shift = room.shift(1, cast.education)
    entry = room.write(shift=shift, kind=MAJOR, known_at=known, reported_at=known, reported_to="县政府值班室电话")
    assert entry.late_words == ""


@pytest.mark.parametrize(("minutes", "refused"), [(10, False), (11, True)])
def test_what_counts_as_at_once_is_for_the_office_to_fix(cast, room, minutes, refused):
    set_setting(cast.government, "duty", {"starts": "08:00", "at_once": 10}, basis="规定", since=JUNE, by=cast.clerk)
    room.published()
    room.clock.move_to(at("2026-06-01 12:00"))
    said = {"kind": MAJOR, "known_at": clock.now() - minutes * HOUR / 60}
    if refused:
        with pytest.raises(BrokenRule):
            room.write(**said)
    else:
        assert room.write(**said).late_words == "10分钟"


@in_county("yanggao-2024")
def test_where_the_rules_are_silent_no_reason_is_asked_but_the_room_has_it(cast, room):
    room.published()
    room.published(cast.education)
    room.clock.move_to(at("2026-06-01 15:40"))
    room.write(shift=room.shift(1, cast.education), kind=MAJOR, known_at=at("2026-06-01 14:05"))
    assert len(told(cast.vice_director, "duty-major")) == 1
    assert Notice.objects.filter(event__startswith="duty-major").first().article is None


def test_without_a_roster_of_its_own_the_office_s_heads_have_it(cast, room):
    room.published(cast.education)
    room.write(shift=room.shift(1, cast.education), kind=MAJOR)
    assert len(told(cast.director, "duty-major")) == len(told(cast.vice_director, "duty-major")) == 1


def test_in_the_government_s_own_room_the_leader_in_charge_has_it(cast, room):
    room.published()
    assert room.write(kind=MAJOR).reported_to == "带班领导"
    assert len(told(cast.head, "duty-major")) == 1 and told(cast.vice_director, "duty-major") == []


@proves("TK-76-8")
def test_the_room_signs_for_it_and_who_reported_is_told(cast, room):
    entry = in_the_bureau(cast, room)
    for by in (cast.finance_clerk, cast.stranger, cast.education_clerk):
        with pytest.raises(NotYours, match="由政府值班室签收"):
            actions.receive(entry, by=by)
    room.clock.forward(HOUR / 12)
    entry = actions.receive(entry, by=cast.vice_director)
    assert (entry.received_by, entry.received_at) == (cast.vice_director, at("2026-06-01 15:45"))
    assert told(cast.education_clerk, "duty-received") == ["吴敏已签收您报告的突发重大事件"]
    with pytest.raises(WrongState, match="已由吴敏"):
        actions.receive(entry, by=cast.clerk)


def test_only_a_reported_event_of_another_organ_is_signed_for(cast, room):
    room.published()
    with pytest.raises(WrongState, match="不需要"):
        actions.receive(room.write(kind=MAJOR), by=cast.clerk)


# --- what was done about it ---


@proves("TK-76-9")
def test_each_thing_done_has_its_time_and_its_name(cast, room):
    entry = in_the_bureau(cast, room)
    actions.follow_up(entry, "组织师生撤离", by=cast.education_clerk)
    room.clock.forward(HOUR)
    actions.follow_up(entry, "明火扑灭，无伤亡", by=cast.education_head, settles=True)
    assert [(row.at, row.by.name) for row in entry.follow_ups.all()] == [
        (at("2026-06-01 15:40"), "陈亮"), (at("2026-06-01 16:40"), "王文"),
    ]  # fmt: skip
    with pytest.raises(WrongState, match="办结"):
        actions.follow_up(entry, "又及", by=cast.education_clerk)


def test_the_shift_that_is_being_kept_goes_on_with_it_and_others_do_not(cast, room):
    room.published(officers=[cast.vice_director, cast.clerk])
    entry = room.write(kind=EntryKind.URGENT)
    room.clock.forward(DAY)
    actions.follow_up(entry, "水位已回落", by=cast.clerk)
    for by in (cast.schools_deputy, cast.director, cast.stranger):
        with pytest.raises(NotYours):
            actions.follow_up(entry, "又及", by=by)
    with pytest.raises(BadInput):
        actions.follow_up(entry, " ", by=cast.clerk)


# --- handing over ---


def test_the_next_confirms_what_is_handed_over(cast, room):
    room.published()
    room.clock.move_to(at("2026-06-02 07:50"))
    row = actions.hand_over(room.shift(1), "城东水库水位待续报", by=cast.vice_director)
    assert told(cast.clerk, "duty-handover") == [f"请接班：{cast.office.short_name}6月1日值班"]
    for by in (cast.vice_director, cast.director, cast.head, cast.stranger):
        with pytest.raises(NotYours, match="由下一班"):
            actions.take_over(room.shift(1), by=by)
    room.clock.move_to(at("2026-06-02 08:02"))
    actions.take_over(room.shift(1), by=cast.clerk)
    row.refresh_from_db()
    assert (row.given_by, row.taken_by, row.taken_at) == (cast.vice_director, cast.clerk, at("2026-06-02 08:02"))
    assert "吴敏移交" in lines("duty_taken_over")[0]


def test_once_taken_over_the_log_goes_on_in_the_next_shift(cast, room):
    room.published()
    actions.hand_over(room.shift(1), "无", by=cast.vice_director)
    room.write("交班后、接班前还有一笔")
    actions.take_over(room.shift(1), by=cast.executive)
    with pytest.raises(WrongState, match="已由钱卫东接班"):
        room.write()


def test_each_is_done_once(cast, room):
    room.published()
    with pytest.raises(WrongState, match="还没有交班"):
        actions.take_over(room.shift(1), by=cast.clerk)
    actions.hand_over(room.shift(1), "无", by=cast.vice_director)
    with pytest.raises(WrongState, match="交班"):
        actions.hand_over(room.shift(1), "无", by=cast.head)
    actions.take_over(room.shift(1), by=cast.clerk)
    with pytest.raises(WrongState, match="接班"):
        actions.take_over(room.shift(1), by=cast.clerk)
    assert Handover.objects.count() == 1


def test_from_the_last_of_a_month_to_the_first_of_the_next(cast, room):
    room.published()
    room.published(month=JULY)
    room.clock.move_to(at("2026-07-01 07:55"))
    last = room.shift(30)
    actions.hand_over(last, "无", by=last.officer)
    first = room.shift(1, month=JULY)
    assert first.officer != last.officer
    assert actions.take_over(last, by=first.officer).taken_by == first.officer


def test_who_is_not_on_duty_hands_nothing_over(cast, room):
    room.published()
    for by in (cast.clerk, cast.director, cast.stranger):
        with pytest.raises(NotYours):
            actions.hand_over(room.shift(1), "无", by=by)
    with pytest.raises(WrongState, match="才开始"):
        actions.hand_over(room.shift(2), "无", by=cast.clerk)
    with pytest.raises(BadInput):
        actions.hand_over(room.shift(1), " ", by=cast.vice_director)
