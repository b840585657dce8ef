"""The gates before a department issues a document of its own: when it is sent to be signed, and when it goes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from documents.departmental.facts import ACT, SEVERAL, Standing, annexes, article_of, facts_of, questions, standing
from documents.departmental.models import NORMATIVE, DepartmentDocument
from govrules.core import judging
from govrules.core.errors import BadInput, Why
from govrules.core.findings import Shown, of_gate
from govrules.core.judging import Judged, Words, given
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of
from govrules.rulebook import Gate, Rulebook, vocabulary

NAMES = {NORMATIVE: "行政规范性文件"}
EDIT = "在“修改”里填写"


def judge(document: DepartmentDocument, state: Standing | None = None) -> list[Judged]:
    """Every gate that applies to this document, passed or not."""
    state = state or standing(document)
    facts = facts_of(document, state)
    words = Words(passed=lambda gate: vocabulary.CHECKS[gate.check].name, more=lambda gate: about(gate, state))
    gates, reasons = book_of(document.matter.adoption).gates_for(ACT, facts), given(document.matter)
    return [
        one for gate in gates for one in judging.judged([gate], facts | for_gate(gate, state), words, reasons)
    ]  # fmt: skip


def for_gate(gate: Gate, state: Standing) -> dict[str, bool]:
    """What a gate has to ask more closely: 联合制定 is with all departments whose powers it touches."""
    if gate.check == "joint_form":
        return {"issued_jointly": bool(state.joint) and not state.not_joint}
    return {}


def about(gate: Gate, state: Standing) -> str:
    """The organs that a finding is about, by name: a reason given holds for these and no others."""
    organs = {"consulted": state.unasked, "agreed": state.not_agreed, "joint_form": state.not_joint}.get(gate.check)
    return "：" + "、".join(organ.short_name for organ in organs) if organs else ""


def incomplete(document: DepartmentDocument, state: Standing) -> list[Why]:
    """What the gates cannot do without: a text, recipients, an answer to each question, and on what that rests."""
    book = book_of(document.matter.adoption)
    missing = [
        Why(f"没有答明：{named(key)}", article_of(book, key), f"{EDIT}“是”或“否”") for key in unanswered(document, book)
    ]
    if not document.body.strip() and not annexes(document.matter).exists():
        missing.append(Why("没有正文，也没有附件", remedy=EDIT))
    if not document.recipients or not document.addressees:
        missing.append(Why("没有写明主送和发往", remedy=EDIT))
    if not document.checked_basis.strip() or document.checked_on is None:
        missing.append(Why("没有写明逐项核对的人、依据和日期", remedy=EDIT))
    return missing + contradictions(document, state)


def contradictions(document: DepartmentDocument, state: Standing) -> list[Why]:
    """Said to touch others' powers with nobody named, or the other way round."""
    answer = document.answers.get(SEVERAL)
    if answer is True and not state.touched:
        return [Why("答明涉及其他部门职权，但没有选出是哪些单位", remedy=EDIT)]
    if answer is False and (state.touched or state.joint):
        return [Why("选出了涉及的或者联合发文的单位，但答明不涉及其他部门职权", remedy=EDIT)]
    return []


def unanswered(document: DepartmentDocument, book: Rulebook) -> list[str]:
    return [key for key in questions(book) if key not in document.answers]


def named(fact: str) -> str:
    """A question as the pages put it."""
    return NAMES.get(fact, vocabulary.FACTS[fact].name)


def findings(document: DepartmentDocument, state: Standing) -> list[Shown]:
    """What stands in the way now and what is met, as the pages show it."""
    open_ = [Shown("stop", why.message, article=why.article, detail=why.remedy) for why in incomplete(document, state)]
    return [*open_, *map(of_gate, judge(document, state))]


def require(document: DepartmentDocument, by: Official, reasons: Mapping[str, str], at: datetime) -> list[Judged]:
    """Let the document through, or refuse with every reason; returns what was looked at."""
    state = standing(document)
    missing = incomplete(document, state)
    if missing:
        raise BadInput(*missing)
    found = judge(document, state)
    judging.require(document.matter, found, by, reasons, at)
    return found
