"""The way of a dispatch through its signing, by the rulebook's signing matrix."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from documents.dispatch.models import Dispatch
from govrules.core.errors import BadInput, Refused, Why
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.queries import book_of
from govrules.rulebook import RouteError, Rulebook
from govrules.rulebook.vocabulary import FACTS


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
    book = book_of(dispatch.matter.adoption)
    try:
        route = book.route("dispatch", facts_of(dispatch))
    except RouteError as error:
        raise without_route(book, facts_of(dispatch), error) from error
    if route.silent:
        raise Refused(Why(route.note, route.article, "请先按有关规定明确由谁签发"))
    return lay_out(route, facts_of(dispatch), Course(organ, timezone.localdate(at)))


def without_route(book: Rulebook, facts: Mapping[str, str | int | bool], error: RouteError) -> Refused:
    """Why there is no way to sign: who signs has still to be picked, among those whom the article names, or a gap."""
    choices = []
    for signer in () if "important_signer" in facts else FACTS["important_signer"].domain or ():
        with suppress(RouteError):
            choices.append(book.route("dispatch", {**facts, "important_signer": signer}))
    if choices:
        asked = [Why(c.note, c.article, "请在“重要文件由谁签发”中选定", c.key) for c in choices]
        return BadInput(*asked, field="important_signer")
    return Refused(f"规则没有给出这类发文的签发程序：{error.message}")
