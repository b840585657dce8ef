"""The people one can step in as in the demo, grouped as an official would look for them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from govrules.core import clock
from govrules.core.office.models import Account, Appointment, OrganKind
from govrules.core.office.queries import current

LEADERS = "县政府领导"


@dataclass(frozen=True)
class Person:
    """One account to click."""

    account: int
    name: str
    title: str


def people() -> dict[str, list[Person]]:
    """Everyone with a log-in and a seat, by group: the leaders, then each kind of organ. Empty outside the demo."""
    if not settings.DEMO:
        return {}
    accounts = dict(Account.objects.filter(official__isnull=False, is_active=True).values_list("official", "pk"))
    filled = Appointment.objects.filter(current(clock.today()), official__in=accounts).select_related(
        "official", "seat__organ"
    )
    groups: dict[str, list[Person]] = {}
    seen: set[int] = set()
    for row in filled.order_by("seat__organ__order", "seat__order", "seat__pk"):
        if row.official_id in seen:
            continue
        seen.add(row.official_id)
        person = Person(accounts[row.official_id], row.official.name, row.seat.title)
        groups.setdefault(_group(row), []).append(person)
    return dict(sorted(groups.items(), key=lambda item: item[0] != LEADERS))


def _group(row: Appointment) -> str:
    organ = row.seat.organ
    return OrganKind(organ.kind).label if organ else LEADERS
