"""Two at once, and one twice: one wins, the other is told in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from documents.submission.models import Submission
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Step, StepState
from govrules.demo.story import Story
from tests.browser.school import TITLE, paper
from tests.browser.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_of_two_who_decide_the_same_step_one_wins(new_walk: Callable[..., Walk], office: Story) -> None:
    """At the office and at home, the same item is open in two browsers; the second decision is refused."""
    step = Step.objects.get(matter=office.docs["clinic"], state=StepState.PENDING)
    first, second = new_walk(), new_walk()
    for walk in (first, second):
        walk.log_in("wanglihua")
        walk.pick(step.matter.title)
    second.write("不同意，请再研究。")
    first.decide("同意", "同意。")
    second.item.locator(".bar-choices").get_by_role("button", name="不同意").click()
    dialog = second.page.locator("#refusal")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("已由王丽华于6月1日 09:0")
    expect(dialog).to_contain_text("不需要再办")
    expect(second.page.get_by_label("意见", exact=True)).to_have_value("不同意，请再研究。")
    second.shot("second")
    step.refresh_from_db()
    assert (step.state, step.opinion_kind, step.opinion) == (StepState.DONE, "approve", "同意。")
    assert JournalEntry.objects.filter(matter=step.matter, act="approve").count() == 1


def test_a_button_pressed_twice_acts_once(walk: Walk, office: Story) -> None:
    """Save and submit are double-clicked; there is one draft, sent once."""
    walk.log_in("jiaoyu-clerk")
    walk.fill_draft(replace(paper(2026), touches=(), annexes=()))
    walk.page.get_by_role("button", name="保存", exact=True).dblclick()
    walk.told("已保存")
    [made] = Submission.objects.filter(matter__title=TITLE)
    walk.follow("报送")
    walk.page.get_by_role("button", name="送主要负责人签批报送").dblclick()
    walk.told("已送主要负责人签批")
    walk.word_is("待主要负责人签批")
    assert Step.objects.filter(matter=made.pk).count() == 1
    assert JournalEntry.objects.filter(matter=made.pk, act="submit").count() == 1


def test_the_same_form_sent_twice_without_a_script(new_walk: Callable[..., Walk], office: Story) -> None:
    """Where no script stops the second press, the server does, and explains it."""
    walk = new_walk(java_script_enabled=False)
    walk.log_in("jiaoyu-clerk")
    matter = walk.draft(replace(paper(2026), touches=(), annexes=()))
    walk.follow("报送")
    sent_before = new_tab(walk)
    sent_before.press("送主要负责人签批报送")
    sent_before.told("已送主要负责人签批")
    walk.press("送主要负责人签批报送")
    expect(walk.page.locator("main")).to_contain_text("没有改动任何内容")
    walk.shot("refused")
    assert Step.objects.filter(matter=matter).count() == 1


def new_tab(walk: Walk) -> Walk:
    """The same page once more, in the same browser."""
    tab = Walk(walk.page.context.new_page(), walk.base, walk.shots)
    tab.page.goto(walk.page.url)
    return tab
