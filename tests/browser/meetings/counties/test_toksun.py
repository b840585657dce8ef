"""托克逊: a standing meeting from its items to the issued minutes, as 46 to 56 have it."""

from __future__ import annotations

from datetime import date

import pytest

from govrules.core.deadlines.models import Deadline
from govrules.core.matters.models import Waiver
from tests.browser.meetings.counties.journey import Sitting
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "toksun"
URGENT = "隐患点变形加剧，等不到下次会议。"


@proves("TK-50-3", "TK-51-1", "TK-51-3", "TK-51-4", "TK-51-5", "TK-52-4", "TK-53-2", "TK-54-1", "TK-55-2", "TK-55-3")
def test_a_standing_meeting(sitting: Sitting) -> None:
    the_organ_touched_has_signed(sitting)
    for name in ("other", "late"):
        sitting.brought(name)
        sitting.legality_reviewed(name)
    sitting.plan()
    reviewed_and_talked_over_first(sitting)
    sitting.call()
    leave_from_the_head(sitting)
    a_late_item_for_a_reason(sitting)
    it_opens_with_its_chair_alone(sitting)
    what_is_decided(sitting)
    sitting.edit_minutes("会议要求，各单位抓好落实。")
    seven_working_days_and_not_in_force_yet(sitting)
    sitting.send_minutes()
    sitting.sign_minutes()
    sitting.issue_minutes()
    sitting.walk.sees("以印发的纪要为准，现已印发", "第五十四条")
    sitting.readers_see_it("孙慧敏")
    sitting.task("王文", "2026年第1次县政府常务会议议定", "2026年9月30日")
    text = sitting.printed()
    assert "李长河" in text.partition("请假：")[2].partition("列席：")[0]


def the_organ_touched_has_signed(sitting: Sitting) -> None:
    """Without the word of the organ that it touches it is refused (52)."""
    sitting.draft("main")
    sitting.try_to_propose("main")
    sitting.refused("第五十二条", "县财政局")
    sitting.register("main", "单位会签意见", "县财政局", "托财函〔2026〕8号，同意")
    sitting.propose("main")
    sitting.passes("main")


def reviewed_and_talked_over_first(sitting: Sitting) -> None:
    """What has not been reviewed and talked over with the head does not come on the agenda (51)."""
    sitting.arrange("main", "other")
    sitting.try_to_fix()
    sitting.refused("第五十一条", sitting.item("main").title)
    sitting.legality_reviewed("main")
    sitting.declare("main", "会前已与主要负责人沟通汇报")
    sitting.fix()


def leave_from_the_head(sitting: Sitting) -> None:
    """The head grants it to leaders and to heads of bureaus (53)."""
    sitting.asks_leave("李长河")
    sitting.leave_is("李长河", sitting.story.leader_leave, "已准假")
    sitting.asks_leave("王文")
    sitting.leave_is("王文", sitting.story.organ_leave, "已准假")


def a_late_item_for_a_reason(sitting: Sitting) -> None:
    """In principle none is added late (51): not urgent, it wants a reason, which is kept."""
    sitting.late("late", URGENT)
    sitting.refused("第五十一条")
    sitting.waive(URGENT)
    sitting.walk.press("增加")
    sitting.walk.told("已临时增加，并已告知")
    assert [w.reason for w in Waiver.objects.filter(article=51)] == [URGENT]


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
    """Adopted with who carries it out by when; postponed; and one whose sponsor is away is not taken up at all (51)."""
    sitting.turn_to("main")
    sitting.decide("通过", "同意新建城南幼儿园，列入年度计划。", due="2026-09-30")
    sitting.turn_to("other")
    sitting.decide("缓议")
    sitting.turn_to("late")
    sitting.refused("第五十一条")
    assert sitting.walk.page.locator("textarea[id^=reason-]").count() == 0
    sitting.take_off("提出议题的领导请假，下次会议再议。")
    sitting.end()


def seven_working_days_and_not_in_force_yet(sitting: Sitting) -> None:
    """The minutes must be out on the seventh working day after the meeting (55), and only they count (54)."""
    sitting.walk.sees("6月12日", "第五十五条", "以正式印发的纪要为准")
    limit = Deadline.objects.get(matter=sitting.minutes, step=None)
    assert (limit.count, limit.unit, limit.article) == (7, "workday", 55)
