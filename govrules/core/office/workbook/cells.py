"""What one cell says: text without stray blanks, days in the ways people write them, words of closed lists.

A cell that cannot be read raises `Unreadable`; what was put right on the way is told as a hint.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from openpyxl.cell.cell import ERROR_CODES

from govrules.core.office.models import OrganKind
from govrules.core.office.workbook import sheets
from govrules.core.office.workbook.sheets import NO, YES, Column

BLANKS = " \t\r\n\u00a0\u3000\u200b\ufeff\u2060"
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs"})
DAY = re.compile(r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?")
SEPARATORS = re.compile(r"[、，,；;\s]+")
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
MOST = 2_000_000_000  # an order beyond it no database takes
KINDS = {kind.label: kind.value for kind in OrganKind} | {kind.value: kind.value for kind in OrganKind}
YES_WORDS = {YES: True, "1": True, "TRUE": True, NO: False, "0": False, "FALSE": False}


class Unreadable(Exception):
    """What is wrong with a cell, and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass
class Reader:
    """Reads cells by their columns; `posts` are the words for the posts of the rulebook in force."""

    posts: Mapping[str, tuple[str, ...]]  # a title or a key, and the posts that it may mean
    hints: list[str] = field(default_factory=list)

    def read(self, column: Column, value: Any) -> Any:
        """The value of a cell; None for an empty one. `hints` holds what was put right in it."""
        self.hints = []
        if value in ERROR_CODES:
            raise Unreadable(f"是出错的单元格（{value}）", "请改成正确的内容")
        if column.reads == sheets.DAY:
            return self._day(value)
        text = self._text(value)
        if not text:
            return None
        if column.longest and len(text) > column.longest:
            raise Unreadable(f"有{len(text)}字，最多{column.longest}字", "请缩短")
        return READS[column.reads](self, text)

    def _text(self, value: Any) -> str:
        """As text; a whole number without its decimals, as Excel keeps keys and telephone numbers."""
        if value is None:
            return ""
        if isinstance(value, date | time):
            raise Unreadable("是日期，不是文字", "请把单元格格式改为文本后重新填写")
        if isinstance(value, float):
            if not math.isfinite(value) or value != int(value):
                raise Unreadable(f"是带小数的数（{value}）", "请核对后改正")
            value = int(value)
        text = unicodedata.normalize("NFC", str(value))
        shown = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in INVISIBLE)
        kept = " ".join(shown.strip(BLANKS).split("\n"))
        if kept != str(value) and str(value).strip(BLANKS):
            self.hints.append("前后的空格、换行或看不见的字符已去掉")
        return kept

    def _half(self, text: str) -> str:
        """Full-width letters and digits as the half-width ones that were meant."""
        half = unicodedata.normalize("NFKC", text)
        if half != text:
            self.hints.append(f"全角字符已按半角读作“{half}”")
        return half

    def _key(self, text: str) -> str:
        key = self._half(text)
        if not SLUG.fullmatch(key):
            raise Unreadable(f"“{text}”不能作代号", "代号只用字母、数字、“-”和“_”")
        return key

    def _whole(self, text: str) -> int:
        half = self._half(text)
        if not re.fullmatch(r"\d{1,10}", half) or int(half) > MOST:
            raise Unreadable(f"“{text}”不是整数", "请填 0 或更大的整数")
        return int(half)

    def _yes_no(self, text: str) -> bool:
        known = YES_WORDS.get(self._half(text).upper())
        if known is None:
            raise Unreadable(f"“{text}”既不是“是”也不是“否”", "请填“是”或“否”")
        return known

    def _kind(self, text: str) -> str:
        if text not in KINDS:
            raise Unreadable(f"没有“{text}”这个类别", f"可以填：{'、'.join(kind.label for kind in OrganKind)}")
        return KINDS[text]

    def _post(self, text: str) -> str:
        found = self.posts.get(text) or self.posts.get(self._half(text), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(f"“{text}”可以指几个职务", f"请改填代号：{'、'.join(found)}")
        raise Unreadable(f"现行工作规则中没有“{text}”这个职务", "请从下拉列表中选，或者核对采用的是哪一部规则")

    def _words(self, text: str) -> list[str]:
        return list(dict.fromkeys(word for word in SEPARATORS.split(text) if word))

    def _email(self, text: str) -> str:
        half = self._half(text)
        try:
            validate_email(half)
        except ValidationError:
            raise Unreadable(f"“{text}”不是邮箱地址", "请改成 name@example.cn 的样子，或者留空") from None
        return half

    def _login(self, text: str) -> str:
        half = self._half(text)
        try:
            UnicodeUsernameValidator()(half)
        except ValidationError:
            raise Unreadable(f"“{text}”不能作登录名", "登录名只用字母、数字、汉字和 @ . + - _") from None
        return half

    def _day(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            if value.time() != time(0):
                raise Unreadable(f"带有时刻（{value:%H:%M}）", "只填日期，不填时刻")
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, int | float | bool | time):
            raise Unreadable(f"“{value}”不是日期", "请写成 2026-06-01")
        text = self._half(self._text(value))
        if not text:
            return None
        found = DAY.fullmatch(text)
        try:
            return date(*map(int, found.groups())) if found else self._no_day(text)
        except ValueError:
            return self._no_day(text)

    def _no_day(self, text: str) -> date:
        raise Unreadable(f"“{text}”不是日期", "请写成 2026-06-01 或 2026年6月1日")


READS: Mapping[str, Callable[[Reader, str], Any]] = {
    sheets.KEY: Reader._key, sheets.REF: Reader._key, sheets.TEXT: lambda _, text: text,
    sheets.NUMBER: Reader._whole, sheets.YES_NO: Reader._yes_no, sheets.KIND: Reader._kind,
    sheets.POST: Reader._post, sheets.WORDS: Reader._words, sheets.EMAIL: Reader._email,
    sheets.LOGIN: Reader._login, sheets.PHONE: Reader._half, sheets.ASIDE: lambda _, text: text,
}  # fmt: skip
