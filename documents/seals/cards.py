"""The seals themselves: entering one, naming its keeper and its place, putting it out of use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from documents.seals import rules
from documents.seals.models import Seal, Sealing
from documents.seals.states import State
from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, BrokenRule, NotYours, Why, WrongState
from govrules.core.office.guards import locked, note, require_text, require_together
from govrules.core.office.models import Government, Official, Organ, OrganKind
from govrules.core.office.queries import in_office, organs_of, seats_of
from govrules.rulebook.seal_features import SealsFeature


@dataclass(frozen=True)
class Card:
    """What is kept of a seal."""

    kind: str
    organ: Organ
    name: str
    keeper: Official
    place: str = ""


@transaction.atomic
def enter(government: Government, by: Official, card: Card) -> Seal:
    """A seal that this government, or an organ of it, has; entered twice by a double click it is still one."""
    at = clock.now()
    found = checked(government, by, card, at)
    name = require_text(card.name, "印章名称", "name", 60)
    locked(Government.objects.filter(pk=government.pk)).get()
    same = Seal.objects.filter(government=government, organ=card.organ, name=name).first()
    if same and same.is_active:
        raise BadInput(f"{card.organ.short_name}已经登记了“{name}”", field="name")
    seal = same or Seal(government=government, organ=card.organ, name=name)
    seal.kind, seal.keeper, seal.place, seal.is_active = card.kind, card.keeper, card.place.strip(), True
    seal.save()
    note(government, "seal", f"登记印章{name}，由{card.keeper.name}保管", at, by, found.article, seal=seal.pk)
    return seal


@transaction.atomic
def change(seal_id: int, by: Official, card: Card) -> None:
    """Another keeper from now on, or another place."""
    at = clock.now()
    seal = locked(Seal.objects.select_related("keeper", "organ", "government").filter(pk=seal_id)).get()
    found = checked(seal.government, by, card, at)
    require_here(seal)
    if (card.kind, card.organ.pk) != (seal.kind, seal.organ_id):
        raise BadInput("印章的种类和单位不能改；登记错了的，先停用再重新登记", field="kind")
    was = seal.keeper
    seal.keeper, seal.place = card.keeper, card.place.strip()
    seal.name = require_text(card.name, "印章名称", "name", 60)
    seal.save()
    hands = f"保管人由{was.name}改为{seal.keeper.name}" if was.pk != seal.keeper_id else "登记有更新"
    note(seal.government, "seal", f"登记{seal.name}{hands}", at, by, found.article, seal=seal.pk)


@transaction.atomic
def retire(seal_id: int, by: Official) -> None:
    """Out of use; what it was used for stays in the book."""
    at = clock.now()
    seal = locked(Seal.objects.select_related("organ", "government").filter(pk=seal_id)).get()
    found = rules.seals_in(rules.book_in_force(seal.government, date_of(at)))
    require_manager(by, seal.organ, found, at)
    require_here(seal)
    seal.is_active = False
    seal.save()
    note(seal.government, "seal", f"停用印章{seal.name}", at, by, found.article, seal=seal.pk)


def checked(government: Government, by: Official, card: Card, at: datetime) -> SealsFeature:
    """Entered by whoever may, of a kind that the rules know, with a keeper whom they allow."""
    book = rules.book_in_force(government, date_of(at))
    found = rules.seals_in(book)
    require_together(government, card.organ, card.keeper)
    require_manager(by, card.organ, found, at)
    kind = rules.kinds(book).get(card.kind)
    if kind is None or card.organ.kind not in kind.kept_in:
        raise BadInput(Why(f"{card.organ.short_name}没有这种印章", found.article), field="kind")
    require_keeper(card, found, at)
    return found


def require_keeper(card: Card, found: SealsFeature, at: datetime) -> None:
    """He serves in the organ whose seal it is, and in the office in the section that the rules name."""
    seats = [seat for seat in seats_of(card.keeper, date_of(at)) if seat.organ_id == card.organ.pk]
    if not seats:
        raise BrokenRule(Why(f"保管人应为{card.organ.short_name}的工作人员", found.article, "请改选保管人"))
    section = found.params.section
    if section and card.organ.kind == OrganKind.OFFICE and not any(section in seat.title for seat in seats):
        raise BrokenRule(Why(f"保管人应为{section}的专人", found.article, f"请在{section}的人员中选择"))


def require_manager(by: Official, organ: Organ, found: SealsFeature, at: datetime) -> None:
    if not may_manage(by, organ, at):
        raise NotYours(Why("印章由政府办公室登记，部门的也可以由本部门登记", found.article))


def may_manage(by: Official, organ: Organ, at: datetime) -> bool:
    """The government's office for all, an organ for its own."""
    if by.government_id != organ.government_id:
        return False
    on = date_of(at)
    return in_office(by, on) or organ.pk in organs_of(by, on)


def require_here(seal: Seal) -> None:
    """Nothing is changed about a seal that is out."""
    if Sealing.objects.filter(seal=seal, matter__state=State.OUT).exists():
        raise WrongState(f"{seal.name}现已交出，归还后再改")
