"""The drafting pages under bad input: a clear word, the right status, and everything typed still there."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from documents.consultation import actions as consultation
from documents.dispatch.models import Dispatch
from documents.submission import actions as submissions
from documents.submission.forms import leaders
from documents.submission.models import Submission
from govrules.core.files.models import Attachment
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official
from tests.core.files.samples import SAMPLES, a_docx, zipped
from tests.documents.drafts import Writer
from tests.documents.papers import BODY, TITLE, Papers, browser

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def clerk(papers: Papers, media) -> Client:
    """The education bureau's clerk at the portal."""
    return browser(papers.cast.education_clerk)


def typed(papers: Papers, **values: Any) -> dict[str, Any]:
    """What a browser sends for a sound draft, but for what is given."""
    sound = {
        "organ": papers.cast.education.pk, "doc_kind": "request", "title": TITLE, "recipients": "阳高县人民政府",
        "body": BODY, "scope": "special", "matters_count": "1", "necessity": "缺学位",
        "organ_number": "阳教字〔2026〕31号", "contact_name": "陈亮", "contact_phone": "6620000",
    }  # fmt: skip
    return sound | values


def page_of(response: Any) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def shown(response: Any, name: str) -> str:
    """What stands in a field of the form that came back."""
    [field] = page_of(response).xpath(f"//*[@name='{name}']")
    return (field.text or "") if field.tag == "textarea" else field.get("value", "")


def said(response: Any) -> str:
    """What the page complains of."""
    return " ".join(alert.text_content() for alert in page_of(response).xpath("//*[@role='alert']"))


NEW = reverse("documents:new")


# --- Saving -------------------------------------------------------------------------


def test_a_sound_draft_is_saved_and_shown(papers: Papers, clerk):
    response = clerk.post(NEW, typed(papers, touched=[papers.cast.finance.pk], cc="县财政局、县委办公室"), follow=True)
    made = Submission.objects.get()
    assert response.redirect_chain == [(reverse("documents:page", args=[made.pk]), 302)]
    assert (made.cc, made.recipients) == (["县财政局", "县委办公室"], ["阳高县人民政府"])
    assert list(made.touched.all()) == [papers.cast.finance]
    assert TITLE in response.content.decode() and "已保存" in response.content.decode()


BAD = [  # field, what was typed, what is said
    ("title", "", "请填写标题"),
    ("title", "关" * 121, "标题有121字，最多120字"),
    ("title", "关" * 500, "160"),
    ("recipients", "、，；", "请填写机关名称"),
    ("body", "", "请填写正文"),
    ("body", "字" * 60_001, "60000"),
    ("matters_count", "0", "1"),
    ("matters_count", "一件", "整数"),
    ("matters_count", "9" * 30, "20"),
    ("doc_kind", "decision", "decision"),
    ("scope", "everything", "everything"),
    ("organ", "999999", "有效"),
    ("organ_number", "阳" * 41, "40"),
    ("addressed_to", "999999", "有效"),
    ("touched", "999999", "999999"),
    ("declared", "nonsense", "nonsense"),
    ("title", "关于\x00的请示", "空字符"),
]


@pytest.mark.parametrize(("field", "value", "why"), BAD, ids=[f"{f} {str(v)[:12]!r}" for f, v, _ in BAD])
def test_bad_input_is_refused_in_words_and_what_was_typed_stays(papers: Papers, clerk, field, value, why):
    response = clerk.post(NEW, typed(papers, **{"necessity": "这句话不能丢", field: value}))
    assert response.status_code == 400
    assert why in said(response) and "填写的内容都还在" in said(response)
    assert shown(response, "necessity") == "这句话不能丢"
    assert not Matter.objects.exists()


def test_another_organs_draft_is_not_even_offered(papers: Papers, clerk):
    for organ in (papers.cast.finance, papers.cast.other_finance, papers.cast.office):
        assert clerk.post(NEW, typed(papers, organ=organ.pk)).status_code == 400
    offered = page_of(clerk.get(NEW)).xpath("//select[@name='organ']/option/@value")
    assert offered == [str(papers.cast.education.pk)]


def test_another_governments_organs_and_leaders_are_not_offered(papers: Papers, clerk):
    response = page_of(clerk.get(NEW))
    touched = {int(v) for v in response.xpath("//input[@name='touched']/@value")}
    assert papers.cast.finance.pk in touched and papers.cast.other_finance.pk not in touched
    assert papers.cast.office.pk not in touched, "the office is asked by no department"
    named = response.xpath("//select[@name='addressed_to']/option/text()")
    assert named == ["不直接报送个人", "赵立民", "钱卫东", "孙慧敏", "李长河"]


def test_who_has_no_seat_or_left_it_is_no_leader(papers: Papers):
    Official.objects.create(government=papers.cast.government, key="nobody", name="无职")
    papers.vacate("land_deputy")
    assert [o.name for o in leaders(papers.cast.clerk).order_by("pk")] == ["赵立民", "钱卫东", "孙慧敏"]


def test_pressed_twice_it_is_saved_once(papers: Papers, clerk):
    first, second = clerk.post(NEW, typed(papers)), clerk.post(NEW, typed(papers))
    assert first["Location"] == second["Location"]
    assert Matter.objects.count() == 1


def test_a_script_in_title_and_text_is_shown_as_text(papers: Papers, clerk):
    sent = typed(papers, title=f"关于{SCRIPT}的请示", body=SCRIPT, contact_name=SCRIPT[:30])
    response = clerk.post(NEW, sent, follow=True)
    text = response.content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    index = clerk.get(reverse("documents:index") + f"?q={SCRIPT}").content.decode()
    assert "<script>alert" not in index


def test_both_saw_the_same_and_the_second_is_told_without_losing_his_text(papers: Papers, clerk):
    made = papers.draft()
    address = reverse("documents:edit", args=[made.pk])
    seen = shown(clerk.get(address), "seen")
    submissions.revise(made.pk, papers.cast.education_deputy, papers.text(body="冯雪的稿子"))
    response = clerk.post(address, typed(papers, body="陈亮的稿子", seen=seen))
    assert response.status_code == 409 and "别人在您修改期间保存过" in said(response)
    assert shown(response, "body").strip() == "陈亮的稿子"
    assert Submission.objects.get(pk=made.pk).body == "冯雪的稿子"
    again = clerk.post(address, typed(papers, body="两人的稿子", seen=shown(response, "seen")))
    assert again.status_code == 302, "having compared, he may save"
    assert Submission.objects.get(pk=made.pk).body == "两人的稿子"


def test_what_is_on_its_way_is_not_saved_over(papers: Papers, clerk):
    made = papers.signed(papers.draft())
    response = clerk.post(reverse("documents:edit", args=[made.pk]), typed(papers, body="晚了", seen="0"))
    assert response.status_code == 409 and "已不在可以修改的状态" in said(response)
    assert shown(response, "body").strip() == "晚了"


# --- Word files and attachments -------------------------------------------------------------------------


def word_file(*lines: str) -> bytes:
    return Writer().title("关于修缮东关水渠的请示").lines("县人民政府：", *lines).file().getvalue()


def imported(client: Client, papers: Papers, name: str, data: bytes, **values: Any) -> Any:
    sent = typed(papers, **values) | {"import": "1", "word": SimpleUploadedFile(name, data)}
    return client.post(NEW, sent)


def test_a_word_file_fills_title_and_text_and_keeps_the_rest(papers: Papers, clerk):
    response = imported(clerk, papers, "稿.docx", word_file("东关水渠年久失修。"), necessity="这句话不能丢")
    assert response.status_code == 200
    assert shown(response, "title") == "关于修缮东关水渠的请示"
    assert "东关水渠年久失修。" in shown(response, "body")
    assert shown(response, "necessity") == "这句话不能丢"
    assert not Matter.objects.exists(), "nothing is saved yet"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("稿.docx", zipped({"a.txt": "只是一个压缩包"})),
        ("稿.docx", b""),
        ("稿.docx", b"PK\x03\x04 cut off"),
        ("稿.docx", SAMPLES["扫描件.pdf"]),
        ("稿.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("稿.exe", b"MZ" + b"\0" * 200),
    ],
    ids=["a zip", "0 bytes", "cut off", "a pdf", "the old format", "a program"],
)
def test_what_is_no_word_file_is_refused_and_nothing_is_lost(papers: Papers, clerk, name, data):
    response = imported(clerk, papers, name, data, body="已经写了三页")
    assert response.status_code == 400
    assert said(response).strip()
    assert shown(response, "body").strip() == "已经写了三页" and shown(response, "title") == TITLE


def test_without_a_file_it_says_so(papers: Papers, clerk):
    response = clerk.post(NEW, typed(papers) | {"import": "1"})
    assert response.status_code == 400 and "请先选择 Word 文件" in said(response)


def attached(client: Client, papers: Papers, *files: SimpleUploadedFile) -> Any:
    return client.post(NEW, typed(papers) | {"attachments": list(files)})


def test_attachments_are_kept_with_the_draft(papers: Papers, clerk):
    word, text = SimpleUploadedFile("选址图.docx", a_docx()), SimpleUploadedFile("预算.txt", "三百万".encode())
    attached(clerk, papers, word, text)
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["选址图.docx", "预算.txt"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("预算.docx", zipped({"a.txt": "x"})), ("空.docx", b""), ("run.exe", b"MZ\0\0\0\0"), ("图.png", b"no picture")],
    ids=["a zip named .docx", "0 bytes", "a program", "no picture"],
)
def test_a_bad_attachment_stops_the_whole_save(papers: Papers, clerk, name, data):
    good = SimpleUploadedFile("好.txt", "好的".encode())
    response = attached(clerk, papers, good, SimpleUploadedFile(name, data))
    assert response.status_code == 400 and name in said(response)
    above = response.content.decode().split("<form method")[0]
    assert "附件</a>：" in above and name in above, "the reason stands on top, not only at the field"
    assert shown(response, "title") == TITLE
    assert not Matter.objects.exists() and not Attachment.objects.exists()


def test_an_oversized_attachment_is_refused_with_the_limit(papers: Papers, clerk, settings):
    settings.GOVRULES_UPLOAD_MAX_MB = 1
    response = attached(clerk, papers, SimpleUploadedFile("大.txt", ("字" * 400_000).encode()))
    assert response.status_code == 400 and "不得超过 1 MB" in said(response)
    assert not Matter.objects.exists()


def test_a_file_name_with_a_script_is_shown_as_text(papers: Papers, clerk):
    attached(clerk, papers, SimpleUploadedFile('<img src=x onerror="alert(1)">.txt', b"x"))
    page = clerk.get(reverse("documents:page", args=[Submission.objects.get().pk])).content.decode()
    assert "<img src=x" not in page


def test_an_attachment_is_taken_off_a_draft_by_who_brought_it(papers: Papers, clerk):
    attached(clerk, papers, SimpleUploadedFile("预算.txt", "三百万".encode()))
    made, kept = Submission.objects.get(), Attachment.objects.get()
    address = reverse("documents:detach", args=[made.pk, kept.pk])
    assert browser(papers.cast.education_deputy).post(address).status_code == 403
    assert clerk.post(address).status_code == 302
    assert clerk.post(address).status_code == 409, "gone already"
    assert "预算.txt" not in clerk.get(reverse("documents:edit", args=[made.pk])).content.decode()


# --- Submitting, consulting -------------------------------------------------------------------------


def test_the_page_of_submitting_lists_what_stands_in_the_way_and_keeps_the_reasons(papers: Papers, clerk):
    made = papers.draft(body="字" * 4001, matters_count=2)
    address = reverse("documents:submit", args=[made.pk])
    before = clerk.get(address)
    assert before.status_code == 200 and "一份请示写了多件事项" in before.content.decode()
    response = clerk.post(address, {"reason-length_special": "逐校列明"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "不符合工作规则" in text and "一份请示写了多件事项" in text and "第二十七条" in text
    assert shown(response, "reason-length_special").strip() == "逐校列明"
    assert papers.state(made) == "draft"


def test_submitted_with_a_reason_it_goes_on(papers: Papers, clerk):
    made = papers.draft(body="字" * 4001)
    response = clerk.post(reverse("documents:submit", args=[made.pk]), {"reason-length_special": "逐校列明"})
    assert response.status_code == 302 and papers.state(made) == "signing"
    assert clerk.post(reverse("documents:submit", args=[made.pk])).status_code == 409


@pytest.mark.parametrize("limit", ["0", "-3", "241", "abc", "9" * 40])
def test_an_absurd_limit_is_refused_on_the_form(papers: Papers, clerk, limit):
    made = papers.draft()
    sent = {"organs": [papers.cast.finance.pk], "limit": limit}
    response = clerk.post(reverse("documents:consult", args=[made.pk]), sent)
    assert response.status_code == 400 and said(response).strip()
    assert shown(response, "limit") == limit
    ticked = page_of(response).xpath("//input[@name='organs'][@checked]/@value")
    assert ticked == [str(papers.cast.finance.pk)]


def test_organs_that_cannot_be_asked_are_not_offered(papers: Papers, clerk):
    made = papers.draft()
    address = reverse("documents:consult", args=[made.pk])
    offered = {int(v) for v in page_of(clerk.get(address)).xpath("//input[@name='organs']/@value")}
    cast = papers.cast
    assert offered == {cast.finance.pk, cast.resources.pk, cast.agriculture.pk, cast.township.pk}
    for wrong in (cast.education, cast.other_finance, cast.office):
        assert clerk.post(address, {"organs": [wrong.pk]}).status_code == 400
    assert clerk.post(address, {}).status_code == 400


def test_asked_twice_by_a_double_click_is_once(papers: Papers, clerk):
    made = papers.draft()
    address, sent = reverse("documents:consult", args=[made.pk]), {"organs": [papers.cast.finance.pk]}
    assert clerk.post(address, sent).status_code == 302
    response = clerk.post(address, sent)
    assert response.status_code == 400 and "县财政局正在会签" in said(response)
    assert made.consultations.count() == 1


def test_the_hosts_buttons_do_what_they_say(papers: Papers, clerk):
    made = papers.draft(touched=["finance"])
    [asked] = papers.ask(made, "finance")
    wanted = papers.cast.finance_head
    assert clerk.post(reverse("documents:remind", args=[made.pk, asked.pk])).status_code == 302
    consultation.ask_more_time(asked.step_id, wanted, asked.sent_at.date().replace(day=12), "核实", "书面")
    wish = asked.step.deadlines.get().requests.get()
    answer = reverse("documents:extension", args=[made.pk, wish.pk])
    assert clerk.post(answer, {"agree": "0", "answer": ""}).status_code == 400
    assert clerk.post(answer, {"agree": "1"}).status_code == 302
    papers.reply(made, "finance", "disagree", "没有资金来源。")
    respond = reverse("documents:respond", args=[made.pk, asked.pk])
    assert clerk.post(respond, {"response": " "}).status_code == 400
    assert clerk.post(respond, {"response": "已当面协商。"}).status_code == 302
    page = clerk.get(reverse("documents:page", args=[made.pk])).content.decode()
    assert "6月1日 09:00提醒" in page and "已当面协商。" in page and "没有资金来源。" in page
    assert clerk.post(reverse("documents:drop", args=[made.pk]), {"reason": "不办了"}).status_code == 302
    assert papers.state(made) == "dropped"


@pytest.mark.parametrize("name", ["remind", "respond", "extension", "withdraw", "drop", "detach", "ask_print"])
def test_what_changes_something_is_never_done_by_opening_an_address(papers: Papers, clerk, name):
    args = {"remind": [1, 1], "respond": [1, 1], "extension": [1, 1], "detach": [1, 1], "ask_print": [1, "request"]}
    assert clerk.get(reverse(f"documents:{name}", args=args.get(name, [1]))).status_code == 405


# --- Dispatches -------------------------------------------------------------------------


def notice(**values: Any) -> dict[str, Any]:
    sound = {
        "title": "关于防汛的通知", "in_name_of": "county", "dispatch_kind": "ordinary", "body": "做好防汛。",
        "recipients": "各乡（镇）人民政府", "disclosure": "public",
    }  # fmt: skip
    return sound | values


@pytest.fixture
def desk(papers: Papers, media) -> Client:
    """The office's clerk at the portal."""
    return browser(papers.cast.clerk)


def test_a_dispatch_is_drafted_sent_numbered_and_issued_by_its_buttons(papers: Papers, desk):
    desk.post(reverse("documents:dispatch_new"), notice(in_name_of="office"))
    made = Dispatch.objects.get()
    address = {name: reverse(f"documents:dispatch_{name}", args=[made.pk]) for name in ("send", "number", "issue")}
    assert desk.post(address["number"], {"series": papers.numbers().pk}).status_code == 409
    assert desk.post(address["send"]).status_code == 302
    papers.decide(made, "director", "sign")
    assert desk.post(address["issue"]).status_code == 409
    assert desk.post(address["number"], {"series": "999"}).status_code == 400
    page = desk.get(reverse("documents:page", args=[made.pk])).content.decode()
    assert "编号" in page and 'name="series"' in page
    assert desk.post(address["number"], {"series": papers.numbers().pk}).status_code == 302
    assert desk.post(address["number"], {"series": papers.numbers().pk}).status_code == 409
    assert desk.post(address["issue"]).status_code == 302
    assert papers.state(made) == "issued"


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("recipients", "、"), ("in_name_of", "party"), ("dispatch_kind", "poem"), ("disclosure", "secret")],
)
def test_bad_input_for_a_dispatch_keeps_what_was_typed(papers: Papers, desk, field, value):
    response = desk.post(reverse("documents:dispatch_new"), notice(**{"cc": "县委办公室", field: value}))
    assert response.status_code == 400 and shown(response, "cc") == "县委办公室"
    assert not Dispatch.objects.exists()


def test_both_saw_the_same_dispatch(papers: Papers, desk):
    made = papers.dispatch()
    address = reverse("documents:dispatch_edit", args=[made.pk])
    browser(papers.cast.vice_director).post(address, notice(body="吴敏的稿子", seen="0"))
    response = desk.post(address, notice(body="郑晓的稿子", seen="0"))
    assert response.status_code == 409 and shown(response, "body").strip() == "郑晓的稿子"
    assert Dispatch.objects.get(pk=made.pk).body == "吴敏的稿子"
    assert desk.post(address, notice(body="合稿", seen=shown(response, "seen"))).status_code == 302


def test_sending_what_breaks_a_rule_says_which(papers: Papers, desk):
    made = papers.dispatch(dispatch_kind="normative")
    address = reverse("documents:dispatch_send", args=[made.pk])
    assert desk.get(address).status_code == 200
    response = desk.post(address)
    assert response.status_code == 422 and "没有经县司法局合法性审核" in response.content.decode()


@pytest.mark.parametrize("day", ["2026-13-01", "0000-00-00", "明天", "99999-01-01", ""])
def test_an_absurd_day_of_a_review_is_refused(papers: Papers, desk, day):
    made = papers.dispatch()
    sent = {"kind": "legality_review", "issuer": papers.justice().pk, "issued_on": day, "note": "9号"}
    response = desk.post(reverse("documents:dispatch_review", args=[made.pk]), sent)
    assert response.status_code == 400 and "日期" in response.content.decode()


def test_withdrawing_needs_a_reason(papers: Papers, desk):
    made = papers.dispatch(sent=True)
    address = reverse("documents:dispatch_withdraw", args=[made.pk])
    assert desk.post(address, {}).status_code == 400
    assert desk.post(address, {"reason": "附件漏了"}).status_code == 302
    assert papers.state(made) == "drafting"
