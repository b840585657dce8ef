"""字数 as an office counts it: Word's own count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.submission.length import count


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("", 0),
        ("   \n\t\u3000", 0),
        ("关于修缮水渠的请示", 9),
        ("妥否，请批示。", 7),
        ("（一）基本情况。", 8),
        ("“十四五”规划", 7),
        ("2026年6月1日", 6),
        ("增长3.5%，达到1,200万元", 9),
        ("GDP", 1),
        ("A-1号机组", 4),
        ("Hello world", 2),
        ("阳财〔2026〕12号", 7),
        ("2026 年", 2),
        ("省略……破折——", 8),
        ("２０２６", 4),
        ("第一行\n第二行", 6),
        ("中,文", 3),
        ("αβ线", 2),
        ("①落实", 3),
        ("かな", 2),
        ("䶮𠮷", 2),
        ("零\u200b宽\u202e", 2),
        ("e\u0301tat", 1),
        ("a\u200bb", 1),
    ],
)
def test_count(text: str, characters: int):
    assert count(text) == characters


@given(st.text(alphabet="水渠，。（）〔〕 \n", max_size=200))
def test_chinese_text_counts_every_mark_but_blanks(text: str):
    assert count(text) == len("".join(text.split()))


@given(st.lists(st.text(alphabet="水渠修缮，。", max_size=20), max_size=20))
def test_paragraphs_count_the_same_together_and_apart(paragraphs: list[str]):
    assert count("\n".join(paragraphs)) == sum(map(count, paragraphs))


@given(st.text(max_size=200))
def test_no_text_counts_more_than_it_has(text: str):
    assert 0 <= count(text) <= len(text)
