"""How fast working days are added: the indexed calendar, a walk day by day, and `chinesecalendar` itself.

    python tests/benchmarks/bench_workdays.py

Absolute times depend on the machine; the ratios hardly do. Also measured: building the calendar, a whole due
moment with its explanation, and how often the guess for an unpublished year is right.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import chinese_calendar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from govrules.core.calendar import package, statutory, wording
from govrules.core.workdays import WORKDAY, Calendar, Year, due_after

ROUNDS = 7
ONE = timedelta(days=1)
YEARS = package.years()
CALENDAR = Calendar([*YEARS, *map(statutory.provisional, range(2027, 2032))])
random.seed(20240222)
CASES = [
    (date.fromordinal(random.randint(date(2004, 1, 1).toordinal(), date(2026, 10, 1).toordinal())), n)
    for n in range(1, 31)
    for _ in range(20)
]
WORKED = {day: CALENDAR.is_workday(day) for day in (date(2004, 1, 1) + i * ONE for i in range(8400))}


def walk(day: date, n: int) -> date:
    """Day by day over a dictionary."""
    while n:
        day += ONE
        n -= WORKED[day]
    return day


def by_package(day: date, n: int) -> date:
    """As the package offers it: it counts from the first working day not before the date it is given."""
    return chinese_calendar.find_workday(n - 1, day + ONE)


def due_moment(day: date, n: int) -> datetime:
    return due_after(datetime(day.year, day.month, day.day, 2, tzinfo=UTC), n, WORKDAY, CALENDAR).due_at


def explained(day: date, n: int) -> str:
    opened = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    return wording.explain(due_after(opened, n, WORKDAY, CALENDAR), CALENDAR)


def micros(ask: Callable[[date, int], object]) -> float:
    """Median over the rounds of the mean time of one call, in microseconds."""
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        for day, n in CASES:
            ask(day, n)
        times.append((perf_counter() - started) / len(CASES) * 1e6)
    return statistics.median(times)


def build_millis() -> float:
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        Calendar([*YEARS, *map(statutory.provisional, range(2027, 2032))])
        times.append((perf_counter() - started) * 1e3)
    return statistics.median(times)


def exact(guess: Callable[[int], Year], n: int) -> float:
    """The share of start days of 2018 to 2026 whose n-th working day a guess gets right."""
    guessed = Calendar([y if y.year < 2018 else guess(y.year) for y in YEARS])
    starts = [date(2018, 1, 1) + i * ONE for i in range(3227)]
    return sum(guessed.add(day, n) == CALENDAR.add(day, n) for day in starts) / len(starts)


def main() -> None:
    assert all(CALENDAR.add(day, n) == walk(day, n) == by_package(day, n) for day, n in CASES)
    ways = [("indexed", CALENDAR.add), ("walk", walk), ("chinesecalendar", by_package)]
    ways += [("due moment", due_moment), ("with its explanation", explained)]
    base = micros(CALENDAR.add)
    print(f"adding 1 to 30 working days, {len(CASES)} cases, median of {ROUNDS}")
    for name, ask in ways:
        took = micros(ask)
        print(f"  {name:<22}{took:>9.2f} µs{took / base:>9.1f} ×")
    print(f"building {CALENDAR.last.year - CALENDAR.first.year + 1} years: {build_millis():.1f} ms")
    for n in (5, 7):
        weekends, guess = exact(lambda year: Year(year, {}, {}), n), exact(statutory.provisional, n)
        print(f"unpublished years, {n} working days: weekends alone {weekends:.1%} right, our guess {guess:.1%}")


if __name__ == "__main__":
    main()
