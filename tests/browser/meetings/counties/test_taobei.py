"""洮北: a standing meeting from its items to the issued minutes, as 28, 29, 57 to 64 have it."""

from __future__ import annotations

from datetime import date

import pytest

from documents.dispatch.models import Dispatch
from govrules.core.deadlines.models import Deadline
from tests.browser.meetings.counties.journey import Sitting
from tests.proves import proves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "taobei"


@proves("TB-28-1", "TB-29-7", "TB-60-3", "TB-60-6", "TB-60-7", "TB-63-4", "TB-64-1", "TB-64-2")
def test_a_standing_meeting(sitting: Sitting) -> None:
    no_major_matter_without_its_procedures(sitting)
    sitting.brought("other")
    sitting.plan()
    sitting.arrange("main", "other")
    sitting.fix()
    sitting.call()
    leave_from_the_chair(sitting)
    half_or_more_must_be_there(sitting)
    the_head_speaks_last(sitting)
    what_is_decided(sitting)
    a_document_in_seven_working_days(sitting)
    sitting.edit_minutes("会议要求，各单位抓好落实。")
    sitting.send_minutes()
    sitting.sign_minutes()
    sitting.issue_minutes()
    sitting.readers_see_it("孙慧敏")
    sitting.task("王文", "2026年第1次区政府常务会议议定", "2026年9月30日")
    text = sitting.printed()
    assert "李长河" in text.partition("请假：")[2].partition("列席：")[0]


def no_major_matter_without_its_procedures(sitting: Sitting) -> None:
    """Neither assessed for its risks nor reviewed it is refused (28)."""
    sitting.draft("main")
    sitting.try_to_propose("main")
    sitting.refused("第二十八条", "合法性审查", "已作风险评估")
    sitting.change("main", "已作风险评估")
    sitting.legality_reviewed("main")
    sitting.propose("main")
    sitting.passes("main")


def leave_from_the_chair(sitting: Sitting) -> None:
    """Whoever chairs it grants leave (64); who is excused may say before what he thinks of the items."""
    sitting.asks_leave("李长河", opinion="同意迁建，请注意耕地占补平衡。")
    sitting.leave_is("李长河", sitting.story.leader_leave, "已准假")
    sitting.asks_leave("王文")
    sitting.leave_is("王文", sitting.story.organ_leave, "已准假")


def half_or_more_must_be_there(sitting: Sitting) -> None:
    """One of four does not open it (60); the second does."""
    sitting.walk.move_to(date(2026, 6, 3))
    sitting.came("赵立民")
    sitting.open_session()
    sitting.refused("第六十条", "到会人数不足", "应到4人", "实到1人")
    sitting.scans("钱卫东")
    sitting.open_session()
    sitting.walk.told("已宣布开会")
    sitting.signs_in("孙慧敏")
    sitting.to_session()


def the_head_speaks_last(sitting: Sitting) -> None:
    """On a major matter nothing is decided before all others and then the head have spoken (29)."""
    text = "同意整体迁建，由区教育局抓紧办理前期手续。"
    sitting.turn_to("main")
    sitting.walk.sees("同意迁建，请注意耕地占补平衡。")
    sitting.speaks("孙慧敏", "同意迁建，先行安置学生。")
    sitting.record("通过", text, due="2026-09-30", document=True)
    sitting.refused("第二十九条", "钱卫东还没有发表意见")
    sitting.speaks("钱卫东", "同意，资金分三年安排。")
    sitting.record("通过", text, due="2026-09-30", document=True)
    sitting.refused("第二十九条", "赵立民还没有最后发表意见")
    sitting.speaks("赵立民", "大家意见一致，同意迁建。")
    sitting.record("通过", text, due="2026-09-30", document=True)
    sitting.refused("第四十九条", "没有提出督促检查要求")
    sitting.decide("通过", text, due="2026-09-30", document=True, demand="每月督查一次工程进度。")


def what_is_decided(sitting: Sitting) -> None:
    """The other is postponed."""
    sitting.turn_to("other")
    sitting.decide("缓议")
    sitting.end()


def a_document_in_seven_working_days(sitting: Sitting) -> None:
    """What must be issued is opened at the office, to be out on the seventh working day after the meeting (63)."""
    dispatch = Dispatch.objects.get(matter__parent=sitting.items["main"])
    limit = Deadline.objects.get(matter=dispatch.pk, step=None)
    assert (limit.count, limit.unit, limit.article) == (7, "workday", 63)
    sitting.walk.open(dispatch.pk)
    sitting.walk.sees("关于区实验小学整体迁建", "6月12日", "第六十三条")
    sitting.walk.shot("dispatch")
