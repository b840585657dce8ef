"""What follows a meeting's decisions: evidence that later gates find, supervised matters, dispatches to be issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from documents.dispatch.decided import Decided, open_decided
from documents.dispatch.models import Dispatch, Review
from documents.drafting import latest_text
from govrules.core import clock
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Evidence, Matter
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import book_of
from govrules.rulebook import article_name
from govrules.rulebook.schema import Body
from meetings.attendance.people import body_of
from meetings.calling.models import Meeting
from meetings.session.models import DECIDES, Decision, DecisionKind
from supervision.actions import Order, open_task

STANDING, PARTY_GROUP = "standing", "party_group"
ISSUED = "minutes_issued"
UNSAID = frozenset({"", DecisionKind.POSTPONED, DecisionKind.FURTHER})
ENDINGS = ("的议题", "议题", "的请示", "的汇报", "的报告")


def carry_on(meeting: Meeting, by: Official, at: datetime) -> None:
    """Every decision of a meeting that is over goes its way. The items and what they come from are locked."""
    body, origin, bound = body_of(meeting), origin_of(meeting), until_issued(meeting)
    for decision in decisions(meeting):
        matter = decision.item.matter
        written = decision.needs_document and decision.kind in DECIDES
        dispatch = issue(decision, f"{origin}决定{bound}", by, at) if written else None
        source = [matter.parent] if matter.parent else []
        prove(decision, body, [matter, *source, *([dispatch.matter] if dispatch else [])], origin, by, at)
        supervise(decision, f"{origin}议定{bound}", by, at)


def decisions(meeting: Meeting) -> list[Decision]:
    """What was decided, in the agenda's order."""
    related = ("item__matter__organ__government", "item__matter__adoption", "item__matter__government", "organ",
               "item__matter__parent", "organ__government")  # fmt: skip
    found = Decision.objects.filter(item__meeting=meeting, item__off_reason="").exclude(kind__in=UNSAID)
    return list(found.select_related(*related).prefetch_related("helpers").order_by("item__position", "pk"))


def origin_of(meeting: Meeting) -> str:
    """第5次常务会议: by which meeting, in words; its title where it has no number."""
    title = body_of(meeting).title
    return f"{meeting.year}年第{meeting.serial}次{title}" if meeting.serial else meeting.matter.title


def until_issued(meeting: Meeting) -> str:
    """Where decisions hold as the issued minutes have them, whoever works on one is told so; else nothing is said."""
    rule = book_of(meeting.matter.adoption).feature("effect_of_decisions")
    if rule is None or meeting.body not in rule.params.bodies or rule.params.begins != ISSUED:  # type: ignore[attr-defined]
        return ""
    return f"（以正式印发的会议纪要为准，{article_name(rule.article)}）"


def supervise(decision: Decision, origin: str, by: Official, at: datetime) -> None:
    """What was adopted and has an organ responsible becomes a supervised matter of that organ."""
    if decision.organ is None or decision.kind not in DECIDES:
        return
    matter = decision.item.matter
    rule = book_of(matter.adoption).feature("decision_supervision")
    order = Order(
        title=about(matter), what=decision.text, origin=origin, organ=decision.organ,
        helpers=tuple(decision.helpers.all()), due_on=decision.due_on, parent=matter,
        article=rule.article if rule else None, demand=decision.demand,
    )  # fmt: skip
    open_task(order, by, at)


def issue(decision: Decision, origin: str, by: Official, at: datetime) -> Dispatch:
    """What must be issued is opened at the office as a dispatch."""
    item = decision.item
    declared = frozenset(key for key, value in item.declared.items() if value is True)
    organ: Organ = decision.organ or item.matter.organ
    title = f"{item.matter.government.name}{about(item.matter)}的通知"
    touched = tuple(decision.helpers.all())
    return open_decided(item.matter, Decided(title, decision.text, origin, organ, touched, declared), by, at)


def about(matter: Matter) -> str:
    """关于…: an item's title without the word for what it is."""
    ending = next((e for e in ENDINGS if matter.title.endswith(e)), "")
    return matter.title.removesuffix(ending)


def prove(decision: Decision, body: Body, matters: Iterable[Matter], origin: str, by: Official, at: datetime) -> None:
    """What a meeting did with a matter is on record where the gates of signing and issuing look for it."""
    kinds = proven(decision, body)
    for matter in matters:
        facts = {"note": f"{origin}：{decision.get_kind_display()}", "version": latest_text(matter)}
        Evidence.objects.bulk_create(
            Evidence(
                matter=matter, kind=kind, issuer=None, issued_on=clock.date_of(at), facts=facts, recorded_by=by,
                recorded_at=at,
            )
            for kind in kinds
        )  # fmt: skip
        if kinds:
            record(matter, Line("evidence", at, f"{origin}：{decision.get_kind_display()}"))


def proven(decision: Decision, body: Body) -> list[str]:
    """Discussed in the standing meeting, passed by it, decided by a body that may decide major matters, studied by
    the government."""
    passed = decision.kind in DECIDES
    standing = body.key == STANDING
    said = {
        Review.DISCUSSED: standing, Review.PASSED: standing and passed,
        Review.COLLECTIVE: body.decides_major and passed, Review.STUDIED: body.key != PARTY_GROUP,
    }  # fmt: skip
    return [str(kind.value) for kind, holds in said.items() if holds]
