"""The workbook's pages: who gets in, the upload, the report, the button; nothing of another government."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from govrules.core.office.models import Account, Appointment, Official
from govrules.core.office.workbook.models import WorkbookImport
from govrules.core.operators import AUDIT, SYSTEM
from tests.core.office.hours import FRIDAY, TODAY
from tests.core.office.workbook.books import NAME, add, changed, exported, find, write
from tests.portal.test_pages import Page

HERE, THERE = "yanggao", "yunling"


@pytest.fixture
def account(cast):
    """An account by the name of an official, or that of an operator."""

    def of(who: str) -> Account:
        if who not in ("operator", "auditor"):
            return getattr(cast, who).account
        made, _ = Account.objects.get_or_create(username=who, is_staff=True)
        made.groups.add(Group.objects.get_or_create(name=SYSTEM if who == "operator" else AUDIT)[0])
        return made

    return of


@pytest.fixture
def visit(client, account, monday, store):
    def open_(who: str, name: str, *args: object, send: dict | None = None, query: str = ""):
        client.force_login(account(who))
        address = reverse(f"office:{name}", args=args) + query
        return client.get(address) if send is None else client.post(address, send)

    return open_


def text(response) -> str:
    return " ".join(response.content.decode().split())


def dismissal(book) -> None:
    write(book["任职"], find(book["任职"], 岗位="finance_head"), 至=FRIDAY)


@pytest.fixture
def send(cast, visit):
    """`send("clerk", change)` hands in the cast's workbook after somebody worked on it."""

    def up(who: str, change, *, key: str = HERE, name: str = NAME, data: bytes | None = None):
        content = changed(exported(cast.government), change) if data is None else data
        file = SimpleUploadedFile(name, content)
        return visit(who, "workbook", key, send={"upload": file, "as_of": "2026-06-01"})

    return up


# --- who gets in -----------------------------------------------------------------------------------------

PAGES = ("workbook", "workbook_template", "workbook_export")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["clerk", "director", "operator"])
def test_the_office_and_operators_get_in(visit, who, name):
    assert visit(who, name, HERE).status_code == 200


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["head", "finance_head", "education_clerk", "auditor"])
def test_others_do_not(visit, who, name):
    assert visit(who, name, HERE).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_the_office_of_another_government_finds_nothing(visit, name):
    assert visit("other_director", name, HERE).status_code == 404
    assert visit("clerk", name, THERE).status_code == 404
    assert visit("operator", name, "nowhere").status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_nobody_without_a_log_in(client, db, name):
    response = client.get(reverse(f"office:{name}", args=[HERE]))
    assert (response.status_code, response.url.startswith("/login/")) == (302, True)


def test_each_is_led_to_his_own(visit):
    assert visit("clerk", "workbooks").url == reverse("office:workbook", args=[HERE])
    assert visit("other_director", "workbooks").url == reverse("office:workbook", args=[THERE])
    said = text(visit("operator", "workbooks"))
    assert "阳高县人民政府" in said and "云岭县人民政府" in said
    assert visit("head", "workbooks").status_code == 403


def test_the_ways_in_are_shown_to_those_who_may(visit, client, account):
    assert reverse("office:workbook", args=[HERE]) in text(visit("clerk", "people"))
    assert reverse("office:workbook", args=[HERE]) not in text(visit("finance_head", "people"))
    client.force_login(Account.objects.create_superuser("root", password="long-enough-indeed"))
    assert reverse("office:workbook", args=[THERE]) in client.get("/admin/core/government/").content.decode()


# --- files to take along ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["workbook_template", "workbook_export"])
def test_a_file_comes_down_under_its_own_name(visit, name):
    response = visit("clerk", name, HERE)
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "干部" in load_workbook(BytesIO(response.content)).sheetnames


def test_an_operator_takes_any_government_s_and_it_is_that_one_s(visit):
    book = load_workbook(BytesIO(visit("operator", "workbook_export", THERE).content))
    assert [cell.value for cell in book["干部"]["B"]] == ["姓名", "何远", "吕生"]


# --- handing in ------------------------------------------------------------------------------------------


def test_nothing_handed_in_yet_is_said_kindly(visit):
    said = text(visit("clerk", "workbook", HERE))
    assert "还没有上传过工作簿" in said and "您可以导入任职、分管和AB角的变动" in said
    assert "您可以导入任职" not in text(visit("operator", "workbook", HERE))


def test_an_upload_is_looked_at_and_changes_nothing(cast, visit, send):
    response = send("clerk", dismissal)
    row = WorkbookImport.objects.get()
    assert (response.status_code, response.url) == (302, reverse("office:workbook_report", args=[HERE, row.pk]))
    assert (row.handed_in_by, row.changes, row.state) == (cast.clerk.account, 1, "checked")
    assert Appointment.objects.get(seat=cast.seats["finance_head"]).until is None
    said = text(visit("clerk", "workbook_report", HERE, row.pk))
    assert "没有错误，共有1项改动，还没有导入" in said and "确认导入" in said
    assert "褚建国任县财政局局长" in said and "任职 第12行" in said
    assert "自2024年3月1日；至：（空） → 2026年6月5日" in said
    assert "待确认1项" in text(visit("clerk", "workbook", HERE))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"as_of": "2026-06-01"}, "请选择文件"),
        ({"upload": SimpleUploadedFile(NAME, b""), "as_of": "2026-06-01"}, "文件是空的，请重新选择"),
        ({"upload": SimpleUploadedFile("人员.txt", "姓名".encode()), "as_of": "2026-06-01"}, "只能导入 .xlsx"),
        ({"upload": SimpleUploadedFile(NAME, b"MZ\0\0"), "as_of": "2026-06-01"}, "可执行程序"),
        ({"upload": SimpleUploadedFile(NAME, b"x"), "as_of": "昨天"}, "请填写有效的日期"),
        ({"upload": SimpleUploadedFile(NAME, b"x"), "as_of": "1026-06-01"}, "离今天太远，请核对日期"),
        ({"upload": SimpleUploadedFile(NAME, b"x")}, "这个字段是必填项"),
    ],
)
def test_what_cannot_be_taken_stands_on_the_form(visit, typed, says):
    response = visit("clerk", "workbook", HERE, send=typed)
    assert response.status_code == 400
    assert says in text(response)
    assert WorkbookImport.objects.count() == 0


def test_errors_come_first_all_of_them_and_there_is_no_button(visit, send):
    def change(book):
        dismissal(book)
        write(book["任职"], 2, 自="去年")
        write(book["AB角"], 2, B角岗位="nobody")

    row = WorkbookImport.objects.get(pk=send("clerk", change).url.rstrip("/").rpartition("/")[2])
    said = text(visit("clerk", "workbook_report", HERE, row.pk))
    assert "有2处错误，整份都没有导入" in said and "确认导入" not in said
    for words in (
        "任职 第2行",
        "“去年”不是日期",
        "请写成 2026-06-01 或 2026年6月1日",
        "AB角 第2行",
        "没有代号为“nobody”的岗位",
    ):
        assert words in said
    assert "褚建国任县财政局局长" in text(visit("clerk", "workbook_report", HERE, row.pk, query="?show=end"))


def test_what_the_file_says_is_shown_and_never_run(visit, send):
    def change(book):
        add(book["干部"], 代号="x", 姓名="<script>alert(1)</script>", 在职="<b>")

    response = send("operator", change, name="<img src=x>.xlsx")
    said = visit("operator", "workbook_report", HERE, WorkbookImport.objects.get().pk).content.decode()
    assert response.status_code == 302
    assert "<script>alert" not in said and "<img src=x>" not in said and "&lt;b&gt;" in said


@pytest.mark.parametrize("query", ["?show=add", "?show=same", "?show=nonsense", "?show=same&page=999", "?page=x"])
def test_one_kind_at_a_time(visit, send, query):
    send("clerk", dismissal)
    assert visit("clerk", "workbook_report", HERE, WorkbookImport.objects.get().pk, query=query).status_code == 200


def test_long_lists_come_in_pages(cast, visit, send):
    Official.objects.bulk_create(Official(government=cast.government, key=f"p{n}", name=f"某{n}") for n in range(150))
    send("clerk", dismissal)
    pk = WorkbookImport.objects.get().pk
    said = text(visit("clerk", "workbook_report", HERE, pk, query="?show=same&page=2"))
    assert "第2页，共3页" in said and "上一页" in said and "下一页" in said


# --- the button ------------------------------------------------------------------------------------------


def test_confirmed_it_is_done_and_said(cast, visit, send):
    send("clerk", dismissal)
    row = WorkbookImport.objects.get()
    response = visit("director", "workbook_apply", HERE, row.pk, send={})
    assert response.url == reverse("office:workbook_report", args=[HERE, row.pk])
    assert Appointment.objects.get(seat=cast.seats["finance_head"]).until == FRIDAY
    said = text(visit("director", "workbook_report", HERE, row.pk))
    assert "已导入，共改动1项" in said and "导入结果" in said and "确认导入" not in said
    row.refresh_from_db()
    assert row.applied_by == cast.director.account


def test_pressed_twice_it_says_that_it_is_done(cast, visit, send):
    send("clerk", dismissal)
    row = WorkbookImport.objects.get()
    for _ in range(2):
        assert visit("clerk", "workbook_apply", HERE, row.pk, send={}).status_code == 302
    assert "这份工作簿已经导入，不需要再导入" in text(visit("clerk", "workbook_report", HERE, row.pk))
    assert Appointment.history.filter(seat=cast.seats["finance_head"]).count() == 1


def test_where_the_office_changed_meanwhile_it_says_so_and_shows_the_new_plan(cast, visit, send):
    send("clerk", dismissal)
    row = WorkbookImport.objects.get()
    Appointment.objects.filter(seat=cast.seats["finance_head"]).update(until=TODAY)
    visit("clerk", "workbook_apply", HERE, row.pk, send={})
    said = text(visit("clerk", "workbook_report", HERE, row.pk))
    assert "核对之后人员资料有了变化，没有导入。下面是按现在的情况重新核对的结果，请看过再确认。" in said
    assert "已登记自2026年6月1日起终止，不能再改" in said


def test_the_office_sees_what_waits_for_the_operator_and_has_no_button(visit, send):
    send("operator", lambda book: add(book["干部"], 代号="x", 姓名="新人"))
    pk = WorkbookImport.objects.get().pk
    said = text(visit("clerk", "workbook_report", HERE, pk))
    assert "含单位、岗位或干部的改动，由系统管理员确认" in said and "确认导入</button>" not in said
    assert visit("clerk", "workbook_apply", HERE, pk, send={}).status_code == 403
    assert "确认导入</button>" in text(visit("operator", "workbook_report", HERE, pk))


def test_the_button_is_pressed_only_by_sending_and_only_at_home(visit, send):
    send("clerk", dismissal)
    row = WorkbookImport.objects.get()
    assert visit("clerk", "workbook_apply", HERE, row.pk).status_code == 405
    assert visit("other_director", "workbook_apply", HERE, row.pk, send={}).status_code == 404
    assert visit("other_director", "workbook_apply", THERE, row.pk, send={}).status_code == 404
    assert visit("other_director", "workbook_report", THERE, row.pk).status_code == 404
    assert visit("operator", "workbook_apply", THERE, row.pk, send={}).status_code == 404
    assert visit("finance_head", "workbook_apply", HERE, row.pk, send={}).status_code == 403
    row.refresh_from_db()
    assert row.state == "checked"


@pytest.mark.parametrize("who", ["clerk", "operator"])
def test_the_pages_are_well_formed_and_every_field_has_its_label(visit, send, who):
    send(who, lambda book: write(book["任职"], 2, 自="去年"))
    pk = WorkbookImport.objects.get().pk
    for name, args in (("workbook", [HERE]), ("workbook_report", [HERE, pk])):
        html = visit(who, name, *args).content.decode()
        shown = Page(html)
        assert (shown.unclosed, shown.stack, len(shown.all("h1"))) == ([], [], 1)
        ids = [attrs["id"] for _, attrs in shown.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        labelled = {label.get("for") for label in shown.all("label")}
        fields = [f for f in shown.all("input") if f.get("type") not in ("hidden", "search")]
        assert all(field.get("id") in labelled for field in fields)


def test_the_pages_cost_the_same_however_much_was_handed_in(visit, send, client):
    send("clerk", dismissal)
    pk = WorkbookImport.objects.get().pk

    def cost(name: str, *args: object) -> int:
        visit("clerk", name, HERE, *args)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"office:{name}", args=[HERE, *args]))
        return len(asked)

    few = cost("workbook"), cost("workbook_report", pk)
    for _ in range(4):
        send("clerk", dismissal)
    assert (cost("workbook"), cost("workbook_report", pk)) == few
    assert max(few) < 20
