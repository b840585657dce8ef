"""The cast of the tests: one small county government, known by name, and a stranger from another.

`cast.head`, `cast.education_clerk` … are officials, `cast.education`, `cast.office` … organs, `cast.seats["head"]` …
seats. Everyone has held his seat since `SINCE`; department heads and the office director have an e-mail address;
everyone's log-in is his key with `PASSWORD`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password

from govrules import rulebook
from govrules.core.calendar import package
from govrules.core.calendar.models import CalendarDay, CalendarYear, DayKind
from govrules.core.office.models import (
    ABPair,
    Account,
    Adoption,
    Appointment,
    Government,
    Official,
    Organ,
    Portfolio,
    Seat,
)
from govrules.rulebook.loader import DATA, PROVISIONS, RULES

SINCE = date(2024, 3, 1)
YEARS = range(2025, 2027)  # of the calendar; 2027 is not published
PASSWORD = "correct-horse-8"
RULEBOOK = "yanggao-2024"

ORGANS = {  # key: kind, short name, code
    "office": ("office", "县政府办公室", "政办"),
    "education": ("department", "县教育局", "教"),
    "finance": ("department", "县财政局", "财"),
    "resources": ("department", "县自然资源局", "自然资"),
    "agriculture": ("department", "县农业农村局", "农"),
    "township": ("township", "龙泉镇", "龙政"),
}
PEOPLE = {  # key: name, post, organ, title of the seat
    "head": ("赵立民", "head", None, "县长"),
    "executive": ("钱卫东", "executive_deputy", None, "常务副县长"),
    "schools_deputy": ("孙慧敏", "deputy", None, "副县长（教育卫生）"),
    "land_deputy": ("李长河", "deputy", None, "副县长（农业资源）"),
    "director": ("周正", "office_director", "office", "县政府办公室主任"),
    "vice_director": ("吴敏", "office_deputy_director", "office", "县政府办公室副主任"),
    "clerk": ("郑晓", "office_clerk", "office", "县政府办公室文秘"),
    "education_head": ("王文", "department_head", "education", "县教育局局长"),
    "education_deputy": ("冯雪", "department_deputy", "education", "县教育局副局长"),
    "education_clerk": ("陈亮", "department_clerk", "education", "县教育局文书"),
    "finance_head": ("褚建国", "department_head", "finance", "县财政局局长"),
    "finance_deputy": ("卫红", "department_deputy", "finance", "县财政局副局长"),
    "finance_clerk": ("蒋丽", "department_clerk", "finance", "县财政局文书"),
    "resources_head": ("沈平", "department_head", "resources", "县自然资源局局长"),
    "resources_deputy": ("韩冰", "department_deputy", "resources", "县自然资源局副局长"),
    "resources_clerk": ("杨帆", "department_clerk", "resources", "县自然资源局文书"),
    "agriculture_head": ("朱江", "department_head", "agriculture", "县农业农村局局长"),
    "agriculture_clerk": ("秦岭", "department_clerk", "agriculture", "县农业农村局文书"),
    "township_head": ("尤勇", "township_head", "township", "龙泉镇镇长"),
    "township_clerk": ("许静", "township_clerk", "township", "龙泉镇文书"),
}
PAIRS = {"executive": "land_deputy", "schools_deputy": "land_deputy", "land_deputy": "schools_deputy"}
PORTFOLIOS = {
    "executive": ("office", "finance"),
    "schools_deputy": ("education",),
    "land_deputy": ("resources", "agriculture", "township"),
}
ELSEWHERE = {  # the other government
    "other_director": ("何远", "office_director", "other_office", "县政府办公室主任"),
    "stranger": ("吕生", "department_head", "other_finance", "县财政局局长"),
}


@dataclass
class Cast:
    """Everybody and everything by name."""

    government: Government
    adoption: Adoption
    seats: dict[str, Seat]

    office: Organ
    education: Organ
    finance: Organ
    resources: Organ
    agriculture: Organ
    township: Organ

    head: Official
    executive: Official
    schools_deputy: Official
    land_deputy: Official
    director: Official
    vice_director: Official
    clerk: Official
    education_head: Official
    education_deputy: Official
    education_clerk: Official
    finance_head: Official
    finance_deputy: Official
    finance_clerk: Official
    resources_head: Official
    resources_deputy: Official
    resources_clerk: Official
    agriculture_head: Official
    agriculture_clerk: Official
    township_head: Official
    township_clerk: Official

    other_government: Government
    other_adoption: Adoption
    other_office: Organ
    other_finance: Organ
    other_director: Official
    stranger: Official

    @property
    def book(self) -> rulebook.Rulebook:
        return rulebook.load(RULEBOOK)

    def everybody(self) -> list[Official]:
        """The officials of the first government."""
        return [getattr(self, key) for key in PEOPLE]


@pytest.fixture
def cast(db) -> Cast:
    """The cast on a database that forgets it after the test."""
    return assemble()


@pytest.fixture
def lasting_cast(transactional_db) -> Cast:
    """The cast committed, for tests with threads and other processes."""
    return assemble()


def assemble() -> Cast:
    """Write everything, in some twenty queries."""
    fill_calendar()
    here = _government("yanggao", "阳高县人民政府", "阳高县政府", "阳高县")
    there = _government("yunling", "云岭县人民政府", "云岭县政府", "云岭县")
    organs = _organs(here, ORGANS) | _organs(there, _elsewhere_organs())
    seats, officials = _people(here, PEOPLE, organs)
    other_seats, others = _people(there, ELSEWHERE, organs)
    ABPair.objects.bulk_create(ABPair(seat=seats[a], counterpart=seats[b], since=SINCE) for a, b in PAIRS.items())
    Portfolio.objects.bulk_create(
        Portfolio(seat=seats[leader], organ=organs[key], since=SINCE)
        for leader, keys in PORTFOLIOS.items()
        for key in keys
    )
    return Cast(
        government=here, other_government=there, adoption=_adoption(here), other_adoption=_adoption(there),
        seats=seats | other_seats, **organs, **officials, **others,
    )  # fmt: skip


def fill_calendar() -> None:
    """The published years; their editions are fixed, so that the calendar is built once for all tests."""
    years = [year for year in package.years() if year.year in YEARS]
    rows = CalendarYear.objects.bulk_create(
        CalendarYear(
            year=y.year, edition=f"cast-{y.year}", counted=f"cast-{y.year}", source="cast",
            loaded_at=datetime(2025, 1, 1, tzinfo=UTC),
        )
        for y in years
    )  # fmt: skip
    CalendarDay.objects.bulk_create(
        CalendarDay(year=row, version=row.version, date=day, kind=kind, name=name)
        for row, year in zip(rows, years, strict=True)
        for kind, days in ((DayKind.OFF, year.off), (DayKind.WORK, year.work))
        for day, name in days.items()
    )


@cache
def _texts() -> tuple[str, str, str, date]:
    folder, book = DATA / RULEBOOK, rulebook.load(RULEBOOK)
    texts = [(folder / name).read_text(encoding="utf-8") for name in (RULES, PROVISIONS)]
    return texts[0], texts[1], book.sha256, book.in_force


def _adoption(government: Government) -> Adoption:
    toml, provisions, digest, in_force = _texts()
    return Adoption.objects.create(
        government=government, rulebook_id=RULEBOOK, sha256=digest, rulebook_toml=toml, provisions_csv=provisions,
        in_force=in_force, adopted_at=datetime(2024, 2, 22, tzinfo=UTC),
    )  # fmt: skip


def _government(key: str, name: str, short_name: str, place: str) -> Government:
    [made] = Government.objects.bulk_create([Government(key=key, name=name, short_name=short_name, place=place)])
    return made


def _elsewhere_organs() -> dict[str, tuple[str, str, str]]:
    return {"other_office": ORGANS["office"], "other_finance": ORGANS["finance"]}


def _organs(government: Government, table: dict[str, tuple[str, str, str]]) -> dict[str, Organ]:
    rows = [
        Organ(
            government=government, key=key.replace("_", "-"), name=short.replace("县", government.place, 1),
            short_name=short, code=code, kind=kind, order=order,
        )
        for order, (key, (kind, short, code)) in enumerate(table.items())
    ]  # fmt: skip
    return dict(zip(table, Organ.objects.bulk_create(rows), strict=True))


def _people(
    government: Government, table: dict[str, tuple[str, str, str | None, str]], organs: dict[str, Organ]
) -> tuple[dict[str, Seat], dict[str, Official]]:
    """Seats, officials who hold them, and their log-ins."""
    seats = [
        Seat(government=government, key=key, post=post, organ=organ and organs[organ], title=title, order=order)
        for order, (key, (_, post, organ, title)) in enumerate(table.items())
    ]
    officials = [
        Official(government=government, key=key, name=name, email=_email(key, post))
        for key, (name, post, _, _) in table.items()
    ]
    Seat.objects.bulk_create(seats)
    Official.objects.bulk_create(officials)
    held = zip(seats, officials, strict=True)
    Appointment.objects.bulk_create(Appointment(seat=s, official=o, since=SINCE) for s, o in held)
    accounts = Account.objects.bulk_create(
        Account(username=o.key, first_name=o.name, password=_hashed(), official=o) for o in officials
    )
    for account in accounts:
        account.official.account = account
    return dict(zip(table, seats, strict=True)), dict(zip(table, officials, strict=True))


def _email(key: str, post: str) -> str:
    return f"{key}@example.org" if post in {"department_head", "office_director"} else ""


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


assert {*ORGANS, *PEOPLE, *ELSEWHERE} <= {field.name for field in fields(Cast)}
