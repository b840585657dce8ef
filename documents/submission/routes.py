"""The way of a submission: the host's own signature, the office, the leaders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from documents.submission.facts import declared, facts_of, portfolios, standing
from documents.submission.models import Submission
from govrules import rulebook
from govrules.core.deadlines import actions as deadlines
from govrules.core.errors import BadInput, Why
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import LIVE, Matter, StepState
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.models import Seat
from govrules.core.office.queries import book_of, main_head_seat, office_of, seats_with_post

Facts = Mapping[str, str | int | bool]
NOTHING_MORE: Facts = {}
SILENT_END = "close_read"
SILENT = "规则未作规定，由办公室主任确定"


@dataclass(frozen=True)
class Choice:
    """What the office settles at its review: major or not, further leaders or readers, urgent ones side by side."""

    major: bool = False
    seats: tuple[int, ...] = ()
    side_by_side: bool = False


def host_signature(matter: Matter) -> StepSpec:
    """The step of the host's main head; its article is that of the gate which asks for his signature, if one does."""
    submission = Submission.objects.get(pk=matter.pk)
    facts = facts_of(submission, standing(submission))
    asking = [g for g in book_of(matter.adoption).gates_for("submit", facts) if g.check == "signed_by_main_head"]
    article = asking[0].article if asking else None
    seat = main_head_seat(matter.organ)
    return StepSpec(
        "sign", seat.post if seat else "", seat, matter.organ, article=article,
        strength=(asking[0].strength or "") if asking else "", basis="" if asking else "本单位主要负责人签发",
    )  # fmt: skip


def route_of(submission: Submission, more: Facts = NOTHING_MORE) -> rulebook.Route:
    """The rulebook's route for what comes in, by the facts of this document and what the office has settled."""
    return book_of(submission.matter.adoption).route("incoming", declared(submission) | more)


def begin(submission: Submission, at: datetime) -> None:
    """The document is at the office: lay the whole way out as far as it is known, and start it and its time limit."""
    matter = submission.matter
    ahead = laid_out(submission, Choice("major" in submission.declared), at)
    steps.plan(matter, ahead or office_picks(submission))
    rule = limit_of(submission, "processing")
    if rule:
        deadlines.arm(matter, None, rule, at)
    advance(submission, at)


def advance(submission: Submission, at: datetime) -> bool:
    """Go on along the route: organs asked on the way see the matter, leaders' own limits begin with their steps."""
    matter = submission.matter
    if not steps.advance(matter, at):
        return False
    begun = matter.steps.filter(state__in=LIVE, started_at=at).select_related("organ", "seat")
    rule = limit_of(submission, "leader_decision")
    if rule:  # by a clock that stands still they may have begun with an earlier act, and their limits with them
        begun = begun.exclude(deadlines__rule=rule.key)
    for step in begun:
        step.matter = matter
        if step.organ_id and step.organ_id != matter.organ_id:
            steps.join_organ(matter, step.organ, "consulted", at)
        elif rule and step.seat and step.seat.organ_id is None:
            deadlines.arm(matter, step, rule, at)
    return True


def limit_of(submission: Submission, kind: str) -> rulebook.DeadlineRule | None:
    """The rulebook's time limit of this kind for this document; None where it does not know the kind at all."""
    book = book_of(submission.matter.adoption)
    known = any(rule.chosen_by == kind for rule in book.deadlines)
    return book.deadline(kind, declared(submission)) if known else None


def office_goes_on(matter: Matter) -> bool:
    """Whether somebody else in the office has still to look at it before it goes to the leaders."""
    own = office_of(matter.government)
    return matter.steps.filter(state=StepState.WAITING, act="review", seat__organ=own).exists()


def require_words(matter: Matter, opinion: str) -> None:
    """Where the rules ask for an explicit opinion on what asks for something, a bare yes is not enough."""
    rule = book_of(matter.adoption).feature("circling")
    if rule and rule.params.explicit and not opinion.strip() and matter.submission.doc_kind == "request":
        why = Why("对有具体请示事项的公文，应签署明确意见", rule.article, "请写明意见", rule.key)
        raise BadInput(why, field="opinion")


def to_leaders(submission: Submission, choice: Choice, at: datetime) -> None:
    """Lay out what follows the office's review anew, with what it has settled, and go on."""
    matter = submission.matter
    matter.steps.filter(state=StepState.WAITING).delete()
    own = office_of(matter.government).pk
    ahead = [s for s in laid_out(submission, choice, at) if s.seat is None or s.seat.organ_id != own]
    ahead = ahead or [StepSpec("read", s.post, s, basis=SILENT) for s in picked(matter, choice)]
    if not ahead:
        route = route_of(submission)
        raise BadInput(Why("请选择呈送哪位领导", route.article, route.note), field="seats")
    steps.plan(matter, ahead)
    advance(submission, at)


def laid_out(submission: Submission, choice: Choice, at: datetime) -> list[StepSpec]:
    """The rulebook's steps for these facts; none where the route is silent."""
    matter, state = submission.matter, standing(submission)
    touched = tuple(c.organ for c in state.latest)
    settled = {
        "major": choice.major,
        "portfolios": portfolios(submission, state, choice.seats),
        "side_by_side": choice.side_by_side and bool(submission.urgency),
        "touches_others": bool(state.latest or state.missing),
    }
    touched += tuple(o for o in state.missing if o not in touched)
    course = Course(matter.organ, timezone.localdate(at), touched, tuple(picked(matter, choice)))
    return lay_out(route_of(submission, settled), declared(submission) | settled, course)


def may_go_side_by_side(submission: Submission) -> bool:
    """Whether the rules know another way for this document when it is sent to its leaders all at once."""
    ways = {route_of(submission, {"side_by_side": both}).key for both in (False, True)}
    return bool(submission.urgency) and len(ways) > 1


def office_picks(submission: Submission) -> list[StepSpec]:
    """A silent route: the office director looks at it first and picks who reads it; that choice is on record."""
    seat = next(iter(seats_with_post(submission.matter.government, "office_director")), None)
    return [StepSpec("review", "office_director", seat, route="incoming", basis=SILENT)]


def picked(matter: Matter, choice: Choice) -> Iterable[Seat]:
    """The leaders' seats that the office picked, of this government only."""
    return Seat.objects.filter(pk__in=choice.seats, government=matter.government, organ=None)


def ending(submission: Submission) -> str:
    """What follows the route's last step, by the rulebook; where it is silent the document is simply read."""
    return route_of(submission).then or SILENT_END
