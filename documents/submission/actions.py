"""The official acts on a submission: draft, submit, sign, withdraw, and the office's and the leaders' decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from documents.drafting import begin_revision, checked_title, just_made, keep_text, require_serving
from documents.submission import gates, routes
from documents.submission.facts import standing
from documents.submission.length import count
from documents.submission.models import DirectReason, Submission
from documents.submission.secrecy import require_open
from documents.submission.states import MOVES, State
from documents.submission.typed import cleaned
from govrules.core import acts, authority, clock, registry
from govrules.core.calendar import queries as calendars
from govrules.core.deadlines import actions as deadlines
from govrules.core.errors import BadInput
from govrules.core.journal.actions import Line, record
from govrules.core.judging import settle
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter, Participant, Step, StepState
from govrules.core.notices.actions import News, Telling, tell_all
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import book_of, office_of

DOUBLE_CLICK = timedelta(seconds=30)


@dataclass(frozen=True)
class Draft:
    """What a drafter fills in; the names are those of `Submission`'s fields, and `title`."""

    title: str
    doc_kind: str
    body: str
    recipients: tuple[str, ...] = ()
    organ_number: str = ""
    addressed_to: Official | None = None
    direct_reason: str = ""
    direct_note: str = ""
    cc: tuple[str, ...] = ()
    scope: str = "special"
    matters_count: int = 1
    asks_for_reply: bool = False
    skips_level: bool = False
    skip_approval: str = ""
    secrecy: str = ""
    necessity: str = ""
    declared: tuple[str, ...] = ()
    hearings: tuple[str, ...] = ()
    urgency: str = ""
    urgency_reason: str = ""
    wanted_by: date | None = None
    disclosure: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    proposal: str = ""
    touched: tuple[Organ, ...] = field(default=())


def create(by: Official, organ: Organ, draft: Draft) -> Submission:
    """A new draft of an organ that the drafter serves in; saved twice by a double click it is still one."""
    at = clock.now()
    require_serving(by, organ, at)
    with transaction.atomic():
        made = just_made(by, organ, "submission", draft, at)
        if made:
            return of(made)
        opening = steps.Opening(organ.government, "submission", checked_title(draft.title), organ, by, State.DRAFT)
        matter = steps.open_matter(opening, at)
        steps.join(matter, by, "requester", at)
        submission = Submission(matter=matter)
        fill(submission, draft)
        keep_text(matter, submission.body, by, at, "起草")
    return submission


def revise(matter_id: int, by: Official, draft: Draft, seen: int | None = None) -> Submission:
    """Change a draft that is with its organ; every change of the text is kept as a version.

    `seen` is the matter's version that the form was made from; if somebody saved since, nothing is overwritten.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        begin_revision(matter, by, draft, seen, MOVES, at)
        submission = of(matter)
        fill(submission, draft)
        steps.join(matter, by, "requester", at)
        keep_text(matter, submission.body, by, at, "修改")
        record(matter, Line("edit", at, "修改文稿", actor=by))
    return submission


def submit(matter_id: int, by: Official, reasons: Mapping[str, str]) -> None:
    """Send a draft to the organ's main head for signature, once every gate is passed or departed from with a reason.

    1 gates with their waivers, 2 the move, 3 the step of the main head (who signs for the organ).
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "submit", MOVES)
        submission = of(matter)
        gates.require(submission, by, reasons, at, before_signing=True)
        was, now = acts.move(matter, "submit", MOVES, at)
        record(matter, Line("submit", at, "报送，送主要负责人签批", actor=by, was=was, now=now))
        steps.join(matter, by, "requester", at)
        end_consultation(submission, at)
        steps.plan(matter, [routes.host_signature(matter)])
        steps.advance(matter, at)


def end_consultation(submission: Submission, at: datetime) -> None:
    """Whom nothing makes the host wait for (a report; a township), he does not wait for; who had not answered stays."""
    for asked in standing(submission).unanswered:
        asked.step.matter = submission.matter
        steps.close(asked.step, StepState.LAPSED, at)
        deadlines.cancel(asked.step, at)
        record(submission.matter, Line("consult_end", at, f"{asked.organ.short_name}未回复，报送时不再等候"))


def sign(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """The host's main head signs and the document goes to the government's office, or he sends it back."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        if kind == "return":
            return send_back(step, by, opinion, at)
        acts.require_move(matter, "sign", MOVES)
        acting = steps.decide(step, by, kind, opinion, at)
        submission = of(matter)
        submission.signed_on, submission.submitted_at = timezone.localdate(at), at
        gates.require(submission, by, {}, at)
        submission.save()
        moved = acts.move(matter, "sign", MOVES, at)
        steps.told(matter, "sign", step, acting, moved, at)
        steps.join(matter, by, "requester", at)
        steps.join_organ(matter, office_of(matter.government), "office", at)
        routes.begin(submission, at)


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take back what has been sent while no leader has it yet; it becomes a draft again."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        if not reason.strip():
            raise BadInput("请写明撤回的理由", field="reason")
        was, now = acts.move(matter, "withdraw", MOVES, at)
        to_host(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{reason.strip()}", actor=by, was=was, now=now))


def drop(matter_id: int, by: Official, reason: str) -> None:
    """Give a draft up for good; it stays on record."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        was, now = acts.move(matter, "drop", MOVES, at)
        to_host(matter, at)
        acts.close(matter, at)
        record(matter, Line("drop", at, f"作废：{reason.strip()}", actor=by, was=was, now=now))


def review(step_id: int, by: Official, kind: str, opinion: str, choice: routes.Choice) -> None:
    """The office checks the document: it proposes how to handle it and to which leaders it goes, or returns it.

    Where the rules have it pass several in the office, the last of them sends it on.
    """
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        if kind == "return":
            return send_back(step, by, opinion, at)
        acts.require_move(matter, "review", MOVES)
        if not opinion.strip():
            raise BadInput("请写明办理意见", field="opinion")
        acting = steps.decide(step, by, "review", opinion, at)
        submission = of(matter)
        settle(matter, by, at, accepted=True)
        Submission.objects.filter(pk=submission.pk).update(major=choice.major)
        submission.major = choice.major
        if routes.office_goes_on(matter):
            steps.told(matter, "review", step, acting, (matter.state, matter.state), at)
            steps.advance(matter, at)
            return None
        moved = acts.move(matter, "review", MOVES, at)
        steps.told(matter, "review", step, acting, moved, at)
        return routes.to_leaders(submission, choice, at)


def approve(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """A leader agrees (then the next one, or the route's end), does not agree, or sends it back."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        if kind == "return":
            return send_back(step, by, opinion, at)
        acts.require_move(matter, "approve", MOVES)
        if kind == "reject" and not opinion.strip():
            raise BadInput("请写明不同意的理由", field="opinion")
        if kind == "approve":
            routes.require_words(matter, opinion)
        if kind in ("approve", "circle"):
            gates.require_before_approval(of(matter), by, at)
        if kind == "circle" and not circle_agrees(matter):
            raise BadInput("工作规则未规定圈阅即为同意，请写明意见", field="opinion")
        acting = steps.decide(step, by, kind, opinion, at)
        if kind == "reject":
            return reject(matter, step, acting, at)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        return go_on(matter, by, at)


def circle_agrees(matter: Matter) -> bool:
    """Whether a circled name means assent to the proposed handling: where the rules say so of a request."""
    rule = book_of(matter.adoption).feature("circling")
    return bool(rule and rule.params.request == "agree" and of(matter).doc_kind == "request")


def said(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """A leader has read a report, or a department asked by the office gives its opinion; after the last it goes on."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        acting = steps.decide(step, by, kind, opinion, at)
        steps.told(step.matter, step.act, step, acting, (step.matter.state, step.matter.state), at)
        go_on(step.matter, by, at)


def go_on(matter: Matter, by: Official, at: datetime) -> None:
    """The next group of steps; after the last one, what the rulebook says follows the route."""
    if routes.advance(of(matter), at):
        return
    deadlines.meet_matter(matter, at)
    registry.route_ends()[routes.ending(of(matter))](matter, by, at)


def reject(matter: Matter, step: Step, acting: authority.Acting, at: datetime) -> None:
    """Not approved: the rest of the route falls away and the sender is told."""
    steps.cancel_rest(matter, at)
    deadlines.meet_matter(matter, at)
    moved = acts.move(matter, "reject", MOVES, at)
    acts.close(matter, at)
    steps.told(matter, "reject", step, acting, moved, at)
    tell_host(matter, "rejected", f"未予批准：{matter.title}", step.opinion, step.article, at)


def send_back(step: Step, by: Official, opinion: str, at: datetime) -> None:
    """Return for rework with a reason; the way back begins anew when it is submitted again."""
    matter = step.matter
    if not opinion.strip():
        raise BadInput("退回要写明理由和需要补正的内容", field="opinion")
    acting = steps.decide(step, by, "return", opinion, at)
    moved = acts.move(matter, "send_back", MOVES, at)
    to_host(matter, at)
    settle(matter, by, at, accepted=False)
    steps.told(matter, "return", step, acting, moved, at)
    tell_host(matter, f"returned-{step.pk}", f"退回修改：{matter.title}", step.opinion, step.article, at)


def to_host(matter: Matter, at: datetime) -> None:
    """Whatever was under way ends; the document is unsigned again."""
    steps.cancel_rest(matter, at)
    deadlines.cancel_matter(matter, at)
    Submission.objects.filter(pk=matter.pk).update(signed_on=None, submitted_at=None)


def tell_host(matter: Matter, event: str, subject: str, body: str, article: int | None, at: datetime) -> None:
    """Tell those of the host organ who worked on the document."""
    tell_hosts([(matter, News(event, subject, body, article))], at)


def tell_hosts(told: Sequence[tuple[Matter, News]], at: datetime) -> None:
    """Tell those of the host organs who worked on these documents, of each its own news: as many queries as for one."""
    hands: dict[int, list[Official]] = defaultdict(list)
    worked = Participant.objects.filter(matter__in=[m.pk for m, _ in told], role="requester")
    for hand in worked.select_related("official"):
        hands[hand.matter_id].append(hand.official)
    tell_all([Telling(hands[m.pk], replace(news, event=f"{news.event}:{m.pk}:{m.version}"), m) for m, news in told], at)


def of(matter: Matter) -> Submission:
    """The submission of a locked matter."""
    submission = Submission.objects.get(pk=matter.pk)
    submission.matter = matter
    return submission


def fill(submission: Submission, draft: Draft) -> None:
    """Copy a draft's values to the row; the length is counted from the text."""
    require_open(draft.secrecy, draft.title, draft.body)
    if draft.direct_reason == DirectReason.SECRET:
        raise BadInput("涉密事项不能在本系统办理，请走机要渠道直接报送", field="direct_reason")
    if draft.wanted_by:
        calendars.current().require(draft.wanted_by)
    for name in {f.name for f in fields(draft)} - {"title", "touched", "secrecy"}:
        setattr(submission, name, cleaned(getattr(draft, name)))
    submission.length = count(submission.body)
    submission.save()
    submission.touched.set([o for o in draft.touched if o.pk != submission.matter.organ_id])
