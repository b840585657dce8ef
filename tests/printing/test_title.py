"""Titles are broken by their sense, into even lines that fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.printing.title import BEGIN, CELLS, break_title, cells


def test_a_short_title_stays_in_one_line() -> None:
    assert break_title("关于召开全县安全生产工作会议的通知") == ["关于召开全县安全生产工作会议的通知"]


def test_a_line_holds_twenty_characters_of_the_second_size() -> None:
    assert CELLS == 20


@pytest.mark.parametrize(
    "lines",
    [
        ["阳高县人民政府关于同意建设", "龙泉镇文化活动中心的批复"],
        ["阳高县水务局关于", "申请拨付2026年农村饮水安全巩固提升工程", "县级配套资金的请示"],
        ["阳高县人民政府", "关于改造城西初级中学运动场的批复"],  # 改造 is the verb here
        ["阳高县教育局关于", "调整义务教育阶段学校学区划分的请示"],
        ["阳高县住房和城乡建设管理局关于", "实施县城供热管网改造工程的请示"],
        ["阳高县发展和改革局关于", "审批县城第二污水处理厂", "提标改造及再生水回用工程", "可行性研究报告的请示"],
    ],
)
def test_titles_as_an_office_would_break_them(lines: list[str]) -> None:
    assert break_title("".join(lines)) == lines


def test_a_line_feed_overrides() -> None:
    assert break_title("阳高县人民政府\n关于同意建设的批复") == ["阳高县人民政府", "关于同意建设的批复"]
    assert break_title("  关于放假的通知 \n\n") == ["关于放假的通知"]


def test_no_title_no_lines() -> None:
    assert break_title("") == []
    assert break_title(" \n ") == []


def test_the_name_of_a_document_is_kept_whole() -> None:
    lines = break_title("阳高县人民政府办公室关于印发《阳高县2026年国土绿化行动实施方案》的通知")
    assert any("《阳高县2026年国土绿化行动实施方案》" in line for line in lines)


def test_a_name_that_fills_more_than_a_line_is_divided() -> None:
    name = "《阳高县农村供水工程建设运行管护和水费收缴使用监督管理暂行办法实施细则》"
    lines = break_title(f"关于印发{name}的通知")
    assert "".join(lines) == f"关于印发{name}的通知"
    assert all(cells(line) <= CELLS for line in lines)


@pytest.mark.parametrize("word", ["2026年", "人民政府", "污水处理厂"])
@pytest.mark.parametrize("before", range(8, 22))
def test_words_and_numbers_are_not_divided(word: str, before: int) -> None:
    filler = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    title = filler[:before] + word + filler[:12]
    assert any(word in line for line in break_title(title)), break_title(title)


def test_no_line_begins_with_a_particle() -> None:
    title = "阳高县人民政府关于进一步加强和规范县级财政专项资金使用管理全面推进预算绩效管理改革工作的实施意见"
    lines = break_title(title)
    assert all(line[0] not in "的和与及了" for line in lines)


def test_a_title_too_long_for_any_rule_is_still_set() -> None:
    title = "关于" + "加快推进某某工程建设的若干措施和" * 8 + "通知"
    lines = break_title(title)
    assert "".join(lines) == title
    assert all(cells(line) <= CELLS + 1 for line in lines)


words = st.sampled_from(
    [*BEGIN, "阳高县", "农村饮水安全", "项目", "资金", "2026年", "的", "和", "工程", "《方案》", "（试行）"]
)


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=16).map("".join))
def test_nothing_is_lost_and_every_line_fits(title: str) -> None:
    lines = break_title(title)
    assert "".join(lines) == title
    assert all(cells(line) <= CELLS + 1 for line in lines)


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=10).map("".join))
def test_marks_stand_where_they_may(title: str) -> None:
    lines = break_title(title)
    assert all(line[0] not in "》）、，" for line in lines[1:])
    assert all(line[-1] not in "《（" for line in lines[:-1])
