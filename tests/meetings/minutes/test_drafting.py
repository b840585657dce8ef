"""The first draft, made from what was recorded: who, when, where; each item, what was decided, who does it by when."""

from datetime import date, timedelta
from typing import Any

import pytest

from documents.printing.text import headings
from govrules.core import clock
from meetings.attendance.models import Attendee, Presence, Role
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem, Secrecy
from meetings.minutes.draft import MISSING, Draft, drafted, heading, studied
from meetings.minutes.numerals import level_of, nested, numbered, renumbered
from meetings.minutes.record import Record, Roll, record_of
from meetings.session.models import DecisionKind
from tests.core.calendars import office
from tests.meetings.minutes.clerks import over
from tests.meetings.stage import Stage

NAME, CHAIR = "阳高县人民政府常务会议", "县长赵立民"


def draft(meeting: Meeting) -> Draft:
    return drafted(record_of(meeting), NAME, CHAIR)


def one_item(stage: Stage, decision: dict[str, Any] | None = None, **values: Any) -> list[str]:
    """The lines of a draft of one item, without the opening."""
    meeting = over(stage, items=0)
    item = stage.listed(meeting, 1, title="关于新建城东小学的议题", **values)
    if decision is not None:
        stage.decided(item, **decision)
    return draft(meeting).body.splitlines()[1:]


# --- the opening ----------------------------------------------------------------------------------------


def test_the_opening_says_when_where_and_under_whom(stage: Stage) -> None:
    meeting = over(stage, items=2, opened_at=office("2026-06-02 14:30"), place="县政府三楼会议室")
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=office("2026-06-02 14:30"))
    meeting.refresh_from_db()
    first = draft(meeting).body.splitlines()[0]
    assert first == (
        "2026年6月2日下午，县长赵立民在县政府三楼会议室主持召开阳高县人民政府2026年第5次常务会议，研究议题2个。现纪要如下："
    )


@pytest.mark.parametrize(("hour", "half"), [("11:59", "上午"), ("12:00", "下午"), ("18:00", "晚上")])
def test_the_half_of_the_day(stage: Stage, hour: str, half: str) -> None:
    meeting = over(stage, items=0)
    meeting.opened_at = office(f"2026-06-02 {hour}")
    assert draft(meeting).body.startswith(f"2026年6月2日{half}，")


def test_a_meeting_by_video_and_one_without_number(stage: Stage) -> None:
    meeting = over(stage, items=0, by_video=True)
    meeting.serial = None
    made = draft(meeting)
    assert "以视频形式主持召开阳高县人民政府常务会议。" in made.body
    assert made.title == "阳高县人民政府常务会议纪要"


# --- items ----------------------------------------------------------------------------------------------


def test_an_item_is_a_heading_a_report_a_decision_and_who_does_it(stage: Stage) -> None:
    meeting = over(stage, items=0)
    item = stage.listed(meeting, 1, title="关于新建城东小学的议题")
    stage.decided(item, text="同意新建。", due_on=date(2026, 9, 30)).helpers.set([stage.cast.finance])
    assert draft(meeting).body.splitlines()[1:] == [
        "一、关于新建城东小学",
        "会议听取了县教育局关于新建城东小学的汇报。",
        "城东片区学位不足，拟新建小学一所。",
        "会议议定：同意新建。",
        "此项工作由县教育局牵头，县财政局配合，2026年9月30日前完成。",
    ]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (DecisionKind.ADOPTED, "会议议定：按方案办。"), (DecisionKind.CHANGED, "会议原则同意，修改后通过：按方案办。"),
        (DecisionKind.POSTPONED, "会议决定缓议：按方案办。"), (DecisionKind.REJECTED, "会议决定不予通过：按方案办。"),
        (DecisionKind.FURTHER, "会议要求进一步研究：按方案办。"), (DecisionKind.NOTED, "会议听取了汇报：按方案办。"),
    ],
)  # fmt: skip
def test_each_decision_has_its_words(stage: Stage, kind: str, said: str) -> None:
    assert said in one_item(stage, {"kind": kind, "text": "按方案办。"})


@pytest.mark.parametrize("kind", DecisionKind.values)
def test_a_decision_without_text_is_a_sentence(stage: Stage, kind: str) -> None:
    lines = one_item(stage, {"kind": kind, "text": "", "organ": None})
    assert lines[-1].startswith("会议")
    assert lines[-1].endswith("。")


@pytest.mark.parametrize("kind", [DecisionKind.POSTPONED, DecisionKind.REJECTED])
def test_what_was_not_adopted_is_for_nobody_to_carry_out(stage: Stage, kind: str) -> None:
    assert "牵头" not in "".join(one_item(stage, {"kind": kind, "text": "下次会议再议。"}))


def test_what_nobody_recorded_is_a_gap_to_be_filled(stage: Stage) -> None:
    assert one_item(stage)[-1].startswith(MISSING)
    assert one_item(stage, {"kind": ""})[-1].startswith(MISSING)


@pytest.mark.parametrize(("title", "studied_as"), [
    ("学习《行政复议法》有关规定", "《行政复议法》有关规定"), ("传达学习全会精神", "全会精神"), ("防汛知识",) * 2,
])  # fmt: skip
def test_a_study_is_not_said_to_be_studied_twice(title: str, studied_as: str) -> None:
    assert studied(title) == studied_as


def test_a_study_decides_nothing(stage: Stage) -> None:
    lines = one_item(stage, study=True, brief="传达全国两会精神。")
    assert lines == ["一、关于新建城东小学", "会议传达学习了关于新建城东小学的议题。", "传达全国两会精神。"]
    noted = one_item(stage, {"kind": DecisionKind.NOTED, "text": ""}, study=True, brief="传达全国两会精神。")
    assert noted == lines


def test_an_item_taken_off_is_not_in_it(stage: Stage) -> None:
    assert one_item(stage, {}, off_reason="提出的领导未到会") == []


def test_confidential_items_stand_apart_with_a_count_of_their_own(stage: Stage) -> None:
    meeting = over(stage, items=1)
    stage.decided(stage.listed(meeting, 2, title="关于甲的议题", secrecy=Secrecy.CONFIDENTIAL), text="同意甲。")
    stage.decided(stage.listed(meeting, 3, title="关于乙的议题", secrecy=Secrecy.INTERNAL), text="同意乙。")
    made = draft(meeting)
    assert "同意甲" not in made.body
    assert "二、关于乙" in made.body
    assert made.apart.splitlines()[0] == "一、关于甲"
    assert made.body.splitlines()[-1] == "会议还研究了1项不宜扩散的事项，另行记录。"


# --- headings are short -----------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [5, 24, 50, 51, 110])
def test_every_heading_stands_alone_and_is_set_as_one(stage: Stage, length: int) -> None:
    item = AgendaItem(matter=stage.matter("agenda_item", f"关于{'项' * length}的议题", "item_decided"))
    text = heading(item, 12)
    [found] = headings([text])
    assert found.alone
    assert found.face == "hei"
    assert len(text) <= 54


def test_a_long_title_gives_way_to_the_organ_s_name_and_is_said_in_the_text(stage: Stage) -> None:
    lines = one_item(stage, {"text": "同意。"})
    assert lines
    item = AgendaItem(matter=stage.matter("agenda_item", f"关于{'项' * 80}的议题", "item_decided", stage.cast.finance))
    assert heading(item, 1) == "一、县财政局提请研究的事项"


def test_numbers_that_were_typed_go_a_level_deeper(stage: Stage) -> None:
    text = "一、原则同意方案。\n（一）选址定在城东。\n1.由县教育局报批。\n二、资金列入预算。"
    lines = one_item(stage, {"text": text})
    assert lines[3:8] == [
        "会议议定：", "（一）原则同意方案。", "1.选址定在城东。", "（1）由县教育局报批。", "（二）资金列入预算。",
    ]  # fmt: skip
    assert [level_of(line) for line in lines].count(1) == 1


def test_whole_paragraphs_take_the_number_that_is_set_like_text(stage: Stage) -> None:
    """（一） is set in 楷体 and heads something; a paragraph of its own is numbered 1., in the type of the text."""
    long = "县教育局要会同县财政局、县自然资源局抓紧完善方案，按程序报批后组织实施，确保今年秋季开学前投入使用。"
    lines = one_item(stage, {"text": f"一、{long}\n（一）按月报告。\n二、{long}"})
    assert lines[4:7] == [f"1.{long}", "（1）按月报告。", f"2.{long}"]
    assert all(found.face == "fang" for found in headings(lines[4:7]))


def test_a_brief_of_several_paragraphs_is_kept_as_such(stage: Stage) -> None:
    lines = one_item(stage, {}, brief="\u3000\u3000一、背景。\n\n\u3000\u3000学位不足。")
    assert lines[2:4] == ["（一）背景。", "学位不足。"]


@pytest.mark.parametrize(
    ("given", "want"),
    [
        (["一、甲", "五、乙", "（七）丙", "一、丁"], ["一、甲", "二、乙", "（一）丙", "三、丁"]),
        (["（三）甲", "一、乙", "（三）丙"], ["（一）甲", "一、乙", "（一）丙"]),
        (["3.甲", "9.乙", "（4）丙"], ["1.甲", "2.乙", "（1）丙"]), (["没有序号"], ["没有序号"]), ([], []),
    ],
)  # fmt: skip
def test_numbers_are_counted_anew(given: list[str], want: list[str]) -> None:
    assert list(renumbered(given)) == want


@pytest.mark.parametrize(
    ("level", "count", "want"),
    [(1, 1, "一、"), (1, 12, "十二、"), (2, 21, "（二十一）"), (3, 30, "30."), (4, 4, "（4）")],
)
def test_the_four_kinds_of_numbers(level: int, count: int, want: str) -> None:
    assert numbered(level, count) == want


def test_the_deepest_level_goes_no_deeper() -> None:
    assert nested(["（1）甲", "（2）乙"]) == ["（1）甲", "（2）乙"]


# --- who was there --------------------------------------------------------------------------------------


def roll(stage: Stage, **members: str) -> Roll:
    """The lists of a meeting; each member by how he fared: came, excused, stand_in, missing."""
    meeting = over(stage, items=0)
    Presence.objects.all().delete()
    for one in meeting.attendees.all():
        fared = members.get(one.official.key, "came")
        if fared in ("came", "stand_in"):
            there = {"came_at": clock.now(), "how": "secretary", "stands_in": fared == "stand_in"}
            Presence.objects.create(attendee=one, **there)
        if fared in ("excused", "stand_in"):
            one.excused = True
            one.stand_in_name = "何平" if fared == "stand_in" else ""
            one.save()
    for role, came in ((Role.FIXED, True), (Role.INVITED, True), (Role.STAFF, True), (Role.ITEM, False)):
        guest = Attendee.objects.create(meeting=meeting, name=f"客{role}", role=role, order=90)
        if came:
            Presence.objects.create(attendee=guest, came_at=clock.now(), how="code")
    return record_of(meeting).roll


def test_members_who_came_are_present_and_guests_attend(stage: Stage) -> None:
    found = roll(stage)
    assert found.present == ("赵立民", "钱卫东", "孙慧敏", "李长河")
    assert found.attending == ("客fixed", "客invited")
    assert [label for label, _ in found.lists] == ["出席", "列席"]


def test_on_paper_stand_the_lists_that_the_standard_knows(stage: Stage) -> None:
    meeting = over(stage, items=0)
    Presence.objects.filter(attendee__official=stage.cast.executive).delete()
    roll = record_of(meeting).roll
    assert roll.absent == (stage.cast.executive.name,)
    assert "缺席" in dict(roll.lists) and "缺席" not in dict(roll.printed)


def test_who_is_excused_is_named_and_his_stand_in_only_attends(stage: Stage) -> None:
    found = roll(stage, executive="excused", land_deputy="stand_in", schools_deputy="missing")
    assert found.present == ("赵立民",)
    assert found.excused == ("钱卫东", "李长河")
    assert found.absent == ("孙慧敏",)
    assert found.attending[-1] == "何平（代李长河）"


def test_who_was_excused_and_came_after_all_is_present(stage: Stage) -> None:
    meeting = over(stage, items=0)
    meeting.attendees.filter(official=stage.cast.executive).update(excused=True)
    found = record_of(meeting).roll
    assert "钱卫东" in found.present
    assert found.excused == ()


def test_who_left_and_came_back_is_named_once(stage: Stage) -> None:
    meeting = over(stage, items=0)
    for presence in Presence.objects.all():
        presence.left_at = clock.now()
        presence.save()
        Presence.objects.create(attendee=presence.attendee, came_at=clock.now() + timedelta(hours=1), how="self")
    assert len(record_of(meeting).roll.present) == 4


def test_a_record_of_nothing_is_empty(stage: Stage) -> None:
    meeting = stage.meeting(items=0)
    assert Record(meeting, []).roll == Roll()
    assert record_of(meeting).items == []
