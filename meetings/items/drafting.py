"""Drafting an item: who may, what is filled in, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from documents.drafting import checked_title, keep_text
from documents.submission.secrecy import require_open
from documents.submission.typed import cleaned
from govrules.core import acts
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.matters.referring import take, waiting
from govrules.core.office.models import Official, Organ, Portfolio, Seat
from govrules.core.office.queries import book_of, current, holder, organs_of, seats_of
from govrules.rulebook import RulebookError
from meetings.items.models import AgendaItem, Secrecy
from meetings.items.routes import KIND, proposer_of

HEAD = "head"
SOURCES = ("submission", "dispatch", "event")  # what an item may come from
NO_FACTS: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Draft:
    """What is filled in for an item; the names are those of `AgendaItem`'s fields, and `title`."""

    title: str
    body: str
    business: int | None = None
    sponsor: Seat | None = None
    brief: str = ""
    proposal: str = ""
    touched: tuple[Organ, ...] = ()
    study: bool = False
    secrecy: str = Secrecy.OPEN
    minutes_wanted: int | None = None
    declared: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is reviewed: the brief and what is asked to be decided."""
        return text_of(self.brief, self.proposal)


def text_of(brief: str, proposal: str) -> str:
    return "\n".join(filter(None, (brief.strip(), proposal.strip())))


def organs_for(by: Official, at: datetime) -> list[int]:
    """The organs for which he may propose: those he serves in; a leader also for those he covers, the head for all."""
    on = date_of(at)
    leading = [seat for seat in seats_of(by, on) if seat.organ_id is None]
    if any(seat.post == HEAD for seat in leading):
        return list(Organ.objects.filter(government=by.government_id, is_active=True).values_list("pk", flat=True))
    covered = Portfolio.objects.filter(current(on), seat__in=leading).values_list("organ", flat=True)
    return list(dict.fromkeys([*organs_of(by, on), *covered]))


def require_for(by: Official, organ: Organ, at: datetime) -> None:
    """Only its own staff and the leaders who cover it propose for an organ."""
    if organ.pk not in organs_for(by, at):
        raise NotYours(f"只有{organ.short_name}的工作人员和分管领导可以办理这一步")


def sources_for(by: Official) -> QuerySet[Matter]:
    """What an item of his may come from: documents and events that he may see, and what is referred to a meeting."""
    referred = Exists(waiting(by.government, KIND).filter(matter=OuterRef("pk")).order_by())
    return visible_to(by).filter(Q(kind__in=SOURCES) | referred)


def source(by: Official, parent: Matter | None) -> Matter | None:
    """What an item comes from, locked, if he may see it."""
    if parent is None:
        return None
    if not sources_for(by).filter(pk=parent.pk).exists():
        raise BadInput("没有这份公文，或者已经提请会议", field="source")
    return acts.locked().get(pk=parent.pk)


def take_up(item: AgendaItem, at: datetime) -> None:
    """What was referred to a meeting (such as the report of a study visit) is taken up by the item made of it."""
    parent = item.matter.parent
    for referral in parent.referrals.filter(to_kind=KIND, taken_by=None) if parent else ():
        referral.matter = parent
        take(referral, item.matter, at)


def fill(item: AgendaItem, draft: Draft, by: Official, at: datetime, why: str) -> None:
    """Copy what was filled in to the row, check it against the rulebook, keep the text as a version."""
    matter = item.matter
    require_open("", draft.title, draft.text)
    checked(matter, draft)
    for name in ("body", "business", "study", "secrecy", "minutes_wanted", "sponsor"):
        setattr(item, name, getattr(draft, name))
    item.brief, item.proposal = cleaned(draft.brief), cleaned(draft.proposal)
    item.declared = dict(draft.declared)
    item.proposer = proposer_of(matter.organ, draft.sponsor)
    if not item.proposer:
        raise BadInput("该单位不能提出议题，请选定提出的领导", field="sponsor")
    item.save()
    item.touched.set([o for o in draft.touched if o.pk != matter.organ_id])
    keep_text(matter, text_of(item.brief, item.proposal), by, at, why)
    join_sponsor(item, at)


def checked(matter: Matter, draft: Draft) -> None:
    """The body is one of the rulebook's, the business one of that body's, the sponsor a leader of this government."""
    try:
        body = book_of(matter.adoption).body(draft.body)
    except RulebookError as error:
        raise BadInput("请选择提交哪个会议", field="body") from error
    if draft.business is not None and not 1 <= draft.business <= len(body.business):
        raise BadInput(f"{body.title}没有这一项任务，请重新选择", field="business")
    if draft.sponsor and (draft.sponsor.government_id != matter.government_id or draft.sponsor.organ_id):
        raise BadInput("请选择本政府的领导", field="sponsor")
    if draft.minutes_wanted is not None and not 1 <= draft.minutes_wanted <= 480:
        raise BadInput("汇报时长应在1至480分钟之间", field="minutes_wanted")


def join_sponsor(item: AgendaItem, at: datetime) -> None:
    """The leader in whose name it is proposed sees it from the start."""
    leader = holder(item.sponsor, date_of(at)) if item.sponsor else None
    if leader:
        steps.join(item.matter, leader, "sponsor", at)


def title_of(draft: Draft) -> str:
    return checked_title(draft.title)
