"""Organs, seats, officials and their log-ins, many at once: the one way in for the workbook and for the demo.

Who may write them, and whether they fit together, is checked by who calls; each row written leaves its history,
a row that says nothing new is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from govrules.core.office.models import Account, Government, Official, Organ, Seat

Kept = TypeVar("Kept", Organ, Seat, Official)
Rows = Mapping[str, Mapping[str, Any]]  # by key, the values of a row


def enrol(model: type[Kept], government: Government, rows: Rows) -> dict[str, Kept]:
    """Write rows by their keys within one government; new ones are made, known ones changed where they differ."""
    known = {row.key: row for row in model.objects.filter(government=government, key__in=list(rows))}
    fresh = [model(government=government, key=key, **values) for key, values in rows.items() if key not in known]
    changed, fields = [], set[str]()
    for key, row in known.items():
        new = {name: value for name, value in rows[key].items() if getattr(row, name) != value}
        for name, value in new.items():
            setattr(row, name, value)
        if new:
            changed.append(row)
            fields |= new.keys()
    if fresh:
        bulk_create_with_history(fresh, model)
    if changed:
        bulk_update_with_history(changed, model, sorted(fields))
    return {row.key: row for row in (*known.values(), *fresh)}


def open_accounts(logins: Mapping[str, Official], hashed: str | None = None) -> list[Account]:
    """Log-ins for officials; without a password nobody can log in before an operator sets one."""
    return Account.objects.bulk_create(
        Account(username=name, official=official, password=hashed or make_password(None))
        for name, official in logins.items()
    )
