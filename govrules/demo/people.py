"""A made-up office from a file: organs, seats, officials with log-ins, portfolios, AB pairs, series, settings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from simple_history.utils import bulk_create_with_history

from documents.dispatch.models import Series
from govrules.core.office.actions import adopt
from govrules.core.office.models import (
    ABPair,
    Account,
    Appointment,
    Government,
    OfficeSetting,
    Official,
    Organ,
    Portfolio,
    Seat,
)

FOLDER = Path(__file__).parent
PASSWORD = "demo-2026"  # noqa: S105  the demo's accounts are shown on its own log-in page
PARTS = ("head", "deputy", "clerk")
TITLES = {"department": ("局长", "副局长", "办公室"), "township": ("镇（乡）长", "副镇（乡）长", "党政办"),
          "institution": ("主任", "副主任", "办公室")}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody with his seat, as the file has him or as an organ's list of three names means him."""

    key: str
    name: str
    seat: str
    post: str
    title: str
    organ: str | None
    order: int


class Office:
    """One made-up office while it is being set up; afterwards its people by key."""

    def __init__(self, name: str) -> None:
        self.data: Mapping[str, Any] = read(name, "office")
        head = self.data["government"]
        self.since: date = head["since"]
        self.government = Government.objects.create(**{k: head[k] for k in ("key", "name", "short_name", "place")})
        self.known = list(everyone(self.data))
        self.organs: dict[str, Organ] = {}
        self.seats: dict[str, Seat] = {}
        self.people: dict[str, Official] = {}

    def set_up(self) -> Office:
        """Everything, in the order in which each thing needs another."""
        adopt(self.government, self.data["government"]["rulebook"], in_force=self.since)
        self.make_organs()
        self.make_people()
        self.pair_leaders()
        self.make_settings()
        return self

    def make_organs(self) -> None:
        made = keep(
            Organ,
            (
                Organ(
                    government=self.government, key=row["key"], name=row["name"], short_name=row["short"],
                    code=row["code"], kind=row.get("kind", "department"), fields=row.get("fields", []), order=order,
                )
                for order, row in enumerate(self.data["organs"], 1)
            ),
        )  # fmt: skip
        self.organs = {organ.key: organ for organ in made}

    def make_people(self) -> None:
        """Their seats, the officials who fill them, and their log-ins, each kind at once."""
        at = self.government
        seats = keep(Seat, (
            Seat(government=at, key=p.seat, post=p.post, organ=self.organs.get(p.organ or ""), title=p.title,
                 order=p.order) for p in self.known
        ))  # fmt: skip
        officials = keep(Official, (
            Official(government=at, key=p.key, name=p.name, email=f"{self.username(p.key)}@demo.invalid",
                     phone=f"{self.data['government']['phone']}{p.order:05d}") for p in self.known
        ))  # fmt: skip
        self.seats = {seat.key: seat for seat in seats}
        self.people = {official.key: official for official in officials}
        Account.objects.bulk_create(
            Account(username=self.username(one.key), official=one, password=hashed()) for one in officials
        )
        keep(Appointment, (
            Appointment(seat=seat, official=one, since=self.since)
            for seat, one in zip(seats, officials, strict=True)
        ))  # fmt: skip

    def username(self, key: str) -> str:
        """Log-ins are unique across governments: all but the first have a prefix."""
        return self.data["government"].get("logins", "") + key

    def pair_leaders(self) -> None:
        """Portfolios and AB pairs of the leaders."""
        leaders = [(self.seats[row["seat"]], row) for row in self.data["leaders"]]
        keep(Portfolio, (
            Portfolio(seat=seat, organ=self.organs[key], since=self.since)
            for seat, row in leaders for key in row.get("covers", [])
        ))  # fmt: skip
        keep(ABPair, (
            ABPair(seat=seat, counterpart=self.seats[row["b"]], since=self.since) for seat, row in leaders if "b" in row
        ))  # fmt: skip

    def make_settings(self) -> None:
        """Number series and what the office itself has fixed."""
        Series.objects.bulk_create(Series(government=self.government, **row) for row in self.data["series"])
        keep(OfficeSetting, (
            OfficeSetting(government=self.government, since=self.since, **row) for row in self.data.get("settings", [])
        ))  # fmt: skip


def everyone(data: Mapping[str, Any]) -> Iterator[Person]:
    """The leaders, the office's people, and of each organ its main head, a deputy and a clerk."""
    for order, row in enumerate(data["leaders"], 1):
        yield Person(**{k: row[k] for k in ("key", "name", "seat", "post", "title")}, organ=None, order=order)
    for order, row in enumerate(data["office"], 101):
        yield Person(**{k: row[k] for k in ("key", "name", "seat", "post", "title")}, organ="office", order=order)
    for number, row in enumerate(data["organs"], 1):
        kind, key = row.get("kind", "department"), row["key"]
        titles = row.get("titles", TITLES.get(kind, ()))
        for n, name in enumerate(row.get("people", [])):
            title = f"{row['short']}{titles[n]}"
            seat = f"{key}-{PARTS[n]}"
            yield Person(seat, name, seat, f"{kind}_{PARTS[n]}", title, key, 1000 + number * 10 + n)


def keep(model: type[Any], rows: Iterable[Any]) -> list[Any]:
    """Write rows at once, with the history that their model keeps."""
    return bulk_create_with_history(list(rows), model)


def read(place: str, what: str) -> dict[str, Any]:
    """A file of a place: its office, its documents."""
    return tomllib.loads((FOLDER / place / f"{what}.toml").read_text("utf-8"))


@cache
def hashed() -> str:
    """The one password of all, hashed once: that is slow by design."""
    return make_password(PASSWORD)


def operator(at: datetime) -> Account:
    """The demo's system operator."""
    return Account.objects.create(username="admin", is_staff=True, is_superuser=True, password=hashed(), date_joined=at)
