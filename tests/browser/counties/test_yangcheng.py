"""阳城: a request for money goes from its draft to the printed reply, as articles 5, 67 to 78 and 102 have it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from govrules.core.matters.models import Evidence, Step, Waiver
from tests.browser.counties import journey
from tests.browser.counties.story import Story
from tests.browser.walk import Walk
from tests.core.cast import Cast
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "yangcheng"
TAKE = "视为无不同意见"


@proves("YC-69-11", "YC-70-4", "YC-71-1", "YC-102-2", "YC-5-4", "YC-75-4")
def test_a_request_for_money(walk: Walk, office: Cast, story: Story) -> None:
    walk.log_in("education_clerk")
    matter = walk.draft(story.paper)
    journey.asked(walk, matter, "县自然资源局")
    silence_is_the_hosts_to_take(walk, matter)
    too_long_without_a_reason(walk, matter, story)
    departments_first(walk, story, matter)
    the_pair_acts_and_says_so_in_words(walk, story, matter)
    reply = journey.reply_drafted(walk, story, {"公开属性": "此件公开发布"})
    the_dispatch_card(walk, story, reply)
    journey.issued(walk, story, reply)
    journey.answered(walk, story, matter)
    request, answer = journey.printed(walk, story, matter, reply, "2026年6月4日")
    assert "（联系人：陈亮）" in request and "此件公开发布" in answer


def silence_is_the_hosts_to_take(walk: Walk, matter: int) -> None:
    """Two working days; until they are over there is no button, and after them nothing happens by itself (69)."""
    walk.move_to(date(2026, 6, 3))
    walk.open(matter)
    expect(walk.consultation("县自然资源局")).to_contain_text("2个工作日：6月2日、3日")
    expect(walk.page.get_by_role("button", name=TAKE)).to_have_count(0)
    walk.try_to_submit(matter)
    walk.refused("第六十九条", "征求意见还没有结果", "县自然资源局")
    walk.shot("refused-early")
    walk.move_to(date(2026, 6, 4))
    assert not Evidence.objects.filter(matter=matter, kind="silence").exists()
    walk.try_to_submit(matter)
    walk.refused("第六十九条", "征求意见的单位没有答复", "可视为无不同意见")
    walk.open(matter)
    walk.shot("button")
    walk.press(TAKE)
    walk.told("已视为无不同意见")
    [evidence] = Evidence.objects.filter(matter=matter, kind="silence")
    assert (evidence.article, evidence.recorded_by.key) == (69, "education_clerk")
    walk.sees("由主办单位视为无不同意见", "第六十九条", within=".journal")


def too_long_without_a_reason(walk: Walk, matter: int, story: Story) -> None:
    """More than a thousand characters on one topic need a reason, for the office to accept (69, 70)."""
    walk.try_to_submit(matter)
    walk.refused("第六十九条", "专题性公文篇幅超过上限")
    walk.shot("refused-length")
    walk.page.locator("#reason-length_special").fill("学位测算、用地和资金须逐项说明，无法再压缩。")
    walk.press("送主要负责人签批报送")
    walk.told("已送主要负责人签批")
    journey.decided(walk, "王文", story.title, "签批，报送", "同意报送。")
    journey.reviewed(walk, story.title, "篇幅理由成立，材料齐全。先送有关部门提出意见。")
    [waiver] = Waiver.objects.filter(matter=matter)
    assert (waiver.article, waiver.state, waiver.settled_by.key) == (69, "accepted", "director")


def departments_first(walk: Walk, story: Story, matter: int) -> None:
    """The organ touched, and on money finance and audit, side by side; the leader has it only after all three (70)."""
    walk.open(matter)
    journey.way_is(
        walk, "拟稿", "会签 1家", "县教育局签批 王文", "县政府办公室审核 周正", "县自然资源局提出意见 沈平",
        "县财政局提出意见 褚建国", "县审计局提出意见 孔明达", "副县长（教育卫生）审批 孙慧敏", "批复印发",
    )  # fmt: skip
    walk.shot("departments")
    journey.decided(walk, "褚建国", story.title, "无不同意见", "县级配套资金可分两年安排。")
    journey.decided(walk, "沈平", story.title, "提出意见", "用地已列入规划，请按程序办理农用地转用手续。")
    journey.not_before(walk, "孙慧敏", story.title)
    journey.decided(walk, "孔明达", story.title, "无不同意见", "纳入今年政府投资审计计划。")
    asked = Step.objects.filter(matter=matter, act="opine")
    assert sorted(asked.values_list("organ__key", "article")) == [("audit", 70), ("finance", 70), ("resources", 70)]


def the_pair_acts_and_says_so_in_words(walk: Walk, story: Story, matter: int) -> None:
    """The leader in charge is away: the other of the pair acts (102); a bare yes is refused (71)."""
    journey.leaves(walk, "孙慧敏", "副县长（教育卫生）", "2026-06-12 18:00")
    walk.sees("李长河", "第一百零二条")
    journey.before(walk, "李长河", story.title, "您代副县长（教育卫生）", "第一百零二条")
    journey.refused_at(walk, "同意", "第七十一条", "应签署明确意见")
    walk.decide("同意", "同意扩建，请办公室按程序批复。")
    journey.stood_in(matter, "李长河", "approve", "副县长（教育卫生）", "mutual_pair")
    walk.open(matter)
    walk.word_is("已批准，待批复")
    walk.sees("李长河", "代孙慧敏", within="ol.way")


def the_dispatch_card(walk: Walk, story: Story, reply: int) -> None:
    """Clerk, deputy director for documents, leader, director, head, one after the other; he is away: by 5 the
    executive deputy signs, whom nobody has entrusted."""
    journey.leaves(walk, "赵立民", "县长", "2026-06-12 18:00")
    walk.sees("钱卫东", "第五条")
    journey.sent(walk, reply)
    journey.way_is(
        walk, "拟稿", "县政府办公室审核 郑晓", "县政府办公室审核 施文", "副县长（教育卫生）审核 李长河 代孙慧敏",
        "县政府办公室审核 周正", "县长签发 钱卫东 代赵立民", "编号", "印发",
    )  # fmt: skip
    walk.shot("card")
    journey.not_before(walk, "钱卫东", story.reply)
    journey.decided(walk, "郑晓", story.reply, "审核同意", "文字已核。")
    journey.decided(walk, "施文", story.reply, "审核同意", "格式、文种无误。")
    journey.decided(walk, "李长河", story.reply, "审核同意", "同意。", "您代副县长（教育卫生）", "第一百零二条")
    journey.decided(walk, "周正", story.reply, "审核同意", "请县长签发。")
    journey.decided(walk, "钱卫东", story.reply, "签发", "同意印发。", "您代县长", "第五条")
    journey.stood_in(reply, "钱卫东", "sign", "县长", "by_post")
    assert set(Step.objects.filter(matter=reply).values_list("article", flat=True)) == {75}
