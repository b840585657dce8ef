"""One request's whole way through 阳高's offices, in the browser, as of Monday 1 June 2026."""

from __future__ import annotations

import re
from datetime import datetime

import pypdfium2
import pytest
from playwright.sync_api import expect

from documents.prints.actions import run_waiting
from govrules.core.deadlines.models import Firing
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Evidence, Matter, Step, StepState
from govrules.demo.loader import ZONE
from govrules.demo.story import Story
from tests.browser.school import NUMBER, TITLE, drafted_and_sent_round, one_agrees_and_one_is_silent, paper
from tests.browser.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEAVES, RETURNS = (datetime(2026, 6, day, 9, tzinfo=ZONE) for day in (9, 11))
REPLY = "阳高县人民政府关于扩建县第二小学的批复"
DECISION = """\
一、原则同意扩建县第二小学。新建教学楼建筑面积4200平方米，增加12个教学班、540个学位。
二、估算总投资1860万元，除上级补助资金外，其余由县级财政分2026年、2027年两个年度安排。
三、你局要抓紧办理立项、用地等手续，严格基本建设程序，确保2027年秋季学期投入使用。
此复。"""


@pytest.mark.smoke
def test_a_request_goes_the_whole_way(walk: Walk, office: Story) -> None:
    """Drafted, countersigned, silent, submitted, decided by a B role and the head, answered, numbered, printed."""
    matter = drafted_and_sent_round(walk, paper(2026))
    walk.sees("6月8日")
    one_agrees_and_one_is_silent(walk, matter)
    refused_until_the_fifth_day_is_over(walk, matter)
    silence_is_no_objection(walk, matter)
    signed_by_its_own_head(walk, matter)
    the_leader_in_charge_is_away(walk)
    decided_by_the_leaders(walk, matter)
    reply = answered_by_a_dispatch(walk)
    the_request_is_answered(walk, matter, reply)
    printed(walk, matter, reply)


def refused_until_the_fifth_day_is_over(walk: Walk, matter: int) -> None:
    """Day by day; on the last day it still cannot be submitted, and nothing is lost by trying."""
    for day in ("6月2日", "6月3日", "6月4日", "6月5日", "6月8日"):
        walk.next_workday()
        walk.clock_says(day)
    walk.try_to_submit(matter)
    walk.refused("第三十一条", "县财政局")
    walk.sees_not("县自然资源局", within="main [role=alert]")
    walk.shot("refused")
    walk.open(matter)
    walk.word_is("征求意见")
    walk.sees("尚未回复", "妥否，请批示。", "第二小学扩建投资估算表.xlsx")


def silence_is_no_objection(walk: Walk, matter: int) -> None:
    """At midnight of the fifth working day the silence counts as no objection, with its evidence."""
    walk.next_workday()
    walk.clock_says("6月9日")
    walk.open(matter)
    found = walk.page.locator(".finding", has_text="视为无不同意见")
    expect(found).to_contain_text("县财政局")
    expect(found).to_contain_text("第三十一条")
    for evidence in ("6月1日送达", "6月1日打开", "6月1日提醒", "6月8日满5个工作日"):
        expect(found).to_contain_text(evidence)
    walk.shot("silence")
    [evidence] = Evidence.objects.filter(matter=matter, kind="silence")
    assert evidence.issuer.key == "caizheng" and evidence.article == 31 and evidence.facts["reminded"]
    assert all(holder["opened"] for holder in evidence.facts["holders"])
    rungs = Firing.objects.filter(deadline__matter=matter, deadline__step=evidence.step).values_list("rung", flat=True)
    assert len(set(rungs)) == len(rungs) > 1


def signed_by_its_own_head(walk: Walk, matter: int) -> None:
    """Now it passes; the bureau's main head signs and it goes to the government's office."""
    walk.open(matter)
    walk.follow("报送")
    walk.shot("submit")
    walk.press("送主要负责人签批报送")
    walk.told("已送主要负责人签批")
    walk.become("高文斌")
    walk.to_item(TITLE)
    walk.decide("签批，报送", "同意报送。")
    walk.open(matter)
    walk.word_is("办公室审核")


def the_leader_in_charge_is_away(walk: Walk) -> None:
    """An urgent trip of the deputy in charge of education, entered by the office."""
    walk.become("田宇")
    walk.enter_absence("张伟（副县长（教科文卫））", LEAVES, RETURNS, "紧急赴省教育厅协调项目")
    walk.sees("张伟", "王丽华", "第五条")
    walk.shot("away")


def decided_by_the_leaders(walk: Walk, matter: int) -> None:
    """The office proposes; the B role acts for the one who is away, on the ground of article 5; the head decides."""
    walk.become("刘志刚")
    walk.to_item(TITLE)
    walk.page.get_by_label("重大事项，报主要负责人审定").check()
    walk.shot("review")
    walk.decide("提出意见，呈送", "材料齐全，会签已完成。建议同意，呈分管副县长审批后报县长审定。")
    walk.become("王丽华")
    walk.to_item(TITLE)
    walk.sees("您代副县长（教科文卫）张伟办理", "AB角", "第五条", within=".item-head")
    walk.shot("approve")
    walk.write("拟同意，请县长审定。")
    walk.item.locator(".item-head h2").click()
    walk.decide_by_key("a")
    walk.open(matter)
    walk.sees("王丽华", "代副县长（教科文卫）", "AB角", "第五条")
    [line] = JournalEntry.objects.filter(matter=matter, act="approve")
    assert (line.actor.name, line.article) == ("王丽华", 32) or line.article == 5
    walk.become("赵明远")
    walk.to_item(TITLE)
    walk.shot("head")
    walk.decide("同意", "同意。")
    walk.open(matter)
    walk.word_is("已批准，待批复")


def answered_by_a_dispatch(walk: Walk) -> int:
    """The office drafts the reply; the B role reviews it, the head signs, the registry numbers and issues it."""
    walk.become("白敏")
    walk.open_notice(f"请起草批复：{REPLY}")
    reply = walk.matter_here()
    walk.follow("修改")
    body = walk.page.get_by_label("正文", exact=True)
    expect(body).to_have_value(re.compile(f"《{TITLE}》（{NUMBER}）收悉"))
    body.fill(body.input_value() + DECISION)
    walk.page.get_by_label("公开属性").select_option(label="此件公开发布")
    walk.page.get_by_label("抄送").fill("县人大常委会办公室、县政协办公室、县自然资源局、县财政局")
    walk.shot("reply-draft")
    walk.press("保存")
    walk.told("已保存")
    walk.press("送审核签发")
    walk.told("已送审核签发")
    walk.become("王丽华")
    walk.to_item(REPLY)
    walk.sees("您代副县长（教科文卫）张伟办理", within=".item-head")
    walk.decide("审核同意")
    walk.become("赵明远")
    walk.to_item(REPLY)
    walk.shot("sign")
    walk.decide("签发", "同意印发。")
    walk.become("田宇")
    walk.open(reply)
    walk.page.get_by_label("发文代字").select_option(label="阳政函")
    walk.press("编号")
    walk.told("已编号：阳政函〔2026〕")
    walk.shot("numbered")
    walk.press("印发")
    walk.told("已印发")
    walk.shot("issued")
    return reply


def the_request_is_answered(walk: Walk, matter: int, reply: int) -> None:
    """The clerk who drafted it is told, and sees the reply with its number."""
    walk.become("吴小梅")
    walk.open(matter)
    walk.word_is("已批复")
    walk.shot("answered")
    walk.follow(REPLY)
    assert walk.matter_here() == reply
    walk.sees("阳政函〔2026〕", "此复。")


def printed(walk: Walk, matter: int, reply: int) -> None:
    """The three printed papers, from the page to the file."""
    number = Matter.objects.get(pk=reply).number
    assert re.fullmatch(r"阳政函〔2026〕\d+号", number)
    issued = text_of(walk.print_of(reply, "发文 PDF", run_waiting))
    for text in (number, REPLY, "此件公开发布", "2026年6月9日", "阳高县教育局："):
        assert text in issued
    request = text_of(walk.print_of(matter, "报送公文 PDF", run_waiting))
    for text in (NUMBER, TITLE, "高文斌", "阳高县人民政府：", "吴小梅", "第二小学扩建投资估算表"):
        assert text in request
    sheet = text_of(walk.print_of(matter, "会签单 PDF", run_waiting))
    for text in (TITLE, NUMBER, "县财政局", "视为无不同意见", "县自然资源局", "李建业", "第三十一条"):
        assert text in sheet


def text_of(pdf: bytes) -> str:
    """Everything that is printed, without line ends and spaces."""
    pages = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pages))


def test_a_leader_decides_on_a_phone(phone: Walk, office: Story) -> None:
    """A deputy on the road opens what waits for him and agrees, with a thumb."""
    phone.log_in("wanglihua")
    phone.shot("desk")
    phone.open_queue()
    phone.shot("queue")
    step = Step.objects.select_related("matter").get(assignee=office.who("wanglihua"), state=StepState.PENDING)
    phone.pick(step.matter.title)
    phone.sees("您代副县长（教科文卫）张伟办理", "第五条", within=".item-head")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.shot("item")
    phone.decide("同意", "同意。")
    step.refresh_from_db()
    assert (step.state, step.decided_by.name, step.opinion) == (StepState.DONE, "王丽华", "同意。")
    phone.open(step.matter_id)
    phone.word_is("已批准，待批复")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.shot("page")
