"""阳城: a standing meeting from its items to the issued minutes, as 51 to 66 have it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from govrules.core.matters.models import Waiver
from tests.browser.meetings.counties.journey import Sitting
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "yangcheng"
URGENT = "隐患点变形加剧，等不到下次会议。"
ABSENT = "李长河在省里开会，已委托县自然资源局汇报清楚。"


@proves("YC-51-6", "YC-54-3", "YC-54-8", "YC-54-11", "YC-54-13", "YC-57-1", "YC-58-1", "YC-58-2", "YC-63-1", "YC-63-3")
def test_a_standing_meeting(sitting: Sitting) -> None:
    review_and_papers(sitting)
    for name in ("other", "late"):
        sitting.brought(name)
    sitting.plan()
    sitting.arrange("main", "other")
    sitting.fix()
    sitting.call()
    leave_by_who_he_is(sitting)
    a_late_item_for_a_reason(sitting)
    half_or_more_must_be_there(sitting)
    what_is_decided(sitting)
    sitting.edit_minutes("会议要求，各单位抓好落实。")
    at_once_in_force(sitting)
    sitting.send_minutes()
    sitting.sign_minutes()
    sitting.issue_minutes()
    sitting.readers_see_it("孙慧敏")
    sitting.task("王文", "2026年第1次县政府常务会议议定", "2026年9月30日")
    text = sitting.printed()
    assert "李长河" in text.partition("请假：")[2].partition("列席：")[0]


def review_and_papers(sitting: Sitting) -> None:
    """Without the review (54) and without its paper (57) the item is refused; the leader, the section, the office
    director and the head pass it on one after the other (54)."""
    sitting.draft("main")
    sitting.try_to_propose("main")
    sitting.refused("第五十四条", "合法性审查")
    sitting.walk.sees("第五十七条", "合法性审查资料", within="main [role=alert]")
    sitting.change("main", "合法性审查资料")
    sitting.legality_reviewed("main")
    sitting.propose("main")
    sitting.passes("main")


def leave_by_who_he_is(sitting: Sitting) -> None:
    """A leader asks the head; a bureau's head files it with the office, with who comes for him (63)."""
    sitting.asks_leave("李长河")
    sitting.leave_is("李长河", sitting.story.leader_leave, "已准假")
    sitting.asks_leave("王文", stand_in="冯雪")
    sitting.leave_is("王文", sitting.story.organ_leave, "已备案")


def a_late_item_for_a_reason(sitting: Sitting) -> None:
    """In general none is added late (54): not urgent, it wants a reason, which is kept."""
    sitting.late("late", URGENT)
    sitting.refused("第五十四条")
    sitting.waive(URGENT)
    sitting.walk.press("增加")
    sitting.walk.told("已临时增加，并已告知")
    sitting.walk.sees("临时增加")


def half_or_more_must_be_there(sitting: Sitting) -> None:
    """Two of six do not open it (51); the third does."""
    sitting.walk.move_to(date(2026, 6, 3))
    sitting.signs_in("孙慧敏")
    sitting.scans("钱卫东")
    sitting.open_session()
    sitting.refused("第五十一条", "到会人数不足", "应到6人", "实到2人")
    sitting.came("赵立民")
    sitting.open_session()
    sitting.walk.told("已宣布开会")


def what_is_decided(sitting: Sitting) -> None:
    """Adopted with who carries it out by when; postponed; and one whose sponsor is away, for a reason (54)."""
    sitting.turn_to("main")
    sitting.decide("通过", "原则同意，由县教育局修改完善后以县政府名义印发。", due="2026-09-30")
    sitting.turn_to("other")
    sitting.decide("缓议")
    sitting.turn_to("late")
    sitting.refused("第五十四条")
    sitting.waive(ABSENT)
    sitting.walk.press("开始讨论")
    expect(sitting.walk.page.locator(".agenda-now")).to_contain_text(sitting.item("late").title)
    sitting.decide("通过", "同意立即开展全县地质灾害隐患排查。")
    assert {w.reason for w in Waiver.objects.filter(article=54)} == {URGENT, ABSENT}
    sitting.end()


def at_once_in_force(sitting: Sitting) -> None:
    """What was decided holds at the meeting's end (58)."""
    sitting.walk.sees("散会后即时生效", "第五十八条")
