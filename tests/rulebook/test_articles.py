"""Articles are cited as the rules print them."""

import pytest

from govrules.rulebook import article_name
from govrules.rulebook.articles import chinese_number, number_of


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "第一条"),
        (9, "第九条"),
        (10, "第十条"),
        (11, "第十一条"),
        (19, "第十九条"),
        (20, "第二十条"),
        (31, "第三十一条"),
        (46, "第四十六条"),
        (90, "第九十条"),
        (99, "第九十九条"),
        (100, "第一百条"),
        (101, "第一百零一条"),
        (104, "第一百零四条"),
        (110, "第一百一十条"),
        (111, "第一百一十一条"),
        (120, "第一百二十条"),
        (200, "第二百条"),
        (999, "第九百九十九条"),
    ],
)
def test_an_article_has_its_chinese_number(number, name):
    assert article_name(number) == name


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_a_number_that_is_no_article_is_refused(number):
    with pytest.raises(ValueError, match="条号应在1至999之间"):
        article_name(number)


def test_every_article_has_its_own_name():
    assert len({article_name(number) for number in range(1, 1000)}) == 999


def test_a_number_as_printed_is_read_back():
    assert [number_of(chinese_number(number)) for number in range(1, 1000)] == list(range(1, 1000))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("一百〇四", 104),
        ("一百○四", 104),
        ("一〇四", 104),
        ("一百十一", 111),
        ("一 百 零 四", 104),
        ("两百", 200),
        ("104", 104),
        ("１０４", 104),
        ("1 0 4", 104),
        ("二三", 23),
        ("十 二", 12),
        ("零", 0),
    ],
)
def test_other_ways_to_write_a_number(words, number):
    assert number_of(words) == number


@pytest.mark.parametrize(
    "words", ["", " ", "百", "百十", "十百", "一二三四", "1000", "十十", "二十二十", "甲", "一条", "-1", "1.5"]
)
def test_what_is_no_number(words):
    assert not number_of(words)
