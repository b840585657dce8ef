"""What stands on the printed pages, from the rows; and the print jobs: once per content, made once, never lost."""

import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from kombu.exceptions import OperationalError

from documents.consultation import actions as consultation
from documents.dispatch import actions as dispatches
from documents.dispatch.models import Dispatch
from documents.printing.page import OfficialPage, SheetPage
from documents.prints import actions as prints
from documents.prints.content import restored, stored
from documents.prints.kinds import page_of
from documents.prints.models import PrintJob
from documents.submission import actions as submissions
from govrules.core import acts
from govrules.core.errors import BadInput
from govrules.core.files.actions import attach
from govrules.core.matters.models import Matter
from tests.documents.papers import DUE, Papers, browser, side_by_side, sweep_at
from tests.printing.conftest import press as press  # the press of the printing tests

LEASE = timedelta(minutes=3)
WHOLE = ("government", "adoption", "organ__government")


def content(of: Any, kind: str) -> Any:
    return page_of(Matter.objects.select_related(*WHOLE).get(pk=of.pk), kind)


def ask(papers: Papers, of: Any, kind: str = "request") -> PrintJob:
    return prints.ask(Matter.objects.select_related("organ__government").get(pk=of.pk), kind, papers.cast.clerk)


@pytest.fixture
def pressed(monkeypatch) -> list[str]:
    """A press that only notes the titles that it was given."""
    titles: list[str] = []

    def make(job: PrintJob) -> None:
        titles.append(job.content["title"])
        PrintJob.objects.filter(pk=job.pk).update(state="ready", pages=1, error="")

    monkeypatch.setattr(prints, "make", make)
    return titles


# --- What stands on the pages -------------------------------------------------------------------------


def test_a_request_is_the_upward_document_of_its_organ(papers: Papers):
    made = papers.signed(papers.draft(cc=("县财政局",)))
    page = content(made, "request")
    assert isinstance(page, OfficialPage)
    assert (page.layout, page.mark, page.number) == ("upward", "阳高县教育局文件", "阳教字〔2026〕31号")
    assert (page.signers, page.recipients) == (("王文",), "阳高县人民政府：")
    assert (page.organ, page.date, page.cc) == ("阳高县教育局", "2026年6月1日", "县财政局")
    assert page.contact == "联系人：陈亮，联系电话：0352-6620000"
    assert page.body == ("县人民政府：", "城东片区学位不足，拟新建小学一所。", "妥否，请批示。")
    assert page.issuer == "阳高县教育局办公室"


@pytest.mark.parametrize(
    ("name", "phone", "said"),
    [("陈亮", "", "联系人：陈亮"), ("", "0352-6620000", "联系电话：0352-6620000"), ("", "", "")],
)
def test_only_what_is_known_of_the_contact_is_printed(papers: Papers, name, phone, said):
    made = papers.draft(contact_name=name, contact_phone=phone)
    assert content(made, "request").contact == said


def test_nobody_has_signed_what_was_taken_back(papers: Papers):
    made = papers.draft()
    assert content(made, "request").signers == ("",)
    papers.signed(made)
    submissions.withdraw(made.pk, papers.cast.education_clerk, "数字要核对")
    assert content(made, "request").signers == ("",)


def test_attachments_are_named_without_their_endings(papers: Papers, media, monday):
    made = papers.draft()
    with acts.on(made.pk) as matter:
        for name in ("选址图.v2.txt", "预算.txt"):
            file = SimpleUploadedFile(name, name.encode())
            attach(matter, file, papers.cast.education_clerk, monday.moment)
    assert content(made, "request").attachments == ("选址图.v2", "预算")


def test_a_reply_is_the_issued_document_of_the_government(papers: Papers):
    made = papers.dispatch(sent=True, cc=("县委办公室",), disclosure="on_request")
    draft = content(made, "reply")
    assert (draft.number, draft.date) == ("（未编号）", "")
    papers.decide(made, "executive", "review")
    papers.decide(made, "head", "sign")
    dispatches.number(made.pk, papers.cast.clerk, papers.numbers(name="county"))
    dispatches.issue(made.pk, papers.cast.clerk)
    page = content(made, "reply")
    assert (page.layout, page.mark, page.organ) == ("issued", "阳高县人民政府文件", "阳高县人民政府")
    assert (page.number, page.date, page.issued_on) == ("阳政发〔2026〕1号", "2026年6月1日", "2026年6月1日")
    assert (page.note, page.cc, page.issuer) == ("此件依申请公开", "县委办公室", "阳高县政府办公室")


def test_a_letter_has_the_name_alone_as_its_mark(papers: Papers):
    made = papers.dispatch(sent=True)
    papers.decide(made, "executive", "review")
    papers.decide(made, "head", "sign")
    dispatches.number(made.pk, papers.cast.clerk, papers.numbers("zhenghan", "阳政函", "county"))
    page = content(made, "reply")
    assert (page.mark, page.number) == ("阳高县人民政府", "阳政函〔2026〕1号")


def test_in_the_offices_name_it_is_the_offices(papers: Papers):
    page = content(papers.dispatch(in_name_of="office"), "reply")
    assert (page.mark, page.organ) == ("阳高县政府办公室文件", "阳高县政府办公室")


def test_the_countersign_sheet_tells_of_answer_silence_and_waiting(papers: Papers, monday):
    made = papers.draft(touched=["finance", "resources", "agriculture"], proposal="建议分两年安排。")
    papers.away("resources_head")
    asked = papers.ask(made, "finance", "resources", "agriculture")
    consultation.remind(made.pk, papers.cast.education_clerk, asked[0].pk)
    papers.reply(made, "resources", "disagree", "选址占用耕地。", by="resources_deputy")
    page = content(made, "sheet")
    assert isinstance(page, SheetPage)
    finance, resources, _ = page.rows
    assert finance == (
        "县财政局", "6月1日", "未打开", "6月1日", "6月8日", "（尚未回复）", "—", "第三十一条",
    )  # fmt: skip
    assert resources[5] == "不同意：选址占用耕地。"
    assert resources[6].startswith("韩冰（") and resources[6].endswith("6月1日")
    assert page.facts[0] == ("文件标题", "县教育局关于新建城东小学的请示")
    assert page.footer == ("依据《阳高县人民政府工作规则》第三十一条。", "主办单位办理建议：建议分两年安排。")
    sweep_at(DUE, monday)
    assert content(made, "sheet").rows[0][5] == "逾期未回复，视为无不同意见"


def test_the_sheet_names_the_reminder_of_the_program_beside_the_hosts(papers: Papers, monday):
    """Who was reminded, and by whom, is part of the evidence of silence."""
    made = papers.draft(touched=["finance", "resources"])
    papers.ask(made, "finance", "resources")
    consultation.remind(made.pk, papers.cast.education_clerk, papers.asked(made, "finance").pk)
    sweep_at(DUE - timedelta(days=4), monday)
    assert [row[3] for row in content(made, "sheet").rows] == ["6月1日\n系统6月5日", "系统6月5日"]


def test_a_township_has_no_limit_on_the_sheet(papers: Papers):
    made = papers.draft(touched=["township"])
    papers.ask(made, "township")
    [row] = content(made, "sheet").rows
    assert row[4] == "无时限"


@pytest.mark.parametrize("kind", ["request", "sheet", "reply"])
def test_a_page_comes_back_from_its_row_as_it_was(papers: Papers, kind):
    made = papers.dispatch() if kind == "reply" else papers.draft(touched=["finance"])
    if kind == "sheet":
        papers.ask(made, "finance")
    page = content(made, kind)
    assert restored(ask(papers, made, kind).content) == page == restored(stored(page))


# --- Jobs -------------------------------------------------------------------------


def test_the_same_content_is_one_print_and_a_changed_one_is_another(papers: Papers):
    made = papers.draft()
    first = ask(papers, made)
    assert ask(papers, made).pk == first.pk
    submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body="第二稿"))
    assert ask(papers, made).pk != first.pk
    submissions.revise(made.pk, papers.cast.education_clerk, papers.text())
    assert ask(papers, made).pk == first.pk, "the old text again is the old print"


@pytest.mark.parametrize(("dispatch", "kind"), [(False, "reply"), (True, "request"), (True, "sheet"), (False, "poem")])
def test_what_a_matter_has_no_page_of_is_refused(papers: Papers, dispatch, kind):
    made = papers.dispatch() if dispatch else papers.draft()
    with pytest.raises(BadInput, match="没有这种打印件"):
        ask(papers, made, kind)
    assert not PrintJob.objects.exists()


def test_what_waits_is_made_once(papers: Papers, pressed):
    job = ask(papers, papers.draft())
    assert prints.run_waiting() == 1
    assert prints.run_waiting() == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, len(pressed)) == ("ready", 1, 1)


def test_two_workers_take_it_once(lasting_papers: Papers, pressed):
    job = ask(lasting_papers, lasting_papers.draft())
    results = side_by_side(*[lambda: prints.run(job.pk)] * 3)
    assert sorted(results) == [False, False, True]
    assert len(pressed) == 1


def test_a_dead_workers_print_is_taken_over_after_its_lease(papers: Papers, pressed, monday):
    job = ask(papers, papers.draft())
    PrintJob.objects.filter(pk=job.pk).update(state="working", started_at=monday.moment, attempts=1)
    monday.forward(LEASE)
    assert prints.run_waiting() == 0, "it may still be at it"
    monday.forward(timedelta(seconds=1))
    assert prints.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("ready", 2)


def test_what_kills_every_worker_is_given_up_with_its_reason(papers: Papers, pressed, monday):
    job = ask(papers, papers.draft())
    PrintJob.objects.filter(pk=job.pk).update(state="working", started_at=monday.moment, attempts=3)
    monday.forward(2 * LEASE)
    assert prints.run_waiting() == 0
    job.refresh_from_db()
    assert (job.state, job.error, pressed) == ("failed", "排版3次都中途停止，没有完成", [])


def test_what_fails_is_tried_three_times_and_then_says_why(papers: Papers, monkeypatch):
    def jammed(_: PrintJob) -> None:
        raise OSError("卡纸")

    job = ask(papers, papers.draft())
    other = ask(papers, papers.draft(title="关于另一件事的请示"))
    monkeypatch.setattr(prints, "make", jammed)
    states = []
    for _ in range(4):
        prints.run_waiting()
        job.refresh_from_db()
        states.append((job.state, job.attempts))
    assert states == [("waiting", 1), ("waiting", 2), ("failed", 3), ("failed", 3)]
    assert job.error == "卡纸"
    other.refresh_from_db()
    assert other.attempts == 3, "one that fails does not stop the others"


def test_asked_for_again_a_failed_print_is_tried_again(papers: Papers, pressed):
    made = papers.draft()
    job = ask(papers, made)
    PrintJob.objects.update(state="failed", attempts=3, error="卡纸")
    again = ask(papers, made)
    assert (again.pk, again.state, again.attempts, again.error) == (job.pk, "waiting", 0, "")
    assert prints.run_waiting() == 1


# --- The pages of printing -------------------------------------------------------------------------


def test_asked_for_watched_and_opened(papers: Papers, media, press):
    """With the real press."""
    made = papers.signed(papers.draft())
    client = browser(papers.cast.education_clerk)
    response = client.post(reverse("documents:ask_print", args=[made.pk, "request"]))
    job = PrintJob.objects.get()
    assert response["Location"] == reverse("documents:print", args=[job.pk])
    assert client.get(reverse("documents:pdf", args=[job.pk])).status_code == 404, "not ready yet"
    assert prints.run(job.pk)
    page = client.get(response["Location"]).content.decode()
    assert "已排好，共 2 页" in page, "the imprint stands on an even page"
    pdf = client.get(reverse("documents:pdf", args=[job.pk]))
    assert pdf["Content-Type"] == "application/pdf" and pdf["Cache-Control"] == "private, no-store"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert pdf["Content-Disposition"].startswith("inline")
    saved = client.get(reverse("documents:pdf", args=[job.pk]) + "?save=1")
    assert saved["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(("kind", "pages"), [("sheet", 1), ("reply", 2)])
def test_every_other_page_is_printed_too(papers: Papers, media, press, kind, pages):
    made = papers.dispatch() if kind == "reply" else papers.draft(touched=["finance"])
    if kind == "sheet":
        papers.ask(made, "finance")
    job = ask(papers, made, kind)
    assert prints.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.pages, job.blob.content_type) == ("ready", pages, "application/pdf")


def test_a_text_with_whatever_signs_prints(papers: Papers, media, press):
    body = "<b>加粗</b> & “引号” \x01\x0b 𠮷 \u202e反写\n" + "甲" * 3000
    job = ask(papers, papers.draft(body=body, title="关于<i>&amp;的请示"))
    assert prints.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("ready", "") and job.pages > 3


def test_what_failed_says_why_and_may_be_tried_again(papers: Papers):
    made = papers.draft()
    job = ask(papers, made)
    PrintJob.objects.update(state="failed", error="没有字体<script>")
    page = browser(papers.cast.education_clerk).get(reverse("documents:print", args=[job.pk])).content.decode()
    assert "没有排成：没有字体&lt;script&gt;" in page and "再试一次" in page


def test_while_it_waits_the_page_asks_again_by_itself(papers: Papers):
    job = ask(papers, papers.draft())
    client = browser(papers.cast.education_clerk)
    whole = client.get(reverse("documents:print", args=[job.pk])).content.decode()
    assert "hx-get" in whole and "<html" in whole
    part = client.get(reverse("documents:print", args=[job.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" in part and "<html" not in part


def test_the_word_copy(papers: Papers):
    made = papers.signed(papers.draft())
    client = browser(papers.cast.education_clerk)
    response = client.get(reverse("documents:word", args=[made.pk, "request"]))
    assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(response.content)).paragraphs)
    assert "城东片区学位不足，拟新建小学一所。" in text
    for kind in ("sheet", "reply", "poem"):
        assert client.get(reverse("documents:word", args=[made.pk, kind])).status_code == 400


def test_of_a_dispatch_too(papers: Papers):
    made = papers.dispatch()
    response = browser(papers.cast.clerk).get(reverse("documents:word", args=[made.pk, "reply"]))
    assert response.status_code == 200
    assert Dispatch.objects.get(pk=made.pk).body.startswith("现就防汛")


def test_without_a_broker_the_print_is_not_lost(papers: Papers, monkeypatch):
    """The worker cannot be told; it finds the row by itself."""

    def gone() -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr("documents.prints.views.run_prints.delay", gone)
    made = papers.draft()
    client = browser(papers.cast.education_clerk)
    assert client.post(reverse("documents:ask_print", args=[made.pk, "request"])).status_code == 302
    assert PrintJob.objects.get().state == "waiting"
