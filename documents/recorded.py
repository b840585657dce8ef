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


def issued(official: Official) -> QuerySet[Matter]:
    """What was issued, by its day, as far as he may see it."""
    found = visible_to(official).filter(kind="dispatch", state=State.ISSUED).select_related("organ")
    return found.annotate(on=F("dispatch__issued_on"))


def normative_issued(official: Official) -> QuerySet[Matter]:
    """Normative documents that were issued: by the government, and by its departments in their own name."""
    governments = Q(kind="dispatch", state=State.ISSUED, dispatch__dispatch_kind=DispatchKind.NORMATIVE)
    departments = Q(kind=KIND, state=OwnState.ISSUED, department_document__answers__normative=True)
    found = visible_to(official).filter(governments | departments).select_related("organ")
    return found.annotate(on=Coalesce(F("dispatch__issued_on"), F("department_document__issued_on")))


def public_issued(official: Official) -> QuerySet[Matter]:
    """Issued documents that are to be made public."""
    return issued(official).filter(dispatch__disclosure=Disclosure.PUBLIC)


RECORDED = {"normative_issued": normative_issued, "public_issued": public_issued}
