"""Meeting rooms: kept by the office."""

import pytest

from govrules.core.errors import NotYours
from govrules.core.journal.models import JournalEntry
from meetings.calling import rooms
from meetings.calling.models import Room
from tests.meetings.calling.desk import Office
from tests.portal.office import page, signed_in

ADDRESS = "/meetings/rooms/"


def test_the_office_adds_a_room_once_and_takes_it_out_of_use(office: Office) -> None:
    client = signed_in(office.clerk)
    assert client.post(ADDRESS, {"name": "第一会议室", "seats": "40"}).status_code == 302
    again = client.post(ADDRESS, {"name": "第一会议室", "seats": "40"})
    assert again.status_code == 400 and "已有名为“第一会议室”的会议室" in again.content.decode()
    room = Room.objects.get()
    assert "第一会议室" in page(client, "/meetings/new/")
    client.post(ADDRESS, {"room": room.pk, "do": "stop"})
    assert "第一会议室" not in page(client, "/meetings/new/") and "已停用" in page(client, ADDRESS)
    client.post(ADDRESS, {"room": room.pk, "do": "use"})
    texts = list(JournalEntry.objects.filter(act="room").values_list("text", flat=True))
    assert texts == ["设立会议室“第一会议室”（40座）", "停用会议室“第一会议室”", "恢复使用会议室“第一会议室”"]


@pytest.mark.parametrize(
    "sent", [{"name": "", "seats": "4"}, {"name": "甲", "seats": "0"}, {"name": "甲", "seats": "x"}]
)
def test_what_is_typed_wrongly_adds_no_room(office: Office, sent: dict) -> None:
    assert signed_in(office.clerk).post(ADDRESS, sent).status_code == 400
    assert not Room.objects.exists()


def test_nobody_else_keeps_rooms_nor_those_of_another_government(office: Office) -> None:
    room = office.room()
    assert signed_in(office.cast.head).get(ADDRESS).status_code == 403
    with pytest.raises(NotYours):
        rooms.add(office.cast.head, "甲", 5)
    other = signed_in(office.cast.other_director)
    assert other.post(ADDRESS, {"room": room.pk, "do": "stop"}).status_code == 404
    assert other.post(ADDRESS, {"room": "x", "do": "stop"}).status_code == 404
