"""The way of a dispatch through its signing, by the rulebook's signing matrix."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from documents.dispatch.models import DIRECTIONS, Dispatch, Trait
from govrules.core import clock
from govrules.core.errors import BadInput, Refused, Why
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.models import Organ, Portfolio
from govrules.core.office.queries import book_of, current
from govrules.rulebook import Route, RouteError, Rulebook
from govrules.rulebook.vocabulary import FACTS

WHOSE_OF = {"portfolio_leader": "portfolio_of_organ", "office_director": "office"}


def facts_of(dispatch: Dispatch) -> dict[str, str | int | bool]:
    """The facts of the signing matrix. Nobody has picked a signer: that fact is not there."""
    facts: dict[str, str | int | bool] = {
        "in_name_of": dispatch.in_name_of,
        "dispatch_kind": dispatch.dispatch_kind,
        "addressee": dispatch.addressee,
        "direction": DIRECTIONS.get(dispatch.addressee, "level"),
        "important": dispatch.important,
        "major": Trait.MAJOR in dispatch.declared,
        "alt_consent": dispatch.alt_consent,
        "portfolios": len(leaders_concerned(dispatch)),
    }
    return facts | ({"signer": dispatch.signer} if dispatch.signer else {})


def business_of(dispatch: Dispatch) -> Organ:
    """The organ whose business it is: by whose leader it goes (分管领导)."""
    asked = dispatch.answers.matter.organ if dispatch.answers else dispatch.matter.organ
    return dispatch.business_of or asked


def leaders_concerned(dispatch: Dispatch) -> set[int]:
    """The leaders' seats whose portfolios it touches today."""
    organs = [business_of(dispatch), *dispatch.touched.all()]
    covering = Portfolio.objects.filter(current(clock.today()), organ__in=organs)
    return set(covering.values_list("seat", flat=True))


def route_of(dispatch: Dispatch) -> Route:
    """The route of the rulebook for these facts; `Refused` where there is none, or the rules are silent."""
    book = book_of(dispatch.matter.adoption)
    try:
        route = book.route("dispatch", facts_of(dispatch))
    except RouteError as error:
        raise without_route(book, facts_of(dispatch), error) from error
    if route.silent:
        raise Refused(Why(route.note, route.article, "请先按有关规定明确由谁签发"))
    return route


def departs(dispatch: Dispatch, route: Route) -> bool:
    """Whether another than the one whom the rules name in principle (一般) is picked to sign."""
    return route.strength == "principle" and dispatch.signer not in ("", route.steps[-1].post)


def departed(route: Route, signer: str) -> Route:
    """The same way with another at its end."""
    last = route.steps[-1].model_copy(update={"post": signer, "whose": WHOSE_OF.get(signer)})
    return route.model_copy(update={"steps": (*route.steps[:-1], last)})


def lay_out_dispatch(dispatch: Dispatch, at: datetime) -> list[StepSpec]:
    """The steps of signing; the portfolio is that of the organ whose business it is."""
    route = route_of(dispatch)
    if departs(dispatch, route):
        route = departed(route, dispatch.signer)
    course = Course(business_of(dispatch), timezone.localdate(at), tuple(dispatch.touched.all()))
    return lay_out(route, facts_of(dispatch), course)


def without_route(book: Rulebook, facts: Mapping[str, str | int | bool], error: RouteError) -> Refused:
    """Why there is no way to sign: who signs has still to be picked, among those whom the article names, or a gap."""
    choices = []
    for signer in FACTS["signer"].domain or ():
        with suppress(RouteError):
            choices.append(book.route("dispatch", {**facts, "signer": signer}))
    if choices:
        asked = [Why(c.note, c.article, "请在“由谁签发”中选定", c.key) for c in choices]
        return BadInput(*asked, field="signer")
    return Refused(f"规则没有给出这类发文的签发程序：{error.message}")
