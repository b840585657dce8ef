"""The board: who is away on a day, who acts under which article, who comes and goes, and what each may see of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from govrules.core import clock
from govrules.core.deadlines.sweep import sweep
from govrules.core.matters import actions as steps
from govrules.core.office.actions import Trip, end_appointment, enter_absence, return_early
from govrules.core.office.models import Absence, Appointment
from leave.board.queries import away_today, board
from leave.board.viewer import viewing
from leave.collisions import shifts_of
from leave.requests.models import LeaveRequest
from tests.core.calendars import office
from tests.core.cast import in_county
from tests.core.office.hours import DAY, HOUR, MONDAY, TODAY, TOMORROW, step_for
from tests.leave.duty.room import Room
from tests.leave.requests.desk import Desk


@pytest.fixture
def visit(client, cast, monday):
    def open_(who: str, name: str = "board", query: str = ""):
        client.force_login(getattr(cast, who).account)
        return client.get(reverse(f"leave:{name}") + query)

    return open_


def text(response) -> str:
    return told_in(response.content.decode().split('id="content"')[1])


def section(response, name: str) -> str:
    return told_in(response.content.decode().split(f'id="{name}-head"')[1].split("</section>")[0])


def told_in(html: str) -> str:
    return " ".join(strip_tags(html.replace("<", " <")).split())


def away(official, start="2026-06-01 08:00", end="2026-06-03 18:00", reason="赴省厅汇报", place="太原市"):
    return enter_absence(official, Trip(office(start), office(end), reason, place))


# --- a day ---


def test_who_is_away_where_until_when_and_who_acts_under_which_article(cast, visit):
    away(cast.schools_deputy)
    said = section(visit("clerk"), "away")
    assert "副县长（教育卫生） 孙慧敏" in said and "赴省厅汇报 太原市" in said
    assert "6月3日 18:00返回" in said and "6月1日 08:00离开" in said and "外出中" in said
    assert "副县长（教育卫生）： 李长河 代行 第五条 AB角" in said


def test_an_empty_day_is_kind(cast, visit):
    assert "没有人外出" in section(visit("clerk"), "away")


def test_leaders_first_then_organ_by_organ(cast, visit):
    for who in ("township_head", "education_head", "land_deputy", "director", "executive"):
        away(getattr(cast, who))
    found = board(viewing(cast.clerk, MONDAY), TODAY, MONDAY)
    assert [line.official.name for line in found.away] == ["钱卫东", "李长河", "周正", "王文", "尤勇"]


def test_on_the_day_he_leaves_and_on_the_day_he_is_back_he_is_on_the_board(cast, visit):
    away(cast.schools_deputy, "2026-06-02 14:00", "2026-06-04 10:00")
    him = viewing(cast.clerk, MONDAY)
    counted = [len(board(him, TODAY + n * DAY, MONDAY).away) for n in range(5)]
    assert counted == [0, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("now", "state"),
    [("2026-06-02 13:59", "未离开"), ("2026-06-02 14:00", "外出中"), ("2026-06-02 17:59", "外出中"),
     ("2026-06-02 18:00", "已返回")],
)  # fmt: skip
def test_the_state_of_the_moment(cast, monday, now, state):
    away(cast.schools_deputy, "2026-06-02 14:00", "2026-06-02 18:00")
    at = office(now)
    [line] = board(viewing(cast.clerk, at), TOMORROW, at).away
    assert line.state == state


def test_who_came_back_early_is_back(cast, monday):
    trip = away(cast.schools_deputy)
    monday.forward(HOUR)
    return_early(trip, by=cast.clerk)
    at = MONDAY + 2 * HOUR
    him = viewing(cast.clerk, at)
    assert [line.state for line in board(him, TODAY, at).away] == ["已返回"]
    assert board(him, TOMORROW, at).away == []


def test_another_day_shows_who_will_act_then(cast, visit):
    away(cast.schools_deputy, "2026-06-03 08:00", "2026-06-05 18:00")
    away(cast.land_deputy, "2026-06-04 08:00", "2026-06-04 18:00")
    assert "李长河 代行" in section(visit("clerk", query="?on=2026-06-03"), "away")
    said = section(visit("clerk", query="?on=2026-06-04"), "away")
    assert "副县长（教育卫生）： 李长河 代行 第五条 AB角" in said, "until eight"
    assert "副县长（教育卫生）（6月4日 08:00起）： 待明确：" in said and "B角副县长（农业资源）李长河也外出" in said
    assert "副县长（教育卫生）（6月4日 18:00起）： 李长河 代行" in said


@pytest.mark.parametrize("on", ["x", "2026-13-01", "1999-01-01", "2030-01-01"])
def test_a_day_that_is_none_is_today(cast, visit, on):
    assert "6月1日外出一览" in text(visit("clerk", query=f"?on={on}"))


def test_who_comes_back_and_who_goes_next(cast, visit):
    away(cast.schools_deputy)
    away(cast.finance_head, "2026-06-04 08:00", "2026-06-20 18:00")
    away(cast.township_head, "2026-06-12 08:00", "2026-06-13 18:00")
    page = visit("clerk")
    assert "孙慧敏 6月3日 18:00" in section(page, "back") and "褚建国" not in section(page, "back")
    assert "褚建国" in section(page, "next") and "尤勇" not in section(page, "next")


@in_county("toksun-2021")
def test_a_head_without_entrustment_is_held(cast, visit):
    away(cast.head)
    assert "待明确：县长赵立民外出，未记录委托（第五条）" in section(visit("clerk"), "away")


def test_a_vacant_seat_shows_who_acts_for_it(cast, visit):
    end_appointment(Appointment.objects.get(seat=cast.seats["schools_deputy"]), TODAY, by=cast.clerk)
    assert "副县长（教育卫生） 李长河 代行" in section(visit("clerk"), "vacant")


def test_what_nobody_may_decide_is_on_it(cast, visit):
    away(cast.head)
    step = step_for(cast, cast.seats["head"])
    steps.join(step.matter, cast.education_clerk, "drafter", MONDAY)
    for who in ("clerk", "executive"):
        said = section(visit(who), "held")
        assert "县教育局的一件事项" in said and "未记录委托" in said, "its title is for those who may read it"
    assert "关于新建城东小学的请示" in section(visit("education_clerk"), "held")
    assert 'id="held-head"' not in visit("finance_clerk").content.decode()
    assert 'id="held-head"' not in visit("clerk", query="?on=2026-06-02").content.decode()


# --- what each may see ---


@pytest.mark.parametrize(
    ("who", "sees"),
    [("clerk", True), ("director", True), ("head", True), ("land_deputy", True), ("schools_deputy", True),
     ("education_head", False), ("finance_clerk", False)],
)  # fmt: skip
def test_reasons_and_places_are_for_the_office_and_the_leaders(cast, visit, who, sees):
    away(cast.schools_deputy)
    away(cast.finance_head, "2026-06-04 08:00", "2026-06-20 18:00", "子女高考", "吐鲁番")
    page = text(visit(who))
    assert "孙慧敏" in page and "李长河 代行" in page, "that he is away and who acts is for everybody"
    assert [words in page for words in ("赴省厅汇报", "太原市", "子女高考", "吐鲁番")] == [sees] * 4


def test_he_himself_sees_his_own(cast, visit):
    away(cast.finance_head, reason="就医", place="北京市")
    assert "就医 北京市" in text(visit("finance_head"))
    assert "就医" not in text(visit("finance_clerk"))


def leave_for(cast, trip):
    opening = steps.Opening(cast.government, "leave", "请假单", cast.finance, cast.finance_head, "leave_away")
    matter = steps.open_matter(opening, MONDAY)
    LeaveRequest.objects.create(
        matter=matter, official=trip.official, seat=cast.seats["finance_head"], kind="medical", reason="就医",
        destination="北京市", contact="13900000000", starts_at=trip.starts_at, ends_at=trip.ends_at, absence=trip,
    )  # fmt: skip
    return matter


def test_the_request_is_a_link_for_those_who_may_read_it(cast, visit):
    matter = leave_for(cast, away(cast.finance_head))
    link = f'href="/matters/{matter.pk}/"'
    mine = visit("finance_head").content.decode()
    assert link in mine and "联系方式 13900000000" in mine
    office_page = visit("clerk").content.decode()
    assert link not in office_page and "联系方式 13900000000" in office_page
    assert "13900000000" not in visit("education_clerk").content.decode()


def test_of_another_government_nothing_is_seen(cast, visit):
    away(cast.schools_deputy)
    page = text(visit("stranger"))
    assert "没有人外出" in page and "孙慧敏" not in page
    assert "孙慧敏" not in text(visit("stranger", "board_calendar"))


@pytest.mark.parametrize("name", ["board", "board_calendar"])
def test_not_without_a_log_in(client, db, name):
    assert client.get(reverse(f"leave:{name}")).url.startswith("/login/")


# --- the calendar ---


def cells(page, row="孙慧敏") -> list[str]:
    """What the calendar says of somebody, day by day."""
    line = next(one for one in page.content.decode().split("<tbody>")[1].split("<tr>") if row in one.split("</th>")[0])
    return [told_in(cell.split(">", 1)[1].split("</td>")[0]) for cell in line.split("<td")[1:]]


def test_a_week_shows_each_day_who_is_away_and_who_acts(cast, visit):
    away(cast.schools_deputy, "2026-06-01 08:00", "2026-06-04 00:00")
    found = cells(visit("clerk", "board_calendar"))
    assert len(found) == 7
    assert found[0] == "半 部分时间外出，李长河代"
    assert found[1] == found[2] == "外 外出，李长河代"
    assert found[3:] == [""] * 4


def test_a_day_on_which_nobody_acts_for_some_of_it_says_so(cast, visit):
    away(cast.schools_deputy, "2026-06-01 00:00", "2026-06-04 00:00")
    away(cast.land_deputy, "2026-06-02 08:00", "2026-06-02 18:00")
    assert cells(visit("clerk", "board_calendar"))[:3] == [
        "外 外出，李长河代", "外 外出，李长河代，部分时间待明确", "外 外出，李长河代",
    ]  # fmt: skip


def test_a_month_has_a_column_a_day(cast, visit):
    away(cast.schools_deputy, "2026-06-29 00:00", "2026-07-02 18:00")
    found = cells(visit("clerk", "board_calendar", "?view=month&on=2026-06-15"))
    assert len(found) == 30 and found[:28] == [""] * 28 and found[28:] == ["外 外出，李长河代"] * 2


def test_a_vacant_seat_and_one_that_is_held_stand_out(cast, visit):
    end_appointment(Appointment.objects.get(seat=cast.seats["executive"]), TODAY, by=cast.clerk)
    away(cast.head, "2026-06-01 08:00", "2026-06-03 18:00")
    html = visit("clerk", "board_calendar").content.decode()
    assert "（空缺）" in html and "空缺，李长河代" in html
    assert "spread-part spread-held" in html and "部分时间外出，待明确" in html


@pytest.mark.parametrize(
    ("by", "names", "not_"),
    [("leaders", ["赵立民", "孙慧敏"], ["王文"]), ("heads", ["王文", "尤勇", "周正"], ["赵立民", "陈亮"]),
     ("x", ["赵立民"], ["王文"])],
)  # fmt: skip
def test_by_leader_and_by_organ(cast, visit, by, names, not_):
    said = text(visit("finance_clerk", "board_calendar", f"?by={by}"))
    assert all(name in said for name in names) and not any(name in said for name in not_)


def test_one_organ_with_everybody_in_it(cast, visit):
    said = text(visit("finance_clerk", "board_calendar", f"?by={cast.education.pk}"))
    assert all(name in said for name in ("王文", "冯雪", "陈亮")) and "褚建国" not in said
    said = text(visit("finance_clerk", "board_calendar", f"?by={cast.other_finance.pk}"))
    assert "吕生" not in said and "赵立民" in said, "an organ of another government is none to choose"


# --- what it costs ---


def cost(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/leave/board/", "/leave/board/calendar/?view=month&by=heads"])
def test_it_costs_the_same_however_many_are_away(cast, visit, client, address):
    leave_for(cast, away(cast.finance_head))
    away(cast.head)
    step_for(cast, cast.seats["head"])
    visit("clerk")
    cost(client, address)
    few = cost(client, address)
    for who in ("executive", "schools_deputy", "education_head", "resources_head", "township_head"):
        away(getattr(cast, who))
        step_for(cast, cast.seats[who])
    assert cost(client, address) == few
    assert few <= 36


# --- for the desk ---


def test_the_desk_s_board_is_one_query(cast, monday, django_assert_num_queries):
    for who in ("education_head", "schools_deputy", "clerk"):
        away(getattr(cast, who))
    away(cast.head, "2026-06-02 08:00", "2026-06-02 18:00")
    with django_assert_num_queries(1):
        rows = away_today(cast.government, MONDAY)
        assert [(row.official.name, row.title) for row in rows] == [
            ("孙慧敏", "副县长（教育卫生）"), ("郑晓", "县政府办公室文秘"), ("王文", "县教育局局长"),
        ]  # fmt: skip
    assert away_today(cast.other_government, MONDAY) == []
    assert [row.official.name for row in away_today(cast.government, MONDAY + timedelta(days=1))][0] == "赵立民"


def test_who_has_not_reported_back_stands_on_the_board(visit, cast, monday):
    leave = Desk(cast, monday).granted()
    monday.move_to(leave.ends_at + DAY)
    sweep(clock.now())
    answer = visit("clerk")
    assert "应于" in section(answer, "overdue")
    assert leave.official.name in section(answer, "overdue")
    assert "逾期未销假" not in text(visit("clerk", query="?on=2026-06-01"))


def test_whom_the_office_only_put_down_has_no_leave_and_the_board_says_so(visit, cast, monday):
    enter_absence(cast.schools_deputy, Trip(MONDAY, MONDAY + 2 * DAY, "急事"), by=cast.clerk)
    shown = section(visit("clerk"), "away")
    assert "没有请假单" in shown
    assert "第四十三条" in shown


def test_who_has_time_to_ask_for_leave_is_not_just_put_down_as_away(client, cast, monday):
    client.force_login(cast.clerk.account)
    form = {
        "official": cast.schools_deputy.pk, "starts_at": "2026-06-02T08:00", "ends_at": "2026-06-03T18:00",
        "reason": "私事", "place": "",
    }  # fmt: skip
    refused = client.post(reverse("office:absence_new"), form)
    assert refused.status_code == 400
    assert "外出应先请假" in refused.content.decode()
    assert "第四十三条" in refused.content.decode()
    assert not Absence.objects.exists()
    gone = client.post(reverse("office:absence_new"), form | {"starts_at": "2026-06-01T08:00"})
    assert gone.status_code == 302
    assert Absence.objects.count() == 1


@in_county("toksun-2021")
def test_a_shift_of_duty_is_seen_before_he_asks(cast, monday):
    room = Room(cast, monday)
    room.published()
    shift = room.shift(3)
    [one] = shifts_of(shift.leader, shift.starts_at, shift.ends_at)
    assert (one.what, one.capacity, one.starts_at) == ("县政府办公室值班", "带班领导", shift.starts_at)
    assert list(shifts_of(shift.leader, shift.ends_at, shift.ends_at + HOUR)) == []
