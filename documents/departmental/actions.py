"""The official acts on a department's own document: drafting, putting bases on record, signing, issuing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from documents.departmental import gates
from documents.departmental.facts import LOOKED_FOR_BY, article_of, standing, text_as_is
from documents.departmental.models import ISSUERS, Basis, DepartmentDocument, Position
from documents.departmental.routes import lay_out_own
from documents.departmental.states import MOVES, State
from documents.drafting import begin_revision, checked_title, just_made, keep_text, require_serving
from documents.submission.secrecy import require_open
from documents.submission.typed import cleaned, one_line
from govrules.core import acts, clock
from govrules.core.errors import BadInput, NotYours, Why
from govrules.core.files.actions import Checked, attach
from govrules.core.journal.actions import Line, record
from govrules.core.judging import Judged, settle
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Evidence, Matter, Step, StepState
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import book_of, holders, main_head_seat, office_of, staff_of

KIND = "department_document"
LONGEST_NUMBER = 60
# By whom a basis is given: by an organ that has to be named, or by the government or its own department.
BY_AN_ORGAN = frozenset({Basis.LEGALITY, Basis.COMPETITION, Basis.OPINION})


@dataclass(frozen=True)
class Text:
    """What a department fills in; the names are those of `DepartmentDocument`'s fields, and `title`."""

    title: str
    body: str = ""
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    sent_to: tuple[Organ, ...] = ()
    touched: tuple[Organ, ...] = ()
    joint: tuple[Organ, ...] = ()
    answers: Mapping[str, bool] | None = None
    checked_basis: str = ""
    checked_on: date | None = None


ORGANS = ("sent_to", "touched", "joint")


@dataclass(frozen=True)
class Recorded:
    """A basis to be put on record: what, by whom, when, under which number, with which paper."""

    kind: str
    issuer: Organ | None
    issued_on: date
    note: str
    position: str = ""
    paper: Checked | None = None


def create(by: Official, organ: Organ, text: Text) -> DepartmentDocument:
    """A new draft of a department; saved twice by a double click it is still one."""
    at = clock.now()
    require_serving(by, organ, at)
    if organ.kind not in ISSUERS:
        raise NotYours(f"{organ.short_name}的公文不在这里办理，请按发文或报送公文办理")
    with transaction.atomic():
        made = just_made(by, organ, KIND, text, at)
        if made:
            return of(made)
        opening = steps.Opening(organ.government, KIND, checked_title(text.title), organ, by, State.DRAFT)
        matter = steps.open_matter(opening, at)
        document = DepartmentDocument(matter=matter)
        fill(document, text, at)
        keep_text(matter, document.body, by, at, "起草")
    return document


def revise(matter_id: int, by: Official, text: Text, seen: int | None = None) -> DepartmentDocument:
    """Change a draft; reviews are of a text, so after a change of the text they have to be made anew."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        begin_revision(matter, by, text, seen, MOVES, at)
        document = of(matter)
        fill(document, text, at)
        keep_text(matter, document.body, by, at, "修改")
        record(matter, Line("edit", at, "修改文稿", actor=by))
    return document


def record_basis(matter_id: int, by: Official, said: Recorded) -> Evidence:
    """Put a review, an opinion, a decision or an approval on record; the gates look for it."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "record", MOVES)
        basis = checked_basis(of(matter), said, at)
        paper = attach(matter, said.paper, by, at, role="basis") if said.paper else None
        found = Evidence.objects.create(
            matter=matter, kind=basis, issuer=said.issuer if basis in BY_AN_ORGAN else None, issued_on=said.issued_on,
            facts={"note": said.note.strip(), "version": text_as_is(matter), "position": said.position},
            article=article_of(book_of(matter.adoption), *LOOKED_FOR_BY.get(basis, {basis})),
            attachment=paper, recorded_by=by, recorded_at=at,
        )  # fmt: skip
        record(
            matter, Line("evidence", at, told_of(found), actor=by, article=found.article, data={"evidence": found.pk})
        )
        return found


def checked_basis(document: DepartmentDocument, said: Recorded, at: datetime) -> Basis:
    """What is put on record has its text and day; an opinion is of an organ whose powers are touched, with what it
    says; a decision of the department's own meeting comes with its minutes."""
    basis = Basis(said.kind)
    if not said.note.strip():
        raise BadInput("请填写文号或说明", field="note")
    if said.issued_on > timezone.localdate(at):
        raise BadInput("日期不能晚于今天", field="issued_on")
    if basis in BY_AN_ORGAN and said.issuer is None:
        raise BadInput("请选择由哪个单位作出", field="issuer")
    if said.issuer and said.issuer.government_id != document.matter.government_id:
        raise BadInput("请选择本政府的单位", field="issuer")
    if basis == Basis.COLLECTIVE and said.paper is None:
        raise BadInput("请附上会议纪要", field="paper")
    if basis == Basis.OPINION:
        checked_opinion(document, said)
    return basis


def checked_opinion(document: DepartmentDocument, said: Recorded) -> None:
    if said.issuer is None or not document.touched.filter(pk=said.issuer.pk).exists():
        raise BadInput("请先在“涉及其他单位职权”中选出这个单位", field="issuer")
    if said.position not in Position.values:
        raise BadInput("请选择该单位同意还是不同意", field="position")


def told_of(found: Evidence) -> str:
    """A basis in one line."""
    who = f"（{found.issuer.short_name}）" if found.issuer else ""
    position = f"{Position(found.facts['position']).label}，" if found.kind == Basis.OPINION else ""
    return f"登记{Basis(found.kind).label}{who}：{position}{found.facts['note']}"


def send(matter_id: int, by: Official, reasons: Mapping[str, str]) -> None:
    """Send it to be signed, once every gate is passed or departed from with a reason."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "send", MOVES)
        document = of(matter)
        gates.require(document, by, reasons, at)
        state = standing(document)
        was, now = acts.move(matter, "send", MOVES, at)
        record(matter, Line("send", at, "送签", actor=by, was=was, now=now))
        for organ in state.joint:
            steps.join_organ(matter, organ, "joint", at)
        steps.plan(matter, lay_out_own(document, state, at))
        steps.advance(matter, at)


def decide(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """One step of the signing, or its return to the drafters with a reason."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        if kind == "return":
            return send_back(step, by, opinion, at)
        acts.require_move(matter, "sign", MOVES)
        acting = steps.decide(step, by, kind, opinion, at)
        if step.act == "sign":
            settle(matter, by, at, accepted=True)
            DepartmentDocument.objects.filter(pk=matter.pk).update(signed_on=timezone.localdate(at))
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        if not steps.advance(matter, at):
            signed(matter, by, at)


def signed(matter: Matter, by: Official, at: datetime) -> None:
    """Nobody has still to decide: its department may issue it."""
    was, now = acts.move(matter, "sign", MOVES, at)
    record(matter, Line("signed", at, "签发完成，待编号印发", actor=by, was=was, now=now))
    tell(staff_of(matter.organ, timezone.localdate(at)), event=f"own-signed:{matter.pk}:{matter.version}", at=at,
         matter=matter, subject=f"已签发，请编号印发：{matter.title}")  # fmt: skip


def send_back(step: Step, by: Official, opinion: str, at: datetime) -> None:
    """Return to the drafters; the signing begins anew when it is sent again."""
    if not opinion.strip():
        raise BadInput("退回要写明理由", field="opinion")
    matter = step.matter
    acting = steps.decide(step, by, "return", opinion, at)
    moved = acts.move(matter, "send_back", MOVES, at)
    unsigned(matter, at)
    settle(matter, by, at, accepted=False)
    steps.told(matter, "return", step, acting, moved, at)
    tell(staff_of(matter.organ, timezone.localdate(at)), event=f"own-returned:{step.pk}", matter=matter, at=at,
         subject=f"退回修改：{matter.title}", body=opinion)  # fmt: skip


def unsigned(matter: Matter, at: datetime) -> None:
    """Whatever was under way ends, and what was signed is signed no more: the text may change now."""
    steps.cancel_rest(matter, at)
    matter.steps.filter(state=StepState.DONE).update(state=StepState.CANCELLED)
    DepartmentDocument.objects.filter(pk=matter.pk).update(signed_on=None)


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take back what has been sent to be signed, or what is signed and not issued yet."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        if not reason.strip():
            raise BadInput("请写明撤回的理由", field="reason")
        was, now = acts.move(matter, "withdraw", MOVES, at)
        unsigned(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{reason.strip()}", actor=by, was=was, now=now))


def drop(matter_id: int, by: Official, reason: str) -> None:
    """Give a draft up for good; it stays on record."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        was, now = acts.move(matter, "drop", MOVES, at)
        acts.close(matter, at)
        record(matter, Line("drop", at, f"作废：{reason.strip()}", actor=by, was=was, now=now))


def issue(matter_id: int, by: Official, number: str, on: date) -> None:
    """Issue what is signed under the department's own number and day, once the gates are passed again.

    1 gates, 2 the number, 3 the move, 4 a line an article, 5 the office and the organs concerned see it.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "issue", MOVES)
        document = of(matter)
        judged = gates.require(document, by, {}, at)
        matter.number = own_number(matter, number)
        document.issued_on = checked_day(document, on, at)
        document.save(update_fields=["issued_on"])
        was, now = acts.move(matter, "issue", MOVES, at)
        Matter.objects.filter(pk=matter.pk).update(closed_at=at, number=matter.number)
        passed(matter, judged, at)
        record(matter, Line("issue", at, f"印发{matter.number}", actor=by, was=was, now=now))
        shown_to(document, at)


def own_number(matter: Matter, typed: str) -> str:
    """The department's own number, which it gives to one document only; the department is locked, so that two queue."""
    number = one_line(typed)
    if not number or len(number) > LONGEST_NUMBER:
        raise BadInput(f"请填写本单位的发文字号，最多{LONGEST_NUMBER}字", field="number")
    Organ.objects.select_for_update(no_key=True).get(pk=matter.organ_id)
    used = Matter.objects.filter(kind=KIND, organ=matter.organ_id, number=number).exclude(pk=matter.pk).first()
    if used:
        raise BadInput(Why(f"{number}已用于“{used.title}”", remedy="请核对发文字号"), field="number")
    return number


def checked_day(document: DepartmentDocument, on: date, at: datetime) -> date:
    """Not before it was signed, not in the future."""
    if on > timezone.localdate(at):
        raise BadInput("印发日期不能晚于今天", field="issued_on")
    if document.signed_on and on < document.signed_on:
        raise BadInput("印发日期不能早于签发日期", field="issued_on")
    return on


def passed(matter: Matter, judged: Iterable[Judged], at: datetime) -> None:
    """What was looked at before it was issued, a line an article."""
    looked_at = sorted((one for one in judged if one.strength != "may"), key=lambda one: one.article)
    for article, of_article in groupby(looked_at, key=lambda one: one.article):
        names = "、".join(f"{one.name}（{'已说明理由' if not one.passed else '符合'}）" for one in of_article)
        record(matter, Line("gate", at, f"印发前核对：{names}", article=article))


def shown_to(document: DepartmentDocument, at: datetime) -> None:
    """The office, those who get it and those whose powers it touches see it now; who gets it is told."""
    matter, state = document.matter, standing(document)
    steps.join_organ(matter, office_of(matter.government), "office", at)
    for organ in state.touched:
        steps.join_organ(matter, organ, "consulted", at)
    for organ in state.sent_to:
        steps.join_organ(matter, organ, "recipient", at)
    seats = [seat for organ in state.sent_to if (seat := main_head_seat(organ))]
    heads = holders(seats, timezone.localdate(at)).values() if seats else []
    tell(
        heads, event=f"own-issued:{matter.pk}", matter=matter, at=at, subject=f"收文（{matter.number}）：{matter.title}"
    )


def of(matter: Matter) -> DepartmentDocument:
    """The document of a matter."""
    document = DepartmentDocument.objects.get(pk=matter.pk)
    document.matter = matter
    return document


def fill(document: DepartmentDocument, text: Text, at: datetime) -> None:
    """Copy what was filled in to the row."""
    require_open("", text.title, text.body)
    if text.checked_on and text.checked_on > timezone.localdate(at):
        raise BadInput("核对日期不能晚于今天", field="checked_on")
    for name in {f.name for f in fields(text)} - {"title", "answers", *ORGANS}:
        setattr(document, name, cleaned(getattr(text, name)))
    document.answers = dict(text.answers or {})
    document.save()
    own = document.matter.organ_id
    for name in ORGANS:
        getattr(document, name).set([organ for organ in getattr(text, name) if organ.pk != own])
