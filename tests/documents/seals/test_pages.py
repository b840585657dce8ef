"""The pages of seals: asking, deciding in the queue, entering a use, the book, letters on paper, and who sees what."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from documents.dispatch import actions as dispatches
from documents.seals.models import Impression, Seal, Sealing
from documents.seals.states import State
from govrules.core.matters.models import Step
from govrules.portal.seals_print.content import letter_of
from tests.core.cast import in_county
from tests.documents.papers import DAY, MONDAY, browser
from tests.documents.seals.office import Office

INDEX, BOOK, LETTERS = "/documents/seals/", "/documents/seals/book/", "/documents/seals/letters/"
toksun = in_county("toksun-2021")
taobei = in_county("taobei-2020")


def client(office: Office, who: str = "education_clerk"):
    return browser(getattr(office.cast, who))


def html(answer: Any) -> str:
    return answer.content.decode()


def new(sort: str) -> str:
    return f"{INDEX}new/{sort}/"


def at(one: Any, act: str = "") -> str:
    return f"{INDEX}{one.pk}/{act + '/' if act else ''}"


def text() -> SimpleUploadedFile:
    return SimpleUploadedFile("合同.txt", "供水合同".encode())


def typed(office: Office, **changes: Any) -> dict[str, Any]:
    return {
        "organ": office.cast.education.pk, "seal": office.seal().pk, "purpose": "合同", "content": "供水合同",
        "copies": "3", "papers": text(),
    } | changes  # fmt: skip


def entry(**changes: Any) -> dict[str, Any]:
    return {"on": "2026-06-01", "copies": "1", "used_by": "陈亮", "shelf": "2号柜"} | changes


# --- Where the rules are silent ---


@pytest.mark.parametrize("address", [INDEX, BOOK, LETTERS, new("use"), f"{INDEX}cards/new/"])
@pytest.mark.parametrize("county", ["yanggao-2024", "yangcheng-2021", "yunyang-2025"])
def test_where_the_rules_say_nothing_there_is_no_page(cast, monday, address):
    assert browser(cast.clerk).get(address).status_code == 404
    assert f'href="{INDEX}"' not in html(browser(cast.clerk).get("/documents/"))


@toksun
def test_where_they_do_it_stands_in_the_navigation(office: Office):
    assert f'href="{INDEX}"' in html(client(office).get("/documents/"))


# --- Asking and deciding ---


@toksun
def test_a_use_is_asked_for_on_the_page_and_decided_in_the_queue(office: Office):
    answer = client(office).post(new("use"), typed(office))
    made = Sealing.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at(made))
    page = html(client(office).get(at(made)))
    assert "合同.txt" in page and "供水合同" in page and "第六十九条" in page
    for who in ("schools_deputy", "head"):
        step = Step.objects.get(matter=made.pk, state="pending")
        item = html(client(office, who).get(f"/queue/{step.pk}/"))
        assert "供水合同" in item and "份数" in item
        seen = item.partition('name="seen" value="')[2].partition('"')[0]
        kind = "approve" if who == "schools_deputy" else "consent"
        client(office, who).post(f"/queue/{step.pk}/decide/", {"kind": kind, "opinion": "同意。", "seen": seen})
    assert office.state(made) == State.APPROVED


@toksun
@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"content": ""}, 400, "用印内容"), ({"copies": "x"}, 400, "份数"), ({"seal": "999999"}, 400, "印章"),
        ({"papers": ""}, 422, "空白文书"), ({"purpose": "x"}, 400, "用途"), ({"copies": "99999"}, 400, "份数"),
        ({"organ": "999999"}, 400, "申请单位"), ({"content": "机密★合同"}, 400, "涉密"),
    ],
)  # fmt: skip
def test_what_is_refused_comes_back_with_what_was_typed(office: Office, changes, status, says):
    answer = client(office).post(new("use"), typed(office, special="", **changes))
    assert answer.status_code == status and says in html(answer)
    assert "供水合同" in html(answer) or "content" in changes
    assert not Sealing.objects.exists()


@toksun
def test_the_same_form_sent_twice_is_one_request(office: Office):
    page = client(office).get(new("use"))
    once = page.context["form"]["once"].value()
    answers = [client(office).post(new("use"), typed(office, once=once))["Location"] for _ in range(2)]
    assert answers[0] == answers[1] and Sealing.objects.count() == 1


@toksun
def test_a_form_asks_what_the_rules_look_at(office: Office):
    office.seal()
    use, outing, letter = (html(client(office).get(new(sort))) for sort in ("use", "outing", "letter"))
    assert 'name="purpose"' in use and 'name="blank"' in use and 'name="section"' not in use
    assert 'name="foreign"' in outing and 'name="escort"' in outing and 'name="keeper_goes"' not in outing
    assert 'name="leader"' in letter and 'name="in_service"' not in letter and "农业资源" in letter
    assert client(office).get(new("custody")).status_code == 403
    assert client(office, "clerk").get(new("custody")).status_code == 200
    assert client(office, "head").get(new("use")).status_code == 403
    assert client(office).get(new("nonsense")).status_code == 404


@taobei
def test_and_in_the_other_county_what_its_rules_look_at(office: Office):
    use, outing, letter = (html(client(office).get(new(sort))) for sort in ("use", "outing", "letter"))
    assert 'name="section"' in use and 'name="purpose"' not in use and 'name="blank"' not in use
    assert 'name="keeper_goes"' in outing and 'name="foreign"' not in outing and 'name="special"' in outing
    assert 'name="in_service"' in letter and 'name="important"' in letter and 'name="leader"' in letter
    assert client(office, "clerk").get(new("custody")).status_code == 404


@taobei
def test_a_letter_is_asked_for_under_the_organs_own_seal(office: Office):
    form = {
        "organ": office.cast.education.pk, "bearer": "陈亮", "destination": "市教育局", "content": "核对学籍",
        "in_service": "on",
    }  # fmt: skip
    answer = client(office).post(new("letter"), form)
    assert answer.status_code == 400 and "还没有登记介绍信所用的印章" in html(answer)
    own = office.seal("department_seal", "education", "education_deputy")
    assert client(office).post(new("letter"), form).status_code == 302
    assert Sealing.objects.get().seal == own


@toksun
def test_what_was_returned_is_put_right_on_the_page(office: Office):
    asked = office.ask()
    assert client(office).get(at(asked, "edit")).status_code == 200
    office.decide(asked, "schools_deputy", "return", "写明份数")
    page = client(office).get(at(asked, "edit"))
    seen = page.context["form"]["seen"].value()
    form = typed(office, copies="5", papers="", seen=seen)
    assert client(office).post(at(asked, "edit"), form).status_code == 302
    asked.refresh_from_db()
    assert asked.copies == 5 and office.state(asked) == State.ASKED
    again = client(office).post(at(asked, "edit"), form)
    assert again.status_code == 409 and "供水合同" in html(again)


@toksun
def test_it_is_taken_back_on_the_page(office: Office):
    asked = office.ask()
    assert client(office).post(at(asked, "withdraw"), {"reason": ""}).status_code == 400
    assert client(office).post(at(asked, "withdraw"), {"reason": "不要了"}).status_code == 302
    assert office.state(asked) == State.DROPPED


# --- In the keeper's hand ---


def approved(office: Office, **more: Any) -> Sealing:
    return office.approve(office.ask(**more), "schools_deputy", "head")


@toksun
def test_the_keeper_enters_the_use_on_the_page(office: Office):
    asked = approved(office)
    assert "登记用印" in html(client(office, "clerk").get(at(asked)))
    assert "登记用印</button>" not in html(client(office).get(at(asked)))
    assert client(office).post(at(asked, "affix"), entry()).status_code == 403
    refused = client(office, "clerk").post(at(asked, "affix"), entry(copies="4"))
    assert refused.status_code == 422 and "批准用印3份" in html(refused) and 'value="4"' in html(refused)
    missing = client(office, "clerk").post(at(asked, "affix"), entry(used_by=""))
    assert missing.status_code == 400 and not Impression.objects.exists()
    scan = SimpleUploadedFile("签字.txt", "签字".encode())
    answer = client(office, "clerk").post(at(asked, "affix"), entry(shelf="", papers=scan))
    assert answer.status_code == 302 and "签字.txt" in html(client(office).get(at(asked)))


@toksun
def test_the_form_of_a_use_sent_twice_is_one_row(office: Office):
    asked = approved(office)
    once = client(office, "clerk").get(at(asked)).context["form"]["once"].value()
    for _ in range(2):
        assert client(office, "clerk").post(at(asked, "affix"), entry(once=once)).status_code == 302
    assert Impression.objects.get().copies == 1


@toksun
def test_a_seal_goes_out_and_comes_back_and_is_shown_as_late(office: Office, monday):
    asked = office.ask(sort="outing", foreign=True, escort=office.cast.vice_director)
    office.approve(asked, "director")
    assert client(office, "clerk").post(at(asked, "out")).status_code == 302
    index = html(client(office, "clerk").get(INDEX))
    assert "已交出" in index and "带往市商务局" in index
    monday.move_to(MONDAY + 7 * DAY)
    assert "逾期未归还" in html(client(office, "clerk").get(INDEX))
    assert "逾期未归还" in html(client(office, "clerk").get(at(asked)))
    answer = client(office, "clerk").post(at(asked, "back"), entry(on="2026-06-05", copies="0"))
    assert answer.status_code == 302 and office.state(asked) == State.DONE


@toksun
def test_documents_that_wait_for_the_seal_are_listed_and_entered(office: Office):
    papers, cast = office.papers, office.cast
    done = papers.ready(title="关于防汛的通知", signer="office_director")
    seal = office.seal("office_seal" if done.in_name_of == "office" else "county_seal")
    dispatches.number(done.pk, cast.clerk, papers.numbers())
    address = f"{INDEX}documents/{done.pk}/"
    assert address in html(client(office, "clerk").get(INDEX))
    assert address not in html(client(office, "director").get(INDEX))
    assert "办文程序" in html(client(office, "clerk").get(address))
    assert client(office, "clerk").post(address, entry(seal="x")).status_code == 404
    answer = client(office, "clerk").post(address, entry(seal=seal.pk, copies="20"))
    assert answer.status_code == 302 and Impression.objects.get().copies == 20
    assert address not in html(client(office, "clerk").get(INDEX))


# --- The cards ---


@toksun
def test_the_office_enters_and_changes_a_seal(office: Office):
    cast = office.cast
    card = {"kind": "county_seal", "organ": cast.office.pk, "name": "县人民政府印章", "keeper": cast.director.pk}
    refused = client(office, "clerk").post(f"{INDEX}cards/new/", card)
    assert refused.status_code == 422 and "文书科" in html(refused) and "县人民政府印章" in html(refused)
    card["keeper"] = cast.clerk.pk
    assert client(office, "clerk").post(f"{INDEX}cards/new/", card).status_code == 302
    seal = Seal.objects.get()
    assert "没有登记存放处" in html(client(office, "clerk").get(INDEX))
    page = f"{INDEX}cards/{seal.pk}/"
    assert client(office, "clerk").post(page, card | {"place": "1号保险柜"}).status_code == 302
    assert "1号保险柜" in html(client(office).get(INDEX))
    assert client(office).get(page).status_code == 403
    assert client(office).get(f"{INDEX}cards/new/").status_code == 403
    assert client(office, "clerk").post(f"{page}retire/").status_code == 302
    seal.refresh_from_db()
    assert not seal.is_active


@taobei
def test_a_department_keeps_its_own_and_does_not_see_that_of_another(office: Office):
    cast = office.cast
    office.seal("department_seal", "finance", "finance_clerk", name="财政局章")
    card = {"kind": "department_seal", "organ": cast.education.pk, "name": "教育局章"}
    card["keeper"] = cast.education_clerk.pk
    assert client(office).post(f"{INDEX}cards/new/", card).status_code == 302
    assert "教育局章" in html(client(office).get(INDEX)) and "财政局章" not in html(client(office).get(INDEX))
    assert "财政局章" in html(client(office, "head").get(INDEX))
    foreign = card | {"organ": cast.finance.pk, "name": "另一章", "keeper": cast.finance_clerk.pk}
    assert client(office).post(f"{INDEX}cards/new/", foreign).status_code == 400


# --- The book ---


@toksun
def test_the_book_is_filtered_paged_and_exported(office: Office):
    first = office.affix(approved(office, content="供水合同"), 3)
    office.affix(office.approve(office.ask(by="finance_clerk", seal=office.seal("office_seal"), content="担保书"),
                                "director"), 2)  # fmt: skip
    clerk = client(office, "clerk")
    assert "供水合同" in html(clerk.get(BOOK)) and "担保书" in html(clerk.get(BOOK))
    for query in (f"seal={first.sealing.seal_id}", f"organ={office.cast.education.pk}", "q=供水"):
        page = html(clerk.get(f"{BOOK}?{query}"))
        assert "供水合同" in page and "担保书" not in page, query
    assert "共 0 条" in html(clerk.get(f"{BOOK}?year=2025"))
    assert clerk.get(f"{BOOK}?seal=x&organ=&year=x").status_code == 200
    book = load_workbook(BytesIO(clerk.get(f"{BOOK}?export=xlsx").content)).active
    rows = [list(row) for row in book.iter_rows(values_only=True)]
    assert len(rows) == 3 and rows[0][:3] == ["登记号", "日期", "印章"] and rows[2][3:5] == ["供水合同", "3"]
    mine = html(client(office).get(BOOK))
    assert "供水合同" in mine and "担保书" not in mine, "of others' business nothing is shown"


@toksun
def test_the_list_is_filtered(office: Office):
    office.ask(content="供水合同")
    gone = office.ask(sort="outing", foreign=True, escort=office.cast.vice_director, content="签约")
    page = html(client(office).get(f"{INDEX}?sort=outing&state=seal_asked&seal={gone.seal_id}&q=签约"))
    assert "印章外出：签约" in page and "用印：供水合同" not in page
    assert "没有符合条件" in html(client(office).get(f"{INDEX}?q=没有的"))


@toksun
def test_a_page_asks_the_database_equally_often_however_much_there_is(office: Office):
    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client(office, "clerk").get(address).status_code == 200
        return len(found)

    office.affix(approved(office), 1)
    before = {address: counted(address) for address in (INDEX, BOOK, f"{BOOK}?export=xlsx")}
    office.seal("office_seal")
    for number in range(3):
        office.affix(approved(office, content=f"合同{number}"), 1)
    assert {address: counted(address) for address in before} == before


@toksun
def test_strangers_see_nothing(office: Office):
    asked = approved(office)
    row = office.affix(asked)
    other = browser(office.cast.stranger)
    assert client(office, "finance_clerk").get(at(asked)).status_code == 404
    for address in (at(asked), f"/seal-letters/{row.pk}/letter.pdf", INDEX):
        assert other.get(address).status_code == 404
    assert client(office, "finance_clerk").post(at(asked, "affix"), entry()).status_code == 404


# --- On paper ---


def printed(answer: Any) -> None:
    """A PDF, or where this machine cannot print, a page that says so."""
    assert answer.content.startswith(b"%PDF") or "不能排版打印" in html(answer)


@toksun
def test_a_letter_is_printed_with_its_stub_and_the_book_as_a_table(office: Office):
    asked = office.ask(sort="letter", leader=office.cast.seats["land_deputy"])
    office.approve(asked, "land_deputy")
    row = office.affix(asked)
    assert f"/seal-letters/{row.pk}/letter.pdf" in html(client(office).get(at(asked)))
    printed(client(office).get(f"/seal-letters/{row.pk}/letter.pdf"))
    assert "001号" in html(client(office, "clerk").get(LETTERS))
    for query in ("", "?register=letter_register", "?year=2025"):
        printed(client(office, "clerk").get(f"/seal-book.pdf{query}"))


@toksun
def test_what_a_letter_says(office: Office):
    asked = office.ask(sort="letter", leader=office.cast.seats["land_deputy"], bearer="陈亮，文书")
    row = office.affix(office.approve(asked, "land_deputy"))
    page = letter_of(row, office.cast.book)
    [(stub, letter)] = page.rows
    assert "编号：2026-001" in stub and "审批人：李长河" in stub and "兹介绍陈亮，文书前往你处" in letter
    assert "第七十条" in page.footer[0] and page.organ == office.cast.government.name


@toksun
def test_the_ledgers_lead_to_the_book(office: Office):
    page = html(client(office, "clerk").get("/ledgers/"))
    assert f'href="{BOOK}"' in page
    assert client(office, "clerk").get("/ledgers/seal_register/new/").status_code == 404

