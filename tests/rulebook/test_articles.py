"""Articles are cited as the rules print them."""

import pytest

from govrules.rulebook import article_name


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
