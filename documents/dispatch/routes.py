"""The way of a dispatch through its signing, by the rulebook's signing matrix."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from documents.dispatch.models import Dispatch
from govrules.core.errors import Refused
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.queries import book_of
from govrules.rulebook import RouteError


def facts_of(dispatch: Dispatch) -> dict[str, str | int | bool]:
    """The facts of the signing matrix."""
    facts: dict[str, str | int | bool] = {
        "in_name_of": dispatch.in_name_of,
        "dispatch_kind": dispatch.dispatch_kind,
        "important": dispatch.important,
        "alt_consent": dispatch.alt_consent,
    }
    if dispatch.important_signer:
        facts["important_signer"] = dispatch.important_signer
    return facts


def lay_out_dispatch(dispatch: Dispatch, at: datetime) -> list[StepSpec]:
    """The steps of signing; the portfolio is that of the organ whose request is answered, else of the drafting one."""
    organ = dispatch.answers.matter.organ if dispatch.answers else dispatch.matter.organ
    try:
        route = book_of(dispatch.matter.adoption).route("dispatch", facts_of(dispatch))
    except RouteError as error:
        raise Refused(f"规则没有给出这类发文的签发程序：{error.message}") from error
    return lay_out(route, facts_of(dispatch), Course(organ, timezone.localdate(at)))
