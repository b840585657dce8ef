"""What is known of an event, as the facts that the rules ask about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from govrules.core.matters.models import Evidence
from govrules.core.office.queries import book_of
from govrules.rulebook import Rulebook
from govrules.rulebook.feature import Feature
from govrules.rulebook.vocabulary import FACTS
from meetings.events.models import Event
from meetings.events.states import State

ACT, ROUTE, INVITE = "hold_event", "countywide_meeting", "accept_invitation"
STANDING = "standing_passed"
REMINDERS = ("meeting_economy", "video_meetings", "event_organizer")
# What the form has fields of its own for, what is worked out from the other events, what the office says of a leader.
FIELDS = frozenset({
    "event_kind", "in_name_of", "budget_line", "event_mergeable", "concurrent_head", "specially_approved",
})  # fmt: skip


def asked(book: Rulebook) -> frozenset[str]:
    """The facts that the rules look at and that the host has to declare; some matter when leaders are invited."""
    return (book.asked_of_people(ACT, ROUTE) | book.asked_of_people(INVITE)) - FIELDS


def signers(book: Rulebook) -> list[str]:
    """Between whom the rules let one choose who settles it; none where they name the one."""
    routes = [route for route in book.routes if route.chosen_by == ROUTE]
    return list(dict.fromkeys(route.when["signer"] for route in routes if "signer" in route.when))


def checked(declared: Mapping[str, Any], book: Rulebook) -> dict[str, Any]:
    """Of what was declared what the rules ask for, each of its type and in its domain."""
    kept = {key: value for key, value in declared.items() if key in asked(book) and fits(key, value)}
    return {key: value for key, value in kept.items() if value not in ("", False)}


def fits(key: str, value: object) -> bool:
    fact = FACTS[key]
    return type(value) is fact.type and (fact.domain is None or value in fact.domain)


def facts_of(event: Event, *, mergeable: bool = False) -> dict[str, Any]:
    """Everything that is known; what was never declared is absent, a yes-no then is a no."""
    approved = event.matter.state in (State.APPROVED, State.HELD)
    return {
        "scope": "other",
        **checked(event.declared, book_of(event.matter.adoption)),
        "event_kind": event.event_kind, "in_name_of": event.in_name_of, "budget_line": bool(event.budget.strip()),
        "event_approved": approved, "meeting_approved": approved, "standing_passed": standing_passed(event),
        "event_mergeable": mergeable,
    }  # fmt: skip


def standing_passed(event: Event) -> bool:
    """Whether the standing meeting has settled it: on record with the event."""
    return Evidence.objects.filter(matter=event.pk, kind=STANDING).exists()


def reminders(event: Event) -> list[Feature]:
    """What else the rules ask of such meetings, to be kept in mind and not checked: economy, video, who does what."""
    book, facts = book_of(event.matter.adoption), facts_of(event)
    found = [book.feature(key, facts) for key in REMINDERS]
    return [feature for feature in found if feature]


def named(declared: Collection[str]) -> list[str]:
    """The names of declared yes-no facts, for the pages."""
    return [FACTS[key].name for key in declared if key in FACTS and FACTS[key].type is bool]
