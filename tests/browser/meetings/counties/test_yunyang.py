"""云阳: a standing meeting from its items to the issued minutes, as 45 to 51 have it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.browser.meetings.counties.journey import Sitting
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "yunyang"


@proves("YY-20-1", "YY-46-15", "YY-49-1", "YY-49-2", "YY-50-2", "YY-51-4")
def test_a_standing_meeting(sitting: Sitting) -> None:
    a_disputed_item_never_gets_on(sitting)
    sitting.brought("other")
    sitting.plan()
    sitting.arrange("main", "other")
    sitting.fix()
    sitting.call()
    leave_through_the_office(sitting)
    it_opens_with_its_chair_alone(sitting)
    what_is_decided(sitting)
    sitting.edit_minutes("会议要求，各单位抓好落实。")
    sitting.send_minutes()
    sitting.sign_minutes()
    sitting.issue_minutes()
    sitting.readers_see_it("孙慧敏")
    sitting.task("王文", "2026年第1次县政府常务会议议定", "2026年9月30日")
    text = sitting.printed()
    assert "请假：李长河" in text


def a_disputed_item_never_gets_on(sitting: Sitting) -> None:
    """With a dispute, without the organ's word and without the review it is refused (46, 51, 20)."""
    sitting.draft("main")
    sitting.try_to_propose("main")
    sitting.refused("第四十六条")
    sitting.walk.sees("第五十一条", "第二十条", within="main [role=alert]")
    sitting.change("main", untick=["部门之间有分歧"])
    sitting.register("main", "单位会签意见", "县财政局", "财函〔2026〕8号，同意")
    sitting.legality_reviewed("main")
    sitting.propose("main")
    sitting.passes("main")


def leave_through_the_office(sitting: Sitting) -> None:
    """A leader asks the chair; a bureau's head through the office, and his deputy comes for him (49)."""
    sitting.asks_leave("李长河")
    sitting.leave_is("李长河", sitting.story.leader_leave, "已准假")
    sitting.asks_leave("王文", stand_in="冯雪")
    sitting.leave_is("王文", sitting.story.organ_leave, "已准假")


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
    """One adopted with who carries it out by when, one postponed."""
    sitting.turn_to("main")
    sitting.decide("通过", "同意，由县教育局修改完善后以县政府名义印发。", due="2026-09-30")
    sitting.turn_to("other")
    sitting.decide("缓议")
    sitting.end()
