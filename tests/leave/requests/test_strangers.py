"""Who takes no part sees nothing and does nothing; every page costs the same whatever there is; and what is printed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.printing import available, render_pdf
from govrules.portal.leave_print.content import page_of
from leave.requests import queries
from leave.requests.models import LeaveKind
from leave.requests.states import State
from leave.requests.steps import CHOICES, DECIDERS
from tests.core.cast import in_county
from tests.leave.requests.desk import DAY, Desk
from tests.portal.office import page, signed_in

STRANGERS = ["agriculture_head", "agriculture_clerk", "township_head", "stranger", "other_director"]
ACTS = ["edit", "ask", "withdraw", "drop", "back", "extend", "recall"]


@pytest.mark.parametrize("who", STRANGERS)
def test_to_a_stranger_there_is_no_such_leave(desk: Desk, who: str):
    leave = desk.granted("education_head")
    client = signed_in(getattr(desk.cast, who))
    assert leave.matter.title not in page(client, "/leave/")
    assert client.get(f"/leave/{leave.pk}/").status_code == 404
    assert client.get(f"/matters/{leave.pk}/leave.pdf").status_code == 404
    assert client.get(f"/matters/{leave.pk}/").status_code == 404
    for act in ACTS:
        assert client.post(f"/leave/{leave.pk}/{act}/", {"reason": "x"}).status_code == 404, act
    assert desk.again(leave).matter.state == State.GRANTED


def test_who_only_takes_part_sees_it_and_handles_nothing(desk: Desk):
    leave = desk.granted("education_head")
    client = signed_in(desk.cast.education_clerk)
    html = page(client, f"/leave/{leave.pk}/")
    assert "可以办理" not in html
    assert client.post(f"/leave/{leave.pk}/drop/", {"reason": "x"}).status_code == 403
    assert desk.again(leave).matter.state == State.GRANTED


def test_the_offered_buttons_are_those_of_the_state(desk: Desk):
    client = signed_in(desk.cast.schools_deputy)
    leave = desk.draft()
    assert "核对并请假" in page(client, f"/leave/{leave.pk}/")
    desk.asked_again(leave)
    html = page(client, f"/leave/{leave.pk}/")
    assert "撤回" in html
    assert "核对并请假" not in html
    desk.through(leave)
    html = page(client, f"/leave/{leave.pk}/")
    assert "不去了" in html
    assert "销假</summary>" not in html
    desk.at("2026-06-08 09:00")
    html = page(client, f"/leave/{leave.pk}/")
    assert "销假</summary>" in html
    assert "不去了" not in html


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


@pytest.mark.parametrize(
    ("address", "most"),
    [("/leave/", 24), ("/leave/filings/", 16), ("/leave/statistics/", 16), ("/leave/abroad/", 22)],
)
def test_a_list_costs_the_same_for_few_and_for_many(desk: Desk, address: str, most: int):
    client = signed_in(desk.cast.clerk)

    def more(first: int, count: int) -> None:
        for number in range(first, first + count):
            start = desk.clock.moment + number * DAY
            desk.granted("executive", starts_at=start, ends_at=start + timedelta(hours=8))

    more(10, 2)
    cost(client, address)
    few = cost(client, address)
    more(20, 8)
    assert cost(client, address) == few
    assert few <= most


def test_the_page_of_one_costs_a_bounded_number_of_queries(desk: Desk):
    client = signed_in(desk.cast.clerk)
    leave = desk.granted()
    address = f"/leave/{leave.pk}/"
    cost(client, address)
    assert cost(client, address) <= 60


def test_the_queue_shows_it_and_its_tab_counts_it(desk: Desk):
    leave = desk.asked()
    client = signed_in(desk.cast.head)
    html = page(client, "/queue/?show=leave")
    assert leave.matter.title in html
    assert "请假" in html
    item = page(client, f"/queue/{desk.live(leave).get().pk}/")
    assert "副县长（教育卫生）由李长河代行" in item
    assert "同意，请安排好工作。" in item
    assert "同意由分管领导签发" not in item


@in_county("toksun-2021")
def test_the_pick_is_made_in_the_queue(desk: Desk):
    leave = desk.asked("head", by="clerk")
    step = desk.live(leave).get()
    client = signed_in(desk.cast.director)
    html = page(client, f"/queue/{step.pk}/")
    assert "由哪位领导审批" in html
    assert "由办公室向上级请假、报备" in html
    seen = html.split('name="seen" value="', 1)[1].split('"', 1)[0]
    sent = {"seen": seen, "kind": "pick", "opinion": "报市政府办公室。", "upward": "1"}
    assert client.post(f"/queue/{step.pk}/decide/", sent).status_code == 302
    assert desk.waits_for(leave) == [("file", "周正")]


def test_every_step_that_a_way_can_have_can_be_decided():
    assert set(CHOICES) == set(DECIDERS)
    assert {act for _, act in CHOICES} == {"approve", "consent", "review", "read", "file"}


def test_kinds_and_states_have_their_words():
    assert set(queries.WORDS) == set(State.values)
    assert all(len(label) >= 2 for _, label in LeaveKind.choices)


# --- On paper --------------------------------------------------------------------------------------------


@in_county("yangcheng-2021")
def test_the_printed_form_has_the_name_that_the_rules_give_it(desk: Desk):
    leave = desk.granted(companions="县教育局王文")
    shown = queries.whole(leave.matter, desk.clock.moment)
    paper = page_of(shown, desk.clock.moment)
    assert paper.title == "领导干部外出请假报备单"
    facts = dict(paper.facts)
    assert (facts["姓名"], facts["前往何地"], facts["同行人员"]) == ("孙慧敏", "大同市", "县教育局王文")
    assert facts["离开时间"] == "2026年6月8日 09:00"
    assert paper.rows[0][:3] == ("县长审批", "同意", "赵立民")
    assert paper.rows[0][4] == "第一百零一条"
    assert any("县委办公室" in line and "电话报备" in line for line in paper.footer)


def test_the_printed_form_says_who_acts_meanwhile_and_nothing_twice(desk: Desk):
    """阳高 5: the AB role, with the article; 同意。 is no opinion beside 同意."""
    leave = desk.asked()
    desk.say(desk.live(leave).first(), opinion="同意。")
    leave = desk.through(leave)
    paper = page_of(queries.whole(leave.matter, desk.clock.moment), desk.clock.moment)
    assert paper.rows[0][1] == "同意"
    assert [line for line in paper.footer if line.startswith("外出期间")] == [
        f"外出期间{leave.seat.title}的工作：由{desk.cast.land_deputy.name}代行（第五条，AB角）。"
    ]
    over = page_of(queries.whole(leave.matter, leave.ends_at + timedelta(days=9)), leave.ends_at + timedelta(days=9))
    assert over.footer[0] == paper.footer[0]


def test_elsewhere_it_is_plainly_called_what_it_is(desk: Desk):
    leave = desk.draft()
    paper = page_of(queries.whole(leave.matter, desk.clock.moment), desk.clock.moment)
    assert paper.title == "请假单"
    assert paper.rows == (("—", "（尚未审批）", "—", "—", "—"),)


@pytest.mark.skipif(available() is not None, reason="this machine cannot print")
@in_county("yangcheng-2021")
def test_it_is_one_page(desk: Desk):
    leave = desk.granted(reason="参加全省义务教育优质均衡发展工作现场推进会" * 5)
    answer = signed_in(desk.cast.schools_deputy).get(f"/matters/{leave.pk}/leave.pdf")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert render_pdf(page_of(queries.whole(leave.matter, desk.clock.moment), desk.clock.moment)).pages == 1
