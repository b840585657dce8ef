"""云阳: a request goes from its draft to the printed reply, as articles 5, 32 and 52 to 55 have it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from govrules.core.matters.models import Step
from tests.browser.counties import journey
from tests.browser.counties.story import Story
from tests.browser.walk import Walk
from tests.core.cast import Cast
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "yunyang"
DEPUTY = "副县长（教育卫生）"


@proves("YY-32-1", "YY-55-1", "YY-55-3", "YY-5-5", "YY-53-6")
def test_a_request_that_not_all_agree_to(walk: Walk, office: Cast, story: Story) -> None:
    walk.log_in("education_clerk")
    matter = walk.draft(story.paper)
    its_attribute_is_asked_for(walk, matter)
    journey.asked(walk, matter, *story.touches)
    no_silence_helps(walk, story, matter)
    the_disagreement_is_set_out(walk, story, matter)
    journey.decided(walk, "王文", story.title, "签批，报送", "同意报送。")
    the_office_picks_the_leader(walk, story, matter)
    the_b_role_approves(walk, story, matter)
    reply = journey.reply_drafted(walk, story, {})
    who_signs_is_picked(walk, reply)
    two_portfolios_side_by_side(walk, story, reply)
    journey.issued(walk, story, reply)
    journey.answered(walk, story, matter)
    _, answer = journey.printed(walk, story, matter, reply, "2026年7月6日")
    assert "此件公开发布" in answer


def its_attribute_is_asked_for(walk: Walk, matter: int) -> None:
    """The drafter decides whether it is to be public; without that it does not go (32)."""
    walk.try_to_submit(matter)
    walk.refused("第三十二条", "没有确定公开属性")
    walk.shot("refused-attribute")
    journey.changed(walk, matter, {"公开属性": "主动公开"})


def no_silence_helps(walk: Walk, story: Story, matter: int) -> None:
    """One agrees, one says nothing: no limit, no button, and a month later it is refused as on the first day (55)."""
    journey.decided(walk, "褚建国", story.title, "同意", "", "第五十五条")
    walk.become("陈亮")
    for day in (date(2026, 6, 2), date(2026, 7, 3)):
        walk.move_to(day)
        walk.open(matter)
        silent = walk.consultation("县自然资源局")
        expect(silent).to_contain_text("规则未规定时限")
        expect(silent.get_by_role("button", name="视为无不同意见")).to_have_count(0)
        walk.try_to_submit(matter)
        walk.refused("第五十五条", "还有部门没有会签", "县自然资源局")
        walk.sees_not("县财政局", within="main [role=alert]")
    walk.shot("refused-silent")


def the_disagreement_is_set_out(walk: Walk, story: Story, matter: int) -> None:
    """An objection comes: with its grounds alone it is refused still, with a proposal it goes (55)."""
    journey.decided(walk, "沈平", story.title, "不同意", "其中2.6亩没有办理用地手续，不得占用。")
    walk.become("陈亮")
    walk.try_to_submit(matter)
    walk.refused("第五十五条", "没有列出各方理据和办理意见")
    walk.shot("refused-disagreement")
    walk.open(matter)
    walk.follow("修改")
    walk.page.get_by_label("有分歧时的办理建议").fill(story.proposal)
    journey.saved(walk, {})
    walk.submit(matter)


def the_office_picks_the_leader(walk: Walk, story: Story, matter: int) -> None:
    """Article 54 names nobody: the office says to whom it goes, and that is on record."""
    journey.before(walk, "周正", story.title, "第五十四条")
    walk.write("各方意见已列明，建议采纳主办单位办理建议。")
    journey.refused_at(walk, "提出意见，呈送", "请选择呈送哪位领导")
    journey.pick_leaders(walk, [DEPUTY])
    walk.shot("review")
    walk.decide("提出意见，呈送")
    walk.open(matter)
    journey.way_is(
        walk, "拟稿", "会签 2家", "县教育局签批 王文", "县政府办公室审核 周正", f"{DEPUTY}审批 孙慧敏", "批复印发"
    )


def the_b_role_approves(walk: Walk, story: Story, matter: int) -> None:
    """The deputy is away: by her AB role (5) another acts, until she is back."""
    journey.leaves(walk, "孙慧敏", DEPUTY, "2026-07-05 18:00")
    walk.sees("李长河", "第五条")
    journey.decided(walk, "李长河", story.title, "同意", "同意主办单位办理建议。", f"您代{DEPUTY}", "AB角", "第五条")
    journey.stood_in(matter, "李长河", "approve", DEPUTY, "ab_pair")
    walk.open(matter)
    walk.sees("李长河", "代孙慧敏", within="ol.way")
    walk.word_is("已批准，待批复")


def who_signs_is_picked(walk: Walk, reply: int) -> None:
    """It needs its attribute (32), and where several portfolios are touched somebody says who of two signs (53)."""
    walk.open(reply)
    walk.press("送审核签发")
    walk.refused("第三十二条", "没有确定公开属性")
    journey.changed(walk, reply, {"公开属性": "此件公开发布"})
    walk.open(reply)
    walk.press("送审核签发")
    walk.sees("第五十三条", "由谁签发", "县长审签", "常务副县长审签")
    walk.shot("refused-signer")
    journey.changed(walk, reply, {"由谁签发": "常务副职"})


def two_portfolios_side_by_side(walk: Walk, story: Story, reply: int) -> None:
    """Both deputies countersign at the same time, in any order; the executive deputy signs after both (53)."""
    walk.move_to(date(2026, 7, 6))
    journey.sent(walk, reply)
    journey.way_is(
        walk, "拟稿", f"{DEPUTY}会签 孙慧敏", "副县长（农业资源）会签 李长河", "常务副县长签发 钱卫东", "编号", "印发"
    )
    here = walk.page.locator("ol.way > li.way-here")
    expect(here).to_have_count(2)
    walk.shot("side-by-side")
    journey.decided(walk, "李长河", story.reply, "会签同意", "同意。", "第五十三条")
    journey.not_before(walk, "钱卫东", story.reply)
    journey.decided(walk, "孙慧敏", story.reply, "会签同意", "同意。", "第五十三条")
    journey.decided(walk, "钱卫东", story.reply, "签发", "同意印发。", "第五十三条")
    assert set(Step.objects.filter(matter=reply).values_list("article", flat=True)) == {53}
