"""The leadership of `leadership.py` in the database: the same seats and people, under the rules of 阳高."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.office.models import (
    ABPair,
    Absence,
    Account,
    Adoption,
    Appointment,
    Entrustment,
    Government,
    Official,
    Organ,
    OrganKind,
    Seat,
)
from govrules.rulebook.loader import DATA, PROVISIONS, RULES
from tests.core.authority.books import YANGGAO
from tests.core.authority.leadership import FINANCE, NAMES, OFFICE, PLACES, TRANSPORT

LONG_AGO = date(2024, 3, 1)
MONDAY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)  # 2026-06-01 09:00 in Asia/Shanghai
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ORGANS = {
    OFFICE: ("office", "县政府办公室", OrganKind.OFFICE),
    FINANCE: ("finance", "县财政局", OrganKind.DEPARTMENT),
    TRANSPORT: ("transport", "县交通运输局", OrganKind.DEPARTMENT),
}


@dataclass
class County:
    """A government with its people; `seat[HEAD]` is a seat, `man[zhao]` its holder."""

    government: Government
    adoption: Adoption
    organ: dict[int, Organ] = field(default_factory=dict)
    seat: dict[int, Seat] = field(default_factory=dict)
    man: dict[int, Official] = field(default_factory=dict)
    clerk: Official | None = None
    applicant: Official | None = None

    def away(self, *officials: int, since: datetime = MONDAY - HOUR, until: datetime = MONDAY + DAY) -> list[Absence]:
        """Away already, written as it would stand; the acts have tests of their own."""
        return [
            Absence.objects.create(
                official=self.man[o], starts_at=since, ends_at=until, reason="市里开会", entered_at=since
            )
            for o in officials
        ]

    def pairs(self, *pairs: tuple[int, int]) -> None:
        for seat, other in pairs:
            ABPair.objects.create(seat=self.seat[seat], counterpart=self.seat[other], since=LONG_AGO)

    def entrusted(
        self, seat: int, to_seat: int, kind: str = "entrustment", since: datetime = MONDAY - HOUR
    ) -> Entrustment:
        return Entrustment.objects.create(
            seat=self.seat[seat], to_seat=self.seat[to_seat], kind=kind, starts_at=since, basis="县长签批件",
            recorded_at=since,
        )  # fmt: skip

    def vacate(self, seat: int) -> None:
        Appointment.objects.filter(seat=self.seat[seat]).delete()

    def matter(self, organ: int = TRANSPORT, by: Official | None = None, parent: Matter | None = None) -> Matter:
        return Matter.objects.create(
            government=self.government, adoption=self.adoption, kind="submission",
            title="关于整修通村公路的请示", organ=self.organ[organ], parent=parent, state="leaders",
            opened_by=by or self.applicant, opened_at=MONDAY, moved_at=MONDAY,
        )  # fmt: skip

    def step(self, seat: int | None, act: str = "approve", matter: Matter | None = None, **more: object) -> Step:
        """A step that has not begun."""
        post = PLACES[seat - 1].post if seat else "portfolio_leader"
        return Step.objects.create(
            matter=matter or self.matter(), group=1, act=act, post=post, seat=self.seat.get(seat), article=32,
            **{"state": StepState.WAITING, **more},
        )  # fmt: skip


def build(key: str = "yanggao") -> County:
    """A whole small county: every seat filled, nobody away, no pairs yet."""
    government = Government.objects.create(key=key, name=f"{key}人民政府", short_name=key, place=key)
    county = County(government, adopt_as_it_stands(government))
    county.organ = {
        number: Organ.objects.create(
            government=government, key=name, name=title, short_name=title, kind=kind, order=number
        )
        for number, (name, title, kind) in ORGANS.items()
    }
    county.seat = {
        place.id: Seat.objects.create(
            government=government, key=f"seat-{place.id}", post=place.post, title=place.title, order=place.id,
            organ=county.organ.get(place.organ),
        )
        for place in PLACES
    }  # fmt: skip
    for place, name in zip(PLACES, NAMES, strict=True):
        county.man[place.id + 100] = person(county, name, f"p{place.id}", county.seat[place.id])
    county.clerk = staff(county, "许办事", OFFICE, "office_clerk")
    county.applicant = staff(county, "何科员", TRANSPORT, "department_clerk")
    return county


def person(county: County, name: str, key: str, seat: Seat) -> Official:
    official = Official.objects.create(government=county.government, key=key, name=name)
    Appointment.objects.create(seat=seat, official=official, since=LONG_AGO)
    return official


def staff(county: County, name: str, organ: int, post: str) -> Official:
    seat = Seat.objects.create(
        government=county.government, key=post, post=post, title=f"{ORGANS[organ][1]}工作人员", order=90,
        organ=county.organ[organ],
    )  # fmt: skip
    return person(county, name, post, seat)


def log_in(county: County, official: Official) -> Account:
    return Account.objects.create_user(f"{county.government.key}-{official.key}", official=official)


def adopt_as_it_stands(government: Government) -> Adoption:
    """The shipped rulebook adopted since long ago, without the act and its journal."""
    texts = {name: (DATA / "yanggao-2024" / name).read_text("utf-8") for name in (RULES, PROVISIONS)}
    return Adoption.objects.create(
        government=government, rulebook_id=YANGGAO.id, sha256=YANGGAO.sha256, rulebook_toml=texts[RULES],
        provisions_csv=texts[PROVISIONS], in_force=LONG_AGO, adopted_at=MONDAY,
    )  # fmt: skip
