"""The pages of who comes: the office's list, one's own page, leave, the code."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from govrules.core import clock
from govrules.core.office.models import Official
from meetings.attendance import presence
from meetings.attendance.actions import Guest, add
from meetings.attendance.models import Attendee, Role
from meetings.attendance.states import State
from tests.core.cast import in_county
from tests.meetings.attendance.conftest import Room
from tests.portal.office import page, signed_in
from tests.proves import proves


def test_the_office_sees_the_list_and_others_do_not(room: Room) -> None:
    meeting = room.called()
    html = page(signed_in(room.cast.clerk), f"/meetings/{meeting.pk}/attendance/")
    assert "赵立民" in html and "组成人员" in html and "规则没有规定到会人数" in html
    assert signed_in(room.cast.executive).get(f"/meetings/{meeting.pk}/attendance/").status_code == 403
    assert signed_in(room.cast.other_director).get(f"/meetings/{meeting.pk}/attendance/").status_code == 404


def test_the_list_as_excel(room: Room) -> None:
    meeting = room.called()
    answer = signed_in(room.cast.clerk).get(f"/meetings/{meeting.pk}/attendance/?export=xlsx")
    table = [[c.value for c in row] for row in load_workbook(BytesIO(answer.content)).active.rows]
    assert len(table) == 1 + meeting.attendees.count() and table[1][2] == "赵立民"


MAY_COME = [
    ("yanggao-2024", "plenary", "乡镇政府主要负责人", ["YG-19-4"]), ("yangcheng-2021", "plenary", "企业", ["YC-50-3"]),
    ("toksun-2021", "plenary", "新闻媒体", ["TK-35-1", "TK-47-6"]),
    ("toksun-2021", "standing", "群众代表", ["TK-35-1"]),
    ("yunyang-2025", "plenary", "特邀监察员", ["YY-45-7", "YY-45-8"]),
    ("yunyang-2025", "standing", "政协委员", ["YY-46-18"]), ("taobei-2020", "plenary", "单位", ["TB-58-5"]),
    ("taobei-2020", "party_group", "办公室主任", ["TB-59-2"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("county", "body", "words"),
    [pytest.param(c, b, words, id=f"{c}-{b}", marks=proves(*ids)) for c, b, words, ids in MAY_COME],
)
def test_the_office_has_whom_the_rules_let_come_and_adds_them(room: Room, body: str, words: str) -> None:
    """They are named with the article; one of them added comes without a vote, and is asked for nothing else."""
    meeting, client = room.called(body), signed_in(room.cast.clerk)
    html = page(client, f"/meetings/{meeting.pk}/attendance/")
    offered = html[html.index("规则可以安排列席或者邀请的") :]
    assert words in offered[: offered.index("</p>")]
    sent = {"role": "invited", "name": "石磊", "title": words}
    assert client.post(f"/meetings/{meeting.pk}/attendance/add/", sent).status_code == 302
    assert meeting.attendees.get(name="石磊").role == Role.INVITED


@pytest.mark.parametrize(
    ("county", "said"),
    [
        pytest.param("yanggao-2024", ["严肃会风会纪"], marks=proves("YG-25-7")),
        pytest.param("yangcheng-2021", ["按名签就座", "通信工具消声"], marks=proves("YC-63-7", "YC-63-8")),
    ],
)
def test_what_the_rules_ask_of_everybody_in_the_room_is_on_his_page(room: Room, said: list[str]) -> None:
    html = page(signed_in(room.cast.executive), f"/meetings/{room.called().pk}/mine/")
    assert all(words in html for words in said)


def test_one_s_own_page_reads_confirms_and_signs(room: Room) -> None:
    meeting = room.called()
    client, address = signed_in(room.cast.executive), f"/meetings/{meeting.pk}/mine/"
    html = page(client, address)
    assert "回执：参加" in html and "签到" not in html
    row = room.row(meeting, room.cast.executive)
    assert row.read_at is not None
    client.post(f"{address}confirm/")
    room.come_the_day(meeting)
    assert "签到" in page(client, address)
    client.post(f"{address}sign/")
    html = page(client, address)
    assert "在场" in html and "已回执" in html


def test_who_was_not_asked_has_no_page(room: Room) -> None:
    meeting = room.called()
    assert signed_in(room.cast.finance_head).get(f"/meetings/{meeting.pk}/mine/").status_code == 404
    assert signed_in(room.cast.clerk).get(f"/meetings/{meeting.pk}/mine/").status_code == 404


def test_leave_by_the_form_and_in_the_queue(room: Room) -> None:
    meeting = room.called()
    row = room.row(meeting, room.cast.schools_deputy)
    client = signed_in(room.cast.schools_deputy)
    html = page(client, f"/meetings/attendees/{row.pk}/leave/")
    assert "由办公室主任选定" in html and "替会人" not in html and "意见" not in html.split("<form", 2)[-1]
    answer = client.post(f"/meetings/attendees/{row.pk}/leave/", {"reason": "到市里开会"})
    assert answer.status_code == 302
    excuse = row.excuses.get()
    assert "到市里开会" in page(client, f"/meetings/leave/{excuse.pk}/")
    director = signed_in(room.cast.director)
    html = page(director, f"/queue/{room.step(excuse).pk}/")
    assert "由谁批准" in html and "请选定的领导批准" in html and "到市里开会" in html
    token = html.split('name="seen" value="', 1)[1].split('"', 1)[0]
    sent = {"seen": token, "kind": "review", "seats": [room.cast.seats["executive"].pk]}
    assert director.post(f"/queue/{room.step(excuse).pk}/decide/", sent).status_code == 302
    assert room.step(excuse).assignee == room.cast.executive


@in_county("yangcheng-2021")
def test_the_form_asks_what_the_county_s_rules_know(room: Room) -> None:
    meeting = room.called()
    organ = room.row(meeting, room.cast.education_head)
    html = page(signed_in(room.cast.education_head), f"/meetings/attendees/{organ.pk}/leave/")
    assert "替会人" in html and "第六十三条" in html and "冯雪" in html and "褚建国" not in html
    leader = room.row(meeting, room.cast.schools_deputy)
    html = page(signed_in(room.cast.schools_deputy), f"/meetings/attendees/{leader.pk}/leave/")
    assert "替会人" not in html and "对议题的意见和建议" in html


def test_what_was_typed_stays_when_it_is_refused(room: Room) -> None:
    meeting = room.called()
    row = room.row(meeting, room.cast.schools_deputy)
    client = signed_in(room.cast.schools_deputy)
    client.get(f"/meetings/attendees/{row.pk}/leave/")
    room.time.move_to(meeting.starts_at)
    answer = client.post(f"/meetings/attendees/{row.pk}/leave/", {"reason": "来不及了"})
    assert answer.status_code == 409 and "来不及了" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("land_deputy", 403), ("finance_head", 404), ("stranger", 404)])
def test_nobody_asks_for_another(room: Room, who: str, status: int) -> None:
    row = room.row(room.called(), room.cast.schools_deputy)
    assert signed_in(getattr(room.cast, who)).get(f"/meetings/attendees/{row.pk}/leave/").status_code == status


def test_withdrawing_on_the_page(room: Room) -> None:
    excuse = room.excuse(room.called(), room.cast.schools_deputy)
    client = signed_in(room.cast.schools_deputy)
    assert "撤回请假" in page(client, f"/meetings/leave/{excuse.pk}/")
    client.post(f"/meetings/leave/{excuse.pk}/withdraw/")
    assert room.state(excuse) == State.WITHDRAWN


def test_the_office_adds_replaces_and_orders_on_the_page(room: Room) -> None:
    meeting, cast = room.called(), room.cast
    client, address = signed_in(cast.clerk), f"/meetings/{meeting.pk}/attendance/"
    client.post(f"{address}add/", {"role": "staff", "official": cast.vice_director.pk})
    added = room.row(meeting, cast.vice_director)
    client.post(f"{address}replace/", {"attendee": added.pk, "official": cast.finance_deputy.pk})
    added.refresh_from_db()
    assert added.official == cast.finance_deputy
    client.post(f"{address}order/", {f"place-{added.pk}": "1"})
    assert meeting.attendees.first() == added
    client.post(f"/meetings/attendees/{added.pk}/out/")
    assert not meeting.attendees.filter(pk=added.pk).exists()
    answer = client.post(f"{address}add/", {"role": "invited", "name": ""})
    assert answer.status_code == 400 and "填写姓名" in answer.content.decode()


def test_the_secretary_signs_in_and_out(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    client, row = signed_in(room.cast.clerk), room.row(meeting, room.cast.executive)
    client.post(f"/meetings/attendees/{row.pk}/come/")
    assert row.presences.filter(left_at=None).count() == 1
    part = client.post(f"/meetings/attendees/{row.pk}/go/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="present"') and "<html" not in part
    assert signed_in(room.cast.executive).post(f"/meetings/attendees/{row.pk}/come/").status_code == 403


def test_scanning_the_code(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    address = f"/meetings/sign/{presence.token(meeting.pk, clock.now())}/"
    client = signed_in(room.cast.executive)
    assert "钱卫东签到" in page(client, address)
    assert not room.row(meeting, room.cast.executive).presences.exists(), "looking at it signs nobody in"
    assert client.post(address).url == f"/meetings/{meeting.pk}/mine/"
    assert room.row(meeting, room.cast.executive).presences.count() == 1
    assert signed_in(room.cast.finance_head).get(address).status_code == 403


def test_the_code_waits_for_the_log_in(client, room: Room) -> None:
    address = f"/meetings/sign/{presence.token(room.called().pk, clock.now())}/"
    assert client.get(address).url.startswith("/login/?next=/meetings/sign/")


def test_calling_a_meeting_asks_everybody(room: Room) -> None:
    """Guests that must be invited are on the list by it; the notice bears the meeting's number."""
    meeting = room.stage.meeting("agenda_fixed")
    assert signed_in(room.cast.education_head).post(f"/meetings/{meeting.pk}/call/").status_code == 403
    answer = signed_in(room.cast.clerk).post(f"/meetings/{meeting.pk}/call/")
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert room.state(meeting) == "meeting_called"
    assert room.row(meeting, room.cast.head).role == Role.MEMBER


def test_the_list_costs_the_same_with_many(room: Room) -> None:
    meeting = room.called(items=2)
    client = signed_in(room.cast.clerk)

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        return len(queries)

    addresses = [f"/meetings/{meeting.pk}/attendance/", f"/meetings/{meeting.pk}/attendance/present/"]
    few = [cost(address) for address in addresses]
    crowd(room, meeting, 120)
    assert [cost(address) for address in addresses] == few


def crowd(room: Room, meeting, number: int) -> None:
    """Many more who were asked, half of them there."""
    people = Official.objects.bulk_create(
        Official(government=room.cast.government, key=f"p{n}", name=f"参会{n}") for n in range(number)
    )
    rows = Attendee.objects.bulk_create(
        Attendee(meeting=meeting, official=o, name=o.name, title="县某局局长", role=Role.FIXED, order=100 + n)
        for n, o in enumerate(people)
    )
    presence.Presence.objects.bulk_create(
        presence.Presence(attendee=row, came_at=clock.now(), how="self") for row in rows[::2]
    )


def test_a_guest_from_outside_is_shown_apart(room: Room) -> None:
    meeting = room.called()
    add(meeting.pk, room.cast.clerk, Guest(Role.INVITED, name="刘教授", title="某大学"))
    html = page(signed_in(room.cast.clerk), f"/meetings/{meeting.pk}/attendance/")
    assert html.index("邀请列席") < html.index("刘教授")
