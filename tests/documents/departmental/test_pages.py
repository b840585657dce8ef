"""The pages of departments' own documents: drafting, what stands in the way, deciding in the queue, the list."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from documents.departmental.models import DepartmentDocument
from documents.departmental.states import State
from govrules.core.matters.models import Evidence, Matter, Step
from tests.core.cast import in_county
from tests.documents.departmental.desk import BODY, Desk
from tests.documents.papers import browser

INDEX, NEW = "/documents/department/", "/documents/department/new/"


def client(desk: Desk, who: str = "education_clerk"):
    return browser(getattr(desk.cast, who))


def typed(desk: Desk, **changes: Any) -> dict[str, Any]:
    """A form that is filled in."""
    answers = {f"fact_{key}": "no" for key in desk.text().answers or {}}
    return {
        "organ": desk.cast.education.pk, "title": "县教育局关于开学工作的通知", "recipients": "各学校、县财政局",
        "addressees": ["level"], "body": BODY, "checked_basis": "局办公室核对", "checked_on": "2026-06-01",
    } | answers | changes  # fmt: skip


def at(made: Any, act: str = "") -> str:
    return f"{INDEX}{made.pk}/{act + '/' if act else ''}"


def html(answer: Any) -> str:
    return answer.content.decode()


# --- Drafting ---------------------------------------------------------------------------------------------------------


def test_a_document_is_drafted_on_the_page(desk: Desk):
    form = typed(desk, sent_to=[desk.cast.township.pk], touched=[desk.cast.finance.pk], fact_several_departments="yes")
    form["attachments"] = SimpleUploadedFile("附表.txt", "附表".encode())
    answer = client(desk).post(NEW, form)
    made = DepartmentDocument.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at(made))
    assert made.recipients == ["各学校", "县财政局"]
    assert made.answers["several_departments"] is True and made.answers["normative"] is False
    assert [list(made.sent_to.all()), list(made.touched.all())] == [[desk.cast.township], [desk.cast.finance]]
    page = html(client(desk).get(at(made)))
    assert "附表.txt" in page and "涉及职权的单位：县财政局" in page and "局办公室核对" in page


def test_the_form_cites_the_articles_that_ask(desk: Desk):
    page = html(client(desk).get(NEW))
    assert "要求乡镇政府制发配套文件" in page and "第三十五条" in page and "报送公文" not in page.split("<form")[-1]


@in_county("yunyang-2025")
def test_where_the_rules_ask_for_nothing_the_form_asks_only_whether_it_is_normative(desk: Desk):
    page = html(client(desk).get(NEW))
    assert page.count('name="fact_') == 1 and 'name="touched"' not in page
    made = desk.draft()
    assert "登记依据" not in html(client(desk).get(at(made)))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "请填写标题"), ({"recipients": "、"}, "请填写机关名称"), ({"addressees": []}, "请填写发往"),
        ({"addressees": ["sideways"]}, "发往"), ({"fact_normative": "perhaps"}, "perhaps"),
        ({"checked_on": "2026-13-01"}, "核对日期"), ({"checked_on": "2026-07-01"}, "晚于今天"),
        ({"organ": "999999"}, "发文单位"), ({"touched": ["x"]}, "涉及其他"), ({"title": "机密★通知"}, "涉密"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_comes_back_with_what_was_typed(desk: Desk, changes, says):
    answer = client(desk).post(NEW, typed(desk, **changes))
    assert answer.status_code == 400 and says in html(answer) and BODY.splitlines()[1] in html(answer)
    assert not DepartmentDocument.objects.exists()


def test_an_open_question_can_be_saved_and_stays_open(desk: Desk):
    client(desk).post(NEW, typed(desk, fact_normative=""))
    made = DepartmentDocument.objects.get()
    assert "normative" not in made.answers
    assert "没有答明：行政规范性文件" in html(client(desk).get(at(made)))


def test_a_change_keeps_what_is_not_touched(desk: Desk):
    made = desk.draft(yes=["several_departments"], organs={"touched": ["finance"], "sent_to": ["township"]})
    page = client(desk).get(at(made, "edit"))
    initial = page.context["form"].initial
    assert initial["fact_several_departments"] == "yes" and initial["touched"] == [desk.cast.finance]
    form = typed(desk, title="改过的标题", seen=initial["seen"], fact_several_departments="yes",
                 touched=[desk.cast.finance.pk])  # fmt: skip
    assert client(desk).post(at(made, "edit"), form).status_code == 302
    assert desk.matter(made).title == "改过的标题"


def test_a_stale_form_is_refused_with_what_was_typed(desk: Desk):
    made = desk.draft()
    form = typed(desk, seen=desk.matter(made).version, body="文书改")
    client(desk, "education_deputy").post(at(made, "edit"), typed(desk, body="副局长改"))
    answer = client(desk).post(at(made, "edit"), form)
    assert answer.status_code == 409 and "文书改" in html(answer) and "别人在您修改期间" in html(answer)
    assert DepartmentDocument.objects.get(pk=made.pk).body == "副局长改"


def test_an_attachment_is_taken_off_while_it_is_a_draft(desk: Desk):
    client(desk).post(NEW, typed(desk, attachments=SimpleUploadedFile("附表.txt", "附表".encode())))
    made = DepartmentDocument.objects.get()
    file = made.matter.attachments.get()
    assert client(desk, "education_deputy").post(at(made, f"attachments/{file.pk}/remove")).status_code == 403
    assert client(desk).post(at(made, f"attachments/{file.pk}/remove")).status_code == 302
    file.refresh_from_db()
    assert file.removed_at is not None


def test_leaders_and_the_office_are_told_that_it_is_the_departments(desk: Desk):
    for who in ("head", "clerk", "township_clerk"):
        assert client(desk, who).get(NEW).status_code == 403
        assert NEW not in html(client(desk, who).get(INDEX))


# --- What stands in the way -------------------------------------------------------------------------------------------


def test_the_page_shows_what_would_be_refused_and_what_is_met(desk: Desk):
    made = desk.draft(yes=["normative", "directs_townships"])
    desk.record(made, "legality_review by education")
    page = html(client(desk).get(at(made)))
    assert "部门规范性文件没有经公平竞争审查" in page and "未经县政府授权，向乡（镇）政府发指令性公文" in page
    assert "合法性审查：县教育局" in page and "2026年6月1日 2026年第3号" in page
    assert page.index("部门规范性文件没有经公平竞争审查") < page.index("合法性审核")


def test_sending_is_refused_on_its_page_with_articles_and_remedies(desk: Desk):
    made = desk.draft(yes=["normative"])
    answer = client(desk).post(at(made, "send"))
    assert answer.status_code == 422
    assert "部门规范性文件没有经合法性审查" in html(answer) and "/rules/34/" in html(answer)
    assert "怎么办：先作合法性审查" in html(answer) and desk.matter(made).state == State.DRAFT


def test_an_open_question_is_refused_there_too(desk: Desk):
    made = desk.draft(answers={})
    answer = client(desk).post(at(made, "send"))
    assert answer.status_code == 400 and "没有答明：要求乡镇政府制发配套文件" in html(answer)


@in_county("yangcheng-2021")
def test_a_reason_is_asked_for_where_the_rules_say_in_general(desk: Desk):
    made = desk.draft(yes=["skips_level"], to=["up"])
    asked = html(client(desk).get(at(made, "send")))
    assert 'name="reason-department_no_skip_level"' in asked
    sent = client(desk).post(at(made, "send"), {"reason-department_no_skip_level": "上级要求直报。"})
    assert sent.status_code == 302 and desk.matter(made).state == State.SIGNING
    assert "理由：上级要求直报。" in html(client(desk).get(at(made)))


def test_a_basis_is_put_on_record_with_its_paper(desk: Desk):
    made = desk.draft(yes=["normative"])
    paper = SimpleUploadedFile("审查意见.txt", "合法".encode())
    said = {"kind": "legality_review", "issuer": desk.cast.education.pk, "issued_on": "2026-06-01", "note": "教法审1号",
            "paper": paper}  # fmt: skip
    assert client(desk).post(at(made, "record"), said).status_code == 302
    kept = Evidence.objects.get(matter=made.pk)
    assert (kept.issuer, kept.article, kept.attachment.name) == (desk.cast.education, 34, "审查意见.txt")
    assert kept.recorded_by == desk.cast.education_clerk


@pytest.mark.parametrize(
    "changes", [{"kind": "county_reviewed"}, {"kind": "x"}, {"issued_on": ""}, {"note": ""}, {"issuer": "x"}]
)
def test_what_the_rules_do_not_want_or_is_no_basis_is_not_recorded(desk: Desk, changes):
    made = desk.draft()
    said = {"kind": "legality_review", "issuer": desk.cast.education.pk, "issued_on": "2026-06-01", "note": "1号"}
    assert client(desk).post(at(made, "record"), said | changes).status_code == 400
    assert not Evidence.objects.exists()


# --- Signing in the queue, issuing ------------------------------------------------------------------------------------


def test_the_head_signs_in_his_queue_and_the_clerk_issues(desk: Desk):
    made = desk.sent()
    step = Step.objects.get(matter=made.pk)
    head = client(desk, "education_head")
    assert desk.matter(made).title in html(head.get("/queue/?show=dispatch"))
    item = head.get(f"/queue/{step.pk}/")
    assert "部门自己发文由谁签发，规则未作规定" in html(item) and "不得擅自要求乡镇制发配套文件" in html(item)
    seen = item.context["item"].token
    said = {"kind": "sign", "opinion": "同意。", "seen": seen}
    assert head.post(f"/queue/{step.pk}/decide/", said).status_code == 302
    assert desk.matter(made).state == State.SIGNED
    page = html(client(desk).get(at(made)))
    assert 'name="number"' in page
    issued = client(desk).post(at(made, "issue"), {"number": "阳教发〔2026〕7号", "issued_on": "2026-06-01"})
    assert issued.status_code == 302 and desk.matter(made).state == State.ISSUED
    again = client(desk).post(at(made, "issue"), {"number": "阳教发〔2026〕8号", "issued_on": "2026-06-01"})
    assert again.status_code == 409
    page = html(client(desk, "clerk").get(at(made)))
    assert "阳教发〔2026〕7号" in page and "可以办理" not in page
    assert client(desk, "clerk").get(f"/matters/{made.pk}/")["Location"] == at(made)
    assert "阳教发〔2026〕7号" in html(client(desk, "clerk").get("/search/?q=7号"))


@pytest.mark.parametrize(
    "form", [{}, {"number": "1号"}, {"number": "1号", "issued_on": "x"}, {"issued_on": "2026-06-01"}]
)
def test_without_number_and_day_nothing_is_issued(desk: Desk, form):
    made = desk.signed()
    assert client(desk).post(at(made, "issue"), form).status_code == 400
    assert desk.matter(made).state == State.SIGNED


def test_the_drafters_are_told_on_their_desk_what_to_do(desk: Desk):
    made = desk.draft()
    assert "部门发文拟稿，待送签" in html(client(desk).get("/"))
    desk.send(made)
    desk.decide(made, "education_head", "sign")
    assert "部门发文已签发，待印发" in html(client(desk).get("/"))


def test_a_draft_is_taken_back_or_given_up_on_the_page(desk: Desk):
    made = desk.sent()
    assert client(desk).post(at(made, "withdraw"), {"reason": ""}).status_code == 400
    assert client(desk).post(at(made, "withdraw"), {"reason": "改数字"}).status_code == 302
    assert client(desk).post(at(made, "drop"), {"reason": "不发了"}).status_code == 302
    assert desk.matter(made).state == State.DROPPED and desk.matter(made).closed_at
    assert client(desk).get(at(made)).status_code == 200


def test_a_document_of_another_kind_is_not_shown_here(desk: Desk):
    request = desk.papers.draft()
    assert client(desk).get(at(request)).status_code == 404
    made = desk.draft()
    assert client(desk).get(f"/documents/{made.pk}/").status_code == 404


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    """Three of the education bureau's: a draft, one issued, a normative one that is issued."""
    desk.draft(title="关于校舍的通知")
    desk.issued(title="关于放假的通知")
    reviewed = ("legality_review by education", "competition_reviewed by education")
    desk.issued(*reviewed, title="关于收费的规定", number="阳教规〔2026〕1号", yes=["normative"])
    return desk


def titles(desk: Desk, query: str = "", who: str = "education_clerk") -> list[str]:
    return [matter.title for matter in client(desk, who).get(INDEX + query).context["page"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=规〔2026〕1", ["关于收费的规定"]), ("?q=校舍 通知", ["关于校舍的通知"]),
        ("?normative=yes", ["关于收费的规定"]),
        ("?normative=no", ["关于放假的通知", "关于校舍的通知"]), (f"?state={State.DRAFT}", ["关于校舍的通知"]),
        ("?since=2026-06-02", []), ("?sort=moved_at", ["关于校舍的通知", "关于放假的通知", "关于收费的规定"][::-1]),
        ("?sort=x&page=9", ["关于收费的规定", "关于放假的通知", "关于校舍的通知"]),
    ],
)  # fmt: skip
def test_the_list_is_filtered_and_sorted(shelf: Desk, query, found):
    assert titles(shelf, query) == found


def test_what_has_not_been_answered_is_not_called_normative(desk: Desk):
    desk.draft(title="未答明", answers={})
    assert (titles(desk, "?normative=no"), titles(desk, "?normative=yes")) == (["未答明"], [])


def test_what_is_issued_is_the_offices_to_see_and_nobody_elses(shelf: Desk):
    assert titles(shelf, who="clerk") == ["关于收费的规定", "关于放假的通知"]
    assert titles(shelf, who="finance_clerk") == titles(shelf, who="head") == titles(shelf, who="stranger") == []


def test_the_list_as_a_workbook(shelf: Desk):
    answer = client(shelf).get(f"{INDEX}?export=xlsx&normative=yes")
    heading, row = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert heading[:4] == ("标题", "文号", "发文单位", "规范性文件")
    assert row[:5] == ("关于收费的规定", "阳教规〔2026〕1号", "阳高县教育局", "是", "部门发文已印发")


def test_pages_hold_thirty(desk: Desk):
    for number in range(31):
        desk.draft(title=f"关于第{number}项工作的通知")
    answer = client(desk).get(f"{INDEX}?q=工作&page=2")
    assert len(answer.context["page"]) == 1 and "?q=%E5%B7%A5%E4%BD%9C&amp;page=1" in html(answer)


def test_each_list_leads_to_the_other(desk: Desk):
    assert f'href="{INDEX}"' in html(client(desk).get("/documents/"))
    assert 'href="/documents/"' in html(client(desk).get(INDEX))


# --- As many queries for many as for few ------------------------------------------------------------------------------


def cost(desk: Desk, address: str, who: str = "education_clerk") -> int:
    browser_ = client(desk, who)
    browser_.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser_.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("query", ["", "?export=xlsx"])
def test_the_list_costs_the_same(desk: Desk, query):
    for number in range(3):
        desk.draft(title=f"第{number}份")
    few = cost(desk, INDEX + query)
    for number in range(20):
        desk.draft(title=f"又一份{number}")
    assert cost(desk, INDEX + query) == few


@pytest.mark.parametrize("act", ["", "send"])
def test_a_document_costs_the_same_whoever_is_concerned(desk: Desk, act):
    one = {"touched": ["finance"], "sent_to": ["finance"], "joint": ["finance"]}
    many = {kind: ["finance", "resources", "agriculture"] for kind in one}
    made = desk.draft(yes=["several_departments"], organs=one)
    desk.record(made, "opinion by finance agree")
    few = cost(desk, at(made, act))
    other = desk.draft(title="另一份", yes=["several_departments"], organs=many)
    desk.record(other, *(f"opinion by {organ} agree" for organ in many["touched"]), "county_requested")
    assert cost(desk, at(other, act)) == few <= 60


def test_a_step_in_the_queue_costs_the_same(desk: Desk):
    def step(*organs: str) -> str:
        made = desk.draft(title=f"{len(organs)}家", yes=["several_departments"],
                          organs={"touched": organs, "sent_to": organs})  # fmt: skip
        desk.record(made, *(f"opinion by {organ} agree" for organ in organs))
        desk.send(made)
        return f"/queue/{Step.objects.get(matter=made.pk).pk}/"

    first = step("finance")
    step("finance", "resources")
    few = cost(desk, first, "education_head")
    assert cost(desk, step("finance", "resources", "agriculture"), "education_head") == few
    assert Matter.objects.filter(state=State.SIGNING).count() == 3
