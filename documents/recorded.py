"""Of what the ledgers are to have entries, on this floor."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from documents.departmental.actions import KIND
from documents.departmental.states import State as OwnState
from documents.dispatch.models import Disclosure, DispatchKind
from documents.dispatch.states import State
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official

GOVERNMENTS = Q(kind="dispatch", state=State.ISSUED, dispatch__dispatch_kind=DispatchKind.NORMATIVE)
DEPARTMENTS = Q(kind=KIND, state=OwnState.ISSUED, department_document__answers__normative=True)


def issued(official: Official) -> QuerySet[Matter]:
    """What was issued, by its day, as far as he may see it."""
    found = visible_to(official).filter(kind="dispatch", state=State.ISSUED).select_related("organ")
    return found.annotate(on=F("dispatch__issued_on"))


def normative_issued(official: Official) -> QuerySet[Matter]:
    """Normative documents that were issued: by the government, and by its departments in their own name."""
    return normative(official, GOVERNMENTS | DEPARTMENTS)


def normative(official: Official, whose: Q) -> QuerySet[Matter]:
    """Those of some that he may see, with the day on which each was issued."""
    found = visible_to(official).filter(whose).select_related("organ")
    return found.annotate(on=Coalesce(F("dispatch__issued_on"), F("department_document__issued_on")))


def government_normative_issued(official: Official) -> QuerySet[Matter]:
    """The government's own alone: where the rules have only these filed."""
    return normative(official, GOVERNMENTS)


def department_normative_issued(official: Official) -> QuerySet[Matter]:
    """The departments' alone: where the rules have these filed with the government."""
    return normative(official, DEPARTMENTS)


def public_issued(official: Official) -> QuerySet[Matter]:
    """Issued documents that are to be made public."""
    return issued(official).filter(dispatch__disclosure=Disclosure.PUBLIC)


RECORDED = {
    "normative_issued": normative_issued, "government_normative_issued": government_normative_issued,
    "department_normative_issued": department_normative_issued, "public_issued": public_issued,
}  # fmt: skip
