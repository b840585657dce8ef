"""Opening matters and taking them through their steps. The caller holds the matter's lock (`acts.on`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from govrules.core import authority
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines import onstep
from govrules.core.errors import BadInput
from govrules.core.journal.actions import Line, record
from govrules.core.matters.kinds import kind_of
from govrules.core.matters.models import LIVE, Matter, Participant, Step, StepHolder, StepState
from govrules.core.office.models import Government, Official, Organ, Seat
from govrules.core.office.queries import adoption_on, setting

KIND_WORDS = {
    "agree": "同意", "agree_with_opinion": "同意，有意见", "disagree": "不同意", "approve": "同意", "reject": "不同意",
    "sign": "签发", "review": "审核", "consent": "同意", "read": "已阅", "return": "退回", "circle": "圈阅",
    "file": "已报备", "agreed": "达成一致意见", "not_agreed": "未能达成一致", "led": "提出主导意见", "signed": "已签字",
    "reserved": "已签字，保留意见",
}  # fmt: skip


@dataclass(frozen=True)
class StepSpec:
    """A step to be planned; steps with the same `group` run side by side. `basis` is set where no article speaks."""

    act: str
    post: str
    seat: Seat | None
    organ: Organ | None = None
    group: int = 1
    article: int | None = None
    strength: str = ""
    route: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Opening:
    """What a matter is opened with; `cause` is set where it opens by itself, and `by` then has done nothing."""

    government: Government
    kind: str
    title: str
    organ: Organ
    by: Official
    state: str
    parent: Matter | None = None
    cause: str = ""


def open_matter(opening: Opening, at: datetime) -> Matter:
    """A new matter under the rulebook in force that day; its organ takes part from the start."""
    o = opening
    matter = Matter.objects.create(
        government=o.government, adoption=adoption_on(o.government, timezone.localdate(at)), kind=o.kind,
        title=o.title, organ=o.organ, parent=o.parent, state=o.state, opened_by=o.by, opened_at=at, moved_at=at,
    )  # fmt: skip
    join(matter, o.by, "drafter", at)
    join_organ(matter, o.organ, "host", at)
    text = f"{o.cause}新建“{o.title}”"
    record(matter, Line("open", at, text, actor=None if o.cause else o.by, now=o.state))
    return matter


def join(matter: Matter, official: Official, role: str, at: datetime) -> None:
    """A person takes part from now on (once; the first role stays, but a requester is always known as one).

    Whose request it now is gives up what he could decide on it.
    """
    row, made = Participant.objects.get_or_create(
        matter=matter, official=official, organ=None, defaults={"role": role, "since": at}
    )
    if not made and role == "requester" != row.role:
        Participant.objects.filter(pk=row.pk).update(role=role)
    if role == "requester":
        for step in matter.steps.filter(assignee=official, state__in=LIVE).select_related("seat", "organ"):
            step.matter = matter
            authority.assign(step, at)


def join_organ(matter: Matter, organ: Organ, role: str, at: datetime) -> None:
    """Everyone serving in the organ takes part from now on."""
    Participant.objects.get_or_create(matter=matter, organ=organ, official=None, defaults={"role": role, "since": at})


def plan(matter: Matter, specs: Iterable[StepSpec], round_: int = 1) -> list[Step]:
    """Write the steps ahead as waiting, after every group there is already."""
    last = matter.steps.aggregate(last=Max("group"))["last"] or 0
    return [
        Step.objects.create(
            matter=matter, round=round_, group=last + s.group, act=s.act, post=s.post, seat=s.seat, organ=s.organ,
            article=s.article, strength=s.strength, route=s.route, basis=s.basis,
        )
        for s in specs
    ]  # fmt: skip


def start(step: Step, at: datetime) -> None:
    """Put a step before whoever may act on it now; the office's own time limit for such steps, if any, begins."""
    step.started_at = at
    step.save(update_fields=["started_at"])
    onstep.begun(step)
    authority.assign(step, at)
    if not kind_of(step.matter.kind).paper_limits:
        return
    limit = setting(step.matter.government, f"limit.{step.act}", timezone.localdate(at))
    if limit and not step.organ_id and not checked_by_leader(step):
        deadlines.arm_setting(step.matter, step, limit, at)


def checked_by_leader(step: Step) -> bool:
    """Whether a leader reviews, for whom the limit of the office's own review (办公室审核) is not meant."""
    return step.act == "review" and step.seat is not None and step.seat.organ_id is None


def advance(matter: Matter, at: datetime) -> bool:
    """Start the next waiting group once nothing is live; False when none is left and the route is finished."""
    if matter.steps.filter(state__in=LIVE).exists():
        return True
    waiting = list(matter.steps.filter(state=StepState.WAITING))
    for step in [s for s in waiting if s.group == waiting[0].group]:
        step.matter = matter
        start(step, at)
    return bool(waiting)


def decide(step: Step, by: Official, kind: str, opinion: str, at: datetime) -> authority.Acting:
    """Close a live step with an opinion of whoever may act at this moment; returns in what capacity he did."""
    acting = authority.require(step, by, at)
    step.opinion_kind, step.opinion = kind, checked_opinion(opinion)
    step.decided_at, step.decided_by = at, by
    step.in_place_of = step.seat if acting.ground != "holder" else None
    step.assignee, step.ground = by, acting.ground
    step.ground_article, step.ground_note = acting.article, acting.note
    close(step, StepState.RETURNED if kind == "return" else StepState.DONE, at)
    deadlines.meet(step, at)
    return acting


def checked_opinion(opinion: str) -> str:
    """An opinion without surrounding blanks; one longer than a page is refused with its length."""
    text = opinion.strip()
    if len(text) > 2000:
        raise BadInput(f"意见有{len(text)}字，最多2000字；更长的内容请作为附件", field="opinion")
    return text


def close(step: Step, state: str, at: datetime) -> None:
    """A step leaves the queues; its holder's row ends."""
    step.state = state
    step.save()
    StepHolder.objects.filter(step=step, until=None).update(until=at)


def close_all(closing: Collection[Step], state: str, kind: str, at: datetime) -> None:
    """Many steps leave the queues, all in the same way: two queries."""
    Step.objects.filter(pk__in=[step.pk for step in closing]).update(state=state, opinion_kind=kind, decided_at=at)
    StepHolder.objects.filter(step__in=[step.pk for step in closing], until=None).update(until=at)


def cancel_rest(matter: Matter, at: datetime) -> None:
    """Cancel every live and waiting step with its deadlines: the way back begins anew."""
    for step in matter.steps.filter(state__in=[*LIVE, StepState.WAITING]):
        step.matter = matter
        close(step, StepState.CANCELLED, at)
        deadlines.cancel(step, at)


def told(matter: Matter, act: str, step: Step, acting: authority.Acting, moved: tuple[str, str], at: datetime) -> None:
    """The journal line of a decided step: who, in whose place, on what ground, under which article."""
    ground = f"（{acting.why}）" if acting.in_place else ""
    text = "：".join(filter(None, [KIND_WORDS.get(step.opinion_kind, step.opinion_kind) + ground, step.opinion]))
    line = Line(
        act, at, text, actor=acting.official, in_place_of=step.in_place_of, ground=acting.ground,
        article=step.article, was=moved[0], now=moved[1], data={"step": step.pk, "kind": step.opinion_kind},
    )  # fmt: skip
    record(matter, line)
