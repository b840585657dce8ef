"""A made-up office from a file: organs, seats, officials with log-ins, portfolios, AB pairs, series, settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

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
POSTS = {
    "department": ("department_head", "department_deputy", "department_clerk"),
    "township": ("township_head", "township_deputy", "township_clerk"),
    "institution": ("institution_head", "institution_deputy", "institution_clerk"),
}
TITLES = {"department": ("局长", "副局长", "办公室"), "township": ("镇长", "副镇长", "党政办"),
          "institution": ("主任", "副主任", "办公室")}  # fmt: skip


def title(organ: Organ, n: int) -> str:
    """龙泉镇镇长, 马家皂乡副乡长, 县财政局局长: what the n-th of an organ is called."""
    words = TITLES[organ.kind][n]
    if organ.kind != "township" or n == len(TITLES[organ.kind]) - 1:
        return f"{organ.short_name}{words}"
    place = organ.short_name.removesuffix("政府")
    return f"{place}{words.replace('镇', '乡') if place.endswith('乡') else words}"


class Office:
    """One made-up office while it is being set up; afterwards its people by key."""

    def __init__(self, name: str) -> None:
        self.data: Mapping[str, Any] = tomllib.loads((FOLDER / name / "office.toml").read_text("utf-8"))
        head = self.data["government"]
        self.since: date = head["since"]
        self.government = Government.objects.create(**{k: head[k] for k in ("key", "name", "short_name", "place")})
        self.hashed = make_password(PASSWORD)
        self.organs: dict[str, Organ] = {}
        self.seats: dict[str, Seat] = {}
        self.people: dict[str, Official] = {}

    def set_up(self) -> Office:
        """Everything, in the order in which each thing needs another."""
        adopt(self.government, self.data["government"]["rulebook"], in_force=self.since)
        self.make_organs()
        for order, leader in enumerate(self.data["leaders"], 1):
            self.place(leader, None, order)
        for order, person in enumerate(self.data["office"], 101):
            self.place(person, self.organs["office"], order)
        self.pair_leaders()
        self.make_settings()
        return self

    def make_organs(self) -> None:
        """The organs and, in each, its main head, a deputy and a clerk."""
        for order, row in enumerate(self.data["organs"], 1):
            kind = row.get("kind", "department")
            organ = self.organs[row["key"]] = Organ.objects.create(
                government=self.government, key=row["key"], name=row["name"], short_name=row["short"],
                code=row["code"], kind=kind, fields=row.get("fields", []), order=order,
            )  # fmt: skip
            for n, name in enumerate(row.get("people", [])):
                part = ("head", "deputy", "clerk")[n]
                person = {"key": f"{organ.key}-{part}", "seat": f"{organ.key}-{part}", "post": POSTS[kind][n],
                          "title": title(organ, n), "name": name}  # fmt: skip
                self.place(person, organ, 1000 + order * 10 + n)

    def place(self, row: Mapping[str, Any], organ: Organ | None, order: int) -> None:
        """A seat, the official who fills it, and his log-in."""
        seat = self.seats[row["seat"]] = Seat.objects.create(
            government=self.government, key=row["seat"], post=row["post"], organ=organ, title=row["title"], order=order
        )
        official = self.people[row["key"]] = Official.objects.create(
            government=self.government, key=row["key"], name=row["name"], email=f"{row['key']}@demo.invalid",
            phone=f"0352-66{order:05d}"[:13],
        )  # fmt: skip
        Account.objects.create(username=row["key"], official=official, password=self.hashed)
        Appointment.objects.create(seat=seat, official=official, since=self.since)

    def pair_leaders(self) -> None:
        """Portfolios and AB pairs of the leaders."""
        for leader in self.data["leaders"]:
            seat = self.seats[leader["seat"]]
            for key in leader.get("covers", []):
                Portfolio.objects.create(seat=seat, organ=self.organs[key], since=self.since)
            if "b" in leader:
                ABPair.objects.create(seat=seat, counterpart=self.seats[leader["b"]], since=self.since)

    def make_settings(self) -> None:
        """Number series and what the office itself has fixed."""
        Series.objects.bulk_create(Series(government=self.government, **row) for row in self.data["series"])
        OfficeSetting.objects.bulk_create(
            OfficeSetting(government=self.government, since=self.since, **row) for row in self.data["settings"]
        )


def operator(at: datetime) -> Account:
    """The demo's system operator."""
    return Account.objects.create(
        username="admin", is_staff=True, is_superuser=True, password=make_password(PASSWORD), date_joined=at
    )
