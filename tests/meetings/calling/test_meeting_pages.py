"""The pages of meetings before they open: list, week, planning, agenda, fixing, notice; cost, strangers, bad input."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from govrules.core import clock
from govrules.core.matters import actions as matters
from govrules.core.matters.models import Waiver
from govrules.core.office.models import Absence
from meetings.attendance.models import Attendee, Role
from meetings.calling import actions
from meetings.calling.models import Meeting
from meetings.calling.states import State
from meetings.items.models import AgendaItem
from tests.core.cast import in_county
from tests.meetings.calling.desk import DAY, Office
from tests.portal.office import page, signed_in


def typed(office: Office, **values):
    """A sound form of a standing meeting tomorrow."""
    return {
        "body": "standing", "day": "2026-06-02", "begins": "15:00", "minutes_planned": "90", "place": "常务会议室",
        "chair": office.cast.seats["head"].pk,
    } | values  # fmt: skip


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


# --- planning ----------------------------------------------------------------------------------------


def test_the_office_plans_a_meeting_in_its_own_time(office: Office) -> None:
    client = signed_in(office.clerk)
    assert 'value="2026-06-08"' in page(client, "/meetings/new/?day=2026-06-08")
    answer = client.post("/meetings/new/", typed(office))
    meeting = Meeting.objects.get()
    assert answer.url == f"/meetings/{meeting.pk}/"
    assert (meeting.starts_at.isoformat(), meeting.minutes_planned) == ("2026-06-02T07:00:00+00:00", 90)
    shown = page(client, answer.url)
    assert "6月2日 15:00—16:30" in shown and "县长 赵立民" in shown and "第二十条" in shown


@pytest.mark.parametrize(
    ("values", "said", "status"),
    [
        ({"body": ""}, "请填写会议", 400),
        ({"day": "没有"}, "有效的日期", 400),
        ({"begins": "25:00"}, "有效的时间", 400),
        ({"place": ""}, "请选择会议室，或填写其他地点", 400),
        ({"minutes_planned": "0"}, "等于1", 400),
        ({"day": "2026-05-31"}, "会议时间已过", 400),
        ({"chair": ""}, "请选定主持人", 400),
        ({"room": "999"}, "有效的选项", 400),
    ],
)
def test_what_is_typed_wrongly_comes_back(office: Office, values: dict, said: str, status: int) -> None:
    answer = signed_in(office.clerk).post("/meetings/new/", typed(office, remarks="着正装") | values)
    shown = answer.content.decode()
    assert (answer.status_code, said in shown, "着正装" in shown) == (status, True, True)
    assert not Meeting.objects.exists()


def test_a_chair_whom_the_rules_do_not_allow_comes_back_with_the_article(office: Office) -> None:
    seat = office.cast.seats["executive"].pk
    answer = signed_in(office.clerk).post("/meetings/new/", typed(office, chair=seat))
    shown = answer.content.decode()
    assert answer.status_code == 422 and "不能由常务副县长主持" in shown and "第二十条" in shown


def test_what_collides_is_said_at_once(office: Office) -> None:
    office.planned(starts_at=clock.now() + DAY, body="plenary")
    answer = signed_in(office.clerk).post("/meetings/new/", typed(office, begins="09:30"), follow=True)
    assert answer.content.decode().count("同一时间要参加“县政府全体会议”") == 2  # as a message, and on the page


def test_moving_it_by_the_form(office: Office) -> None:
    meeting = office.planned()
    client, address = signed_in(office.clerk), f"/meetings/{meeting.pk}/edit/"
    assert 'value="09:00"' in page(client, address)
    assert client.post(address, typed(office, seen="0")).status_code == 302
    assert client.post(address, typed(office, seen="0")).status_code == 409


# --- who ---------------------------------------------------------------------------------------------

OFFICE_PAGES = ["edit/", "agenda/", "fix/", "late/", "notice/"]


@pytest.mark.parametrize("what", OFFICE_PAGES)
def test_only_the_office_prepares(office: Office, what: str) -> None:
    meeting = office.arranged()
    for who in (office.cast.head, office.cast.education_clerk):
        assert signed_in(who).get(f"/meetings/{meeting.pk}/{what}").status_code == 403
    assert signed_in(office.cast.other_director).get(f"/meetings/{meeting.pk}/{what}").status_code == 404
    assert signed_in(office.clerk).get(f"/meetings/{meeting.pk}/{what}").status_code == 200


@pytest.mark.parametrize("what", ["reopen/", "cancel/"])
def test_acts_are_posts_of_the_office_s(office: Office, what: str) -> None:
    meeting = office.fixed()
    address = f"/meetings/{meeting.pk}/{what}"
    assert signed_in(office.clerk).get(address).status_code == 405
    assert signed_in(office.cast.head).post(address, {"reason": "无"}).status_code == 403
    assert signed_in(office.cast.other_director).post(address, {"reason": "无"}).status_code == 404
    assert office.state(meeting) == State.FIXED


def test_a_meeting_is_hidden_from_who_takes_no_part_and_open_to_its_chair(office: Office) -> None:
    meeting = office.planned()
    for what in ("", "meeting.ics"):
        for who in (office.cast.education_clerk, office.cast.schools_deputy, office.cast.stranger):
            assert signed_in(who).get(f"/meetings/{meeting.pk}/{what}").status_code == 404
        assert signed_in(office.cast.head).get(f"/meetings/{meeting.pk}/{what}").status_code == 200


def test_nobody_is_led_where_he_may_not_go(office: Office) -> None:
    """The list of who comes and the record are the office's; a page of one's own has who is asked."""
    address = f"/meetings/{office.called().pk}/"
    leader, clerk = page(signed_in(office.cast.head), address), page(signed_in(office.clerk), address)
    own, of_office = f"{address}mine/", (f"{address}attendance/", f"{address}session/")
    assert own in leader and not any(link in leader for link in of_office)
    assert own not in clerk and all(link in clerk for link in of_office)


def test_an_item_that_he_may_not_open_has_no_title_for_him(office: Office) -> None:
    """Who comes for one item hears of no others; the chair and the office see them all."""
    meeting = office.planned()
    mine, other = (
        office.approved("关于预算调整的议题", organ=office.cast.finance),
        office.approved("关于人事任免的议题"),
    )
    office.put(meeting, mine, other)
    matters.join(office.fresh(meeting).matter, office.cast.finance_head, "attendee", clock.now())
    shown = page(signed_in(office.cast.finance_head), f"/meetings/{meeting.pk}/")
    assert "关于预算调整的议题" in shown and "人事任免" not in shown and "（您不列席的议题）" in shown
    for who in (office.clerk, office.cast.head):
        assert "人事任免" in page(signed_in(who), f"/meetings/{meeting.pk}/")


def test_the_record_of_a_meeting_names_no_item_to_who_comes_for_another_one(office: Office) -> None:
    """What was added, taken off or departed from is in the record by its title: only for those there for the whole."""
    meeting = office.called()
    office.put_late(meeting, "关于人事任免的议题")
    Attendee.objects.create(meeting=meeting, official=office.cast.finance_head, name="褚建国", role=Role.ITEM)
    matters.join(office.fresh(meeting).matter, office.cast.finance_head, "attendee", clock.now())
    assert "人事任免" not in page(signed_in(office.cast.finance_head), f"/meetings/{meeting.pk}/")
    assert "临时增加议题“关于人事任免的议题”" in page(signed_in(office.clerk), f"/meetings/{meeting.pk}/")


# --- list and week -----------------------------------------------------------------------------------


def test_coming_and_past_meetings_filtered_and_as_excel(office: Office) -> None:
    coming, over = office.planned(), office.planned(body="special", starts_at=clock.now() + 2 * DAY)
    actions.cancel(over.pk, office.clerk, "不开了")
    client = signed_in(office.clerk)
    assert f"/meetings/{coming.pk}/" in page(client, "/meetings/") and f"/meetings/{over.pk}/" not in page(
        client, "/meetings/"
    )
    assert f"/meetings/{over.pk}/" in page(client, "/meetings/?tab=past")
    assert f"/meetings/{coming.pk}/" not in page(client, "/meetings/?body=special")
    assert f"/meetings/{coming.pk}/" not in page(client, "/meetings/?q=专题&state=nothing")
    answer = client.get("/meetings/?export=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[1][:5] == ("县政府常务会议", "2026年6月2日 09:00", "常务会议室", "县长", "0")


def test_the_week_by_days(office: Office) -> None:
    office.planned()
    office.planned(body="special", starts_at=clock.now() + timedelta(days=8))
    client = signed_in(office.clerk)
    this = page(client, "/meetings/calendar/")
    assert "县政府常务会议" in this and "县政府专题会议" not in this and "6月1日，今天" in this
    assert "县政府专题会议" in page(client, "/meetings/calendar/?week=2026-06-10")
    for nonsense in ("没有", "0001-01-01", "9999-12-31"):
        assert "6月1日，今天" in page(client, f"/meetings/calendar/?week={nonsense}")


@pytest.mark.parametrize("address", ["/meetings/", "/meetings/calendar/"])
def test_lists_cost_the_same_with_forty_meetings(office: Office, address: str) -> None:
    client = signed_in(office.clerk)
    for n in range(3):
        office.planned(starts_at=clock.now() + timedelta(hours=1 + n))
    cost(client, address)
    few = cost(client, address)
    for n in range(37):
        office.planned(starts_at=clock.now() + timedelta(hours=4 + n))
    assert cost(client, address) == few <= 22


@pytest.mark.parametrize("what", ["", "agenda/", "fix/", "notice/"])
@pytest.mark.parametrize("county", ["yanggao-2024", "toksun-2021"])
def test_a_meeting_of_forty_items_costs_what_one_of_four_costs(office: Office, what: str) -> None:
    client = signed_in(office.clerk)
    small, large = (office.stage.meeting(items=n, starts_at=clock.now() + n * DAY) for n in (4, 40))
    for meeting in (small, large):
        for item in meeting.items.all():
            item.touched.set([office.cast.finance, office.cast.resources])
    cost(client, f"/meetings/{small.pk}/{what}")
    few = cost(client, f"/meetings/{small.pk}/{what}")
    assert cost(client, f"/meetings/{large.pk}/{what}") == few <= 52


def test_members_of_overlapping_meetings_cost_no_query_each(office: Office) -> None:
    client = signed_in(office.clerk)
    meeting, other = office.planned(), office.planned(body="special")
    assert other.pk
    address = f"/meetings/{meeting.pk}/"
    cost(client, address)
    few = cost(client, address)
    for _ in range(12):
        office.planned(body="special")
    assert cost(client, address) == few


# --- the agenda --------------------------------------------------------------------------------------


def test_an_agenda_is_put_together_by_presses(office: Office) -> None:
    meeting = office.planned()
    one, two, three = (office.approved(f"关于第{n}项工作的议题") for n in (1, 2, 3))
    client, address = signed_in(office.clerk), f"/meetings/{meeting.pk}/agenda/"

    def press(do: str, items: list[AgendaItem], **more) -> None:
        version = office.version(meeting)
        answer = client.post(address, {"do": do, "item": [i.pk for i in items], "version": version} | more)
        assert answer.status_code == 302, answer.content.decode()

    press("on", [], add=[one.pk, two.pk, three.pk])
    assert office.agenda(meeting) == [i.matter.title for i in (one, two, three)]
    press(f"up-{three.pk}", [one, two, three], **{f"minutes-{one.pk}": "25"})
    assert office.agenda(meeting) == [i.matter.title for i in (one, three, two)]
    assert 'value="25"' in page(client, address)
    press(f"down-{one.pk}", [one, three, two])
    press(f"off-{two.pk}", [three, one, two])
    assert office.agenda(meeting) == [three.matter.title, one.matter.title]
    assert "第一项应为学习" in page(client, address)
    press("up-999", [three, one])
    press("keep", [one, three])
    assert office.agenda(meeting)[0] == one.matter.title


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"item": "x", "version": "0"}, 302),
        ({"item": "99999", "version": "0"}, 400),
        ({"version": ""}, 302),
        ({"version": "7"}, 409),
    ],
)
def test_nonsense_on_the_agenda_page_is_refused_or_ignored(office: Office, sent: dict, status: int) -> None:
    meeting = office.planned()
    assert signed_in(office.clerk).post(f"/meetings/{meeting.pk}/agenda/", sent).status_code == status


@pytest.mark.parametrize("minutes", ["很久", "-5", "1e3", "٣"])
def test_minutes_that_are_no_number_are_refused(office: Office, minutes: str) -> None:
    meeting = office.arranged()
    item = meeting.items.first()
    sent = {"item": [item.pk], f"minutes-{item.pk}": minutes, "version": office.version(meeting)}
    assert signed_in(office.clerk).post(f"/meetings/{meeting.pk}/agenda/", sent).status_code == 400


def test_fixing_shows_what_stands_in_the_way_and_takes_a_stale_page_for_what_it_is(office: Office) -> None:
    meeting = office.arranged(study=False)
    client, address = signed_in(office.clerk), f"/meetings/{meeting.pk}/fix/"
    assert "第一项议题不是学习" in page(client, address)
    assert client.post(address, {"version": office.version(meeting)}).status_code == 422
    AgendaItem.objects.filter(pk=meeting.items.order_by("position")[0].pk).update(study=True)
    assert client.post(address, {"version": "0"}).status_code == 409
    assert client.post(address, {"version": office.version(meeting)}).status_code == 302
    assert office.state(meeting) == State.FIXED
    assert "发出通知" in page(client, f"/meetings/{meeting.pk}/notice/")


@in_county("yangcheng-2021")
def test_a_late_item_by_the_page_with_a_reason_for_the_principle(office: Office) -> None:
    meeting = office.fixed()
    item = office.approved("关于另一件事的议题")
    client, address = signed_in(office.clerk), f"/meetings/{meeting.pk}/late/"
    assert "紧急事项" in page(client, address)
    assert client.post(address, {"item": item.pk, "reason": ""}).status_code == 400
    answer = client.post(address, {"item": item.pk, "reason": "领导要求"})
    reason = f"reason-late_item-{item.pk}"
    assert answer.status_code == 422 and f'name="{reason}"' in answer.content.decode()
    sent = {"item": item.pk, "reason": "领导要求", reason: "县长同意"}
    assert client.post(address, sent).status_code == 302
    assert Waiver.objects.get(matter=meeting.pk).reason == "县长同意"
    assert "临时增加" in page(client, f"/meetings/{meeting.pk}/") and "县长同意" in page(
        client, f"/meetings/{meeting.pk}/"
    )


@in_county("yangcheng-2021")
def test_an_item_whose_leader_cannot_come_is_shown_so_that_it_is_taken_off(office: Office) -> None:
    meeting = office.called()
    client, address = signed_in(office.clerk), f"/meetings/{meeting.pk}/"
    assert "第1项“关于第1项工作的议题”：" not in page(client, address)
    Absence.objects.create(
        official=office.cast.schools_deputy, starts_at=clock.now(), ends_at=clock.now() + 3 * DAY, reason="学习",
        entered_at=clock.now(),
    )  # fmt: skip
    shown = page(client, address)
    assert "第1项“关于第1项工作的议题”：" in shown and "第五十四条" in shown


def test_an_item_is_taken_off_by_the_page(office: Office) -> None:
    meeting = office.fixed()
    item = meeting.items.order_by("position")[1]
    client = signed_in(office.clerk)
    assert client.post(f"/meetings/{meeting.pk}/items/{item.pk}/off/", {"reason": ""}).status_code == 400
    assert client.post(f"/meetings/{meeting.pk}/items/{item.pk}/off/", {"reason": "不能到会"}).status_code == 302
    assert client.post(f"/meetings/{meeting.pk}/items/{item.pk}/off/", {"reason": "不能到会"}).status_code == 404
    assert "不能到会" in page(client, f"/meetings/{meeting.pk}/")
