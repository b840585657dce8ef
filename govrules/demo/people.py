"""A made-up office from a file: organs, seats, officials with log-ins, portfolios, AB pairs, series, settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from documents.dispatch.models import Series
from govrules.core.office.actions import Covering, Filling, adopt, appoint_all, cover_all, pair
from govrules.core.office.enrolling import enrol, open_accounts
from govrules.core.office.models import Account, Government, OfficeSetting, Official, Organ, Seat

FOLDER = Path(__file__).parent
PASSWORD = "demo-2026"  # noqa: S105  the demo's accounts are shown on its own log-in page
POSTS = {
    "department": ("department_head", "department_deputy", "department_clerk"),
    "township": ("township_head", "township_deputy", "township_clerk"),
    "institution": ("institution_head", "institution_deputy", "institution_clerk"),
}
TITLES = {"department": ("局长", "副局长", "办公室"), "township": ("镇长", "副镇长", "党政办"),
          "institution": ("主任", "副主任", "办公室")}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A seat with the one who fills it, as the file has them, and where it stands in the list."""

    row: Mapping[str, Any]
    organ: Organ | None
    order: int


def title(organ: Organ, n: int) -> str:
    """龙泉镇镇长, 马家皂乡副乡长, 县财政局局长: what the n-th of an organ is called."""
    words = TITLES[organ.kind][n]
    if organ.kind != "township" or n == len(TITLES[organ.kind]) - 1:
        return f"{organ.short_name}{words}"
    place = organ.short_name.removesuffix("政府")
    return f"{place}{words.replace('镇', '乡') if place.endswith('乡') else words}"


class Office:
    """One made-up office while it is being set up, by the acts that an import uses; afterwards its people by key."""

    def __init__(self, name: str) -> None:
        self.data: Mapping[str, Any] = tomllib.loads((FOLDER / name / "office.toml").read_text("utf-8"))
        head = self.data["government"]
        self.since: date = head["since"]
        self.government = Government.objects.create(**{k: head[k] for k in ("key", "name", "short_name", "place")})
        self.organs: dict[str, Organ] = {}
        self.seats: dict[str, Seat] = {}
        self.people: dict[str, Official] = {}
        self.places: list[Place] = []

    def set_up(self) -> Office:
        """Everything, in the order in which each thing needs another."""
        adopt(self.government, self.data["government"]["rulebook"], in_force=self.since)
        self.make_organs()
        self.places += [Place(leader, None, order) for order, leader in enumerate(self.data["leaders"], 1)]
        self.places += [Place(one, self.organs["office"], order) for order, one in enumerate(self.data["office"], 101)]
        self.fill_places()
        self.pair_leaders()
        self.make_settings()
        return self

    def make_organs(self) -> None:
        """The organs and, in each, places for its main head, a deputy and a clerk."""
        rows = {
            row["key"]: {
                "name": row["name"], "short_name": row["short"], "code": row["code"], "order": order,
                "kind": row.get("kind", "department"), "fields": row.get("fields", []),
            }
            for order, row in enumerate(self.data["organs"], 1)
        }  # fmt: skip
        self.organs = enrol(Organ, self.government, rows)
        for row in self.data["organs"]:
            organ = self.organs[row["key"]]
            for n, name in enumerate(row.get("people", [])):
                part = ("head", "deputy", "clerk")[n]
                person = {"key": f"{organ.key}-{part}", "seat": f"{organ.key}-{part}", "post": POSTS[organ.kind][n],
                          "title": title(organ, n), "name": name}  # fmt: skip
                self.places.append(Place(person, organ, 1000 + organ.order * 10 + n))

    def fill_places(self) -> None:
        """Seats, the officials who fill them, and their log-ins."""
        self.seats = enrol(Seat, self.government, {
            place.row["seat"]: {"post": place.row["post"], "organ": place.organ, "title": place.row["title"],
                                "order": place.order}
            for place in self.places
        })  # fmt: skip
        self.people = enrol(Official, self.government, {
            place.row["key"]: {"name": place.row["name"], "email": f"{place.row['key']}@demo.invalid",
                               "phone": f"0352-66{place.order:05d}"[:13]}
            for place in self.places
        })  # fmt: skip
        open_accounts(self.people, make_password(PASSWORD))
        appoint_all([Filling(self.seats[p.row["seat"]], self.people[p.row["key"]], self.since) for p in self.places])

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


def operator(at: datetime) -> Account:
    """The demo's system operator."""
    return Account.objects.create(
        username="admin", is_staff=True, is_superuser=True, password=make_password(PASSWORD), date_joined=at
    )
