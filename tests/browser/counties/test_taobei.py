"""洮北: an extra urgent and important request goes from its draft to the printed reply, as 15 and 67 to 69 have it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from govrules.core.deadlines.models import Deadline
from govrules.core.matters.models import Step
from tests.browser.counties import journey
from tests.browser.counties.story import Story
from tests.browser.walk import Walk
from tests.core.cast import Cast
from tests.core.files.samples import a_docx
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "taobei"
DEPUTY = "副区长（教育卫生）"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MINUTES = {"name": "区教育局局长办公会议纪要.docx", "mimeType": WORD, "buffer": a_docx("区教育局局长办公会议纪要")}


@proves("TB-68-3", "TB-68-4", "TB-67-5", "TB-67-12", "TB-68-7", "TB-68-12", "TB-68-13", "TB-15-2", "TB-69-2")
def test_an_extra_urgent_and_important_request(walk: Walk, office: Cast, story: Story) -> None:
    walk.log_in("education_clerk")
    matter = walk.draft(story.paper)
    refused_for_time_and_minutes(walk, story, matter)
    journey.asked(walk, matter, "区自然资源局")
    journey.decided(walk, "沈平", story.title, "同意", "即派员开展应急调查。", "第六十七条")
    walk.become("陈亮")
    walk.submit(matter)
    journey.decided(walk, "王文", story.title, "签批，报送", "同意，请特急办理。")
    the_limits_are_shown(walk, story, matter)
    all_leaders_at_once(walk, story, matter)
    filled_in_as_the_head_arranged(walk, story, matter)
    the_head_decides_what_is_major(walk, story, matter)
    reply = journey.reply_drafted(walk, story, {"公开属性": "此件公开发布"})
    four_steps_to_the_signature(walk, story, reply)
    journey.issued(walk, story, reply)
    journey.answered(walk, story, matter)
    request, _ = journey.printed(walk, story, matter, reply, "2026年6月2日")
    assert "附件：区教育局局长办公会议纪要" in request


def refused_for_time_and_minutes(walk: Walk, story: Story, matter: int) -> None:
    """Urgent with two days to decide in: too late (68). Extra urgent: why? (68) And where are the minutes? (67)"""
    walk.open(matter)
    walk.follow("修改")
    walk.page.get_by_label("请求批复的日期").fill("2026-06-03")
    journey.saved(walk, {"紧急程度": "加急"})
    walk.try_to_submit(matter)
    walk.refused("第六十八条", "紧急事项留给区政府研究决策的时间不够", "区自然资源局")
    walk.sees("没有附会议纪要", "第六十七条", within="main [role=alert]")
    walk.shot("refused-time")
    journey.changed(walk, matter, {"紧急程度": "特急重要"})
    walk.try_to_submit(matter)
    walk.refused("第六十八条", "特别紧急事项没有说明紧急原因")
    walk.sees_not("时间不够", within="main [role=alert]")
    walk.shot("refused-reason")
    walk.open(matter)
    walk.follow("修改")
    walk.page.get_by_label("紧急原因").fill(story.urgent)
    walk.page.get_by_label("附件", exact=True).set_input_files([MINUTES])
    walk.pick_and_tick({}, ["已经本单位集体讨论，附会议纪要并在文中说明"])
    journey.saved(walk, {})


def the_limits_are_shown(walk: Walk, story: Story, matter: int) -> None:
    """Three working days for the whole, from the day the office has it (68)."""
    walk.open(matter)
    walk.sees("办结期限", "6月4日", "第六十八条")
    whole = Deadline.objects.get(matter=matter, step=None)
    assert (whole.count, whole.unit, whole.article) == (3, "workday", 68)


def all_leaders_at_once(walk: Walk, story: Story, matter: int) -> None:
    """The office sends it to the leaders side by side, each with one working day (68); the head has it after them."""
    ticks = ["重大事项，报主要负责人审定", "紧急公文，同时分送有关领导"]
    journey.reviewed(walk, story.title, "险情紧急，情况属实，建议同意。", ticks=ticks)
    walk.open(matter)
    journey.way_is(
        walk, "拟稿", "会签 1家", "区教育局签批 王文", "区政府办公室审核 周正", f"{DEPUTY}审批 孙慧敏",
        "副区长（农业资源）审批 李长河", "区长审批 赵立民", "批复印发",
    )  # fmt: skip
    expect(walk.page.locator("ol.way > li.way-here")).to_have_count(2)
    walk.shot("side-by-side")
    journey.decided(walk, "李长河", story.title, "同意", "同意，请区自然资源局全力配合。", "6月2日前办", "第六十八条")
    journey.not_before(walk, "赵立民", story.title)


def filled_in_as_the_head_arranged(walk: Walk, story: Story, matter: int) -> None:
    """The other leader is away: nobody acts until the head's arrangement is on record; then whom he named (15)."""
    journey.leaves(walk, "孙慧敏", DEPUTY, "2026-06-05 18:00")
    walk.open(matter)
    walk.sees("待明确", "未记录由谁代为处理的安排", "保管人：周正", "第十五条")
    walk.shot("held")
    walk.become("周正")
    walk.go("/office/held/")
    walk.sees(story.title)
    walk.shot("custodian")
    walk.follow("登记安排")
    walk.page.get_by_label("由谁代行").select_option(label="常务副区长　钱卫东")
    walk.page.get_by_label("依据").fill("区长6月1日电话安排")
    walk.press("登记")
    walk.told("常务副区长")
    walk.shot("arranged")
    journey.decided(walk, "钱卫东", story.title, "同意", "同意处置方案。", f"您代{DEPUTY}", "第十五条", "6月2日前办")
    journey.stood_in(matter, "钱卫东", "approve", DEPUTY, "arrangement")


def the_head_decides_what_is_major(walk: Walk, story: Story, matter: int) -> None:
    """Major matters go to the head, after the leaders, with a limit of his own (68)."""
    walk.next_workday()
    journey.decided(walk, "赵立民", story.title, "同意", "同意，立即排险，确保师生安全。", "第六十八条")
    limits = Deadline.objects.filter(matter=matter, step__act="approve").values_list("count", "article", "state")
    assert list(limits) == [(1, 68, "met")] * 3
    walk.open(matter)
    walk.word_is("已批准，待批复")
    walk.sees("钱卫东", "代孙慧敏", within="ol.way")


def four_steps_to_the_signature(walk: Walk, story: Story, reply: int) -> None:
    """Deputy director, director, leader in charge, head, in that order (69)."""
    journey.sent(walk, reply)
    journey.way_is(
        walk, "拟稿", "区政府办公室审核 吴敏", "区政府办公室审核 周正", f"{DEPUTY}审核 钱卫东 代孙慧敏",
        "区长签发 赵立民", "编号", "印发",
    )  # fmt: skip
    walk.shot("chain")
    journey.decided(walk, "吴敏", story.reply, "审核同意", "文字已核。")
    journey.decided(walk, "周正", story.reply, "审核同意", "请审核。")
    journey.not_before(walk, "赵立民", story.reply)
    journey.decided(walk, "钱卫东", story.reply, "审核同意", "同意。", f"您代{DEPUTY}", "第十五条")
    journey.decided(walk, "赵立民", story.reply, "签发", "同意印发。", "第六十九条")
    assert set(Step.objects.filter(matter=reply).values_list("article", flat=True)) == {69}
    assert date(2026, 6, 2) == Step.objects.get(matter=reply, act="sign").decided_at.date()
