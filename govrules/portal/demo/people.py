"""The people one can step in as in the demo: by government, then grouped as an official would look for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings

from govrules.core import clock
from govrules.core.office.models import Account, Appointment, Government, OrganKind
from govrules.core.office.queries import current

KINDS = {**dict(OrganKind.choices), OrganKind.TOWNSHIP: "乡镇、街道"}


@dataclass(frozen=True)
class Person:
    """One account to click."""

    account: int
    name: str
    title: str


@dataclass
class Household:
    """One government's people: its leaders first, then each kind of organ. `open`: shown unfolded."""

    government: Government
    groups: dict[str, list[Person]] = field(default_factory=dict)
    open: bool = False

    @property
    def leaders(self) -> str:
        """What the group of its leaders is called: 县政府领导, 区政府领导."""
        return f"{self.government.short_name}领导"

    def take(self, row: Appointment, account: int) -> None:
        """Put one more person where he belongs."""
        organ = row.seat.organ
        group = KINDS[organ.kind] if organ else self.leaders
        self.groups.setdefault(group, []).append(Person(account, row.official.name, row.seat.title))


def people(me: int | None = None) -> list[Household]:
    """Everyone with a log-in and a seat, unfolded where the account `me` is. Empty outside the demo."""
    if not settings.DEMO:
        return []
    accounts = dict(Account.objects.filter(official__isnull=False, is_active=True).values_list("official", "pk"))
    filled = Appointment.objects.filter(current(clock.today())).select_related(
        "official", "seat__organ", "seat__government"
    )
    houses: dict[int, Household] = {}
    for row in filled.order_by("seat__government", "seat__organ__order", "seat__order", "seat__pk"):
        account = accounts.pop(row.official_id, None)
        if account is not None:  # else he has no log-in, or stands in the list already
            house = houses.setdefault(row.seat.government_id, Household(row.seat.government))
            house.take(row, account)
            house.open |= account == me
    return in_order(list(houses.values()))


def in_order(houses: list[Household]) -> list[Household]:
    """The leaders first in each; the only one there is stands open."""
    for house in houses:
        house.groups = dict(sorted(house.groups.items(), key=lambda item: item[0] != house.leaders))
        house.open |= len(houses) == 1
    return houses
