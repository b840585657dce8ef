"""The pages of items: list, form, page, gates, which body decides; who sees them; what is typed wrongly."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from govrules.core.matters.models import Step, Waiver
from meetings.items.models import AgendaItem
from meetings.items.states import State
from tests.core.cast import in_county
from tests.documents.papers import Papers
from tests.meetings.items.desk import Desk
from tests.portal.office import page, signed_in
from tests.proves import proves

NOT_ITS = '<span class="chip chip-stop">不能由它决定</span>'


def typed(**values):
    """A sound form of an item for the standing meeting."""
    return {
        "title": "关于新建城东小学的议题", "business": "standing:2", "brief": "城东片区学位不足。", "secrecy": "open",
        "proposal": "同意新建。",
    } | values  # fmt: skip


def form(desk: Desk, **values):
    cast = desk.cast
    return typed(organ=cast.education.pk, sponsor=cast.seats["schools_deputy"].pk, **values)


# --- the list ----------------------------------------------------------------------------------------


def test_the_list_has_what_he_may_see_by_body_state_organ_and_words(desk: Desk) -> None:
    cast = desk.cast
    desk.item(title="关于城东小学的议题")
    desk.proposed(title="关于运动会的议题", body="plenary", business=1, sponsor=None)
    desk.item(cast.finance_clerk, cast.finance, title="关于预算的议题", sponsor=None)
    client = signed_in(cast.education_clerk)
    everything = page(client, "/meetings/items/")
    assert "关于城东小学的议题" in everything and "关于预算的议题" not in everything
    for query, there, gone in (
        ("q=城东", "城东小学", "运动会"),
        ("body=plenary", "运动会", "城东小学"),
        (f"state={State.DRAFT}", "城东小学", "运动会"),
        (f"organ={cast.finance.pk}", "没有符合条件的议题", "城东小学"),
        ("sort=meeting&body=standing", "城东小学", "运动会"),
    ):
        found = page(client, f"/meetings/items/?{query}")
        assert there in found and f"关于{gone}" not in found, query


def test_a_list_of_forty_costs_what_a_list_of_four_costs(desk: Desk) -> None:
    client = signed_in(desk.cast.education_clerk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, "/meetings/items/")
        return len(asked)

    for n in range(4):
        desk.item(title=f"关于第{n}件事的议题")
    cost()
    few = cost()
    for n in range(36):
        desk.item(title=f"关于另外第{n}件事的议题")
    assert cost() == few <= 24


def test_the_list_as_excel_with_titles_that_stay_text(desk: Desk) -> None:
    desk.item(title="=SUM(A1)的议题")
    answer = signed_in(desk.cast.education_clerk).get("/meetings/items/?export=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][0] == "议题" and rows[1][0] == "'=SUM(A1)的议题" and rows[1][1] == "县政府常务会议"


def test_pages_of_thirty(desk: Desk) -> None:
    for n in range(31):
        desk.item(title=f"关于第{n}件事的议题")
    client = signed_in(desk.cast.education_clerk)
    assert "共 31 项" in page(client, "/meetings/items/") and "下一页" in page(client, "/meetings/items/")
    assert "第 2 页" in page(client, "/meetings/items/?page=2") and page(client, "/meetings/items/?page=没有")


# --- the form ----------------------------------------------------------------------------------------


def test_the_form_asks_what_these_rules_look_at_and_nothing_derived(desk: Desk) -> None:
    found = page(signed_in(desk.cast.education_clerk), "/meetings/items/new/")
    assert 'name="fact_major_issue"' in found and 'name="fact_important"' in found and 'name="fact_normative"' in found
    for derived in ("body", "proposer", "business_class", "standing_discussed", "legality_reviewer", "study_first"):
        assert f"fact_{derived}" not in found
    assert "fact_has_disagreement" not in found


@in_county("yunyang-2025")
def test_another_county_s_form_asks_other_things(desk: Desk) -> None:
    found = page(signed_in(desk.cast.education_clerk), "/meetings/items/new/")
    for key in ("has_disagreement", "substance_confirmed", "clear_opinion", "public_consultation_days"):
        assert f'name="fact_{key}"' in found
    assert "15. 议题前的集体学习" in found and "（第四十六条）" in found


def test_an_item_is_filled_in_and_saved_once(desk: Desk) -> None:
    client = signed_in(desk.cast.education_clerk)
    sent = form(desk, fact_important="on", touched=[desk.cast.finance.pk], minutes_wanted="15")
    first, second = (client.post("/meetings/items/new/", sent) for _ in range(2))
    item = AgendaItem.objects.get()
    assert first.url == second.url == f"/meetings/items/{item.pk}/"
    assert (item.body, item.business, item.proposer, item.declared) == ("standing", 2, "deputy", {"important": True})
    assert [o.key for o in item.touched.all()] == ["finance"] and item.minutes_wanted == 15
    shown = page(client, f"/meetings/items/{item.pk}/")
    assert "第2项任务：讨论需提请县委审议、决定的重要事项" in shown and "提出" in shown
    assert "汇报提纲" in page(client, f"/meetings/items/{item.pk}/edit/")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "请填写议题名称"),
        ({"business": "standing:99"}, "standing:99"),
        ({"business": "nowhere:1"}, "nowhere:1"),
        ({"minutes_wanted": "0"}, "等于1"),
        ({"minutes_wanted": "很久"}, "整数"),
        ({"brief": "机密★1年\n内容"}, "不能办理标为"),
        ({"secrecy": "秘密"}, "秘密"),
        ({"touched": ["0"]}, "0"),
    ],
)
def test_what_is_typed_wrongly_comes_back_with_what_was_typed(desk: Desk, values: dict, said: str) -> None:
    answer = signed_in(desk.cast.education_clerk).post(
        "/meetings/items/new/", form(desk, proposal="同意新建。") | values
    )
    assert answer.status_code == 400 and said in answer.content.decode() and "同意新建。" in answer.content.decode()
    assert not AgendaItem.objects.exists()


def test_nobody_fills_in_an_item_for_another_organ(desk: Desk) -> None:
    answer = signed_in(desk.cast.finance_clerk).post("/meetings/items/new/", form(desk))
    assert answer.status_code == 400 and not AgendaItem.objects.exists()


def test_a_change_by_two_comes_back_to_the_second(desk: Desk) -> None:
    item = desk.item()
    client, address = signed_in(desk.cast.education_clerk), f"/meetings/items/{item.pk}/edit/"
    assert client.post(address, form(desk, brief="一稿", seen="0")).status_code == 302
    answer = client.post(address, form(desk, brief="另一稿", seen="0"))
    assert answer.status_code == 409 and "另一稿" in answer.content.decode()


# --- where it comes from -----------------------------------------------------------------------------


@in_county("yunyang-2025")
@proves("YY-51-4")
def test_what_was_said_to_the_request_counts_for_the_item_that_comes_from_it(desk: Desk) -> None:
    cast, papers = desk.cast, Papers(desk.cast)
    request = papers.draft(touched=("finance",))
    papers.ask(request, "finance")
    papers.reply(request, "finance")
    client = signed_in(cast.education_clerk)
    found = page(client, f"/meetings/items/new/?source={request.pk}")
    assert "关于新建城东小学的议题" in found and request.matter.title in found
    item = desk.item(
        parent=request.matter, touched=(cast.finance, cast.resources), sponsor=cast.seats["schools_deputy"]
    )
    shown = page(client, f"/meetings/items/{item.pk}/")
    assert "会前未经协调的事项，不安排县政府会议研究（还有1个单位未征求意见）：县自然资源局" in shown


def test_a_source_that_he_may_not_see_is_none(desk: Desk) -> None:
    request = Papers(desk.cast).draft()
    assert signed_in(desk.cast.finance_clerk).get(f"/meetings/items/new/?source={request.pk}").status_code == 404
    assert signed_in(desk.cast.finance_clerk).get("/meetings/items/new/?source=无").status_code == 200


# --- proposing and what follows ----------------------------------------------------------------------


@in_county("yunyang-2025")
@proves("YY-25-3")
@pytest.mark.parametrize(("days", "refused"), [("29", True), ("30", False), ("31", False)])
def test_a_shorter_public_consultation_wants_a_reason(desk: Desk, days: str, refused: bool) -> None:
    declared = {"public_consultation_chosen": True, "public_consultation_days": int(days)}
    item = desk.item(declared=declared)
    client, address = signed_in(desk.cast.education_clerk), f"/meetings/items/{item.pk}/propose/"
    assert ("reason-item_public_consultation" in page(client, address)) is refused
    assert client.post(address).status_code == (422 if refused else 302)
    if refused:
        assert client.post(address, {"reason-item_public_consultation": "上级要求提前"}).status_code == 302
        assert Waiver.objects.get(matter=item.pk).article == 25
        assert "上级要求提前" in page(client, f"/meetings/items/{item.pk}/")
    assert desk.state(item) == State.ON_ITS_WAY


@pytest.mark.parametrize("act", ["withdraw", "drop", "review", "declare", "confer"])
def test_acts_are_posts_and_closed_to_strangers(desk: Desk, act: str) -> None:
    item = desk.item()
    address = f"/meetings/items/{item.pk}/{act}/"
    assert signed_in(desk.cast.education_clerk).get(address).status_code == 405
    for who in (desk.cast.finance_clerk, desk.cast.stranger):
        assert signed_in(who).post(address, {"reason": "无"}).status_code == 404
    assert desk.state(item) == State.DRAFT


@pytest.mark.parametrize("what", ["", "edit/", "propose/"])
def test_an_item_is_hidden_from_who_takes_no_part(desk: Desk, what: str) -> None:
    item = desk.item()
    for who in (desk.cast.finance_clerk, desk.cast.clerk, desk.cast.stranger):
        assert signed_in(who).get(f"/meetings/items/{item.pk}/{what}").status_code == 404
    assert signed_in(desk.cast.schools_deputy).get(f"/meetings/items/{item.pk}/").status_code == 200


def test_who_sees_it_without_being_its_organ_may_not_change_it(desk: Desk) -> None:
    item = desk.proposed()
    client = signed_in(desk.cast.clerk)
    assert f"/meetings/items/{item.pk}/withdraw/" not in page(client, f"/meetings/items/{item.pk}/")
    assert client.post(f"/meetings/items/{item.pk}/withdraw/", {"reason": "试试"}).status_code == 403


def test_a_step_is_decided_in_the_queue(desk: Desk) -> None:
    item = desk.proposed(desk.cast.schools_deputy)
    client, step = signed_in(desk.cast.director), Step.objects.get(matter=item.pk, state="pending")
    shown = page(client, f"/queue/{step.pk}/")
    assert "审核，呈送" in shown and "不予上会" in shown and "汇报提纲" in shown
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    client.post(f"/queue/{step.pk}/decide/", {"kind": "review", "opinion": "建议上会。", "seen": seen})
    assert Step.objects.get(matter=item.pk, state="pending").assignee == desk.cast.head


@in_county("yunyang-2025")
def test_the_director_picks_in_the_queue_who_determines(desk: Desk) -> None:
    item = desk.proposed(desk.cast.schools_deputy)
    client, step = signed_in(desk.cast.director), Step.objects.get(matter=item.pk, state="pending")
    shown = page(client, f"/queue/{step.pk}/")
    assert "由谁确定" in shown and "规则未作规定，由办公室选定" in shown
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    sent = {"kind": "review", "opinion": "呈县长定。", "seen": seen, "seats": [desk.cast.seats["head"].pk]}
    client.post(f"/queue/{step.pk}/decide/", sent)
    assert Step.objects.get(matter=item.pk, state="pending").assignee == desk.cast.head


# --- which body --------------------------------------------------------------------------------------


@proves("YG-18-2")
def test_a_weighty_problem_is_not_for_the_head_s_office_meeting(desk: Desk) -> None:
    client = signed_in(desk.cast.education_clerk)
    plain, weighty = page(client, "/meetings/items/which/"), page(client, "/meetings/items/which/?major_issue=1")
    assert NOT_ITS not in plain and weighty.count(NOT_ITS) == 2
    assert "提请常务会议或全体会议讨论决定" in weighty and "第十八条" in weighty


def test_a_kind_of_matter_is_found_in_the_bodies_lists(desk: Desk) -> None:
    client = signed_in(desk.cast.education_clerk)
    found = page(client, "/meetings/items/which/?subject=work_report")
    assert 'class="hit"' in found and "business=plenary:1" in found
    by_word = page(client, "/meetings/items/which/?q=规范性文件")
    assert by_word.count('class="hit"') == 1 and "business=standing:5" in by_word


@in_county("yangcheng-2021")
@proves("YC-6-2")
def test_what_kind_of_matter_a_special_meeting_must_not_decide(desk: Desk) -> None:
    client = signed_in(desk.cast.education_clerk)
    for query in ("subject=large_payment", "subject=budget", "normative=1"):
        found = page(client, f"/meetings/items/which/?{query}")
        special = found.split("县政府专题会议")[1].split("</section>")[0]
        assert NOT_ITS in special, query


@pytest.mark.parametrize(
    "query", ["subject=nothing", "business_class=x", "q=" + "长" * 500, "public_consultation_days=-1"]
)
def test_nonsense_in_the_address_is_no_error(desk: Desk, query: str) -> None:
    page(signed_in(desk.cast.education_clerk), f"/meetings/items/which/?{query}")
    page(signed_in(desk.cast.education_clerk), f"/meetings/items/new/?business=nowhere:9&{query}")
