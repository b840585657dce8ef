"""What the adopted rules want of a supervised matter: who feeds back, who answers for it first, what is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from govrules.core.errors import BrokenRule, Why
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import book_of, holders
from govrules.rulebook.features import Feature
from supervision.models import Feedback

SUPERVISED, FEEDBACK, FIRST = "decision_supervision", "decision_feedback", "first_responsible"
NOTICE, REPORT = "supervision_notice", "implementation_report"


def rule_of(matter: Matter, kind: str) -> Feature | None:
    """The feature of the rules that the matter goes by."""
    return book_of(matter.adoption).feature(kind)


def says(matter: Matter, name: str) -> Any:
    """A parameter of how the rules supervise what was decided; nothing where they do not."""
    rule = rule_of(matter, SUPERVISED)
    return getattr(rule.params, name) if rule else None


def bound(matter: Matter, organs: Iterable[Organ]) -> list[Organ]:
    """Those of the organs that by the rules must feed back how it is carried out."""
    rule = rule_of(matter, FEEDBACK)
    return [organ for organ in organs if organ.kind in rule.params.organs] if rule else []  # type: ignore[attr-defined]


def silent(matter: Matter, organs: Iterable[Organ]) -> list[Organ]:
    """Those that must feed back and have not yet."""
    wanted = bound(matter, organs)
    fed = set(Feedback.objects.filter(task=matter.pk).values_list("organ", flat=True)) if wanted else set()
    return [organ for organ in wanted if organ.pk not in fed]


def require_fed_back(matter: Matter, organs: Iterable[Organ]) -> None:
    """No part is closed of which its organ has fed back nothing; each is listed by name, with the article."""
    rule, left = rule_of(matter, FEEDBACK), silent(matter, organs)
    if rule and rule.strength == "must" and left:
        remedy = "请该单位先反馈执行情况"
        raise BrokenRule(
            *[Why(f"{organ.short_name}还没有反馈执行情况，不能办结", rule.article, remedy, rule.key) for organ in left]
        )


def require_demanded(matter: Matter, demand: str) -> None:
    """Where it goes by stages, nothing is taken in hand without saying what will be looked at."""
    rule = rule_of(matter, SUPERVISED)
    if rule and says(matter, "staged") and not demand.strip():
        raise BrokenRule(Why("没有明确督促检查事项", rule.article, "请写明督促检查的要求", rule.key))


def require_looked_at(matter: Matter, note: str) -> None:
    """Where it goes by stages, nothing is struck off before it was looked at how it is carried out."""
    rule = rule_of(matter, SUPERVISED)
    if rule and says(matter, "staged") and not note.strip():
        raise BrokenRule(Why("没有写明督促检查落实的情况，不能销号", rule.article, "请在意见中写明检查情况", rule.key))


def first_seats(matter: Matter, organs: Iterable[Organ]) -> dict[int, Seat]:
    """Organ -> the seat whose holder by the rules answers for it first; an organ without such a seat is left out."""
    rule = rule_of(matter, FIRST)
    posts = rule.params.posts if rule else ()  # type: ignore[attr-defined]
    seats = Seat.objects.filter(organ__in=[organ.pk for organ in organs], post__in=posts) if posts else ()
    return {seat.organ_id: seat for seat in seats}


def first_people(matter: Matter, organs: Iterable[Organ], on: date) -> dict[int, Official]:
    """Organ -> who answers for it first that day."""
    seats = first_seats(matter, organs)
    filling = holders(seats.values(), on) if seats else {}
    return {organ: filling[seat.pk] for organ, seat in seats.items() if seat.pk in filling}
