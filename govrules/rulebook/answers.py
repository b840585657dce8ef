"""What the `rulebook` command answers, as plain data: the same for people, for scripts and for tests."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Protocol

from govrules.rulebook.articles import article_name
from govrules.rulebook.book import Rulebook
from govrules.rulebook.checks import check
from govrules.rulebook.errors import RulebookError
from govrules.rulebook.facts import Facts, completed
from govrules.rulebook.schema import DeadlineRule, Element, RouteStep
from govrules.rulebook.select import matches
from govrules.rulebook.vocabulary import FIELDS, STEP_ACTS, STRENGTHS, UNITS, WHOSE

Answer = dict[str, Any]


class Reckoned(Protocol):
    """A counted period: its last day, the days counted, and whether a notice is still to come."""

    @property
    def last_day(self) -> date: ...

    @property
    def counted(self) -> tuple[date, ...]: ...

    @property
    def provisional(self) -> bool: ...


Reckon = Callable[[date, int, str, str], Reckoned]
"""(day of the event, count, unit, direction) -> the counted period."""


def book_answer(book: Rulebook) -> Answer:
    return {**book.header.model_dump(mode="json"), "elements": len(book.elements), "sha256": book.sha256}


def show_answer(book: Rulebook, article: int | None = None) -> Answer:
    """What the program does for each article, or for one, with the provisions in our own words."""
    if article is not None and not 1 <= article <= book.articles:
        raise RulebookError("", book.id, f"没有第{article}条，全文共{book.articles}条")
    numbers = [article] if article is not None else range(1, book.articles + 1)
    return {**book_answer(book), "by_article": [article_answer(book, number) for number in numbers]}


def article_answer(book: Rulebook, number: int) -> Answer:
    return {
        "article": number,
        "name": article_name(number),
        "provisions": [provision.model_dump() for provision in book.article_provisions(number)],
        "elements": [element_answer(book, element) for element in book.article_elements(number)],
    }


def element_answer(book: Rulebook, element: Element) -> Answer:
    known = element.model_dump(mode="json", exclude_defaults=True)
    section = book.section_of(element)
    return {**known, "section": section, "strength": element.strength, "note": element.note}


def route_answer(book: Rulebook, kind: str, facts: Facts) -> Answer:
    route = book.route(kind, facts)
    return {
        "route": route.key,
        "kind": kind,
        "article": route.article,
        "strength": route.strength,
        "silent": route.silent,
        "note": route.note,
        "then": route.then,
        "steps": [step_answer(book, step) for step in route.steps_for(facts)],
    }


def step_answer(book: Rulebook, step: RouteStep) -> Answer:
    return {
        **step.model_dump(mode="json", exclude={"when"}),
        "act_name": STEP_ACTS[step.act],
        "title": book.post(step.post).title,
        "whose_name": WHOSE.get(step.whose or "", ""),
        "field_name": FIELDS.get(step.field or "", ""),
    }


def check_answer(book: Rulebook, gate_key: str, facts: Facts) -> Answer:
    """Whether the gate is for such a matter at all, and what it finds."""
    gate = book.gate(gate_key)
    applies = matches(gate.when, completed(facts))
    found = check(gate, facts) if applies else None
    return {
        "gate": gate.key,
        "act": gate.act,
        "article": gate.article,
        "strength": gate.strength,
        "applies": applies,
        "passed": found is None,
        "message": found.message if found else "",
        "remedy": found.remedy if found else "",
    }


def due_answer(rule: DeadlineRule, start: date, reckon: Reckon, host_limit: int | None = None) -> Answer:
    """When the period ends and how it was counted; a silent rule has no end unless the host sets one."""
    count = days_allowed(rule, host_limit)
    answer: Answer = {
        "rule": rule.key,
        "article": rule.article,
        "strength": rule.strength,
        "silent": rule.silent,
        "note": rule.note,
        "start": start.isoformat(),
        "count": count,
        "unit": rule.unit,
        "direction": rule.direction,
        "set_by_host": host_limit is not None,
        "on_pass": rule.on_pass,
    }
    if count is None:
        return {**answer, "last_day": None, "due_at": None, "counted": [], "provisional": False}
    found = reckon(start, count, rule.unit, rule.direction)
    return {
        **answer,
        "last_day": found.last_day.isoformat(),
        "due_at": f"{found.last_day + timedelta(days=1)}T00:00:00+08:00",
        "counted": [day.isoformat() for day in found.counted],
        "provisional": found.provisional,
    }


def days_allowed(rule: DeadlineRule, host_limit: int | None) -> int | None:
    if host_limit is None:
        return rule.count
    if not rule.host_may_set:
        raise RulebookError("", f"deadlines.{rule.key}", f"{article_name(rule.article)}没有允许主办单位另定时限")
    if host_limit < 1:
        raise RulebookError("", f"deadlines.{rule.key}", "主办单位另定的时限至少1天")
    return host_limit


def strength_name(strength: str | None) -> str:
    return STRENGTHS.get(strength or "", "未作规定")


def unit_name(unit: str) -> str:
    return UNITS[unit]
