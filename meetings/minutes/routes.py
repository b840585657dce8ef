"""By when minutes are to be out and through whom they go, by the rulebook under which they began."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import Deadline
from govrules.core.errors import BadInput, Refused, Why
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.models import Organ
from govrules.core.office.queries import book_of, office_of, seats_with_post, setting
from govrules.rulebook import Route, RouteError, Rulebook
from govrules.rulebook.features import Feature
from govrules.rulebook.schema import DeadlineRule
from govrules.rulebook.vocabulary import FACTS
from meetings.items.models import AgendaItem
from meetings.minutes.models import Minutes

HEAD = "head"
LIMIT, OWN_LIMIT = "minutes_issue", "limit.minutes"
SILENT = "规则未作规定，由办公室主任确定"
Facts = Mapping[str, Any]


def book(minutes: Minutes) -> Rulebook:
    return book_of(minutes.matter.adoption)


def facts_of(minutes: Minutes) -> dict[str, Any]:
    """What the rules look at: the body, who called it, and what the office has settled. No signer picked: no fact.

    A meeting that another than the head chairs is his own, unless the office says that he only chaired it.
    """
    chair = minutes.meeting.chair
    own = chair is not None and chair.post != HEAD
    derived = {"body": minutes.meeting.body, "called_by_deputy": own, "important": False}
    return derived | {key: value for key, value in minutes.declared.items() if value != ""}


def asked(rules: Rulebook) -> frozenset[str]:
    """The facts that the office settles for the way of minutes, as far as these rules look at them."""
    return rules.asked("", "minutes") & {"called_by_deputy", "important", "signer"}


def of_body(rules: Rulebook, key: str, facts: Facts) -> Feature | None:
    """The feature that holds for meetings of this body; None where the rules have none."""
    found = rules.feature(key, facts)
    bodies = getattr(found.params, "bodies", ()) if found else ()
    return found if found and (not bodies or facts["body"] in bodies) else None


def only_if_needed(minutes: Minutes) -> Feature | None:
    """The rule by which such a meeting has minutes only when they are needed."""
    return of_body(book(minutes), "optional_minutes", facts_of(minutes))


def limit_of(minutes: Minutes) -> DeadlineRule | None:
    """The rulebook's time limit for these minutes; None where it does not know one at all."""
    rules = book(minutes)
    known = any(rule.chosen_by == LIMIT for rule in rules.deadlines)
    return rules.deadline(LIMIT, facts_of(minutes)) if known else None


def arm(minutes: Minutes, ended_at: datetime) -> Deadline | None:
    """Begin the limit, counted from the end of the meeting: the rulebook's, or where it is silent the office's own."""
    rule = limit_of(minutes)
    begun = deadlines.arm(minutes.matter, None, rule, ended_at) if rule else None
    own = setting(minutes.matter.government, OWN_LIMIT, timezone.localdate(ended_at))
    if begun is None and own:
        return deadlines.arm_setting(minutes.matter, None, own, ended_at)
    return begun


def business_of(minutes: Minutes) -> Organ:
    """By whose leader they go: the organ that brought everything before the meeting, else the office."""
    if minutes.business_of:
        return minutes.business_of
    listed = AgendaItem.objects.filter(meeting=minutes.meeting, off_reason="").select_related("matter__organ")
    organs = {item.matter.organ for item in listed}
    return organs.pop() if len(organs) == 1 else minutes.matter.organ


def route_of(minutes: Minutes) -> Route:
    """The rulebook's route; `BadInput` says what has still to be settled where one of several must be picked."""
    rules, facts = book(minutes), facts_of(minutes)
    try:
        return rules.route("minutes", facts)
    except RouteError as error:
        picks = [route for signer in FACTS["signer"].domain or () if (route := found(rules, facts, signer))]
        if picks:
            whys = [Why(route.note, route.article, "请选定由谁签发", route.key) for route in picks]
            raise BadInput(*whys, field="signer") from error
        raise Refused(f"规则没有给出这类纪要的签发程序：{error.message}") from error


def found(rules: Rulebook, facts: Facts, signer: str) -> Route | None:
    try:
        return rules.route("minutes", {**facts, "signer": signer})
    except RouteError:
        return None


def is_silent(minutes: Minutes) -> bool:
    """Whether the rules do not say who signs minutes of such a meeting."""
    try:
        return book(minutes).route("minutes", facts_of(minutes) | {"important": False}).silent
    except RouteError:
        return False


def lay_out_minutes(minutes: Minutes, at: datetime) -> list[StepSpec]:
    """The steps of signing on their seats; where the rules are silent, whom the office director confirms."""
    route = route_of(minutes)
    if route.silent:
        return confirmed(minutes, route)
    course = Course(business_of(minutes), timezone.localdate(at), chair=minutes.meeting.chair)
    return lay_out(route, facts_of(minutes), course)


def confirmed(minutes: Minutes, route: Route) -> list[StepSpec]:
    """A silent route: the office director confirms who signs, and that choice is on record as his."""
    if minutes.signer is None:
        raise BadInput(Why(route.note, route.article, "请选定由谁签发，经办公室主任确认"), field="signer_seat")
    office = office_of(minutes.matter.government)
    director = next(iter(seats_with_post(minutes.matter.government, "office_director", office)), None)
    return [
        StepSpec("review", "office_director", director, group=1, route=route.key, basis=SILENT),
        StepSpec("sign", minutes.signer.post, minutes.signer, group=2, route=route.key, basis=SILENT),
    ]
