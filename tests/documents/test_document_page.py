"""The page of one document: its text, its way, what was said, what the rules say, and what may be done now."""

from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from documents.dispatch import actions as dispatches
from documents.queries import sheet
from documents.submission import actions as submissions
from govrules.core import clock
from govrules.core.matters.models import Matter, StepHolder
from tests.documents.papers import DAY, DUE, HOUR, Papers, browser, sweep_at
from tests.proves import proves


def page(papers: Papers, of: Any, who: str) -> html.HtmlElement:
    response = browser(getattr(papers.cast, who)).get(reverse("documents:page", args=[of.pk]))
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words(papers: Papers, of: Any, who: str = "education_clerk") -> str:
    return page(papers, of, who).text_content()


def way(papers: Papers, of: Any) -> list[tuple[str, str, str]]:
    """Label, who and state of each point of the line."""
    shown = sheet(Matter.objects.get(pk=of.pk), clock.now())
    return [(point.label, point.who, point.state) for point in shown.way]


def noted(papers: Papers, of: Any) -> list[tuple[str, str, str]]:
    """Label, who and in whose place."""
    shown = sheet(Matter.objects.get(pk=of.pk), clock.now())
    return [(point.label, point.who, point.note) for point in shown.way]


def buttons(papers: Papers, of: Any, who: str) -> set[str]:
    """The acts whose addresses stand on the page."""
    found = page(papers, of, who)
    addresses = {*found.xpath("//form/@action"), *found.xpath("//a/@href")}
    return {a.rstrip("/").split("/")[-1] for a in addresses if f"/{of.pk}/" in a} - {str(of.pk)}


# --- The way -------------------------------------------------------------------------


def test_the_way_of_a_request_from_draft_to_reply(papers: Papers):
    made = papers.draft(touched=["finance"])
    assert way(papers, made)[0] == ("拟稿", "县教育局", "here")
    papers.ask(made, "finance")
    assert way(papers, made)[:2] == [("拟稿", "县教育局", "done"), ("会签", "1家，1家未回复", "here")]
    papers.reply(made, "finance")
    back = [("拟稿", "县教育局", "done"), ("会签", "1家", "done"), ("报送", "县教育局", "here")]
    assert way(papers, made)[:3] == back, "with its drafters again, who may now submit it"
    papers.submit(made)
    assert ("县教育局签批", "王文", "here") in way(papers, made)
    papers.decide(made, "education_head", "sign")
    papers.review(made, major=True)
    assert way(papers, made)[2:] == [
        ("县教育局签批", "王文", "done"), ("县政府办公室审核", "周正", "done"),
        ("副县长（教育卫生）审批", "孙慧敏", "here"), ("县长审批", "赵立民", "ahead"), ("批复印发", "", "ahead"),
    ]  # fmt: skip


def test_a_step_that_nobody_may_decide_stands_out(papers: Papers):
    papers.away("education_head")
    made = papers.draft()
    papers.submit(made)
    assert ("县教育局签批", "待明确", "held") in way(papers, made)
    text = words(papers, made)
    assert "待明确：县教育局局长王文外出" in text and "保管人：周正" in text


def test_returned_it_is_with_its_drafters(papers: Papers):
    made = papers.signed(papers.draft())
    papers.decide(made, "director", "return", "补充附件。")
    assert ("县政府办公室审核", "周正", "returned") in way(papers, made)
    assert ("修改", "县教育局", "here") in way(papers, made)
    assert "补充附件。" in words(papers, made)


def test_not_approved_there_is_no_reply_ahead(papers: Papers):
    made = papers.reviewed(papers.draft())
    papers.decide(made, "schools_deputy", "reject", "列入明年计划。")
    assert "批复印发" not in [label for label, _, _ in way(papers, made)]


@proves("YG-5-7")
def test_in_whose_place_somebody_decides_is_shown_with_its_ground(papers: Papers):
    papers.away("schools_deputy")
    made = papers.reviewed(papers.draft())
    text = words(papers, made)
    assert "现由 李长河 办理" in " ".join(text.split()) and "代副县长（教育卫生）孙慧敏" in text and "第五条" in text
    assert ("副县长（教育卫生）审批", "李长河", "代孙慧敏") in noted(papers, made)
    papers.decide(made, "land_deputy", "approve", "同意。")
    assert "李长河代副县长（教育卫生）孙慧敏" in words(papers, made), "the record says so too"
    assert ("副县长（教育卫生）审批", "李长河", "代孙慧敏") in noted(papers, made)


def test_who_has_moved_on_since_is_still_the_one_in_whose_place_it_was(papers: Papers, monday):
    papers.away("schools_deputy")
    made = papers.reviewed(papers.draft())
    papers.decide(made, "land_deputy", "approve", "同意。")
    monday.forward(DAY)
    papers.also("executive", "schools_deputy")
    assert ("副县长（教育卫生）审批", "李长河", "代孙慧敏") in noted(papers, made)


def test_the_way_of_a_dispatch(papers: Papers):
    made = papers.dispatch(in_name_of="office")
    assert way(papers, made) == [("拟稿", "县政府办公室", "here"), ("编号", "", "ahead"), ("印发", "", "ahead")]
    dispatches.send(made.pk, papers.cast.clerk)
    papers.decide(made, "director", "sign")
    assert [state for _, _, state in way(papers, made)] == ["done", "done", "here", "ahead"]
    dispatches.number(made.pk, papers.cast.clerk, papers.numbers())
    dispatches.issue(made.pk, papers.cast.clerk)
    assert [state for _, _, state in way(papers, made)] == ["done"] * 4


# --- What was said and what the rules say -------------------------------------------------------------------------


@proves("YG-31-7")
def test_the_silence_stands_there_with_its_evidence(papers: Papers, monday):
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    sweep_at(DUE, monday)
    text = words(papers, made)
    assert "逾期未回复，视为无不同意见" in text
    assert "6月1日送达，一直未打开，6月8日满5个工作日" in text
    assert "第三十一条" in text


def test_before_that_until_when_it_is_waited(papers: Papers):
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    text = words(papers, made)
    assert "尚未回复" in text and "6月8日前回复" in text


def test_an_opinion_is_shown_in_full_and_as_text(papers: Papers):
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    papers.reply(made, "finance", "disagree", "<script>alert(1)</script>资金没有来源。")
    source = browser(papers.cast.education_clerk).get(reverse("documents:page", args=[made.pk])).content.decode()
    assert "<script>alert" not in source and "资金没有来源。" in source


def test_the_record_tells_every_act_with_its_article(papers: Papers):
    made = papers.reviewed(papers.draft())
    lines = page(papers, made, "clerk").xpath("//*[@class='journal-what']")
    record = [" ".join(line.text_content().split()) for line in lines]
    assert record[0] == "陈亮 新建“县教育局关于新建城东小学的请示”"
    assert any(line.startswith("王文") and "第二十七条" in line for line in record)
    assert any(line.startswith("周正") and "材料齐全，拟同意。" in line and "第三十二条" in line for line in record)


def test_versions_of_the_text_can_be_compared(papers: Papers):
    made = papers.draft()
    submissions.revise(made.pk, papers.cast.education_deputy, papers.text(body="第二稿的内容"))
    text = words(papers, made)
    assert "第1稿 陈亮" in " ".join(text.split()) and "第2稿 冯雪" in " ".join(text.split())
    assert "第二稿的内容" in text and "城东片区学位不足" in text


def test_the_reply_is_linked_only_for_who_may_see_it(papers: Papers):
    reply = papers.approved()
    link = reverse("documents:page", args=[reply.pk])
    assert link in page(papers, reply.answers, "clerk").xpath("//a/@href")
    assert link not in page(papers, reply.answers, "education_clerk").xpath("//a/@href")


# --- What may be done -------------------------------------------------------------------------


def test_buttons_are_those_of_the_state_and_the_host(papers: Papers):
    made = papers.draft(touched=["finance"])
    assert {"edit", "consult", "submit", "drop"} <= buttons(papers, made, "education_clerk")
    papers.ask(made, "finance")
    assert not buttons(papers, made, "finance_clerk") & {"edit", "consult", "submit", "drop", "withdraw", "remind"}
    papers.reply(made, "finance")
    papers.signed(made)
    assert "withdraw" in buttons(papers, made, "education_clerk")
    assert not buttons(papers, made, "education_clerk") & {"edit", "consult", "submit", "drop"}


def test_whose_turn_it_is_is_led_to_the_queue(papers: Papers):
    made = papers.reviewed(papers.draft())
    step = papers.step(made)
    item = reverse("portal:item", args=[step.pk])
    assert item in page(papers, made, "schools_deputy").xpath("//a/@href")
    assert item not in page(papers, made, "clerk").xpath("//a/@href")


def test_that_he_opened_it_is_noted_once_and_only_for_him(papers: Papers, monday):
    made = papers.draft(touched=["finance"])
    [asked] = papers.ask(made, "finance")
    monday.forward(HOUR)
    page(papers, made, "finance_clerk")
    holder = StepHolder.objects.get(step=asked.step)
    assert holder.opened_at is None, "a colleague opened it, not who has to answer"
    page(papers, made, "finance_head")
    first = StepHolder.objects.get(step=asked.step).opened_at
    monday.forward(HOUR)
    page(papers, made, "finance_head")
    assert StepHolder.objects.get(step=asked.step).opened_at == first == monday.moment - HOUR


# --- The pages' own rules -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["page", "edit", "consult", "submit", "new", "index", "dispatch_new", "dispatch_edit"])
def test_no_page_has_script_or_style_in_it(papers: Papers, name):
    made = papers.dispatch() if name.startswith("dispatch_") else papers.draft(touched=["finance"])
    who = papers.cast.clerk if name.startswith("dispatch_") else papers.cast.education_clerk
    args = [] if name in ("new", "index", "dispatch_new") else [made.pk]
    response = browser(who).get(reverse(f"documents:{name}", args=args))
    assert response.status_code == 200
    found = html.fromstring(response.content.decode())
    assert [s for s in found.xpath("//script") if not s.get("src")] == []
    assert found.xpath("//style") == [] and found.xpath("//@style") == []
    assert [a for a in found.xpath("//@*") if getattr(a, "attrname", "").startswith("on")] == []
    assert [u for u in found.xpath("//@src | //link/@href") if u.startswith(("http:", "https:", "//"))] == []


@pytest.mark.parametrize("name", ["page", "edit", "consult", "submit"])
def test_every_field_has_its_label(papers: Papers, name):
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    papers.reply(made, "finance", "disagree", "没有资金来源。")
    response = browser(papers.cast.education_clerk).get(reverse(f"documents:{name}", args=[made.pk]))
    found = html.fromstring(response.content.decode())
    labelled = set(found.xpath("//label/@for"))
    fields = found.xpath("//main//input[not(@type='hidden')] | //main//textarea | //main//select")
    named = [f for f in fields if f.get("id") in labelled or f.xpath("ancestor::label | @aria-label")]
    assert [f.get("name") for f in fields if f not in named] == []
