"""托克逊: a request goes from its draft to the printed reply, as articles 5, 7, 61 to 65 have it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from govrules.core.matters.models import Evidence, Step, StepState
from tests.browser.counties import journey
from tests.browser.counties.story import Story
from tests.browser.walk import Walk
from tests.core.cast import Cast
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "toksun"


@proves("TK-62-5", "TK-62-7", "TK-65-2", "TK-65-3", "TK-64-7")
def test_a_request_with_a_circle(walk: Walk, office: Cast, story: Story) -> None:
    walk.log_in("education_clerk")
    matter = walk.draft(story.paper)
    refused_until_somebody_was_asked(walk, matter)
    journey.asked(walk, matter, "县财政局")
    silence_for_seven_working_days(walk, matter)
    walk.submit(matter)
    journey.decided(walk, "王文", story.title, "签批，报送", "同意报送。")
    journey.reviewed(walk, story.title, "材料齐全，会签期限已满。拟同意，请分管领导批示。")
    nobody_acts_for_the_deputy(walk, story, matter)
    back_again_she_circles(walk, story, matter)
    reply = journey.reply_drafted(walk, story, {"公开属性": "此件依申请公开"})
    signed_by_the_executive_deputy(walk, story, reply)
    journey.issued(walk, story, reply)
    journey.answered(walk, story, matter)
    _, answer = journey.printed(walk, story, matter, reply, "2026年6月15日")
    assert "此件依申请公开" in answer


def refused_until_somebody_was_asked(walk: Walk, matter: int) -> None:
    """It touches another department's powers, which has not been asked (62)."""
    walk.try_to_submit(matter)
    walk.refused("第六十二条", "还没有与相关部门协商", "县财政局")


def silence_for_seven_working_days(walk: Walk, matter: int) -> None:
    """On the seventh working day it still waits; at its end the silence counts by itself (62)."""
    expect(walk.consultation("县财政局")).to_contain_text("7个工作日：6月2日—5日、8日—10日")
    walk.move_to(date(2026, 6, 10))
    walk.try_to_submit(matter)
    walk.refused("第六十二条", "还有部门没有答复", "县财政局")
    walk.shot("refused")
    walk.next_workday()
    walk.clock_says("6月11日")
    walk.open(matter)
    found = walk.page.locator(".finding", has_text="逾期未回复，视为无不同意见")
    for text in ("县财政局", "第六十二条", "6月10日满7个工作日"):
        expect(found).to_contain_text(text)
    walk.shot("silence")
    [evidence] = Evidence.objects.filter(matter=matter, kind="silence")
    assert (evidence.article, evidence.recorded_by) == (62, None)


def nobody_acts_for_the_deputy(walk: Walk, story: Story, matter: int) -> None:
    """No AB roles in these rules: while the deputy is away the step is held, and the office director keeps it."""
    journey.leaves(walk, "孙慧敏", "副县长（教育卫生）", "2026-06-14 18:00")
    walk.sees("待明确", "规则未规定由谁代行")
    walk.open(matter)
    walk.sees("待明确", "保管人：周正", "第七条")
    walk.sees("待明确", within="ol.way")
    walk.shot("held")
    walk.become("周正")
    walk.go("/office/held/")
    walk.sees(story.title, "待明确")
    walk.shot("custodian")
    for who in ("周正", "李长河", "钱卫东"):
        journey.not_before(walk, who, story.title)
    step = Step.objects.get(matter=matter, act="approve")
    assert (step.state, step.custodian.key, step.ground_article) == (StepState.HELD, "director", 7)


def back_again_she_circles(walk: Walk, story: Story, matter: int) -> None:
    """What is undecided comes back to her. A request wants words, or a circled name, which agrees (65)."""
    walk.move_to(date(2026, 6, 15))
    journey.before(walk, "孙慧敏", story.title, "第六十三条")
    journey.refused_at(walk, "同意", "第六十五条", "应签署明确意见")
    walk.decide("圈阅，同意拟办意见")
    line = journey.acted(matter, "孙慧敏", "approve")
    assert line.in_place_of is None and "圈阅" in line.text
    walk.open(matter)
    walk.word_is("已批准，待批复")
    walk.sees("圈阅", within=".journal")


def signed_by_the_executive_deputy(walk: Walk, story: Story, reply: int) -> None:
    """An ordinary document downward: office, leader in charge, then the executive deputy signs, not the head (64)."""
    journey.sent(walk, reply)
    journey.way_is(
        walk, "拟稿", "县政府办公室审核 周正", "副县长（教育卫生）审核 孙慧敏", "常务副县长签发 钱卫东", "编号", "印发"
    )
    journey.decided(walk, "周正", story.reply, "审核同意", "请分管领导审定。")
    journey.decided(walk, "孙慧敏", story.reply, "审核同意", "同意。", "第六十四条")
    journey.not_before(walk, "赵立民", story.reply)
    journey.decided(walk, "钱卫东", story.reply, "签发", "同意印发。", "第六十四条")
    assert journey.acted(reply, "钱卫东", "sign").article == 64
