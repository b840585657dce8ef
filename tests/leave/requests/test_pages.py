"""The pages of leave: what each shows, to whom it opens, that bad input keeps what was typed."""

from __future__ import annotations

import pytest

from leave.requests.models import LeaveRequest
from leave.requests.states import State
from tests.leave.requests.desk import Desk
from tests.portal.office import page, signed_in

FORM = {
    "kind": "business", "reason": "赴市政府协调学校建设", "destination": "大同市", "contact": "13900000000",
    "starts_at": "2026-06-08T09:00", "ends_at": "2026-06-12T18:00",
}  # fmt: skip


def form(desk: Desk, who: str = "schools_deputy", **values: object) -> dict[str, object]:
    return FORM | {"seat": desk.seat(who).pk} | values


def test_whoever_has_one_seat_and_is_not_of_the_office_gets_the_form_at_once(desk):
    html = page(signed_in(desk.cast.schools_deputy), "/leave/new/")
    assert 'name="destination"' in html
    assert "副县长（教育卫生）" in html


def test_the_office_first_says_whose_leave_it_is(desk):
    html = page(signed_in(desk.cast.clerk), "/leave/new/")
    assert 'name="destination"' not in html
    assert "为他人代填" in html
    assert "孙慧敏" in html
    assert "吕生" not in html, "of another government"


def test_a_request_is_filled_in_and_then_checked_before_it_is_asked(desk):
    client = signed_in(desk.cast.schools_deputy)
    answer = client.post("/leave/new/", form(desk))
    leave = LeaveRequest.objects.get()
    assert answer.headers["Location"] == f"/leave/{leave.pk}/ask/"
    assert (leave.official, leave.seat, leave.entered_by) == (
        desk.cast.schools_deputy, desk.seat("schools_deputy"), None,
    )  # fmt: skip
    html = page(client, f"/leave/{leave.pk}/ask/")
    assert "外出期间由谁办理" in html
    assert "李长河" in html
    assert client.post(f"/leave/{leave.pk}/ask/").status_code == 302
    assert desk.again(leave).matter.state == State.ON_ITS_WAY
    assert "县长同意" in page(client, f"/leave/{leave.pk}/")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ends_at": "2026-06-08T08:00"}, "返回时间要晚于离开时间"),
        ({"starts_at": "2026-04-20T08:00"}, "离开时间超过一个月，请核对"),
        ({"ends_at": "2028-06-08T08:00"}, "时间超出一年"),
        ({"destination": "  "}, "请填写前往何地"),
        ({"contact": ""}, "请填写联系方式"),
        ({"starts_at": "明天"}, "请填写有效的日期和时间"),
        ({"kind": "holiday"}, "选择一个有效的选项"),
        ({"takes_over": "999999"}, "选择一个有效的选项"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_saves_nothing(desk, wrong, says):
    who = "education_head" if "takes_over" in wrong else "schools_deputy"
    answer = signed_in(getattr(desk.cast, who)).post("/leave/new/", form(desk, who, **wrong))
    html = answer.content.decode()
    assert answer.status_code == 400
    assert says in html
    assert "赴市政府协调学校建设" in html
    assert not LeaveRequest.objects.exists()


@pytest.mark.parametrize(
    ("act", "typed", "kept"),
    [
        ("extend", {"ends_at": "2026-06-01T08:00", "reason": "会议延期一天"}, "会议延期一天"),
        ("extend", {"ends_at": "明天", "reason": "会议延期一天"}, "会议延期一天"),
        ("back", {"back_at": "2026-06-30T08:00"}, "2026-06-30T08:00"),
    ],
)
def test_a_small_form_that_is_refused_keeps_what_was_typed(desk, act, typed, kept):
    leave = desk.granted()
    desk.at("2026-06-08 10:00")
    answer = signed_in(desk.cast.schools_deputy).post(f"/leave/{leave.pk}/{act}/", typed)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert kept in html
    assert 'class="field-error"' in html
    assert desk.again(leave).matter.state == State.AWAY


def test_who_may_recall_sees_the_button_and_a_clerk_does_not(desk):
    leave = desk.granted()
    desk.at("2026-06-08 10:00")
    assert "通知返回" in page(signed_in(desk.cast.director), f"/leave/{leave.pk}/")
    assert "通知返回" not in page(signed_in(desk.cast.clerk), f"/leave/{leave.pk}/")


def test_another_leave_in_the_same_time_is_seen_on_the_form(desk):
    desk.granted()
    client = signed_in(desk.cast.schools_deputy)
    values = "&".join(f"{k}={v}" for k, v in form(desk).items() if k in ("seat", "kind", "starts_at", "ends_at"))
    assert "与另一次请假时间重叠" in page(client, f"/leave/foresee/?{values}")
