"""Lines are freed of what is not text, and of nothing else."""

import pytest

from govrules.rulebook.published.headings import Sure, clauses, ends_sentence, is_name, items, part
from govrules.rulebook.published.tidy import tidy


def lines(text: str) -> list[str]:
    return [line.text for line in tidy(text)]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("　　区政府　依法\u2003行政。", "区政府 依法 行政。"),
        ("\ufeff区\u200b政\xad府\x07", "区政府"),
        ("第⼗⼀条", "第十一条"),
        ("a&nbsp;b&ldquo;c&rdquo;&#12290;", "a b“c”。"),
        ("R&D；A&B", "R&D；A&B"),
        ("## **第一章** 总则", "第一章 总则"),
        ("- （一）项目", "（一）项目"),
        ("* 项目", "项目"),
        ("• 字号", "字号"),
        ("> > 引用", "引用"),
        (r"1\. 第一\*项", "1. 第一*项"),
        ("[规则](https://example.test/a)全文", "规则全文"),
        ("[2016]35号", "[2016]35号"),
        ("样政发[2030](3)号", "样政发[2030](3)号"),
        ("| 甲 | 乙 |", "甲　乙"),
        ("-5℃以下", "-5℃以下"),
        ("2030-1-2", "2030-1-2"),
        (":", ":"),
        ("，", "，"),
    ],
)
def test_a_line(raw: str, shown: str) -> None:
    assert lines(raw) == [shown]


@pytest.mark.parametrize(
    "noise",
    [
        "", "   ", "---", "***", "- - -", "====", "| | | |", "|---|:-:|", "- 3 -", "— 12 —", "－３－", "·3·", "第3页",
        "第 3 页 共 20 页", "第3页，共20页", "3/20", "Page 3 of 20", "\f", "\u200b",
    ],
)  # fmt: skip
def test_what_is_no_text(noise: str) -> None:
    assert lines(f"甲。\n{noise}\n乙。") == ["甲。", "乙。"]


def test_numbers_that_count_pages_are_dropped() -> None:
    assert lines("甲\n1\n乙\n2\n丙\n3\n丁") == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize("text", ["每月至少\n2\n次", "每年\n2\n次，每次\n1\n天", "甲\n3\n乙\n7\n丙"])
def test_numbers_that_do_not_count_on_are_text(text: str) -> None:
    assert lines(text) == text.split("\n")


def test_a_running_head_is_dropped_only_where_it_stands_beside_page_breaks() -> None:
    text = "样例公报\n— 1 —\n甲。\n— 2 —\n样例公报\n乙。\n样例公报\n丙。"
    assert lines(text) == ["甲。", "乙。", "样例公报", "丙。"]


def test_what_repeats_without_page_breaks_stays() -> None:
    assert lines("主要任务是：\n甲。\n主要任务是：\n乙。") == ["主要任务是：", "甲。", "主要任务是：", "乙。"]


def test_places_are_lines_of_the_file() -> None:
    assert [(line.place, line.marked) for line in tidy("甲\n\n# 乙\r\n丙\n**丁**。")] == [
        (1, False), (3, True), (4, False), (5, True),
    ]  # fmt: skip


# --- what a line may be ---


@pytest.mark.parametrize("text", ["办理。", "如下：", "办理；", "办理。”", "（试行。）", "done.", "是吗？", "……"])
def test_a_whole_sentence(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "办理", "办理，", "规划、", "“四个意识”", "《规则》", "1.", "（试行）"])
def test_half_a_sentence(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一章 总 则", ("章", 1, "总则")),
        ("第十二章政务信息反馈和重要决策督查", ("章", 12, "政务信息反馈和重要决策督查")),
        ("第 2 章", ("章", 2, "")),
        ("第二节 常务会议", ("节", 2, "常务会议")),
        ("第一编 总则", ("编", 1, "总则")),
    ],
)
def test_a_heading(text: str, found: tuple[str, int, str]) -> None:
    seen = part(text)
    assert seen is not None
    assert (seen.level, seen.number, seen.title) == found


@pytest.mark.parametrize(
    "text",
    ["第三章的规定办理", "第一章、第二章", "第一章规定，由区长决定", "第一条 总则", "章节", "第章", "第二章另有规定。"],
)
def test_no_heading(text: str) -> None:
    assert part(text) is None


@pytest.mark.parametrize("text", ["样例区人民政府工作规则", "2030年1月2日", "样政发〔2030〕1号", "（此件公开发布）"])
def test_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["区政府依法行政，执行规则", "规则", "样例区人民政府"])
def test_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("甲。\n第五条 乙", [Sure.STANDS]),
        ("甲。\n第五条乙", [Sure.STANDS]),
        ("甲\n**第五条** 乙", [Sure.STANDS]),
        ("甲\n第五条 乙", [Sure.CUT_OFF]),
        ("甲。第五条 乙", [Sure.INSIDE]),
        ("总则 第五条 乙", [Sure.INSIDE]),
        ("甲。\n第五条规定的事项", [Sure.REFERENCE]),
        ("甲。\n第五条 规定的程序", [Sure.STANDS]),
        ("甲\n第五条规定的事项", []),
        ("甲。第五条规定的事项", []),
        ("按照第五条办理", []),
        ("按照本规则 第五条办理", []),
        ("甲。\n第五条、第六条", [Sure.REFERENCE]),
        ("甲。\n第条", []),
    ],
)
def test_how_sure_a_clause_is(text: str, sure: list[Sure]) -> None:
    assert [one.sure for one in clauses(tidy(text))] == sure


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("一、甲。\n二、乙。", [1, 2]),
        ("甲。二、乙", [2]),
        ("三、六、九", [3]),
        ("（一）甲", []),
        ("1、甲", []),
        ("一是甲", []),
        ("十一、甲", [11]),
        ("一百零四、甲", [104]),
    ],
)
def test_items(text: str, numbers: list[int]) -> None:
    assert [one.number for one in items(tidy(text))] == numbers
