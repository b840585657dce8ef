"""The official act of taking in hand what the head has assigned (交办事项), where the rules have it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, Why
from govrules.core.office.models import Government, Official, Organ
from govrules.core.office.queries import adoption_on, book_of, in_office, seats_with_post
from govrules.core.wording import day
from govrules.rulebook.features import Feature
from supervision.actions import Order, open_task, worded
from supervision.models import Task
from supervision.rules import SUPERVISED

HEAD = "head"


@dataclass(frozen=True)
class Assigned:
    """What the head wants done, since which day, by whom, by when."""

    title: str
    what: str
    assigned_on: date
    organ: Organ
    helpers: tuple[Organ, ...] = ()
    due_on: date | None = None
    demand: str = ""


def rule_on(government: Government, on: date) -> Feature | None:
    """The rule by which what the head assigns is taken in hand; None where there is none."""
    rule = book_of(adoption_on(government, on)).feature(SUPERVISED)
    return rule if rule and rule.params.assigned else None  # type: ignore[attr-defined]


def assign(by: Official, said: Assigned) -> Task:
    """The office opens it: as a supervised matter of the organ, like what a meeting has decided."""
    at = clock.now()
    on = clock.date_of(at)
    rule = rule_on(by.government, on)
    if rule is None:
        raise BrokenRule(Why("本级工作规则没有规定交办事项由办公室协调落实"))
    if not in_office(by, on):
        raise NotYours(Why("交办事项由政府办公室立项", rule.article))
    require_local(by, said)
    if said.assigned_on > on:
        raise BadInput("交办日期不能晚于今天", field="assigned_on")
    head = seats_with_post(by.government, HEAD)
    origin = f"{head[0].title if head else '主要领导'}{day(said.assigned_on, on.year)}交办"
    order = Order(
        title=worded(said.title), what=worded(said.what), origin=origin, organ=said.organ, helpers=said.helpers,
        due_on=said.due_on, article=rule.article, demand=said.demand,
    )  # fmt: skip
    with transaction.atomic():
        return open_task(order, by, at)


def require_local(by: Official, said: Assigned) -> None:
    if any(organ.government_id != by.government_id for organ in (said.organ, *said.helpers)):
        raise BadInput("请选择本政府的单位", field="organ")
