"""The pages of minutes: what they show, to whom, in how many queries; bad input comes back with what was typed."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from govrules.core import clock
from meetings.attendance.models import Attendee, Presence, Role
from meetings.items.models import Secrecy
from meetings.minutes import actions
from meetings.minutes.models import Minutes
from tests.documents.papers import browser
from tests.meetings.minutes.clerks import again, issued, opened, over, sent, signed, text_of, through
from tests.meetings.stage import Stage


@pytest.fixture
def clerk(stage: Stage) -> Client:
    return browser(stage.cast.clerk)


def page(name: str, *args: Any) -> str:
    return reverse(f"meetings:{name}", args=args)


def words(response: Any) -> str:
    return " ".join(html.fromstring(response.content).text_content().split())


def typed(minutes: Minutes, **values: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    text = text_of(minutes)
    sound = {
        "title": text.title, "body": text.body, "apart": text.apart, "seen": minutes.matter.version,
        "readers": [o.pk for o in text.readers], "organs": [o.pk for o in text.organs], "copies": "",
    }  # fmt: skip
    return sound | values


# --- one whole ------------------------------------------------------------------------------------------


def test_the_page_shows_the_paper_the_way_and_the_limit(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage)
    said = words(clerk.get(page("minutes", minutes.pk)))
    assert "阳高县人民政府常务会议纪要" in said
    assert "一、关于第1项工作" in said
    assert "出席：赵立民钱卫东孙慧敏李长河" in said
    assert "应于 6月10日 前印发" in said
    assert "第二十二条" in said


def test_the_queue_shows_them_to_whoever_signs(stage: Stage) -> None:
    minutes = sent(opened(stage), stage.cast.clerk)
    step = minutes.matter.steps.get(state="pending")
    said = words(browser(stage.cast.director).get(reverse("portal:item", args=[step.pk])))
    assert "同意送审" in said
    assert "关于第1项工作" in said
    assert "答复：" not in said, "they belong to a meeting and answer nothing"


def test_a_signer_decides_in_his_queue(stage: Stage) -> None:
    minutes = sent(opened(stage), stage.cast.clerk)
    step = minutes.matter.steps.get(state="pending")
    director = browser(stage.cast.director)
    shown = html.fromstring(director.get(reverse("portal:item", args=[step.pk])).content)
    [seen] = shown.xpath("//input[@name='seen']/@value")
    director.post(
        reverse("portal:decide", args=[step.pk]), {"kind": "agree", "opinion": "", "seen": seen, "show": "all"}
    )
    assert minutes.matter.steps.get(act="sign").state == "pending"


@pytest.mark.parametrize("name", ["minutes", "minutes_compare"])
def test_before_the_issue_they_do_not_exist_for_anybody_else(stage: Stage, name: str) -> None:
    minutes = opened(stage)
    cast = stage.cast
    for stranger in (cast.education_head, cast.education_clerk, cast.finance_clerk, cast.schools_deputy, cast.stranger):
        assert browser(stranger).get(page(name, minutes.pk)).status_code == 404


@pytest.mark.parametrize("name", ["minutes_edit", "minutes_send", "minutes_issue", "minutes_forgo", "minutes_withdraw"])
def test_only_the_office_gets_at_its_pages(stage: Stage, name: str) -> None:
    minutes = issued(stage)
    for other in (stage.cast.education_head, stage.cast.head, stage.cast.stranger):
        assert browser(other).post(page(name, minutes.pk)).status_code == 403


def test_after_the_issue_members_and_organs_read_them_and_nobody_else(stage: Stage) -> None:
    minutes = issued(stage)
    cast = stage.cast
    for reader in (cast.head, cast.land_deputy, cast.education_clerk, cast.education_head):
        assert "〔2026〕1号" in words(browser(reader).get(page("minutes", minutes.pk)))
    for stranger in (cast.finance_clerk, cast.township_head, cast.stranger):
        assert browser(stranger).get(page("minutes", minutes.pk)).status_code == 404


def test_readers_see_neither_the_record_nor_earlier_texts(stage: Stage) -> None:
    minutes = issued(stage)
    reader = browser(stage.cast.education_clerk)
    said = words(reader.get(page("minutes", minutes.pk)))
    assert "办理记录" not in said
    assert "文稿版次" not in said
    assert reader.get(page("minutes_compare", minutes.pk)).status_code == 404


def test_from_a_meeting_to_its_minutes(stage: Stage) -> None:
    minutes = opened(stage)
    address = page("minutes_of", minutes.meeting_id)
    assert browser(stage.cast.clerk).get(address).url == page("minutes", minutes.pk)
    member = browser(stage.cast.land_deputy)
    assert member.get(address).url == page("meeting", minutes.meeting_id)
    assert browser(stage.cast.stranger).get(address).status_code == 404


# --- confidential items ---------------------------------------------------------------------------------


@pytest.fixture
def with_secret(stage: Stage) -> Minutes:
    """A meeting of two items, one of them confidential and with guests of their own."""
    meeting = over(stage, items=1)
    item = stage.listed(meeting, 2, title="关于干部调整的议题", secrecy=Secrecy.CONFIDENTIAL, organ=stage.cast.finance)
    stage.decided(item, text="同意调整方案。")
    guest = Attendee.objects.create(
        meeting=meeting, official=stage.cast.resources_head, organ=stage.cast.resources, name="沈平", role=Role.ITEM,
        order=50,
    )  # fmt: skip
    guest.items.set([meeting.items.first()])
    Presence.objects.create(attendee=guest, came_at=clock.now(), how="secretary")
    return again(actions.open_minutes(meeting, stage.cast.clerk, clock.now()))


def test_a_confidential_item_is_not_in_the_text(with_secret: Minutes) -> None:
    assert "干部调整" not in with_secret.body
    assert "会议还研究了1项不宜扩散的事项" in with_secret.body
    assert "同意调整方案" in with_secret.apart


def test_what_is_recorded_apart_is_for_the_office_and_the_members(stage: Stage, with_secret: Minutes) -> None:
    minutes = with_secret
    minutes.organs.add(stage.cast.resources)
    sent(minutes, stage.cast.clerk)
    through(minutes)
    issuing_clerk = browser(stage.cast.clerk)
    issuing_clerk.post(page("minutes_issue", minutes.pk))
    for who, sees in ((stage.cast.clerk, True), (stage.cast.land_deputy, True), (stage.cast.resources_head, False)):
        said = words(browser(who).get(page("minutes", minutes.pk)))
        assert ("同意调整方案" in said) is sees


def test_who_came_for_one_item_sees_nothing_of_the_others_before_the_issue(stage: Stage, with_secret: Minutes) -> None:
    guest = browser(stage.cast.resources_head)
    for name in ("minutes", "minutes_compare"):
        assert guest.get(page(name, with_secret.pk)).status_code == 404
    for name in ("minutes_index", "minutes_late", "minutes_register"):
        said = words(guest.get(page(name)))
        assert "第1项工作" not in said
        assert "干部调整" not in said


# --- writing --------------------------------------------------------------------------------------------


def test_what_is_saved_is_a_version(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage)
    answer = clerk.post(page("minutes_edit", minutes.pk), typed(minutes, body="一、关于甲事项\n会议议定：同意。"))
    assert answer.status_code == 302
    minutes = again(minutes)
    assert minutes.body == "一、关于甲事项\n会议议定：同意。"
    assert minutes.matter.versions.first().number == 2


def test_two_at_once_do_not_overwrite_each_other(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage)
    old = minutes.matter.version
    clerk.post(page("minutes_edit", minutes.pk), typed(minutes, body="一、关于甲事项\n会议议定：同意。"))
    second = browser(stage.cast.director)
    answer = second.post(
        page("minutes_edit", minutes.pk), typed(minutes, body="一、关于甲事项\n会议议定：缓议。", seen=old)
    )
    assert answer.status_code == 409
    assert "同意" in words(answer)
    assert "缓议" in words(answer), "what he typed is still there, beside his colleague's"
    assert again(minutes).body.endswith("同意。")
    [seen] = html.fromstring(answer.content).xpath("//input[@name='seen']/@value")
    assert int(seen) == again(minutes).matter.version, "sent again it is meant to take its place"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "标题"), ("title", "长" * 200, "120"), ("body", "", "必填"), ("body", "字" * 60_001, "60000"),
        ("readers", ["9999999"], "9999999"), ("organs", ["x"], "x"), ("seen", "one", "整数"),
    ],
)  # fmt: skip
def test_bad_input_comes_back_with_what_was_typed(
    stage: Stage, clerk: Client, field: str, value: Any, said: str
) -> None:
    minutes = opened(stage)
    answer = clerk.post(page("minutes_edit", minutes.pk), typed(minutes, **{field: value}))
    assert answer.status_code == 400
    assert again(minutes).body == minutes.body
    assert "关于第1项工作" in words(answer) or field == "body"


def test_an_organ_of_another_government_is_none_to_send_to(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage)
    answer = clerk.post(page("minutes_edit", minutes.pk), typed(minutes, organs=[stage.cast.other_finance.pk]))
    assert answer.status_code == 400


def test_the_preview_says_what_is_a_heading(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage)
    answer = clerk.post(page("minutes_preview", minutes.pk), {"body": "一、关于甲事项\n会议<议定>：同意。"})
    tree = html.fromstring(answer.content.decode())
    assert [p.get("class") for p in tree.xpath("//p")] == ["level-1", "level-0"]
    assert tree.xpath("//b/text()") == ["一、关于甲事项"]
    assert "<议定>" in tree.text_content()


def test_versions_stand_side_by_side(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage)
    body = minutes.body.replace("落实", "抓好落实", 1)
    clerk.post(page("minutes_edit", minutes.pk), typed(minutes, body=body))
    tree = html.fromstring(clerk.get(page("minutes_compare", minutes.pk)).content)
    assert ["".join(x.itertext()) for x in tree.xpath("//ins")] == ["［新增：抓好］"]


@pytest.mark.parametrize("query", ["?older=99&newer=x", "?older=-1", "?newer=1&older=1"])
def test_versions_that_are_none_show_the_last_ones(stage: Stage, clerk: Client, query: str) -> None:
    minutes = opened(stage)
    assert clerk.get(page("minutes_compare", minutes.pk) + query).status_code == 200


# --- sending, issuing -----------------------------------------------------------------------------------


def test_the_page_of_sending_asks_only_what_the_rules_ask(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage)
    tree = html.fromstring(clerk.get(page("minutes_send", minutes.pk)).content)
    names = set(tree.xpath("//form[contains(@class,'draft-form')]//*[@name]/@name")) - {"csrfmiddlewaretoken"}
    assert names == set()
    other = opened(stage, "special")
    tree = html.fromstring(clerk.get(page("minutes_send", other.pk)).content)
    names = set(tree.xpath("//form[contains(@class,'draft-form')]//*[@name]/@name")) - {"csrfmiddlewaretoken"}
    assert names == {"signer_seat"}


def test_sending_from_the_page(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage, "special")
    refused = clerk.post(page("minutes_send", minutes.pk), {})
    assert refused.status_code == 400
    assert "规则未作规定" in words(refused)
    clerk.post(page("minutes_send", minutes.pk), {"signer_seat": stage.cast.seats["land_deputy"].pk})
    assert again(minutes).matter.state == "minutes_signing"


def test_issuing_from_the_page(stage: Stage, clerk: Client) -> None:
    minutes = signed(stage)
    assert clerk.post(page("minutes_issue", minutes.pk)).status_code == 302
    assert again(minutes).matter.number == "〔2026〕1号"


def test_the_wrong_moment_is_a_conflict(stage: Stage, clerk: Client) -> None:
    minutes = opened(stage)
    assert clerk.post(page("minutes_issue", minutes.pk)).status_code == 409
    assert clerk.post(page("minutes_resume", minutes.pk), {"reason": "需要"}).status_code == 409
    assert clerk.post(page("minutes_withdraw", minutes.pk), {"reason": "长" * 301}).status_code == 400


# --- lists ----------------------------------------------------------------------------------------------


def test_the_list_is_filtered_and_sorted(stage: Stage, clerk: Client) -> None:
    opened(stage)
    issued(stage, "plenary")
    listed = words(clerk.get(page("minutes_index")))
    assert "共 2 件" in listed
    assert "共 1 件" in words(clerk.get(page("minutes_index") + "?body=plenary"))
    assert "共 1 件" in words(clerk.get(page("minutes_index") + "?state=minutes_issued&q=全体"))
    assert "共 0 件" in words(clerk.get(page("minutes_index") + "?q=没有"))
    for sort in ("held", "-held", "number", "-number", "due", "x"):
        assert clerk.get(page("minutes_index") + f"?sort={sort}").status_code == 200


@pytest.mark.parametrize("query", ["?page=9999", "?page=x", "?since=2026-99-99", "?state=x", "?body=%00", "?q=%27%22"])
def test_nonsense_in_the_address_does_no_harm(clerk: Client, query: str) -> None:
    assert clerk.get(page("minutes_index") + query).status_code == 200


def test_the_list_as_a_workbook(stage: Stage, clerk: Client) -> None:
    issued(stage)
    table = load_workbook(BytesIO(clerk.get(page("minutes_index") + "?export=xlsx").content)).active
    head, row = list(table.values)
    assert head[:3] == ("会议", "标题", "期号")
    assert row[:4] == ("常务会议", "阳高县人民政府2026年第5次常务会议纪要", "〔2026〕1号", "已印发")


def test_the_late_list_has_what_is_not_issued_nearest_first(stage: Stage, clerk: Client) -> None:
    opened(stage, "special")
    opened(stage)
    issued(stage, "plenary")
    titles = html.fromstring(clerk.get(page("minutes_late")).content).xpath("//*[@class='row-title']/text()")
    assert ["常务会议" in titles[0], "专题会议" in titles[1], len(titles)] == [True, True, 2]


# --- many -----------------------------------------------------------------------------------------------


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def plenary(stage: Stage, items: int, guests: int) -> Minutes:
    """A plenary with so many items and so many guests."""
    meeting = over(stage, "plenary", items=items)
    rows = [Attendee(meeting=meeting, name=f"列席{n}", role=Role.FIXED, order=100 + n) for n in range(guests)]
    for one in Attendee.objects.bulk_create(rows):
        Presence.objects.create(attendee=one, came_at=clock.now(), how="secretary")
    return again(actions.open_minutes(meeting, stage.cast.clerk, clock.now()))


@pytest.mark.parametrize("name", ["minutes", "minutes_edit", "minutes_send"])
def test_forty_items_and_a_hundred_and_twenty_names_cost_no_more(stage: Stage, clerk: Client, name: str) -> None:
    few, many = plenary(stage, 2, 3), plenary(stage, 40, 120)
    assert queries(clerk, page(name, many.pk)) == queries(clerk, page(name, few.pk))


@pytest.mark.parametrize("name", ["minutes_index", "minutes_late"])
def test_a_longer_list_costs_no_more(stage: Stage, clerk: Client, name: str) -> None:
    opened(stage)
    one = queries(clerk, page(name))
    for _ in range(5):
        opened(stage)
    assert queries(clerk, page(name)) == one
