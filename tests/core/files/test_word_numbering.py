"""The automatic numbers of Word lists as text."""

import pytest
from lxml import etree

from govrules.core.files.word.numbering import FORMATS, chinese, read
from govrules.core.files.word.parts import W


def lists(inner: str) -> etree._Element:
    return etree.fromstring(f'<w:numbering xmlns:w="{W[1:-1]}">{inner}</w:numbering>')


def level(number: int, style: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, override: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


OFFICIAL = abstract(
    7,
    level(0, "japaneseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%1.%2.%3"),
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"),
        (100, "一百"), (101, "一百零一"), (110, "一百一十"), (1000, "一千"), (1001, "一千零一"),
        (1010, "一千零一十"), (9999, "九千九百九十九"), (10000, "10000"), (0, "0"),
    ],
)  # fmt: skip
def test_chinese_numbers(number: int, text: str):
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("ideographDigital", 10, "一〇"), ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 3, "03"),
        ("lowerLetter", 27, "aa"), ("upperLetter", 3, "C"),
        ("lowerRoman", 9, "ix"), ("upperRoman", 14, "XIV"),
    ],
)  # fmt: skip
def test_other_styles(style: str, number: int, text: str):
    assert FORMATS[style](number) == text


def test_levels_count_on_and_begin_again_under_a_higher_one():
    numbering = read(lists(OFFICIAL + num(1, 7)))
    asked = [0, 1, 1, 2, 2, 0, 1, 2]
    assert [numbering.next("1", one) for one in asked] == [
        "一、", "（一）", "（二）", "一.二.1", "一.二.2", "二、", "（一）", "二.一.1",
    ]  # fmt: skip


def test_a_level_without_the_one_above_shows_its_start():
    assert read(lists(OFFICIAL + num(1, 7))).next("1", 2) == "一.一.1"


def test_two_lists_of_one_definition_count_on_together():
    numbering = read(lists(OFFICIAL + num(1, 7) + num(2, 7)))
    assert [numbering.next("1", 0), numbering.next("2", 0), numbering.next("1", 0)] == [
        "一、",
        "二、",
        "三、",
    ]


def test_a_restarted_list_counts_for_itself():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = read(lists(OFFICIAL + num(1, 7) + num(2, 7, again)))
    assert [numbering.next("1", 0), numbering.next("2", 0), numbering.next("1", 0)] == [
        "一、",
        "五、",
        "二、",
    ]


def test_an_overridden_level_is_written_its_own_way():
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1)", 3)}</w:lvlOverride>'
    assert read(lists(OFFICIAL + num(2, 7, own))).next("2", 0) == "3)"


@pytest.mark.parametrize("style", ["bullet", "none"])
def test_bullets_are_no_numbers(style: str):
    assert read(lists(abstract(1, level(0, style, "•")) + num(1, 1))).next("1", 0) == ""


def test_an_unknown_style_counts_in_figures():
    assert read(lists(abstract(1, level(0, "hebrew1", "%1.")) + num(1, 1))).next("1", 0) == "1."


@pytest.mark.parametrize(("num_id", "ilvl"), [("", 0), ("0", 0), ("99", 0), ("1", 8)])
def test_an_unknown_list_has_no_number(num_id: str, ilvl: int):
    assert read(lists(OFFICIAL + num(1, 7))).next(num_id, ilvl) == ""


def test_a_list_without_definition_has_no_number():
    assert read(lists(num(1, 42))).next("1", 0) == ""


def test_a_file_without_lists():
    assert read(None).next("1", 0) == ""


@pytest.mark.parametrize("start", ["999999999999", "-4", "x", "１"])
def test_a_hostile_start_counts_as_one(start: str):
    assert read(lists(abstract(1, level(0, "decimal", "%1.", start)) + num(1, 1))).next("1", 0) == "1."
