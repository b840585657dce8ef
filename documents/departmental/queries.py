"""What the pages show of a department's own document, gathered in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from documents.departmental.actions import of
from documents.departmental.facts import OF_A_TEXT, Standing, standing
from documents.departmental.gates import findings
from documents.departmental.models import Basis, DepartmentDocument, Position
from documents.departmental.states import WITH_HOST, State
from govrules.core.findings import Shown, summed_up
from govrules.core.matters.models import LIVE, Evidence, Matter, Step
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, Start, way
from govrules.core.wording import day, short_day

BEGINS = Start(send="送签", states=WITH_HOST)


@dataclass
class Sheet:
    """Everything that the page of one document shows of it."""

    matter: Matter
    document: DepartmentDocument
    state: Standing
    steps: list[Step]
    way: list[Point]
    findings: list[Shown]

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.document.body.splitlines() if line.strip()]

    @property
    def signed_organ(self) -> str:
        """Whose names stand under the text."""
        return "　".join(organ.name for organ in (self.matter.organ, *self.state.joint))

    @property
    def live(self) -> list[Step]:
        return [s for s in self.steps if s.state in LIVE]

    @property
    def bases(self) -> list[Shown]:
        """What is on record, in words; what no longer counts says so."""
        return [of_basis(found, self.state) for found in self.state.recorded if found.kind in Basis.values]


def of_basis(found: Evidence, state: Standing) -> Shown:
    """A basis as a line."""
    position = found.facts.get("position")
    said = [found.issuer.short_name if found.issuer else "", Position(position).label if position else ""]
    old = found.kind in OF_A_TEXT and found.facts.get("version") != state.version
    return Shown(
        "warn" if old or position == Position.DISAGREE else "ok",
        "：".join(filter(None, [Basis(found.kind).label, "，".join(filter(None, said))])),
        article=found.article,
        detail=f"{day(found.issued_on, 0)} {found.facts.get('note', '')}"
        + ("（文稿已改，须重新作出）" if old else ""),
    )


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The sheet of a document; the caller has checked that it may be seen."""
    document = of(matter)
    state, steps = standing(document), steps_of(matter)
    line = way(matter, steps, end(document), expected(matter, steps, at), BEGINS)
    return Sheet(matter, document, state, steps, line, summed_up(findings(document, state)))


def end(document: DepartmentDocument) -> list[Point]:
    """It goes out under its number."""
    if document.matter.state == State.DROPPED:
        return []
    here = {State.ISSUED: "done", State.SIGNED: "here"}.get(State(document.matter.state), "ahead")
    return [Point("印发", document.matter.number, short_day(document.issued_on) if document.issued_on else "", here)]
