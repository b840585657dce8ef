"""A made-up office from a file: organs, seats, officials with log-ins, portfolios, AB pairs, series, settings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from documents.dispatch.models import Series
from govrules.core.office.actions import Covering, Filling, adopt, appoint_all, cover_all, pair
from govrules.core.office.enrolling import enrol, open_accounts
from govrules.core.office.models import Account, Government, OfficeSetting, Official, Organ, Seat

FOLDER = Path(__file__).parent
PASSWORD = "demo-2026"  # noqa: S105  the demo's accounts are shown on its own log-in page
PARTS = ("head", "deputy", "clerk")
TITLES = {"department": ("局长", "副局长", "办公室"), "township": ("镇长", "副镇长", "党政办"),
          "institution": ("主任", "副主任", "办公室")}  # fmt: skip
SELF = ("key", "name", "seat", "post", "title")


@dataclass(frozen=True)
class Person:
    """Somebody with his seat, as the file has him or as an organ's list of three names means him."""

    key: str
    name: str
    seat: str
    post: str
    title: str
    organ: str
    order: int


def titled(short: str, word: str) -> str:
    """龙泉镇镇长, 马家皂乡副乡长, 县财政局局长: what somebody of an organ is called."""
    if not word.endswith("镇长"):
        return f"{short}{word}"
    place = short.removesuffix("政府")
    return f"{place}{word.replace('镇', '乡') if place.endswith('乡') else word}"


class Office:
    """One made-up office while it is being set up, by the acts that an import uses; afterwards its people by key."""

    def __init__(self, name: str) -> None:
        self.data: Mapping[str, Any] = read(name)
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
        self.fill_seats()
        self.pair_leaders()
        self.make_settings()
        return self

    def make_organs(self) -> None:
        """The organs, in the order of the file."""
        rows = {
            row["key"]: {
                "name": row["name"], "short_name": row["short"], "code": row["code"], "order": order,
                "kind": row.get("kind", "department"), "fields": row.get("fields", []),
            }
            for order, row in enumerate(self.data["organs"], 1)
        }  # fmt: skip
        self.organs = enrol(Organ, self.government, rows)

    def fill_seats(self) -> None:
        """Seats, the officials who fill them, and their log-ins."""
        self.seats = enrol(Seat, self.government, {
            p.seat: {"post": p.post, "organ": self.organs.get(p.organ), "title": p.title, "order": p.order}
            for p in self.known
        })  # fmt: skip
        phone = self.data["government"]["phone"]
        self.people = enrol(Official, self.government, {
            p.key: {"name": p.name, "email": f"{self.login(p.key)}@demo.invalid", "phone": f"{phone}{p.order:05d}"}
            for p in self.known
        })  # fmt: skip
        open_accounts({self.login(key): official for key, official in self.people.items()}, hashed())
        appoint_all([Filling(self.seats[p.seat], self.people[p.key], self.since) for p in self.known])

    def login(self, key: str) -> str:
        """Log-ins are unique across governments: all but the first have a prefix."""
        return self.data["government"].get("logins", "") + key

    def pair_leaders(self) -> None:
        """Portfolios and AB pairs of the leaders."""
        leaders = self.data["leaders"]
        covers = [(self.seats[row["seat"]], self.organs[key]) for row in leaders for key in row.get("covers", [])]
        cover_all([Covering(organ, seat, self.since) for seat, organ in covers])
        for row in leaders:
            if "b" in row:
                pair(self.seats[row["seat"]], self.seats[row["b"]], self.since)

    def make_settings(self) -> None:
        """Number series and what the office itself has fixed."""
        Series.objects.bulk_create(Series(government=self.government, **row) for row in self.data["series"])
        OfficeSetting.objects.bulk_create(
            OfficeSetting(government=self.government, since=self.since, **row) for row in self.data["settings"]
        )


def everyone(data: Mapping[str, Any]) -> Iterator[Person]:
    """The leaders, the office's people, and of each organ its main head, a deputy and clerks; `posts`: other ones."""
    for organ, first, rows in (("", 1, data["leaders"]), ("office", 101, data["office"])):
        for order, row in enumerate(rows, first):
            yield Person(**{k: row[k] for k in SELF}, organ=organ, order=order)
    for number, row in enumerate(data["organs"], 1):
        kind, key = row.get("kind", "department"), row["key"]
        titles = row.get("titles", TITLES.get(kind, ()))
        for n, name in enumerate(row.get("people", [])):
            part = min(n, len(PARTS) - 1)
            seat = f"{key}-{PARTS[part]}{n - part + 1 if n > part else ''}"
            post = row.get("posts", [f"{kind}_{one}" for one in PARTS])[part]
            yield Person(seat, name, seat, post, titled(row["short"], titles[part]), key, 1000 + number * 10 + n)


def read(place: str) -> dict[str, Any]:
    """The office's file of a place."""
    return tomllib.loads((FOLDER / place / "office.toml").read_text("utf-8"))


@cache
def hashed() -> str:
    """The one password of all, hashed once: that is slow by design."""
    return make_password(PASSWORD)


def operator(at: datetime) -> Account:
    """The demo's system operator."""
    return Account.objects.create(username="admin", is_staff=True, is_superuser=True, password=hashed(), date_joined=at)
