"""The calendar as the program counts by it, and its years for the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from threading import Lock

from django.db.models import F, QuerySet

from govrules.core.calendar import notices, statutory
from govrules.core.calendar.models import CalendarDay, CalendarYear, DayKind
from govrules.core.calendar.notices import Preview
from govrules.core.errors import Refused, Why
from govrules.core.workdays import Calendar, Change, Year, changed_span

PROVISIONAL_YEARS = 5  # how far a count may reach past the last notice
NOT_FILLED = Why("还没有载入工作日历", None, "请系统管理员在服务器上运行 python manage.py calendar fill")

Editions = tuple[str, ...]


class _Kept:
    """The calendar last built in this process and the editions it was built from."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.built: tuple[Editions, Calendar] | None = None


_kept = _Kept()


def current() -> Calendar:
    """The calendar by the years loaded now and provisional ones after them; built anew when they change."""
    editions = tuple(CalendarYear.objects.order_by("year").values_list("edition", flat=True))
    built = _kept.built
    if built is not None and built[0] == editions:
        return built[1]
    with _kept.lock:
        if _kept.built is None or _kept.built[0] != editions:
            _kept.built = (editions, build(published()))
        return _kept.built[1]


def build(years: list[Year]) -> Calendar:
    """A calendar of published years; gaps and some years past the last are filled provisionally."""
    if not years:
        raise Refused(NOT_FILLED)
    of_year = {year.year: year for year in years}
    last = min(max(of_year) + PROVISIONAL_YEARS, statutory.LAST_YEAR)
    return Calendar(of_year.get(y) or statutory.provisional(y) for y in range(min(of_year), last + 1))


def published() -> list[Year]:
    """Every loaded year in its present version."""
    days: dict[int, list[CalendarDay]] = {y: [] for y in CalendarYear.objects.values_list("year", flat=True)}
    present = CalendarDay.objects.filter(version=F("year__version")).annotate(of_year=F("year__year"))
    for day in present:
        days[day.of_year].append(day)  # type: ignore[attr-defined]
    return [as_year(year, rows) for year, rows in sorted(days.items())]


def as_year(year: int, rows: Iterable[CalendarDay]) -> Year:
    """Rows of one version as the arithmetic takes them."""
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for row in rows:
        (off if row.kind == DayKind.OFF else work)[row.date] = row.name
    return Year(year, off, work)


def preview(text: str, year: int, number: str = "", *, demo: bool = False) -> Preview:
    """What a notice would make of the year as loaded; a demo's year is no ground for a real notice."""
    read = notices.read(text, year, number)
    row = CalendarYear.objects.filter(year=year).first()
    if row is None or row.demo and not demo:
        return notices.preview(read)
    return notices.preview(read, as_year(year, row.days.filter(version=row.version)))


def effect(year: Year) -> Change:
    """What loading this year would change; nothing is loaded."""
    before = published()
    after = build([*(y for y in before if y.year != year.year), year])
    return changed_span(build(before), after)


def years() -> QuerySet[CalendarYear]:
    """Loaded years, the newest first."""
    return CalendarYear.objects.select_related("loaded_by").order_by("-year")


def next_year() -> int:
    """The year whose notice is awaited."""
    return current().last_known.year + 1
