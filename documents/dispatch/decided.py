"""A dispatch that a meeting decided on: opened at the office, with the rulebook's limit for issuing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from documents.dispatch.models import Dispatch, DispatchKind, IssuedName
from documents.dispatch.states import State
from documents.drafting import LONGEST_TITLE, keep_text
from govrules.core import clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import Deadline
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import book_of, office_of, staff_of

RULE = "decision_document"


@dataclass(frozen=True)
class Decided:
    """What was decided and is to be issued; `cause` says in words by which meeting, `declared` are facts of it."""

    title: str
    body: str
    cause: str
    business_of: Organ
    touched: tuple[Organ, ...] = ()
    declared: frozenset[str] = field(default=frozenset())


def open_decided(item: Matter, decided: Decided, by: Official, at: datetime) -> Dispatch:
    """The dispatch of a decided item, in the caller's transaction: draft, limit, those who are told."""
    office = office_of(item.government)
    title = decided.title[:LONGEST_TITLE]
    opening = steps.Opening(item.government, "dispatch", title, office, by, State.DRAFTING, item, f"{decided.cause}，")
    opened = steps.open_matter(opening, at)
    normative = "normative" in decided.declared
    dispatch = Dispatch(
        matter=opened, in_name_of=IssuedName.COUNTY, business_of=decided.business_of, body=decided.body,
        dispatch_kind=DispatchKind.NORMATIVE if normative else DispatchKind.ORDINARY,
        declared=traits(decided.declared),
    )  # fmt: skip
    dispatch.save()
    dispatch.touched.set(decided.touched)
    keep_text(opened, dispatch.body, by, at, "按会议决定，自动生成")
    arm(opened, at)
    tell(staff_of(office, clock.date_of(at)), event=f"decided-opened:{opened.pk}", matter=opened, at=at,
         subject=f"请按会议决定起草：{title}")  # fmt: skip
    return dispatch


def traits(declared: Iterable[str]) -> list[str]:
    """Of what was declared of the item, that which is asked of a dispatch too."""
    return [key for key in ("major", "major_issue", "market_activity") if key in declared]


def arm(matter: Matter, at: datetime) -> Deadline | None:
    """By when it must be issued, where the rulebook says so; a silent rule begins nothing."""
    book = book_of(matter.adoption)
    rules = [rule for rule in book.deadlines if rule.chosen_by == RULE]
    return deadlines.arm(matter, None, book.deadline(RULE), at) if rules else None
