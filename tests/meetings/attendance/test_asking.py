"""Who is asked to a meeting, what he may see, and how the list follows appointments."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Participant
from govrules.core.matters.queries import visible_to
from govrules.core.notices.models import Notice
from govrules.core.office.models import Appointment, Official
from meetings.attendance import actions, presence, tasks
from meetings.attendance.actions import Guest
from meetings.attendance.models import Arrival, Role
from meetings.calling.actions import add_late
from meetings.calling.models import Meeting
from tests.core.cast import in_county
from tests.meetings.attendance.conftest import Room
from tests.meetings.items.desk import SOUND
from tests.proves import proves


def names(meeting: Meeting, role: str) -> list[str]:
    return list(meeting.attendees.filter(role=role).values_list("name", flat=True))


def test_members_first_then_who_reports(room: Room) -> None:
    meeting = room.called()
    assert names(meeting, Role.MEMBER) == ["赵立民", "钱卫东", "孙慧敏", "李长河"]
    assert names(meeting, Role.ITEM) == ["王文"]
    assert list(meeting.attendees.values_list("order", flat=True)) == list(range(1, meeting.attendees.count() + 1))


@proves("YG-20-12")
def test_the_organs_outside_are_on_the_list_to_be_named(room: Room) -> None:
    meeting = room.called()
    outside = list(meeting.attendees.filter(role=Role.INVITED).values_list("outside", "name"))
    assert {"congress", "cppcc", "discipline"} <= {key for key, _ in outside}
    assert {name for _, name in outside} == {"待定"}


@proves("YG-26-3")
def test_leaders_and_main_heads_join_the_study(room: Room) -> None:
    """Heads of departments and townships come for the first item, the study, and see nothing else of the agenda."""
    meeting, cast = room.bare(items=0), room.cast
    study = room.stage.listed(meeting, 1, study=True, title="学习重要讲话精神")
    other = room.stage.listed(meeting, 2, touched=[cast.finance])
    actions.ask(meeting, clock.now())
    for head in (cast.resources_head, cast.agriculture_head, cast.township_head):
        assert list(room.row(meeting, head).items.all()) == [study]
    assert set(room.row(meeting, cast.finance_head).items.all()) == {study, other}
    assert room.row(meeting, cast.executive).role == Role.MEMBER
    seen = visible_to(cast.township_head)
    assert seen.filter(pk=study.pk).exists() and not seen.filter(pk=other.pk).exists()


def test_without_a_study_nobody_is_asked_for_it(room: Room) -> None:
    assert names(room.called(), Role.ITEM) == ["王文"]


@proves("YC-51-3")
@in_county("yangcheng-2021")
def test_who_always_attends_has_no_vote(room: Room) -> None:
    meeting = room.called()
    assert "吴敏" in names(meeting, Role.FIXED)


@proves("TK-48-3")
@in_county("toksun-2021")
def test_the_heads_of_competent_organs_always_attend(room: Room) -> None:
    assert {"褚建国", "孔明达"} <= set(names(room.called(), Role.FIXED))


def test_whoever_holds_the_post_that_day_is_asked(room: Room) -> None:
    """The deputy leaves office before the meeting; his successor sits there."""
    new = Official.objects.create(government=room.cast.government, key="new", name="新任")
    Appointment.objects.filter(official=room.cast.land_deputy).update(until=date(2026, 6, 2))
    Appointment.objects.create(seat=room.cast.seats["land_deputy"], official=new, since=date(2026, 6, 2))
    assert names(room.called(), Role.MEMBER)[-1] == "新任"


def test_touched_organs_come_for_their_item_only(room: Room) -> None:
    meeting = room.bare(items=1)
    other = room.stage.listed(meeting, 2, organ=room.cast.resources, by=room.cast.resources_clerk)
    other.touched.set([room.cast.finance])
    actions.ask(meeting, clock.now())
    head = room.row(meeting, room.cast.finance_head)
    assert (head.role, list(head.items.all())) == (Role.ITEM, [other])
    first = meeting.items.get(position=1)
    seen = visible_to(room.cast.finance_head)
    assert seen.filter(pk__in=[meeting.pk, other.pk]).count() == 2 and not seen.filter(pk=first.pk).exists()
    assert visible_to(room.cast.executive).filter(pk__in=[meeting.pk, first.pk, other.pk]).count() == 3


def test_one_notice_each(room: Room) -> None:
    meeting = room.called()
    sent = Notice.objects.filter(event=f"meeting-asked:{meeting.pk}", channel="portal")
    assert sent.count() == meeting.attendees.filter(official__isnull=False).count()
    actions.notify(meeting, meeting.attendees.all(), clock.now())
    assert sent.count() == meeting.attendees.filter(official__isnull=False).count()


def test_the_chair_of_a_body_without_members_is_asked(room: Room) -> None:
    meeting = room.called("special", chair=room.cast.seats["schools_deputy"])
    assert names(meeting, Role.MEMBER)[0] == "孙慧敏"


# --- following ---


def successor(room: Room, seat: str, of: Official) -> Official:
    new = Official.objects.create(government=room.cast.government, key="new", name="新任")
    Appointment.objects.filter(official=of).update(until=date(2026, 6, 2))
    Appointment.objects.create(seat=room.cast.seats[seat], official=new, since=date(2026, 6, 2))
    return new


def test_a_change_of_post_before_the_day_is_followed(room: Room) -> None:
    meeting = room.called()
    row = room.row(meeting, room.cast.land_deputy)
    actions.confirm(row.pk, room.cast.land_deputy)
    new = successor(room, "land_deputy", room.cast.land_deputy)
    assert actions.follow(meeting.pk, room.cast.clerk) == 1
    row.refresh_from_db()
    assert (row.official, row.name, row.confirmed_at) == (new, "新任", None)
    assert visible_to(new).filter(pk=meeting.pk).exists()
    assert not visible_to(room.cast.land_deputy).filter(pk=meeting.pk).exists()
    assert Notice.objects.filter(recipient=new, event=f"meeting-asked:{meeting.pk}").exists()
    assert actions.follow(meeting.pk, room.cast.clerk) == 0


def test_a_post_that_was_vacant_sends_its_new_holder(room: Room) -> None:
    Appointment.objects.filter(official=room.cast.land_deputy).update(until=date(2026, 6, 1))
    meeting = room.called()
    assert "新任" not in names(meeting, Role.MEMBER)
    new = Official.objects.create(government=room.cast.government, key="new", name="新任")
    Appointment.objects.create(seat=room.cast.seats["land_deputy"], official=new, since=date(2026, 6, 2))
    actions.follow(meeting.pk, room.cast.clerk)
    assert room.row(meeting, new).role == Role.MEMBER


def test_whom_a_late_item_concerns_is_asked_then(room: Room) -> None:
    meeting = room.called(items=1)
    room.stage.listed(meeting, 2, organ=room.cast.finance, by=room.cast.finance_clerk)
    assert actions.follow(meeting.pk, room.cast.clerk) == 1
    assert room.row(meeting, room.cast.finance_head).role == Role.ITEM


def test_every_morning_all_lists_follow(room: Room) -> None:
    """One that fails stops no other, and is not silent."""
    one, other = room.called(), room.called()
    new = successor(room, "land_deputy", room.cast.land_deputy)
    assert tasks.follow_appointments() == 2
    assert {m.attendees.filter(official=new).count() for m in (one, other)} == {1}


def test_a_list_that_cannot_follow_stops_no_other(room: Room, monkeypatch, caplog) -> None:
    first, second = room.called(), room.called()
    new = successor(room, "land_deputy", room.cast.land_deputy)
    whole = actions.refresh

    def broken(meeting: Meeting, at) -> int:
        if meeting.pk == first.pk:
            raise RuntimeError("broken row")
        return whole(meeting, at)

    monkeypatch.setattr(actions, "refresh", broken)
    assert actions.follow_all() == 1 and second.attendees.filter(official=new).exists()
    assert f"meeting {first.pk}" in caplog.text


# --- the office's own changes ---


def test_the_office_adds_an_official_and_a_guest(room: Room) -> None:
    meeting = room.called()
    item = meeting.items.first()
    added = actions.add(meeting.pk, room.cast.clerk, Guest(Role.ITEM, room.cast.finance_head, items=(item,)))
    assert (added.title, list(added.items.all())) == ("县财政局局长", [item])
    guest = actions.add(meeting.pk, room.cast.clerk, Guest(Role.INVITED, name="某教授", title="某大学"))
    assert guest.official is None and guest.order == meeting.attendees.count()


@pytest.mark.parametrize(
    ("guest", "why"),
    [
        (Guest(Role.MEMBER, name="某人"), "由规则规定"), (Guest(Role.INVITED), "填写姓名"),
        (Guest(Role.ITEM, name="某人"), "哪些议题"),
    ],
)  # fmt: skip
def test_what_cannot_be_added(room: Room, guest: Guest, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        actions.add(room.called().pk, room.cast.clerk, guest)


def test_nobody_twice(room: Room) -> None:
    meeting = room.called()
    with pytest.raises(BadInput, match="已经在参会人员之中"):
        actions.add(meeting.pk, room.cast.clerk, Guest(Role.STAFF, room.cast.head))


def test_taken_out_he_sees_nothing_any_more(room: Room) -> None:
    meeting = room.called()
    item = meeting.items.first()
    added = actions.add(meeting.pk, room.cast.clerk, Guest(Role.ITEM, room.cast.finance_head, items=(item,)))
    actions.take_out(added.pk, room.cast.clerk)
    assert not visible_to(room.cast.finance_head).filter(pk__in=[meeting.pk, item.pk]).exists()
    assert not meeting.attendees.filter(official=room.cast.finance_head).exists()


def test_a_member_is_neither_taken_out_nor_replaced(room: Room) -> None:
    meeting = room.called()
    row = room.row(meeting, room.cast.executive)
    with pytest.raises(BadInput, match="不能去掉"):
        actions.take_out(row.pk, room.cast.clerk)
    with pytest.raises(BadInput, match="不能换人"):
        actions.replace_by(row.pk, room.cast.clerk, room.cast.finance_head)


def test_another_of_the_organ_comes_instead(room: Room) -> None:
    meeting = room.called()
    row = room.row(meeting, room.cast.education_head)
    actions.replace_by(row.pk, room.cast.clerk, room.cast.education_deputy)
    row.refresh_from_db()
    assert (row.name, row.title, row.organ) == ("冯雪", "县教育局副局长", room.cast.education)
    item = meeting.items.first()
    assert visible_to(room.cast.education_deputy).filter(pk=item.pk).exists()
    assert actions.follow(meeting.pk, room.cast.clerk) == 0, "what the office chose is not undone"


def test_who_comes_from_outside_is_written_down(room: Room) -> None:
    meeting = room.called()
    row = meeting.attendees.filter(role=Role.INVITED).first()
    actions.name_guest(row.pk, room.cast.clerk, "刘主任", "县人大常委会副主任")
    row.refresh_from_db()
    assert (row.name, row.title) == ("刘主任", "县人大常委会副主任")


def test_the_order_of_the_list(room: Room) -> None:
    meeting = room.called()
    rows = list(meeting.attendees.all())
    actions.reorder(meeting.pk, room.cast.clerk, {rows[3].pk: 1})
    assert [row.pk for row in meeting.attendees.all()][:2] == [rows[3].pk, rows[0].pk]


@pytest.mark.parametrize("who", ["education_head", "head", "stranger", "other_director"])
def test_only_the_office_changes_the_list(room: Room, who: str) -> None:
    meeting = room.called()
    with pytest.raises(NotYours):
        actions.follow(meeting.pk, getattr(room.cast, who))


def test_not_before_it_is_called(room: Room) -> None:
    meeting = room.stage.meeting("agenda_fixed")
    with pytest.raises(WrongState):
        actions.follow(meeting.pk, room.cast.clerk)


def test_whoever_came_is_not_taken_out(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    row = room.row(meeting, room.cast.education_head)
    presence.come(row.pk, room.cast.clerk, Arrival.SECRETARY)
    with pytest.raises(WrongState, match="已经到会"):
        actions.take_out(row.pk, room.cast.clerk)


# --- receipts ---


def test_the_receipt_is_one_s_own_and_once(room: Room) -> None:
    meeting = room.called()
    row = room.row(meeting, room.cast.executive)
    with pytest.raises(NotYours):
        actions.confirm(row.pk, room.cast.land_deputy)
    actions.confirm(row.pk, room.cast.executive)
    row.refresh_from_db()
    first = row.confirmed_at
    room.time.forward(timedelta(hours=1))
    actions.confirm(row.pk, room.cast.executive)
    row.refresh_from_db()
    assert row.confirmed_at == first and row.read_at == first


def test_asking_costs_the_same_whoever_comes(room: Room) -> None:
    """Of forty items as of two, but that SQLite writes many rows in more than one go."""

    def cost(items: int) -> int:
        meeting = room.bare(items=items)
        with CaptureQueriesContext(connection) as queries:
            actions.ask(meeting, clock.now())
        return len(queries)

    assert cost(40) <= cost(2) + 2


def test_a_stranger_s_government_has_no_part(room: Room) -> None:
    meeting = room.called()
    people = Participant.objects.filter(matter=meeting.pk, official__isnull=False).select_related("official")
    assert {p.official.government for p in people} == {room.cast.government}


def late(room: Room, meeting: Meeting, **values: object) -> object:
    """An item that comes up after the notice is out, put on by the page's act."""
    item = room.stage.item("关于抗旱应急的议题", declared=SOUND, **values)
    add_late(meeting.pk, room.cast.clerk, item.pk, "旱情紧急", ask=actions.refresh)
    return item


def test_a_late_item_is_at_once_open_to_who_is_asked_already(room: Room) -> None:
    """The members have been asked; what comes up now is theirs to read as well."""
    meeting = room.called()
    item = late(room, meeting)
    assert visible_to(room.cast.executive).filter(pk=item.pk).exists()


def test_whoever_a_late_item_concerns_is_asked_with_it(room: Room) -> None:
    meeting = room.called()
    item = late(room, meeting, organ=room.cast.agriculture, by=room.cast.agriculture_clerk)
    assert list(room.row(meeting, room.cast.agriculture_head).items.all()) == [item]
    asked = Notice.objects.filter(event=f"meeting-asked:{meeting.pk}", recipient=room.cast.agriculture_head)
    assert asked.exists()


def test_who_comes_for_another_item_comes_for_the_late_one_too(room: Room) -> None:
    meeting = room.called()
    item = late(room, meeting)
    head = room.cast.education_head
    assert item in room.row(meeting, head).items.all()
    assert visible_to(head).filter(pk=item.pk).exists()


def test_what_a_late_item_is_only_those_there_for_it_are_told(room: Room) -> None:
    meeting = room.called()
    item = late(room, meeting, organ=room.cast.agriculture, by=room.cast.agriculture_clerk)
    told = Notice.objects.filter(event__startswith="meeting-late", channel="portal")
    assert item.matter.title in told.get(recipient=room.cast.executive).body
    assert item.matter.title not in told.get(recipient=room.cast.education_head).body


def test_of_a_confidential_late_item_no_notice_gives_the_title(room: Room) -> None:
    item = late(room, room.called(), secrecy="confidential")
    assert not Notice.objects.filter(event__startswith="meeting-late", body__contains=item.matter.title).exists()
