"""What a person may do with a document now, for the buttons of its page. The acts check it again themselves."""

from __future__ import annotations

from documents.departmental.states import MOVES as DEPARTMENT_MOVES
from documents.dispatch.states import MOVES as DISPATCH_MOVES
from documents.submission.states import MOVES as SUBMISSION_MOVES
from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official
from govrules.core.office.queries import organs_of

HOST_ACTS = {
    "submission": (SUBMISSION_MOVES, ("edit", "consult", "submit", "withdraw", "drop")),
    "dispatch": (DISPATCH_MOVES, ("edit", "send", "withdraw", "number", "issue")),
    "department_document": (DEPARTMENT_MOVES, ("edit", "record", "send", "withdraw", "drop", "issue")),
}


def offered(matter: Matter, official: Official) -> frozenset[str]:
    """The acts of the drafting organ that its staff may carry out in the matter's state."""
    if matter.kind not in HOST_ACTS or matter.organ_id not in organs_of(official, clock.today()):
        return frozenset()
    moves, names = HOST_ACTS[matter.kind]
    return frozenset(name for name in names if matter.state in moves[name].sources)
