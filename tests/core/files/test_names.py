"""File names: whatever comes in, what is kept is a plain name of bearable length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.core.files.names import LONGEST, clean, ending


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("关于修缮水渠的请示.docx", "关于修缮水渠的请示.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\zhang\\桌面\\预算.xlsx", "预算.xlsx"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("报告\x00.pdf", "报告.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("零\u200b宽\u2066.pdf", "零宽.pdf"),
        ("...隐藏.pdf", "隐藏.pdf"),
        (".docx", "附件.docx"),
        ("  两端 有  空格 .pdf", "两端 有 空格 .pdf"),
        ("尾点.pdf. .", "尾点.pdf"),
        ("", "附件"),
        ("///", "附件"),
        ("\u202e", "附件"),
        ('"><script>alert(1)</script>.pdf', "script>.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("㐱䶮𠮷.pdf", "㐱䶮𠮷.pdf"),
    ],
)
def test_clean(given_name: str, kept: str):
    assert clean(given_name) == kept


def test_a_long_name_is_cut_before_its_ending():
    kept = clean("很" * 400 + ".docx")
    assert kept == "很" * (LONGEST - 5) + ".docx"
    assert len(kept) == LONGEST


def test_an_ending_as_long_as_a_name_is_no_ending():
    assert clean("a." + "b" * 300) == ("a." + "b" * 300)[:LONGEST]


@given(st.text(max_size=400))
def test_any_name_becomes_a_harmless_one(name: str):
    kept = clean(name)
    assert 0 < len(kept) <= LONGEST
    assert not kept.startswith(".")
    assert not set(kept) & set("/\\\r\n\t\0\u202e\u2028")
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("name", "found"),
    [("a.DOCX", "docx"), ("a.tar.gz", "gz"), ("无扩展名", ""), ("a.", ""), ("报告.pdf.exe", "exe")],
)
def test_ending(name: str, found: str):
    assert ending(name) == found
