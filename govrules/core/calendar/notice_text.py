"""The State Council's notice as it is published, pasted or taken from a file.

Its items read “二、春节：某日（周几）至某日（周几）放假调休，共几天。某日（周几）、某日（周几）上班。”
Each sentence with a date must be understood in full, weekday and number of days included; what is not is a
problem with its line, never skipped. Passed over are “鼓励……” (an encouragement, no day off) and the date
of the signature.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from govrules.core.calendar.notice import WEEKDAYS, Entry, Notice, Problem, full_name, short
from govrules.core.workdays import DAY_LONG

NEW_YEAR = "元旦"
ITEM = re.compile(
    r"(?:(?<![周期初第一二三四五六七八九十])[一二三四五六七八九十]{1,2}、|(?<![\d.])\d{1,2}[.、])"
    r"\s*([^:。\n\d]{1,30}):"
)
TITLE_YEAR = re.compile(r"(\d{4})\s*年(?:部分)?(?:节|放)假")
NUMBER = re.compile(r"([\u4e00-\u9fff]{2,10})\s*[〔\[(]\s*(\d{4})\s*[〕\])]\s*(\d{1,4})\s*号")
DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
SPAN = rf"{DAY}(?:[至到~—–-]{DAY})?"
CLAUSE = re.compile(rf"(?P<days>{SPAN}(?:[、,和]{SPAN})*)(?P<act>放假|(?:照常|正常|补)?上班)")
ONE_DAY = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<aside>[^()]*)\))?"
    r"(?P<to>[至到~—–-])?"
)
ASIDE_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
TOTAL = re.compile(r"(?:共|放假)(\d{1,2})天")
SIGNATURE = re.compile(r"\D{0,40}\d{4}年\d{1,2}月\d{1,2}日\D{0,40}")
DAYS_WORDS = re.compile(r"[休班]|放假")
LONGEST = 31  # days of one span; more is a slip, and not worth walking through


class NotUnderstood(ValueError):
    """A sentence that cannot be taken; its words are for the reader."""


@dataclass
class _Reading:
    """The item being read: its holiday, and the year and month that a bare day inherits."""

    notice_year: int
    name: str
    year: int | None = None
    month: int | None = None
    off: list[date] = field(default_factory=list)
    work: list[date] = field(default_factory=list)


def parse(text: str, year: int, number: str) -> Notice:
    """Item by item, sentence by sentence."""
    text = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n")
    items = list(ITEM.finditer(text))
    entries: list[Entry] = []
    problems = list(_title_problems(text, items, year))
    ends = [*(item.start() for item in items[1:]), len(text)]
    for item, end in zip(items, ends, strict=False):
        for start, sentence in _sentences(text, item.end(), end):
            line = text.count("\n", 0, start) + 1
            try:
                entries += _entries(sentence, year, full_name(item[1]), line)
            except NotUnderstood as reason:
                problems.append(Problem(str(reason), line))
    return Notice(year, number or _number(text), tuple(entries), tuple(problems))


def _title_problems(text: str, items: list[re.Match[str]], year: int) -> Iterator[Problem]:
    if not items:
        yield Problem("没有找到“一、元旦：……”这样的条目；请粘贴通知全文，或使用日期、类别两列的表格")
    title = TITLE_YEAR.search(text)
    if title and int(title[1]) != year:
        line = text.count("\n", 0, title.start()) + 1
        yield Problem(f"通知写的是{title[1]}年，选择的是{year}年", line)


def _number(text: str) -> str:
    found = NUMBER.search(text)
    return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else ""


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Sentences without their white space, each with the place where it begins."""
    for found in re.finditer(r"[^。;]+", text[start:end]):
        sentence = re.sub(r"\s+", "", found[0])
        if sentence:
            lead = len(found[0]) - len(found[0].lstrip())
            yield start + found.start() + lead, sentence


def _entries(sentence: str, year: int, name: str, line: int) -> list[Entry]:
    """The days of one sentence; `NotUnderstood` when a date in it is left over."""
    if sentence.startswith("鼓励"):
        return []
    reading = _Reading(year, name)
    rest = CLAUSE.sub(lambda clause: _take(clause, reading), sentence)
    if re.search(r"\d日|\d月", rest) and not _is_signature(sentence):
        raise NotUnderstood(f"没有看懂“{sentence}”，请核对写法，或改用表格")
    total = TOTAL.search(sentence)
    if total and reading.off and int(total[1]) != len(reading.off):
        raise NotUnderstood(f"写作共{total[1]}天，按日期数为{len(reading.off)}天：“{sentence}”")
    kinds = [("off", day) for day in reading.off] + [("work", day) for day in reading.work]
    return [Entry(day, kind, name, line) for kind, day in kinds]


def _is_signature(sentence: str) -> bool:
    return SIGNATURE.fullmatch(sentence) is not None and not DAYS_WORDS.search(sentence)


def _take(clause: re.Match[str], reading: _Reading) -> str:
    """Note the clause's days in the reading; nothing of it is left over."""
    days = reading.off if clause["act"] == "放假" else reading.work
    start: date | None = None
    for said in ONE_DAY.finditer(clause["days"]):
        day = _date(said, reading)
        if start is not None:
            days += _span(start, day)
        elif not said["to"]:
            days.append(day)
        start = day if said["to"] else None
    return ""


def _span(start: date, end: date) -> list[date]:
    if not 0 < (end - start).days < LONGEST:
        raise NotUnderstood(f"起止日期不对：{short(start)}至{short(end)}")
    return [start + n * DAY_LONG for n in range((end - start).days + 1)]


def _date(said: re.Match[str], reading: _Reading) -> date:
    """The day meant: a bare one inherits month and year; the New Year's December is the year before's."""
    month = int(said["month"]) if said["month"] else reading.month
    if month is None:
        raise NotUnderstood(f"“{said['day']}日”没有写月份")
    year = int(said["year"]) if said["year"] else _year(reading, month)
    try:
        day = date(year, month, int(said["day"]))
    except ValueError:
        raise NotUnderstood(f"没有{year}年{month}月{said['day']}日这一天") from None
    reading.year, reading.month = year, month
    weekday = ASIDE_WEEKDAY.search(said["aside"] or "")
    if weekday and WEEKDAYS[day.weekday()] != weekday[1].replace("天", "日"):
        raise NotUnderstood(f"{month}月{day.day}日写作周{weekday[1]}，实为周{WEEKDAYS[day.weekday()]}")
    return day


def _year(reading: _Reading, month: int) -> int:
    if reading.month == month and reading.year:
        return reading.year
    return reading.notice_year - (month == 12 and reading.name == NEW_YEAR)
