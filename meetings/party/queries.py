"""What the pages of this room show, gathered in a constant number of queries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from govrules.core.findings import of_gate, summed_up
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, Start, way
from govrules.core.office.models import Official
from govrules.core.wording import short_day
from meetings.party import rules
from meetings.party.models import PartyMatter
from meetings.party.states import WITH_HOST, State

BEGINS = Start(send="送审签", states=WITH_HOST)


def gather(matter: Matter, at: datetime) -> tuple[Any, ...]:
    """Document, steps, way, findings and further facts of one matter of this room (see `meetings.sheet`)."""
    party = PartyMatter.objects.select_related("submitter", "proof").get(pk=matter.pk)
    party.matter = matter
    steps, rule = steps_of(matter), rules.rule_for(matter)
    over = matter.state in (State.SENT, State.ANSWERED, State.DROPPED)
    judged = [] if over else rules.judge(party, ahead=matter.state != State.APPROVED)
    more = {
        "rule": rule, "committee": rules.committee(matter.government), "class": class_of(party, rule),
        "declared": rules.named(party.declared), "items": rules.items_of(matter),
    }  # fmt: skip
    line = way(matter, steps, end(party), expected(matter, steps, at), BEGINS)
    return party, steps, line, summed_up(map(of_gate, judged)), more


def class_of(party: PartyMatter, rule: Any) -> str:
    """The class in the rules' words."""
    classes = rule.params.classes if rule else ()
    return classes[party.sort - 1] if party.sort and party.sort <= len(classes) else ""


def end(party: PartyMatter) -> list[Point]:
    """It is sent, then answered."""
    state = party.matter.state
    if state == State.DROPPED:
        return []
    sent = "done" if party.sent_on else "here" if state == State.APPROVED else "ahead"
    answered = "done" if party.answer else "here" if state == State.SENT else "ahead"
    replied = short_day(party.answered_on) if party.answered_on else ""
    return [
        Point("报送", party.sent_number, short_day(party.sent_on) if party.sent_on else "", sent),
        Point("答复", party.get_answer_display() if party.answer else "", replied, answered),
    ]


def matters(official: Official) -> QuerySet[Matter]:
    """Those that he may see, the newest first."""
    found = visible_to(official).filter(kind=rules.KIND).select_related("organ", "party_matter")
    return found.order_by("-moved_at", "-pk")


def about(parent: Matter, official: Official) -> list[Matter]:
    """Those about one matter that he may see: one query."""
    return list(matters(official).filter(parent=parent))


def standing(matter: Matter, today: date) -> str:
    """Where it stands, for lists: its answer, or since when it waits for one."""
    party = matter.party_matter
    if party.answer:
        return f"{party.get_answer_display()}（{party.answer_number}）"
    if party.sent_on:
        return f"{party.sent_on:%m月%d日}报送，尚无答复，已{(today - party.sent_on).days}日"
    return str(State(matter.state).label)
