"""The cast of the tests: one small county government, known by name, and a stranger from another.

`cast.head`, `cast.education_clerk` … are officials, `cast.education`, `cast.office` … organs, `cast.seats["head"]` …
seats. Everyone has held his seat since `SINCE`; department heads and the office director have an e-mail address;
everyone's log-in is his key with `PASSWORD`.

The county is 阳高 unless a test says `@in_county("taobei-2020")`; there is then an audit bureau too, a secretarial
deputy director of the office and a party group member, for the rules that know them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

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
from govrules.rulebook.loader import DATA, PROVISIONS, RULES, read_text

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
MORE_ORGANS = {"audit": ("department", "县审计局", "审")}  # of the other counties
MORE_PEOPLE = {
    "member": ("何志远", "party_group_member", None, "县政府党组成员"),
    "secretary": ("施文", "office_secretarial_deputy", "office", "县政府办公室分管文秘的副主任"),
    "audit_head": ("孔明达", "department_head", "audit", "县审计局局长"),
}
FIELDS = {"finance": ["财政"], "audit": ["审计"]}
PAIRS = {"executive": "land_deputy", "schools_deputy": "land_deputy", "land_deputy": "schools_deputy"}
PORTFOLIOS = {
    "executive": ("office", "finance", "audit"),
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

    county: str
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

    audit: Organ | None = None
    member: Official | None = None
    secretary: Official | None = None
    audit_head: Official | None = None

    @property
    def book(self) -> rulebook.Rulebook:
        return book_in(self.county)

    def everybody(self) -> list[Official]:
        """The officials of the first government."""
        return [getattr(self, key) for key in PEOPLE]

    def local(self, text: str) -> str:
        """A text about a county as this place says it: 县长 is 区长 where it is a district."""
        return _local(text, self.government.place)


def in_county(county: str) -> pytest.MarkDecorator:
    """The cast of a test or of a whole file is that of a county: a shipped rulebook's id, or a folder's path."""
    return pytest.mark.parametrize("county", [county], ids=[county.rpartition("/")[2]])


@pytest.fixture
def county() -> str:
    """Under whose rules the cast works; `in_county` says another."""
    return RULEBOOK


@pytest.fixture
def cast(db, county: str) -> Cast:
    """The cast on a database that forgets it after the test."""
    return assemble(county)


@pytest.fixture
def lasting_cast(transactional_db, county: str) -> Cast:
    """The cast committed, for tests with threads and other processes."""
    return assemble(county)


def assemble(county: str = RULEBOOK) -> Cast:
    """Write everything, in some twenty queries."""
    fill_calendar()
    there = _government("yunling", "云岭县人民政府")
    organs = _organs(there, _elsewhere_organs())
    seats, others = _people(there, ELSEWHERE, organs)
    settled = settle(county)
    settled["seats"] |= seats
    return Cast(other_government=there, other_adoption=_adoption(there, RULEBOOK), **organs, **others, **settled)


def beside(first: Cast, county: str, prefix: str) -> Cast:
    """A second whole government in the same installation; `prefix` stands before the log-ins of its people."""
    others = {
        "other_government": first.government, "other_adoption": first.adoption, "other_office": first.office,
        "other_finance": first.finance, "other_director": first.director, "stranger": first.finance_head,
    }  # fmt: skip
    return Cast(**others, **settle(county, prefix))


def settle(county: str, prefix: str = "") -> dict[str, Any]:
    """One government with its rulebook, organs and people, by the names of `Cast`."""
    here = _government(county.rpartition("/")[2].rpartition("-")[0], book_in(county).government)
    more = county != RULEBOOK
    organs = _organs(here, ORGANS | (MORE_ORGANS if more else {}), fields=FIELDS if more else {})
    seats, officials = _people(here, PEOPLE | (MORE_PEOPLE if more else {}), organs, prefix)
    ABPair.objects.bulk_create(ABPair(seat=seats[a], counterpart=seats[b], since=SINCE) for a, b in PAIRS.items())
    Portfolio.objects.bulk_create(
        Portfolio(seat=seats[leader], organ=organs[key], since=SINCE)
        for leader, keys in PORTFOLIOS.items()
        for key in keys
        if key in organs
    )
    adoption = _adoption(here, county)
    return {"county": county, "government": here, "adoption": adoption, "seats": seats, **organs, **officials}


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
def book_in(county: str) -> rulebook.Rulebook:
    """A shipped rulebook, or that of a folder."""
    return rulebook.load(county) if county in rulebook.available() else rulebook.load_folder(DATA / county)


@cache
def _texts(county: str) -> tuple[str, str]:
    return read_text(DATA / county, RULES), read_text(DATA / county, PROVISIONS)


def _adoption(government: Government, county: str) -> Adoption:
    (toml, provisions), book = _texts(county), book_in(county)
    return Adoption.objects.create(
        government=government, rulebook_id=book.id, sha256=book.sha256, rulebook_toml=toml, provisions_csv=provisions,
        in_force=min(book.in_force, SINCE), adopted_at=datetime(2024, 2, 22, tzinfo=UTC),
    )  # fmt: skip


def _government(key: str, name: str) -> Government:
    place = name.removesuffix("人民政府")
    row = Government(key=key, name=name, short_name=f"{place}政府", place=place)
    [made] = Government.objects.bulk_create([row])
    return made


def _local(text: str, place: str) -> str:
    return text.replace("县", place[-1])


def _elsewhere_organs() -> dict[str, tuple[str, str, str]]:
    return {"other_office": ORGANS["office"], "other_finance": ORGANS["finance"]}


def _organs(
    government: Government, table: dict[str, tuple[str, str, str]], fields: dict[str, list[str]] | None = None
) -> dict[str, Organ]:
    rows = [
        Organ(
            government=government, key=key.replace("_", "-"), name=short.replace("县", government.place, 1),
            short_name=_local(short, government.place), code=code, kind=kind, order=order,
            fields=(fields or {}).get(key, []),
        )
        for order, (key, (kind, short, code)) in enumerate(table.items())
    ]  # fmt: skip
    return dict(zip(table, Organ.objects.bulk_create(rows), strict=True))


def _people(
    government: Government,
    table: dict[str, tuple[str, str, str | None, str]],
    organs: dict[str, Organ],
    prefix: str = "",
) -> tuple[dict[str, Seat], dict[str, Official]]:
    """Seats, officials who hold them, and their log-ins."""
    seats = [
        Seat(
            government=government, key=key, post=post, organ=organ and organs[organ], order=order,
            title=_local(title, government.place),
        )
        for order, (key, (_, post, organ, title)) in enumerate(table.items())
    ]  # fmt: skip
    officials = [
        Official(government=government, key=key, name=name, email=_email(key, post))
        for key, (name, post, _, _) in table.items()
    ]
    Seat.objects.bulk_create(seats)
    Official.objects.bulk_create(officials)
    held = zip(seats, officials, strict=True)
    Appointment.objects.bulk_create(Appointment(seat=s, official=o, since=SINCE) for s, o in held)
    accounts = Account.objects.bulk_create(
        Account(username=prefix + o.key, first_name=o.name, password=_hashed(), official=o) for o in officials
    )
    for account in accounts:
        account.official.account = account
    return dict(zip(table, seats, strict=True)), dict(zip(table, officials, strict=True))


def _email(key: str, post: str) -> str:
    return f"{key}@example.org" if post in {"department_head", "office_director"} else ""


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


assert {*ORGANS, *PEOPLE, *ELSEWHERE, *MORE_ORGANS, *MORE_PEOPLE} <= {field.name for field in fields(Cast)}
