"""The same request as of 1 March 2027, a year whose holidays nobody has published yet: the silence waits."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from govrules.core.deadlines.models import Deadline
from govrules.core.deadlines.sweep import sweep
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Evidence
from govrules.demo.story import Story
from tests.browser.school import TITLE, drafted_and_sent_round, one_agrees_and_one_is_silent, paper
from tests.browser.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("office", ["2027-03-01"], indirect=True)
def test_silence_waits_for_the_years_notice(walk: Walk, office: Story) -> None:
    """Until the notice is loaded the fifth working day is provisional and has no consequence; then it has."""
    matter = drafted_and_sent_round(walk, paper(2027))
    expect(walk.consultation("阳高县财政局")).to_contain_text("暂定")
    one_agrees_and_one_is_silent(walk, matter)
    the_days_pass_without_consequence(walk, matter)
    the_office_loads_a_notice(walk)
    the_silence_takes_effect(walk, matter)


def the_days_pass_without_consequence(walk: Walk, matter: int) -> None:
    """After the fifth working day it still waits, and the page says for what."""
    for day in ("3月2日", "3月3日", "3月4日", "3月5日", "3月8日", "3月9日"):
        walk.next_workday()
        walk.clock_says(day)
    walk.open(matter)
    waiting = walk.page.locator(".finding", has_text="县财政局 尚未回复")
    expect(waiting).to_contain_text("3月8日前回复（暂定，待当年放假安排公布）；时限已到，但2027年放假安排尚未载入")
    walk.sees("2027年放假安排尚未载入，暂不产生后果", within=".journal")
    walk.shot("waiting")
    assert not Evidence.objects.filter(matter=matter, kind="silence").exists()
    walk.try_to_submit(matter)
    walk.refused("第三十一条", "县财政局（时限已到，但2027年放假安排尚未载入，逾期不回复暂不产生后果）")
    walk.shot("refused")


def the_office_loads_a_notice(walk: Walk) -> None:
    """In the demo a made-up notice stands in the form already; it is looked at, then loaded."""
    walk.become("田宇")
    walk.go("/calendar/load/")
    walk.press("先看一看")
    walk.sees("从通知中读出的2027年安排", "演示〔2026〕1号")
    walk.shot("notice")
    walk.press("确认载入")
    walk.told("已载入2027年放假安排，重新计算了")
    walk.shot("calendar")


def the_silence_takes_effect(walk: Walk, matter: int) -> None:
    """The timer's next tick records it, and the request goes on."""
    assert sweep().acted > 0
    walk.become("吴小梅")
    walk.open(matter)
    found = walk.page.locator(".finding", has_text="逾期未回复，视为无不同意见")
    for text in ("县财政局", "第三十一条", "3月1日送达", "3月1日打开", "3月1日提醒", "3月8日满5个工作日"):
        expect(found).to_contain_text(text)
    expect(walk.consultation("阳高县财政局")).not_to_contain_text("暂定")
    walk.shot("silence")
    assert JournalEntry.objects.filter(matter=matter, act="deem").count() == 1
    silent = Deadline.objects.get(matter=matter, step__organ__key="caizheng")
    assert (silent.state, silent.provisional) == ("passed", False)
    walk.submit(matter)
    walk.become("高文斌")
    walk.to_item(TITLE)
    walk.decide("签批，报送", "同意报送。")
    walk.open(matter)
    walk.word_is("办公室审核")
