"""A notice on a year's days off: what was read from it, what is wrong with it, and the year that it makes.

Nothing here writes. `read` takes pasted or uploaded text; `preview` holds it against the statutory days and
against the year as loaded, and only one without errors may be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from govrules.core.calendar import notice_csv, notice_text, statutory
from govrules.core.calendar.notice import Entry, Notice, Problem, names_of, short
from govrules.core.calendar.wording import days as say_days
from govrules.core.errors import BadInput
from govrules.core.workdays import Year

LONGEST = 50_000  # characters; a notice has about a thousand
MOST_TOLD = 20  # errors; who has more looks at the first ones first
FAR_OFF, FAR_WORK = 12, 30  # days between a holiday's statutory days and a day under its name


@dataclass(frozen=True)
class Preview:
    """The year as it would stand, the errors that keep it from being loaded, and cautions to look at."""

    year: Year
    number: str
    errors: tuple[Problem, ...]
    cautions: tuple[Problem, ...]

    @property
    def loadable(self) -> bool:
        return not self.errors


def read(text: str, year: int, number: str = "") -> Notice:
    """Read a notice's own words or a table with the columns date, kind and (if known) name."""
    require_covered(year)
    if len(text) > LONGEST:
        raise BadInput(f"超过{LONGEST}字，不像放假通知，请核对", field="text")
    parse = notice_csv.parse if notice_csv.looks_like(text) else notice_text.parse
    return parse(text, year, number.strip())


def require_covered(year: int) -> None:
    """Refuse a year whose statutory days are not tabled."""
    if not statutory.FIRST_YEAR <= year <= statutory.LAST_YEAR:
        raise BadInput(f"只能载入{statutory.FIRST_YEAR}年至{statutory.LAST_YEAR}年的通知，请核对年份", field="year")


def preview(notice: Notice, loaded: Year | None = None) -> Preview:
    """The year that this notice makes; one that names only some holidays leaves the others as loaded."""
    errors = [*notice.problems, *_entry_errors(notice)]
    made = Year(notice.year, _of_kind(notice.entries, "off"), _of_kind(notice.entries, "work"))
    cautions: list[Problem] = []
    if loaded and _is_partial(notice):
        made = _merged(made, loaded, named := _names(notice.entries))
        cautions.append(Problem(f"通知只涉及{'、'.join(sorted(named))}，其余节日沿用已载入的安排"))
    if not notice.number:
        errors.append(Problem("没有找到通知文号，请填写（如“国办发明电〔年份〕序号”）"))
    if notice.entries:
        errors += missing(made)
    return Preview(made, notice.number, tuple(_first(errors)), (*cautions, *_cautions(made)))


def _first(errors: list[Problem]) -> list[Problem]:
    more = len(errors) - MOST_TOLD
    return [*errors[:MOST_TOLD], Problem(f"另有{more}处有误，请先改正以上各处")] if more > 0 else errors


def missing(year: Year) -> list[Problem]:
    """Each statutory day must be off: named as such, or on a weekend that is not worked."""
    return [
        Problem(f"缺少{holiday.name}：{short(day)}是法定节假日，通知中没有放假")
        for holiday in statutory.holidays(year.year)
        for day in holiday.days
        if day in year.work or (day not in year.off and day.weekday() < 5)
    ]


def wrong_days(year: Year) -> list[Problem]:
    """Days that no notice on this year could name; checked for every way of loading one."""
    both = sorted(set(year.off) & set(year.work))
    not_weekend = [day for day in sorted(year.work) if day.weekday() < 5]
    elsewhere = [day for day in sorted({*year.off, *year.work}) if not _belongs(day, year.year)]
    return [
        *(Problem(f"{short(day)}既放假又上班") for day in both),
        *(Problem(f"{short(day)}不是周六、周日，不能作为调休上班日") for day in not_weekend),
        *(Problem(f"{short(day)}不属于{year.year}年，也不是上一年12月") for day in elsewhere),
    ]


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year, day.month) == (year - 1, 12)


def _entry_errors(notice: Notice) -> Iterator[Problem]:
    """What is wrong with single entries, each with its line."""
    seen: dict[date, Entry] = {}
    for entry in notice.entries:
        earlier = seen.setdefault(entry.date, entry)
        if earlier is not entry:
            word = "重复" if earlier.kind == entry.kind else "既放假又上班"
            yield Problem(f"{short(entry.date)}{word}（另见第{earlier.line}行）", entry.line)
        one = {entry.date: entry.name}
        alone = Year(notice.year, one if entry.kind == "off" else {}, one if entry.kind == "work" else {})
        yield from (Problem(p.message, entry.line) for p in wrong_days(alone))
        if _belongs(entry.date, notice.year):
            yield from _far(entry, notice.year)


def _far(entry: Entry, year: int) -> Iterator[Problem]:
    """A day far from the holiday under whose name it stands is a slip of the pen."""
    near = FAR_OFF if entry.kind == "off" else FAR_WORK
    statutory_days = [d for h in statutory.holidays(year) if h.name in names_of(entry.name) for d in h.days]
    if statutory_days and min(abs((entry.date - day).days) for day in statutory_days) > near:
        yield Problem(f"{short(entry.date)}离{entry.name}太远，请核对月份和日期", entry.line)


def _cautions(year: Year) -> Iterator[Problem]:
    usual = {holiday.name for holiday in statutory.holidays(year.year)}
    named = set().union(*map(names_of, chain(year.off.values(), year.work.values())))
    for name in sorted(named - usual):
        yield Problem(f"“{name}”不是法定节日名称，请核对")
    statutory_days = sum(len(h.days) for h in statutory.holidays(year.year))
    given = sum(day.weekday() < 5 for day in year.off) - len(year.work)
    if given != statutory_days:
        yield Problem(
            f"放假占用的周一至周五减去调休上班共{given}天，法定节假日为{statutory_days}天，请核对是否有遗漏"
            f"（上班：{say_days(sorted(year.work), year.year) or '无'}）"
        )


def _is_partial(notice: Notice) -> bool:
    """Every entry named, and some statutory holiday of the year not mentioned."""
    named = _names(notice.entries)
    return all(entry.name for entry in notice.entries) and any(
        holiday.name not in named for holiday in statutory.holidays(notice.year)
    )


def _merged(made: Year, loaded: Year, named: set[str]) -> Year:
    def kept(days: Mapping[date, str]) -> dict[date, str]:
        again = made.off.keys() | made.work.keys()
        return {day: name for day, name in days.items() if day not in again and not names_of(name) & named}

    return Year(made.year, {**kept(loaded.off), **made.off}, {**kept(loaded.work), **made.work})


def _names(entries: tuple[Entry, ...]) -> set[str]:
    return set().union(*(names_of(entry.name) for entry in entries))


def _of_kind(entries: tuple[Entry, ...], kind: str) -> dict[date, str]:
    return {entry.date: entry.name for entry in entries if entry.kind == kind}
