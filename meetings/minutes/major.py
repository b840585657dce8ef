"""The register of major decisions (三重一大): each decided item that the rules have a collective body decide, with its
whole evidence: papers, reviews, consultations, who was there, who said what, what was decided, what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from documents.disagreement import NAMES
from documents.printing.page import Bundle, Column, SheetPage
from documents.prints.content import full_day
from govrules.core import clock
from govrules.core.files.models import Attachment
from govrules.core.matters.models import LIVE, Evidence, Matter, Step, StepState
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Government, Official
from govrules.core.office.queries import adoption_on, book_of, in_office
from govrules.core.wording import moment
from govrules.rulebook import Gate
from govrules.rulebook.vocabulary import CHECKS, FACTS
from meetings.attendance.models import Attendee, Role
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem
from meetings.items.states import State as ItemState
from meetings.minutes.draft import carried_out
from meetings.minutes.record import Roll, record_of
from meetings.session.models import Decision, Speech

DECLARED = ("major", "major_issue", "normative", "funds")
PDF = "application/pdf"
TABLE = (Column("事项", 1.2), Column("内容", 4.6), Column("时间", 1.2, True))
FOUND = {"task": "督办事项", "dispatch": "发文", "minutes": "会议纪要"}


def where(government: Government) -> Q:
    """Which items are major: what is declared as such, and what by the rules in force only some bodies may decide."""
    rules = book_of(adoption_on(government, clock.today()))
    gates = [gate for gate in rules.gates if (gate.act, gate.check) == ("decide_item", "collective_decision")]
    said = [Q(**{f"declared__{key}": True}) for key in DECLARED]
    return reduce(or_, [*said, *filter(None, map(conditions, gates))])


def conditions(gate: Gate) -> Q | None:
    """The facts of a gate as a question to the declared ones; None for one that only looks at the body."""
    found = Q()
    for key, value in gate.when.items():
        if key != "body" and not isinstance(value, dict):
            listed = isinstance(value, list | tuple)
            found &= Q(**{f"declared__{key}__in" if listed else f"declared__{key}": value})
    return found or None


def decided_items(official: Official) -> QuerySet[AgendaItem]:
    """The major decided items that he may see: the office and the members of the meeting that decided them."""
    seen = AgendaItem.objects.filter(matter__in=visible_to(official), meeting__isnull=False)
    items = seen.filter(where(official.government), matter__state=ItemState.DECIDED)
    if not in_office(official, clock.today()):
        asked = Attendee.objects.filter(meeting=OuterRef("meeting"), official=official, role=Role.MEMBER)
        items = items.filter(Exists(asked))
    found = items.select_related("matter__organ", "meeting__matter", "decision")
    return found.order_by("-meeting__starts_at", "position", "pk")


def may_see(matter: Matter, official: Official) -> bool:
    """Whether the file of an item is open to him."""
    return decided_items(official).filter(pk=matter.pk).exists()


@dataclass
class File:
    """The evidence of one decided item."""

    item: AgendaItem
    why: list[str]
    roll: Roll
    members: int
    decision: Decision | None
    papers: list[Attachment] = field(default_factory=list)
    reviews: list[Evidence] = field(default_factory=list)
    opinions: list[Step] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)
    said_before: list[tuple[str, str]] = field(default_factory=list)
    came_of_it: list[Matter] = field(default_factory=list)

    @property
    def attendance(self) -> str:
        """组成人员9人，到会7人，请假2人."""
        excused = f"，请假{len(self.roll.excused)}人" if self.roll.excused else ""
        few = "，议定时到会人数不足" if self.decision and self.decision.without_quorum else ""
        return f"组成人员{self.members}人，到会{len(self.roll.present)}人{excused}{few}"


def file_of(item: AgendaItem) -> File:
    """Gather it: a constant number of queries."""
    matter, meeting = item.matter, item.meeting
    whole = record_of(meeting)
    before = [key for key in (matter.pk, matter.parent_id) if key]  # the item, and the request that it came from
    steps = Step.objects.filter(matter__in=before, decided_at__isnull=False).exclude(state=StepState.CANCELLED)
    papers = Attachment.objects.filter(matter__in=before, removed_at=None)
    children = Matter.objects.filter(Q(parent=matter) | Q(parent=meeting.matter, kind="minutes"))
    speeches = Speech.objects.filter(item=item).select_related("attendee").order_by("position", "pk")
    return File(
        item, reasons(item), whole.roll, sum(a.role == Role.MEMBER for a in whole.attendees),
        Decision.objects.filter(pk=item.pk).select_related("organ").prefetch_related("helpers").first(),
        list(papers.select_related("blob").order_by("pk")), named(before),
        list(steps.exclude(state__in=LIVE).select_related("decided_by", "organ", "seat").order_by("decided_at", "pk")),
        list(speeches), [(one.name, one.opinion) for one in whole.attendees if one.opinion],
        list(children.select_related("organ").order_by("pk")),
    )  # fmt: skip


def named(matters: Collection[int]) -> list[Evidence]:
    """The reviews on record, each with its name."""
    found = list(Evidence.objects.filter(matter__in=matters).select_related("issuer", "attachment__blob"))
    for one in found:
        one.name = name_of(one.kind)
    return found


def reasons(item: AgendaItem) -> list[str]:
    """Why it is a major one: the declared facts by their names."""
    found = [FACTS[key].name for key in DECLARED if item.declared.get(key) and key in FACTS]
    subject, known = item.declared.get("subject"), FACTS.get("subject")
    if subject and known and known.domain:
        found.append(known.domain.get(subject, str(subject)))
    return found


# --- printed as one file ------------------------------------------------------------------------------------


def bundle(matter: Matter) -> Bundle:
    """Cover and table, the discussion, the list of attachments, and behind them those that are PDF files."""
    item = AgendaItem.objects.select_related("matter__organ", "meeting__matter__government").get(pk=matter.pk)
    whole = file_of(item)
    pdfs = [paper for paper in all_papers(whole) if paper.blob.content_type == PDF]
    parts = (cover(whole), *([discussion(whole)] if whole.speeches or whole.said_before else []), annexes(whole))
    kept = tuple((paper.name, paper.blob_id) for paper in pdfs)
    return Bundle(title=f"重大决策档案：{matter.title}", parts=parts, annexes=kept)


def all_papers(whole: File) -> list[Attachment]:
    """The item's papers and those of its reviews, each once."""
    reviewed = [one.attachment for one in whole.reviews if one.attachment]
    return list({paper.pk: paper for paper in [*whole.papers, *reviewed]}.values())


def cover(whole: File) -> SheetPage:
    """What was decided, on what grounds, in the order in which it happened."""
    item, meeting = whole.item, whole.item.meeting
    rows = [*review_rows(whole), *opinion_rows(whole), *decision_rows(whole, meeting), *result_rows(whole)]
    facts = (
        ("议题", item.matter.title), ("提请单位", item.matter.organ.name),
        ("重大事项类别", "、".join(whole.why) or "—"), ("会议", meeting.matter.title),
        ("时间", full_day(meeting.starts_at)), ("出席情况", whole.attendance),
    )  # fmt: skip
    names = tuple(f"{label}：{'、'.join(people)}" for label, people in whole.roll.lists)
    return SheetPage(
        title="重大决策档案", organ=item.matter.government.name, facts=facts, columns=TABLE, rows=tuple(rows),
        footer=names,
    )  # fmt: skip


def review_rows(whole: File) -> list[tuple[str, str, str]]:
    """Legality, fair competition, risk …: what, by whom."""
    return [
        (
            one.name, f"{one.issuer.short_name if one.issuer else ''} {one.facts.get('note', '')}".strip(),
            full_day(one.issued_on),
        )
        for one in whole.reviews
    ]  # fmt: skip


def name_of(kind: str) -> str:
    """The name of a piece of evidence: a fact's, a check's, or its key."""
    known: Any = FACTS.get(kind) or CHECKS.get(kind)
    return known.name if known else NAMES.get(kind, kind)


def opinion_rows(whole: File) -> list[tuple[str, str, str]]:
    """The sign-off and the consultation before the meeting."""
    return [
        (
            step.organ.short_name if step.organ else step.seat.title if step.seat else "—",
            "：".join(filter(None, [step.decided_by.name if step.decided_by else "", step.opinion or "无不同意见"])),
            moment(step.decided_at),
        )
        for step in whole.opinions
    ]  # fmt: skip


def decision_rows(whole: File, meeting: Meeting) -> list[tuple[str, str, str]]:
    decision = whole.decision
    if decision is None:
        return [("议定内容", "（没有记录）", "")]
    text = "\n".join([f"{decision.get_kind_display()}：{decision.text}", *carried_out(decision)])
    return [("议定内容", text, moment(decision.decided_at or meeting.ended_at or meeting.starts_at))]


def result_rows(whole: File) -> list[tuple[str, str, str]]:
    """The minutes, the resulting dispatch, the supervised matter."""
    return [
        (FOUND.get(one.kind, one.kind), f"{one.title}{f'（{one.number}）' if one.number else ''}", moment(one.moved_at))
        for one in whole.came_of_it
        if one.kind in FOUND
    ]


def discussion(whole: File) -> SheetPage:
    """Who said what, in their order (决策过程记录)."""
    columns = (Column("次序", 0.7, True), Column("发言人", 1.4), Column("发言要点", 5.0))
    before = [("会前", name, opinion) for name, opinion in whole.said_before]
    rows = (*before, *((str(one.position), one.attendee.name, one.text or "—") for one in whole.speeches))
    return SheetPage(title="讨论记录", subtitle=(whole.item.matter.title,), columns=columns, rows=rows)


def annexes(whole: File) -> SheetPage:
    """Every paper by name; whether it follows here or is kept as a file of another kind."""
    columns = (Column("序号", 0.6, True), Column("材料", 5.0), Column("在本档案中", 1.6, True))
    rows = tuple(
        (str(count), paper.name, "附后" if paper.blob.content_type == PDF else "另存电子件")
        for count, paper in enumerate(all_papers(whole), 1)
    )
    return SheetPage(title="材料目录", subtitle=(whole.item.matter.title,), columns=columns, rows=rows)
