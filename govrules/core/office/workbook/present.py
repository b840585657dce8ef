"""The office as it stands: everything that the workbook can say of it, by key, in seven queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from govrules.core.office.models import (
    ABPair,
    Account,
    Appointment,
    Dated,
    Government,
    Official,
    Organ,
    Portfolio,
    Seat,
)
from govrules.core.office.workbook import sheets
from govrules.core.office.workbook.sheets import Sheet


@dataclass(frozen=True)
class Present:
    """Rows by key; `base` their values as the sheets have them; `dated` the dated rows of a sheet."""

    government: Government
    organs: Mapping[str, Organ]
    seats: Mapping[str, Seat]
    officials: Mapping[str, Official]
    logins: Mapping[str, str]  # an official's key, and his log-in's name
    base: Mapping[str, Mapping[str, dict[str, Any]]]
    dated: Mapping[str, list[tuple[tuple[str, str], Dated]]]  # the two keys that a row names, and the row


def present(government: Government) -> Present:
    """Read once, so that thousands of rows are compared without a query each."""
    organs = _by_key(Organ.objects.filter(government=government))
    seats = _by_key(Seat.objects.filter(government=government).select_related("organ"))
    officials = _by_key(Official.objects.filter(government=government).order_by("pk"))
    logins = dict(Account.objects.filter(official__government=government).values_list("official__key", "username"))
    base = {
        sheets.ORGANS.title: {key: _organ(organ) for key, organ in organs.items()},
        sheets.SEATS.title: {key: _seat(seat) for key, seat in seats.items()},
        sheets.OFFICIALS.title: {key: _official(one, logins.get(key)) for key, one in officials.items()},
    }
    return Present(government, organs, seats, officials, logins, base, _dated(government))


def usernames(names: Iterable[str]) -> set[str]:
    """Those of these log-in names that somebody has already, in whatever government."""
    return set(Account.objects.filter(username__in=set(names)).values_list("username", flat=True))


def _by_key(rows: QuerySet[Any]) -> dict[str, Any]:
    return {row.key: row for row in rows}


def _organ(organ: Organ) -> dict[str, Any]:
    names = ("key", "name", "short_name", "kind", "code", "fields", "order", "is_active")
    return {name: getattr(organ, name) for name in names}


def _seat(seat: Seat) -> dict[str, Any]:
    said = {name: getattr(seat, name) for name in ("key", "title", "post", "order")}
    return said | {"organ": seat.organ.key if seat.organ else None}


def _official(official: Official, login: str | None) -> dict[str, Any]:
    return {name: getattr(official, name) for name in ("key", "name", "email", "phone", "is_active")} | {"login": login}


PARTS: Mapping[str, tuple[type[Model], str, str]] = {
    sheets.APPOINTMENTS.title: (Appointment, "seat", "official"),
    sheets.PORTFOLIOS.title: (Portfolio, "organ", "seat"),
    sheets.PAIRS.title: (ABPair, "seat", "counterpart"),
}


def _dated(government: Government) -> dict[str, list[tuple[tuple[str, str], Dated]]]:
    found = {}
    for title, (model, one, other) in PARTS.items():
        rows = model.objects.filter(seat__government=government).select_related(one, other).order_by("since", "pk")
        found[title] = [((getattr(row, one).key, getattr(row, other).key), row) for row in rows]
    return found


def ends(sheet: Sheet) -> tuple[str, str]:
    """The columns of a dated sheet that name the two things put together."""
    return sheet.by[0], sheet.by[1]
