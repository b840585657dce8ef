"""Pages of events: what they ask and show by the adopted rules, who sees what, filters, Excel, the year."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from govrules.core.matters.models import Step
from meetings.events.models import Event
from meetings.events.near import alike, around, meetings_then, year_of
from meetings.events.states import State
from tests.core.cast import Cast, in_county
from tests.documents.papers import browser
from tests.meetings.events.doings import TITLE, Doings, at
from tests.meetings.stage import Stage
from tests.proves import proves

INDEX, NEW = reverse("meetings:event_index"), reverse("meetings:event_new")


def typed(cast: Cast, **values: object) -> dict[str, object]:
    sound = {
        "organ": cast.education.pk, "title": TITLE, "event_kind": "countywide", "in_name_of": "department",
        "starts_at": "2026-06-24T09:00", "ends_at": "2026-06-24T11:00", "place": "县会议中心", "people": 80,
        "attending": "各乡镇负责人", "budget": "教育局会议费", "why": "秋季招生在即", "programme": "部署秋季招生",
    }  # fmt: skip
    return sound | values


def address(event: Event, name: str = "event") -> str:
    return reverse(f"meetings:{name}", args=[event.pk])


def read(client, place: str) -> str:
    found = client.get(place)
    assert found.status_code == 200, found.content.decode()[:400]
    return found.content.decode()


# --- the form asks what the rules look at


@pytest.mark.parametrize("county", ["yanggao-2024", "yangcheng-2021", "toksun-2021", "yunyang-2025", "taobei-2020"])
def test_the_form_asks_what_the_county_s_rules_look_at(cast: Cast, doings: Doings, county: str) -> None:
    page = read(browser(cast.education_clerk), NEW)
    asked = {
        "yanggao-2024": ["部门工作会议"],
        "yangcheng-2021": ["政府已经发文部署", "报请谁确定", "内容性质", "上级单位商洽"],
        "toksun-2021": ["部门工作会议", "需半数以上乡镇政府或部门主要负责人参加"],
        "yunyang-2025": ["需乡镇政府主要负责人参加"],
        "taobei-2020": ["重要文件", "部门工作会议"],
    }
    for words in asked[county]:
        assert words in page
    other = {words for key, each in asked.items() if key != county for words in each} - set(asked[county])
    for words in other - {"内容性质"}:
        assert words not in page


def test_made_changed_and_sent_off_through_the_pages(cast: Cast, doings: Doings) -> None:
    client = browser(cast.education_clerk)
    made = client.post(NEW, typed(cast, leaders=[cast.seats["schools_deputy"].pk]))
    event = Event.objects.get()
    assert made.url == address(event)
    page = read(client, address(event, "event_edit"))
    assert 'value="2026-06-24T09:00"' in page
    client.post(address(event, "event_edit"), typed(cast, people=60, seen=0))
    assert Event.objects.get().people == 60
    assert "提前的要求" in read(client, address(event, "event_ask"))
    assert client.post(address(event, "event_ask")).url == address(event)
    assert doings.state(event) == State.ON_ITS_WAY
    assert "县政府办公室审核" in read(client, address(event))


def test_a_refusal_stands_on_the_page_with_its_article(cast: Cast, doings: Doings) -> None:
    event = doings.make(starts_at=at(6, 9))
    found = browser(cast.education_clerk).post(address(event, "event_ask"))
    page = found.content.decode()
    assert found.status_code == 422
    assert "应提前7个工作日报送" in page
    assert "改到6月10日或以后举行" in page
    assert "第二十五条" in page


def test_a_form_that_is_wrong_comes_back_with_what_was_typed(cast: Cast, doings: Doings) -> None:
    found = browser(cast.education_clerk).post(NEW, typed(cast, ends_at="2026-06-24T08:00"))
    page = found.content.decode()
    assert found.status_code == 400
    assert "结束时间应晚于开始时间" in page
    assert "县会议中心" in page


# --- deciding in the queue


def test_the_office_sends_it_on_from_the_queue(cast: Cast, doings: Doings) -> None:
    event = doings.ask()
    client = browser(cast.director)
    step = Step.objects.get(matter=event.pk, assignee=cast.director)
    page = read(client, reverse("portal:item", args=[step.pk]))
    assert "提出意见，呈送" in page
    assert "本年已批准" in page or "2026年已批准" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    sent = {"kind": "review", "opinion": "拟同意", "seen": seen, "show": "all", "seats": [cast.seats["head"].pk]}
    assert client.post(reverse("portal:decide", args=[step.pk]), sent).status_code in (200, 302)
    assert doings.way(event)[-1] == "approve 县长*"


# --- who sees what


def test_everybody_starts_from_what_he_may_see(cast: Cast, doings: Doings) -> None:
    event = doings.ask()
    for who, status in (
        (cast.education_clerk, 200),
        (cast.clerk, 200),
        (cast.finance_clerk, 404),
        (cast.stranger, 404),
    ):
        assert browser(who).get(address(event)).status_code == status
        listed = TITLE in read(browser(who), INDEX)
        assert listed == (status == 200)


def test_acts_of_the_office_are_not_offered_to_the_host(cast: Cast, doings: Doings) -> None:
    doings.ask("finance", title="全县财政会议")
    event = doings.ask()
    assert "合并召开" in read(browser(cast.clerk), address(event))
    assert "合并召开</summary>" not in read(browser(cast.education_clerk), address(event))
    assert browser(cast.education_clerk).post(address(event, "event_merge"), {"into": event.pk}).status_code == 403


# --- list, Excel, year


def test_filtered_and_exported(cast: Cast, doings: Doings) -> None:
    doings.ask()
    doings.ask("finance", title="=全县财政会议", starts_at=at(7, 8), event_kind="festive")
    client = browser(cast.clerk)
    assert "共 1 件" in read(client, f"{INDEX}?kind=festive")
    assert "共 1 件" in read(client, f"{INDEX}?since=2026-07-01")
    assert "共 2 件" in read(client, f"{INDEX}?state={State.ON_ITS_WAY}")
    assert "没有符合条件的会议活动" in read(client, f"{INDEX}?q=防汛")
    found = client.get(f"{INDEX}?export=xlsx&organ={cast.finance.pk}")
    rows = list(load_workbook(BytesIO(found.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["名称", "'=全县财政会议"]


def test_the_year_shows_days_and_what_clashes(cast: Cast, doings: Doings) -> None:
    doings.ask()
    doings.ask("finance", title="全县财政会议", starts_at=at(6, 24, 10))
    doings.ask("finance", title="全县国资会议", starts_at=at(7, 8))
    page = read(browser(cast.clerk), reverse("meetings:event_calendar"))
    assert page.count("时间冲突") == 1
    assert "2 次，160 人" in page
    assert "全县国资会议" in page
    assert "全县国资会议" not in read(browser(cast.clerk), reverse("meetings:event_year", args=[2025]))
    assert "没有您可以查看" in read(browser(cast.township_clerk), reverse("meetings:event_calendar"))


def test_one_that_begins_when_the_other_ends_does_not_clash(cast: Cast, doings: Doings) -> None:
    doings.ask()
    doings.ask("finance", title="全县财政会议", starts_at=at(6, 24, 11))
    assert "时间冲突" not in read(browser(cast.clerk), reverse("meetings:event_calendar"))


@proves("YG-25-2")
def test_the_approver_sees_number_and_size_of_the_year(cast: Cast, doings: Doings) -> None:
    doings.approved("head")
    doings.approved("head", organ="finance", title="全县财政会议", people=40)
    found = year_of(doings.ask(title="全县防汛会议", starts_at=at(7, 8)))
    assert (found.own, found.own_people, found.all, found.all_people) == (1, 80, 2, 120)
    assert year_of(doings.make(title="明年的会", starts_at=at(6, 24).replace(year=2025))).all == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("全县秋季招生工作会议", "全县秋季招生经费工作会议", True),
        ("全县秋季招生工作会议", "全县防汛工作会议", False),
        ("关于召开全县大会的请示", "关于召开全县会议的请示", False),
    ],
)
def test_titles_that_are_about_the_same(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_neighbours_are_told_to_the_host_without_their_title(cast: Cast, doings: Doings) -> None:
    doings.ask("finance", title="全县财政会议")
    event = doings.make()
    page = read(browser(cast.education_clerk), address(event))
    assert "县财政局6月24日的会议活动" in page
    assert "全县财政会议" not in page
    assert "全县财政会议" in read(browser(cast.clerk), address(doings.ask(title="全县招生大会")))


def test_meetings_of_the_bodies_at_the_same_time_are_shown(cast: Cast, doings: Doings) -> None:
    stage = Stage(cast)
    stage.meeting(starts_at=at(6, 24, 10))
    stage.meeting(starts_at=at(6, 24, 15))
    event = doings.make()
    assert len(meetings_then(event)) == 1
    assert "时间冲突" in read(browser(cast.education_clerk), address(event))


@in_county("yangcheng-2021")
def test_alike_and_close_are_suggested_to_be_merged(cast: Cast, doings: Doings) -> None:
    doings.ask("finance", title="全县秋季招生经费工作会议", starts_at=at(6, 26), declared={"scope": "overall"})
    (found,) = around(doings.make(declared={"scope": "overall"}))
    assert (found.clash, found.close, found.alike, found.mergeable) == (False, True, True, True)


@pytest.mark.parametrize("place", ["list", "year", "page"])
def test_as_many_queries_for_many_as_for_few(cast: Cast, doings: Doings, place: str, django_assert_num_queries) -> None:
    first = doings.ask()
    doings.ask("finance", title="全县财政会议")
    where = {"list": INDEX, "year": reverse("meetings:event_calendar"), "page": address(first)}[place]
    client = browser(cast.clerk)
    read(client, where)
    with CaptureQueriesContext(connection) as asked:
        read(client, where)
    few = len(asked)
    for number in range(8):
        doings.ask("finance", title=f"全县财政会议之{number}", starts_at=at(6, 22 + number % 4))
    read(client, where)
    with django_assert_num_queries(few):
        read(client, where)


@in_county("yangcheng-2021")
@proves("YC-61-1", "YC-61-2", "YC-64-1", "YC-64-3", "YC-64-7")
@pytest.mark.parametrize(("scope", "who"), [("overall", "以办公室为主组织"), ("special", "以部门为主组织")])
def test_what_else_the_rules_ask_is_called_to_mind(cast: Cast, doings: Doings, scope: str, who: str) -> None:
    event = doings.make(declared={"scope": scope, "signer": "portfolio_leader"})
    for name in ("event", "event_ask"):
        page = read(browser(cast.education_clerk), address(event, name))
        assert who in page
        assert "严格控制会议数量和规模" in page
        assert "提倡召开专题会议、现场会议、视频会议" in page


@proves("YG-25-6")
def test_yanggao_video_is_called_to_mind(cast: Cast, doings: Doings) -> None:
    assert "网络视频会议形式召开" in read(browser(cast.education_clerk), address(doings.make(), "event_ask"))


@in_county("yunyang-2025")
@proves("YY-51-1", "YY-51-7", "YY-51-8", "YY-66-3")
def test_yunyang_economy_and_video_are_called_to_mind(cast: Cast, doings: Doings) -> None:
    page = read(browser(cast.education_clerk), address(doings.make(), "event_ask"))
    for words in ("少开会、开短会", "议而不决、反复开会", "论坛、庆典、节会", "尽可能用视频形式"):
        assert words in page


@in_county("toksun-2021")
@proves("TK-59-1", "TK-59-2")
def test_toksun_economy_is_called_to_mind(cast: Cast, doings: Doings) -> None:
    assert "压缩时间，控制经费" in read(browser(cast.education_clerk), address(doings.make(), "event_ask"))


@in_county("taobei-2020")
@proves("TB-66-2", "TB-66-5")
def test_taobei_economy_is_called_to_mind(cast: Cast, doings: Doings) -> None:
    assert "能不开的不开" in read(browser(cast.education_clerk), address(doings.make(), "event_ask"))
