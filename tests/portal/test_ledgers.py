"""The ledgers' pages: what stands on them, for whom, what a refused form keeps, what they cost."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from documents.printing import available
from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.registers import actions
from govrules.core.registers.models import LedgerEntry
from govrules.core.registers.states import State
from tests.core.cast import Cast, in_county
from tests.core.registers.desk import Desk
from tests.portal.office import at_office, page, signed_in

pytestmark = pytest.mark.usefixtures("today")
LETTERS = "/ledgers/letters_register/"


def letter(cast: Cast, **values: object) -> LedgerEntry:
    """A suggestion for the education bureau, entered by the office's clerk."""
    typed = {"type": "建议", "organ": cast.education} | values
    return actions.enter(cast.clerk, "letters_register", actions.Said(typed))


def test_every_ledger_of_the_rules_is_listed_with_its_article(cast: Cast):
    letter(cast)
    shown = page(signed_in(cast.clerk), "/ledgers/")
    assert "群众来信和意见登记" in shown
    assert "第十七条" in shown
    assert "1 条" in shown
    assert shown.count("今年还没有登记") > 8


@in_county("taobei-2020")
def test_a_ledger_kept_elsewhere_leads_there(cast: Cast):
    client = signed_in(cast.clerk)
    assert 'href="/leave/abroad/"' in page(client, "/ledgers/")
    assert client.get("/ledgers/gift_register/").status_code == 404


def test_a_letter_is_entered_on_the_page(cast: Cast):
    client = signed_in(cast.clerk)
    form = {"c_type": "建议", "c_organ": cast.education.pk, "c_result": ""}
    answer = client.post(LETTERS + "new/", form, follow=True)
    entry = LedgerEntry.objects.get()
    assert answer.redirect_chain == [(f"/ledgers/entries/{entry.pk}/", 302)]
    assert entry.matter.number == "2026-001"
    assert "已登记，2026-001号" in answer.content.decode()
    assert "县教育局" in answer.content.decode()


def test_the_same_form_sent_twice_is_entered_once(cast: Cast):
    client = signed_in(cast.clerk)
    once = "8a2b9a6e-50f4-4b8e-9d3f-2d3b1c0f6a11"
    for _ in range(2):
        client.post(LETTERS + "new/", {"c_type": "建议", "c_organ": cast.education.pk, "once": once})
    assert LedgerEntry.objects.count() == 1


def test_a_refused_form_keeps_what_was_typed(cast: Cast):
    answer = signed_in(cast.clerk).post(LETTERS + "new/", {"c_type": "", "c_organ": "", "c_result": "已转办"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "请填写类别" in text
    assert "请填写承办单位" in text
    assert "已转办" in text
    assert not LedgerEntry.objects.exists()


def test_who_is_not_named_by_the_rules_may_not_write_in_it(cast: Cast):
    client = signed_in(cast.agriculture_head)
    answer = client.get(LETTERS + "new/")
    assert answer.status_code == 403
    assert "政府办公室工作人员" in answer.content.decode()
    assert client.post(LETTERS + "new/", {"c_type": "建议", "c_organ": cast.education.pk}).status_code == 403
    assert 'class="btn btn-primary" href="/ledgers/letters_register/new/"' not in page(client, LETTERS)


def test_a_stranger_sees_no_entry(cast: Cast):
    entry = letter(cast)
    client = signed_in(cast.agriculture_clerk)
    for address in ("", "edit/"):
        assert client.get(f"/ledgers/entries/{entry.pk}/{address}").status_code == 404
    for act in ("urge", "show", "void"):
        assert client.post(f"/ledgers/entries/{entry.pk}/{act}/", {"reason": "错"}).status_code == 404
    assert entry.matter.title not in page(client, LETTERS)
    entry.matter.refresh_from_db()
    assert entry.matter.state != State.VOID


def test_the_organ_that_has_it_in_hand_fills_in_what_came_of_it(cast: Cast):
    entry = letter(cast)
    client = signed_in(cast.education_clerk)
    address = f"/ledgers/entries/{entry.pk}/"
    entry.matter.refresh_from_db()
    assert "补充、更正" in page(client, address)
    form = {
        "c_type": "建议", "c_organ": cast.education.pk, "c_result": "已增设公交站点", "seen": entry.matter.version,
        "why": "",
    }  # fmt: skip
    assert client.post(address + "edit/", form).status_code == 302
    shown = page(client, address)
    assert "已增设公交站点" in shown
    assert "历次内容" in shown


def test_a_correction_wants_a_reason_and_loses_nothing(cast: Cast):
    entry = letter(cast)
    entry.matter.refresh_from_db()
    form = {"c_type": "要求", "c_organ": cast.education.pk, "c_result": "待查", "seen": entry.matter.version}
    answer = signed_in(cast.clerk).post(f"/ledgers/entries/{entry.pk}/edit/", form)
    assert answer.status_code == 400
    assert "要说明原因" in answer.content.decode()
    assert "待查" in answer.content.decode()


def test_a_form_that_others_were_quicker_than_is_refused(cast: Cast):
    entry = letter(cast)
    form = {"c_type": "建议", "c_organ": cast.education.pk, "c_result": "已办", "seen": 0}
    answer = signed_in(cast.clerk).post(f"/ledgers/entries/{entry.pk}/edit/", form)
    assert answer.status_code == 409
    assert "已被他人更新" in answer.content.decode()


def test_void_needs_its_reason_on_the_page(cast: Cast):
    entry = letter(cast)
    client = signed_in(cast.clerk)
    assert client.post(f"/ledgers/entries/{entry.pk}/void/", {"reason": " "}).status_code == 400
    assert client.post(f"/ledgers/entries/{entry.pk}/void/", {"reason": "重复登记"}).status_code == 302
    assert "已作废" in page(client, f"/ledgers/entries/{entry.pk}/")


def test_it_is_found_by_what_stands_in_any_column(cast: Cast):
    letter(cast, result="东城片区增设公交站点")
    letter(cast, type="要求")
    client = signed_in(cast.clerk)
    assert "共 1 条" in page(client, LETTERS + "?q=公交站点")
    assert "共 1 条" in page(client, LETTERS + "?q=2026-002")
    assert "共 2 条" in page(client, LETTERS)
    assert "没有符合条件的登记" in page(client, LETTERS + "?q=没有这样的话")
    assert "共 0 条" in page(client, LETTERS + "?year=2025")
    assert "共 0 条" in page(client, LETTERS + "?since=2026-06-11")


def test_counts_stand_beside_it_with_zeros(cast: Cast):
    letter(cast)
    shown = page(signed_in(cast.clerk), LETTERS)
    assert "按类别" in shown
    assert "按承办单位" in shown
    assert shown.count("0 条") >= 2  # 意见、要求


def test_the_list_is_given_as_excel(cast: Cast):
    letter(cast, result="=1+1")
    answer = signed_in(cast.clerk).get(LETTERS + "?export=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][0] == "登记号"
    assert rows[1][0] == "2026-001"
    assert "县教育局" in rows[1]
    assert "'=1+1" in rows[1]


@pytest.mark.skipif(available() is not None, reason="this machine cannot print")
def test_the_year_is_printed(cast: Cast):
    letter(cast)
    answer = signed_in(cast.clerk).get(LETTERS + "print/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_an_entry_stands_beside_the_document_that_it_is_about(cast: Cast):
    step = at_office(cast, "关于新建城东小学的请示")
    client = signed_in(cast.clerk)
    address = f"/documents/{step.matter_id}/"
    assert "还没有登记过台账" in page(client, address)
    said = actions.Said({"source": "专家", "opinion": "选址合理"}, about=step.matter)
    entry = actions.enter(cast.clerk, "opinion_register", said)
    assert f'href="/ledgers/entries/{entry.pk}/"' in page(client, address)
    other = signed_in(cast.education_clerk)
    assert f"/ledgers/entries/{entry.pk}/" not in page(other, address)


def test_what_an_entry_is_about_must_be_seen(cast: Cast):
    step = at_office(cast, "关于新建城东小学的请示")
    stranger = cast.agriculture_clerk
    answer = signed_in(stranger).get(f"/ledgers/report_register/new/?about={step.matter_id}")
    assert answer.status_code == 404
    assert signed_in(cast.clerk).get("/ledgers/report_register/new/?about=x").status_code == 404


def test_what_the_rules_want_attached_is_asked_for(cast: Cast):
    client = signed_in(cast.education_clerk)
    answer = client.post("/ledgers/normative_register/new/", {"c_number": "阳教规〔2026〕1号"})
    assert answer.status_code == 400
    assert "规范性文件正式文本" in answer.content.decode()
    text = SimpleUploadedFile("正式文本.txt", "第一条".encode())
    answer = client.post("/ledgers/normative_register/new/", {"c_number": "阳教规〔2026〕1号", "files": text})
    assert answer.status_code == 302
    assert "正式文本.txt" in page(client, answer.headers["Location"])


@in_county("yangcheng-2021")
def test_several_are_ticked_in_one_column_and_stay_ticked(cast: Cast):
    client = signed_in(cast.clerk)
    form = {"c_source": ["人大代表", "专家学者"], "c_opinion": "可行"}
    answer = client.post("/ledgers/opinion_register/new/", form, follow=True)
    assert "人大代表、专家学者" in answer.content.decode()
    entry = LedgerEntry.objects.get()
    assert page(client, f"/ledgers/entries/{entry.pk}/edit/").count(" checked") == 2
    entry.matter.refresh_from_db()
    form |= {"c_form": "座谈会", "seen": entry.matter.version}
    assert client.post(f"/ledgers/entries/{entry.pk}/edit/", form).status_code == 302
    entry.refresh_from_db()
    assert entry.values["source"] == ["人大代表", "专家学者"]


@in_county("taobei-2020")
def test_several_organs_and_a_column_asked_only_sometimes(cast: Cast):
    client = signed_in(cast.clerk)
    form = {"c_concern": "停水", "c_organ": cast.resources.pk, "c_helpers": [cast.finance.pk, cast.agriculture.pk]}
    assert client.post("/ledgers/concerns_register/new/", form).status_code == 302
    assert LedgerEntry.objects.get().values["helpers"] == [cast.finance.pk, cast.agriculture.pk]
    shown = page(client, "/ledgers/disclosure_register/new/")
    assert "是否公开为不公开的，必填。" in shown
    assert '<option value="公开" selected>' in shown
    refused = client.post("/ledgers/disclosure_register/new/", {"c_subject": "应急预案", "c_attribute": "不公开"})
    assert refused.status_code == 400
    assert "请填写不公开的理由" in refused.content.decode()


def test_an_entry_may_be_about_another_and_stands_beside_it(cast: Cast):
    client = signed_in(cast.clerk)
    client.post("/ledgers/report_register/new/", {"c_to": "县政协", "c_subject": "上半年重要工作情况"})
    briefing = LedgerEntry.objects.get()
    form = {"about": briefing.pk, "c_source": "县政协", "c_opinion": "增加学位"}
    assert client.post("/ledgers/opinion_register/new/", form).status_code == 302
    shown = page(client, f"/ledgers/entries/{briefing.pk}/")
    assert "听取意见：县政协，增加学位" in shown
    assert "意见待办理" in shown


def test_whoever_has_it_in_hand_is_offered_neither_urging_nor_voiding(cast: Cast):
    entry = letter(cast)
    theirs, ours = (page(signed_in(who), f"/ledgers/entries/{entry.pk}/") for who in (cast.education_clerk, cast.clerk))
    for act in ("urge", "void"):
        assert f"/ledgers/entries/{entry.pk}/{act}/" in ours
        assert f"/ledgers/entries/{entry.pk}/{act}/" not in theirs


def test_what_is_missing_says_of_several_which(cast: Cast):
    decision = Desk(cast, clock.StoppedClock(clock.now())).decided()
    client = signed_in(cast.clerk)
    shown = page(client, "/ledgers/report_register/")
    assert decision.title in shown
    assert "缺：市委、市政府、县委" in shown
    assert decision.title not in page(client, "/ledgers/report_register/?since=2026-01-01&until=2026-01-31")


def test_an_entry_is_found_by_the_search_and_opens_by_its_matter(cast: Cast):
    entry = letter(cast)
    client = signed_in(cast.clerk)
    assert client.get(f"/matters/{entry.pk}/").headers["Location"] == f"/ledgers/entries/{entry.pk}/"
    assert entry.matter.title in page(client, "/search/?q=群众来信")


@pytest.mark.parametrize("address", ["/ledgers/", LETTERS, "/ledgers/report_register/", "entry", "document"])
def test_a_page_costs_the_same_whatever_there_is(cast: Cast, address: str):
    step = at_office(cast, "关于新建城东小学的请示")
    first = letter(cast)
    client = signed_in(cast.clerk)
    of_rows = {"entry": f"/ledgers/entries/{first.pk}/", "document": f"/documents/{step.matter_id}/"}
    where = of_rows.get(address, address)

    def grow(count: int) -> None:
        for n in range(count):
            said = actions.Said({"type": "建议", "organ": (cast.education, cast.finance)[n % 2]}, about=step.matter)
            actions.enter(cast.clerk, "letters_register", said)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, where)
        return len(asked)

    grow(2)
    cost()
    few = cost()
    grow(12)
    assert cost() == few
    assert few <= 51
    assert Matter.objects.filter(kind="ledger").count() == 15
