"""The pages: what a form asks in which county, what stands in the way, deciding in the queue, the list."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from documents.publicity.facts import sorts
from documents.publicity.models import Publicity
from documents.publicity.sorts import Sort
from documents.publicity.states import State
from govrules.core.matters.models import Step
from govrules.rulebook.vocabulary import FACTS
from tests.core.cast import in_county
from tests.documents.papers import browser
from tests.documents.publicity.desk import BODY, Desk, at_ten

INDEX = "/documents/public/"
WEIGHTY = {"release_about": "deployment"}


def client(desk: Desk, who: str = "education_clerk"):
    return browser(getattr(desk.cast, who))


def at(made: Any, act: str = "") -> str:
    return f"{INDEX}{made.pk}/{act + '/' if act else ''}"


def new(sort: str) -> str:
    return f"{INDEX}new/{sort}/"


def html(answer: Any) -> str:
    return answer.content.decode()


def typed(desk: Desk, **changes: Any) -> dict[str, Any]:
    """A form that is filled in; what a county does not ask is not looked at."""
    return {
        "organ": desk.cast.education.pk, "title": "发布招生政策", "starts_at": "2026-06-30T10:00", "place": "政府网站",
        "body": BODY, "why": "群众关心", "basis": "管理办法", "fact_release_about": "deployment",
        "leaders": [desk.cast.seats["schools_deputy"].pk], "person": desk.cast.education_head.pk,
    } | changes  # fmt: skip


# --- What there is in which county ------------------------------------------------------------------------


def test_the_sorts_are_the_vocabularys():
    assert dict(Sort.choices) == FACTS["public_sort"].domain


OFFERED = {
    "yanggao-2024": "release speech inscription",
    "taobei-2020": "release press speech inscription invitation foreign",
    "toksun-2021": "release press speech inscription",
    "yangcheng-2021": "press speech inscription invitation",
    "yunyang-2025": "release press speech foreign",
}


@pytest.mark.parametrize("county", OFFERED)
def test_a_county_is_offered_what_its_rules_speak_of(desk: Desk, county):
    assert [sort.value for sort in sorts(desk.cast.book)] == OFFERED[county].split()
    page = html(client(desk).get(INDEX))
    for sort in Sort:
        there = sort in OFFERED[county].split()
        assert (new(sort) in page, client(desk).get(new(sort)).status_code) == (there, 200 if there else 404)


ASKED = [
    ("yanggao-2024", "release", {"release_about"}),
    ("yanggao-2024", "speech", {"on_behalf", "signed_article"}),
    ("yanggao-2024", "inscription", {"inscription_kind", "special_case"}),
    ("toksun-2021", "inscription", {"inscription_kind", "party_arranged"}),
    ("toksun-2021", "speech", {"on_behalf", "undecided_major"}),
    ("yangcheng-2021", "inscription", {"inscription_kind", "inscription_for"}),
    ("yangcheng-2021", "invitation", {"asked_directly", "ceremonial"}),
    ("yangcheng-2021", "press", {"press_about", "public_concern"}),
    ("taobei-2020", "foreign", {"asked_directly"}),
    ("yunyang-2025", "foreign", set()),
]


@pytest.mark.parametrize(("county", "sort", "facts"), ASKED)
def test_a_form_asks_what_its_rules_look_at_and_no_more(desk: Desk, sort, facts):
    form = client(desk).get(new(sort)).context["form"]
    assert {field.name.removeprefix("fact_") for field in form.questions} == facts


@pytest.mark.parametrize(
    ("county", "sort", "there", "missing"),
    [
        ("yangcheng-2021", "invitation", {"invitation", "plan", "leaders", "why"}, {"person", "basis", "press_need"}),
        ("yangcheng-2021", "press", {"press_need", "press_value", "press_effect"}, {"leaders", "basis", "plan"}),
        ("yanggao-2024", "speech", {"person", "basis"}, {"leaders", "why", "plan"}),
        ("yanggao-2024", "release", set(), {"person", "basis", "leaders", "why"}),
        ("taobei-2020", "invitation", {"leaders"}, {"invitation", "plan", "basis"}),
    ],
)
def test_fields_that_no_rule_needs_are_not_there(desk: Desk, sort, there, missing):
    fields = set(client(desk).get(new(sort)).context["form"].fields)
    assert there <= fields and not missing & fields


def test_only_what_these_rules_name_can_be_chosen(desk: Desk):
    choices = dict(client(desk).get(new("release")).context["form"].fields["fact_release_about"].choices)
    assert set(choices) == {"", "deployment", "development", "other"}


# --- Drafting ---------------------------------------------------------------------------------------------


@in_county("yangcheng-2021")
def test_an_invitation_is_drafted_with_its_papers(desk: Desk):
    papers = {role: SimpleUploadedFile(f"{role}.txt", role.encode()) for role in ("invitation", "plan", "attachments")}
    answer = client(desk).post(new("invitation"), typed(desk, fact_ceremonial="on", **papers))
    made = Publicity.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at(made))
    assert made.declared == {"ceremonial": True} and list(made.leaders.all()) == [desk.cast.seats["schools_deputy"]]
    assert set(made.matter.attachments.values_list("role", flat=True)) == {"invitation", "plan", "annex"}
    page = html(client(desk).get(at(made)))
    assert "plan.txt" in page and "剪彩、奠基" in page and "第九十六条" in page and "群众关心" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "请填写事项名称"), ({"starts_at": "x"}, "有效的日期和时间"), ({"body": ""}, "请填写信息内容"),
        ({"fact_release_about": ""}, "请填写信息内容"), ({"fact_release_about": "sensitive"}, "sensitive"),
        ({"organ": "999999"}, "报批单位"), ({"title": "信息（机密）"}, "涉密"),
        ({"starts_at": "1999-01-01T10:00"}, "1999"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_comes_back_with_what_was_typed(desk: Desk, changes, says):
    answer = client(desk).post(new("release"), typed(desk, **changes))
    assert answer.status_code == 400 and says in html(answer) and 'value="政府网站"' in html(answer)
    assert not Publicity.objects.exists()


def test_a_bad_file_is_refused_and_nothing_is_saved(desk: Desk):
    bad = SimpleUploadedFile("文稿.exe", b"MZ\x90\x00")
    answer = client(desk).post(new("release"), typed(desk, attachments=bad))
    assert answer.status_code == 400 and "文稿.exe" in html(answer) and not Publicity.objects.exists()


def test_a_change_begins_with_what_there_is(desk: Desk):
    made = desk.draft("speech", "on_behalf")
    form = client(desk).get(at(made, "edit")).context["form"]
    assert form.initial["fact_on_behalf"] is True and form.initial["person"] == desk.cast.education_head
    changed = typed(desk, title="改过的讲话", seen=form.initial["seen"], fact_signed_article="on")
    assert client(desk).post(at(made, "edit"), changed).status_code == 302
    made = Publicity.objects.get()
    assert (made.declared, made.matter.title) == ({"signed_article": True}, "改过的讲话")


def test_a_stale_form_is_refused_with_what_was_typed(desk: Desk):
    made = desk.draft("release", says=WEIGHTY)
    seen = desk.matter(made).version
    client(desk, "education_deputy").post(at(made, "edit"), typed(desk, body="副局长改", seen=seen))
    answer = client(desk).post(at(made, "edit"), typed(desk, body="文书改", seen=seen))
    assert answer.status_code == 409 and "文书改" in html(answer)


def test_a_file_is_taken_off_while_it_is_a_draft(desk: Desk):
    client(desk).post(new("release"), typed(desk, attachments=SimpleUploadedFile("稿.txt", "稿".encode())))
    made = Publicity.objects.get()
    file = made.matter.attachments.get()
    assert client(desk).post(at(made, f"attachments/{file.pk}/remove")).status_code == 302
    file.refresh_from_db()
    assert file.removed_at is not None


def test_others_cannot_change_it(desk: Desk):
    made = desk.ask(desk.draft("release", says=WEIGHTY))
    for act in ("edit", "ask"):
        assert client(desk, "clerk").post(at(made, act), typed(desk)).status_code == 403, act
    assert client(desk, "finance_clerk").get(at(made)).status_code == 404


# --- On its way -------------------------------------------------------------------------------------------


@in_county("yangcheng-2021")
def test_what_stands_in_the_way_is_listed_and_a_reason_typed_stays(desk: Desk):
    made = desk.draft("invitation", "ceremonial", papers=["plan"])
    page = client(desk).get(at(made, "ask"))
    assert page.status_code == 200 and "reason-no_ceremony" in html(page) and "缺：邀请函或请柬" in html(page)
    answer = client(desk).post(at(made, "ask"), {"reason-no_ceremony": "国家级项目"})
    assert answer.status_code == 422 and "国家级项目" in html(answer) and "第九十六条" in html(answer)
    assert desk.state(made) == State.DRAFT


def test_it_is_asked_for_decided_in_the_queue_and_put_on_record(desk: Desk):
    made = desk.draft("release", says=WEIGHTY)
    assert client(desk).post(at(made, "ask")).status_code == 302
    step = desk.step(made)
    page = html(client(desk, "director").get(f"/queue/{step.pk}/"))
    assert "由哪位领导审定" in page and BODY in page
    desk.decide(made, "director", "review", leaders=["head"])
    assert "同意" in html(client(desk, "head").get(f"/queue/{desk.step(made).pk}/"))
    desk.decide(made, "head", "approve")
    assert at(made, "do") in html(client(desk).get(at(made)))
    answer = client(desk).post(at(made, "do"), {"at": "2026-06-01T08:00", "where": "政府网站要闻栏"})
    assert answer.status_code == 302
    assert "政府网站要闻栏" in html(client(desk).get(at(made))) and desk.state(made) == State.DONE


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"at": "2026-06-01T08:00", "where": ""}, 400, "请填写发布在何处"),
        ({"at": "2026-06-02T08:00", "where": "首页要闻"}, 400, "不能晚于现在"),
    ],
)
def test_a_record_that_is_refused_keeps_what_was_typed(desk: Desk, form, status, says):
    made = desk.agreed(desk.draft("release", says=WEIGHTY))
    answer = client(desk).post(at(made, "do"), form)
    assert answer.status_code == status and says in html(answer) and form["at"] in html(answer)
    assert form["where"] in html(answer) and desk.state(made) == State.APPROVED


def test_published_without_approval_is_refused_with_its_article(desk: Desk):
    made = desk.draft("release", says=WEIGHTY)
    assert at(made, "do") not in html(client(desk).get(at(made)))
    answer = client(desk).post(at(made, "do"), {"at": "2026-06-01T08:00", "where": "首页要闻"})
    assert answer.status_code == 422 and "第四十二条" in html(answer) and "首页要闻" in html(answer)


@in_county("taobei-2020")
def test_made_public_it_asks_for_a_reason_and_keeps_it(desk: Desk):
    made = desk.agreed(desk.draft("inscription", "special_case", says={"inscription_kind": "letter"}))
    form = {"at": "2026-06-01T08:00", "where": "大会", "public": "on"}
    refused = client(desk).post(at(made, "do"), form)
    assert refused.status_code == 422 and "reason-inscription_unpublished" in html(refused)
    assert client(desk).post(at(made, "do"), form | {"reason-inscription_unpublished": "受贺方要求"}).status_code == 302
    assert "公开发表" in html(client(desk).get(at(made))) and "受贺方要求" in html(client(desk).get(at(made)))


@in_county("taobei-2020")
def test_the_office_records_the_approval_of_the_government_above(desk: Desk):
    made = desk.draft("speech", person="schools_deputy", by="clerk", organ="office")
    desk.ask(made, by="clerk")
    assert at(made, "upper") in html(client(desk, "clerk").get(at(made)))
    assert client(desk, "clerk").get(at(made, "upper")).status_code == 200
    refused = client(desk, "clerk").post(at(made, "upper"), {"issued_on": "2026-06-02", "note": "市政府8号"})
    assert refused.status_code == 400 and "市政府8号" in html(refused) and "晚于今天" in html(refused)
    form = {"issued_on": "2026-06-01", "note": "市政府8号", "paper": SimpleUploadedFile("批件.txt", b"ok")}
    assert client(desk, "clerk").post(at(made, "upper"), form).status_code == 302
    assert "市政府8号" in html(client(desk, "clerk").get(at(made)))


def test_taken_back_and_called_off_on_the_page(desk: Desk):
    made = desk.ask(desk.draft("release", says=WEIGHTY))
    assert client(desk).post(at(made, "withdraw"), {"reason": ""}).status_code == 400
    assert client(desk).post(at(made, "withdraw"), {"reason": "再核"}).status_code == 302
    assert client(desk).post(at(made, "drop"), {"reason": "不发了"}).status_code == 302
    assert desk.state(made) == State.DROPPED and "不发了" in html(client(desk).get(at(made)))


# --- The list ---------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    """A weighty release that is published, one in draft, a speech on its way."""
    desk.do(desk.agreed(desk.draft("release", says=WEIGHTY, title="已发布的信息")))
    desk.draft("release", says={"release_about": "other"}, title="拟发布的信息", place="公众号")
    desk.ask(desk.draft("speech", "on_behalf", title="大会讲话", starts_at=at_ten("2026-07-01")))
    return desk


def titles(desk: Desk, query: str = "", who: str = "education_clerk") -> list[str]:
    return [matter.title for matter in client(desk, who).get(INDEX + query).context["page"]]


ALL = ["大会讲话", "拟发布的信息", "已发布的信息"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL), ("?q=讲话", ALL[:1]), ("?q=首页", ALL[2:]), ("?q=公众号 拟", ALL[1:2]), ("?kind=speech", ALL[:1]),
        ("?kind=release", ALL[1:]), (f"?state={State.DONE}", ALL[2:]), ("?since=2026-07-01", ALL[:1]),
        ("?until=2026-06-30", ALL[1:]), ("?sort=-publicity__starts_at", ALL), ("?sort=x&page=9", ALL),
    ],
)  # fmt: skip
def test_the_list_is_filtered_and_sorted(shelf: Desk, query, found):
    assert titles(shelf, query) == found


def test_everybody_sees_his_own(shelf: Desk):
    assert sorted(titles(shelf, who="clerk")) == sorted([ALL[0], ALL[2]])
    assert titles(shelf, who="education_head") == ALL
    assert titles(shelf, who="finance_clerk") == titles(shelf, who="stranger") == []


def test_the_list_as_a_workbook(shelf: Desk):
    answer = client(shelf).get(f"{INDEX}?export=xlsx&state={State.DONE}")
    heading, row = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert heading[:3] == ("事项", "种类", "报批单位") and row[:2] == ("已发布的信息", "信息发布")
    assert row[9] == "政府网站首页"


def test_pages_hold_thirty(desk: Desk):
    for number in range(31):
        desk.draft("release", says=WEIGHTY, title=f"第{number}条信息")
    answer = client(desk).get(f"{INDEX}?q=信息&page=2")
    assert len(answer.context["page"]) == 1 and "page=1" in html(answer)


# --- As many queries for many as for few ------------------------------------------------------------------


def cost(desk: Desk, address: str, who: str = "education_clerk") -> int:
    browser_ = client(desk, who)
    browser_.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser_.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("query", ["", "?export=xlsx"])
def test_the_list_costs_the_same(desk: Desk, query):
    for number in range(2):
        desk.draft("speech", "on_behalf", title=f"第{number}份")
    few = cost(desk, INDEX + query)
    for number in range(8):
        desk.draft("speech", "on_behalf", title=f"又一份{number}")
    assert cost(desk, INDEX + query) == few


@in_county("yangcheng-2021")
@pytest.mark.parametrize("act", ["", "ask", "edit"])
def test_a_page_costs_the_same_whoever_is_invited(desk: Desk, act):
    few = cost(desk, at(desk.draft("invitation"), act))
    everybody = ["schools_deputy", "land_deputy", "executive", "head"]
    other = desk.draft("invitation", "ceremonial", leaders=everybody, title="另一件")
    assert cost(desk, at(other, act)) == few <= 50


def test_a_step_in_the_queue_costs_the_same(desk: Desk):
    first = desk.ask(desk.draft("release", says=WEIGHTY))
    address = f"/queue/{desk.step(first).pk}/"
    desk.ask(desk.draft("release", says=WEIGHTY, title="第二件"))
    few = cost(desk, address, "director")
    desk.ask(desk.draft("speech", "on_behalf", title="第三件"))
    assert cost(desk, address, "director") == few
    assert Step.objects.filter(matter__state=State.ON_ITS_WAY).count() == 3
