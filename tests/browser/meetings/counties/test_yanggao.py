"""阳高: a standing meeting from its items to the issued minutes, as 18 to 26 and 32 have it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from govrules.core.deadlines.models import Deadline
from tests.browser.meetings.counties.journey import Sitting
from tests.browser.walk import Walk
from tests.core.cast import PASSWORD
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "yanggao"


@proves("YG-21-2", "YG-22-1", "YG-22-2", "YG-24-2", "YG-26-1", "YG-32-2")
def test_a_standing_meeting(sitting: Sitting, phone: Walk) -> None:
    no_normative_document_without_its_review(sitting)
    for name in ("study", "other"):
        sitting.brought(name)
    sitting.plan()
    it_begins_with_a_study(sitting)
    sitting.call()
    leave_as_the_office_director_arranges(sitting)
    it_opens_with_its_chair_alone(sitting)
    what_is_decided(sitting)
    sitting.edit_minutes("会议要求，各单位抓好落实。")
    within_seven_working_days(sitting)
    sitting.send_minutes()
    sitting.sign_minutes()
    sitting.issue_minutes()
    sitting.readers_see_it("孙慧敏")
    sitting.task("王文", "2026年第1次县政府常务会议议定", "2026年9月30日")
    text = sitting.printed()
    on_a_phone(sitting, phone)
    assert "请假：李长河" in text and "会议传达学习了《中华人民共和国突发事件应对法》" in text


def no_normative_document_without_its_review(sitting: Sitting) -> None:
    """A bureau proposes it itself (21); without the review of the bureau of justice it goes no further (32)."""
    sitting.draft("main")
    sitting.try_to_propose("main")
    sitting.refused("第三十二条", "合法性审核")
    sitting.legality_reviewed("main")
    sitting.propose("main")
    sitting.passes("main")


def it_begins_with_a_study(sitting: Sitting) -> None:
    """With the draft at its head the agenda is not fixed (26); the study goes up, and it is."""
    sitting.arrange("study", "main", "other")
    sitting.walk.sees("第一项应为学习", "第二十六条")
    page = sitting.walk.page
    page.get_by_role("button", name="第1项下移").click()
    expect(page.locator(".agenda-row").first).to_contain_text(sitting.item("main").title)
    sitting.try_to_fix()
    sitting.refused("第二十六条")
    sitting.open_meeting("agenda/")
    page.get_by_role("button", name="第2项上移").click()
    expect(page.locator(".agenda-row").first).to_contain_text(sitting.item("study").title)
    sitting.fix()


def leave_as_the_office_director_arranges(sitting: Sitting) -> None:
    """By procedure, which 24 does not say: the office director picks who decides."""
    sitting.asks_leave("李长河")
    sitting.leave_is("李长河", sitting.story.leader_leave, "已准假")


def it_opens_with_its_chair_alone(sitting: Sitting) -> None:
    """The rules name no quorum; without him who chairs it there is no meeting."""
    sitting.walk.move_to(date(2026, 6, 3))
    sitting.came("赵立民")
    sitting.walk.sees("规则没有规定到会人数")
    sitting.open_session()
    sitting.walk.told("已宣布开会")
    sitting.signs_in("孙慧敏")
    sitting.scans("钱卫东")
    sitting.to_session()


def what_is_decided(sitting: Sitting) -> None:
    """The study noted, the draft adopted with who carries it out by when, the report postponed."""
    sitting.turn_to("study")
    sitting.decide("听取汇报")
    sitting.turn_to("main")
    sitting.decide("通过", "原则同意，由县教育局修改完善后以县政府名义印发。", due="2026-09-30")
    sitting.turn_to("other")
    sitting.decide("缓议")
    sitting.end()


def within_seven_working_days(sitting: Sitting) -> None:
    """The minutes are due, in principle, on the seventh working day after the meeting (22)."""
    sitting.walk.sees("6月12日", "第二十二条")
    limit = Deadline.objects.get(matter=sitting.minutes, step=None)
    assert (limit.count, limit.unit, limit.article) == (7, "workday", 22)


def on_a_phone(sitting: Sitting, phone: Walk) -> None:
    """A member reads it all in his hand; nothing sticks out to the side."""
    phone.password = PASSWORD
    phone.log_in("schools_deputy")
    meeting = sitting.meeting
    for page in (f"items/{sitting.items['main']}/", f"{meeting}/", f"{meeting}/mine/", f"minutes/{sitting.minutes}/"):
        assert phone.go(f"/meetings/{page}") == 200
        assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
        phone.shot(page.replace("/", "-"))
