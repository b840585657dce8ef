"""What the office has fixed itself (本办规定), where the rulebook leaves it to the office or says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock, registry
from govrules.core.access import access
from govrules.core.notices.kinds import KINDS, ROBOTS
from govrules.core.office import actions
from govrules.core.office.forms import ActForm, LimitSettingForm, RobotSettingForm, StandInSettingForm
from govrules.core.office.models import Government, OfficeSetting, Official
from govrules.core.office.ownkeys import LIMIT, Offer, counted
from govrules.core.office.pages.filling import Page, fill_in, me, mine, typed
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.office.settling import name_of
from govrules.core.office.snapshot import STAND_IN
from govrules.rulebook import Rulebook
from govrules.rulebook.vocabulary import POSTS

FORM = ["GET", "HEAD", "POST"]
SETTINGS, DAY = "office:settings", timedelta(days=1)
TITLES = {
    "stand-in": "规定不在岗时由谁代行",
    "limit": "规定办理时限",
    "robots": "规定群机器人通知",
}
FORMS = {"limit": LimitSettingForm, "robots": RobotSettingForm}
INTRO = "只在工作规则没有规定的地方起作用，页面上注明“本办规定”，不作为工作规则的条款。"
ROBOT_INTRO = "没有规定时，群机器人什么也不发。机器人由系统管理员设置，没有设置时这项规定不起作用。"


@access("officials")
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Everything that is or will be in force, with its basis; what is over stands below."""
    government, today = mine(request), clock.today()
    book = _book(government)
    rows = [
        {"row": row, "name": name_of(row.key), "words": words(row, book), "over": row.until and row.until <= today}
        for row in OfficeSetting.objects.filter(government=government).order_by("key", "-since")
    ]
    context = {
        "going": [r for r in rows if not r["over"]], "over": [r for r in rows if r["over"]],
        "offers": [offer for _, offer in _offers().values()],
    }  # fmt: skip
    return render(request, "office/settings.html", context)


@access("office")
@require_http_methods(FORM)
def fix(request: HttpRequest, what: str) -> HttpResponse:
    """Fix who stands in for a post, how long a kind of step may take, what the group robots tell, or what a floor
    offers."""
    offers = _offers()
    if what not in TITLES and what not in offers:
        raise Http404
    by = me(request)
    title = TITLES[what] if what in TITLES else offers[what][1].title

    def act(data: dict[str, Any]) -> str:
        key, value = _setting(what, data)
        actions.set_setting(by.government, key, value, basis=data["basis"], since=data["since"], by=by)
        return f"已登记本办规定：{name_of(key)}"

    intro = ROBOT_INTRO if what == "robots" else INTRO
    return fill_in(request, _form(request, what, by.government), Page(title, "登记", SETTINGS, intro), act)


@access("office")
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It no longer holds from today on; one that begins today never did."""
    by: Official = me(request)
    row = get_object_or_404(OfficeSetting.objects.select_related("government"), pk=pk, government=by.government)
    actions.end_setting(row, max(clock.today(), row.since + DAY), by=by)
    messages.success(request, f"已登记终止：{name_of(row.key)}")
    return redirect(SETTINGS)


def _offers() -> dict[str, tuple[str, Offer]]:
    """What the floors have fixed on these pages, with its key, by the last word of the address."""
    return {own.offer.what: (key, own.offer) for key, own in registry.own_keys().items() if own.offer}


def _form(request: HttpRequest, what: str, government: Government) -> ActForm:
    start: dict[str, Any] = {"initial": {"since": clock.today()}, **typed(request)}
    if what == "stand-in":
        return StandInSettingForm(_book(government), **start)
    form: Any = FORMS[what] if what in FORMS else _offers()[what][1].form
    return form(**start)


def _setting(what: str, data: dict[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The key and the content of what was typed."""
    if what == "stand-in":
        return STAND_IN + data["post"], {"posts": data["posts"]}
    if what == "limit":
        return LIMIT + data["act"], {"count": data["count"], "unit": data["unit"]}
    if what == "robots":
        return ROBOTS, {"kinds": data["kinds"], "titles": data["titles"]}
    key, offer = _offers()[what]
    return key, offer.value(data)


def words(row: OfficeSetting, book: Rulebook) -> str:
    """A setting's content as an official reads it."""
    if row.key.startswith(STAND_IN):
        titles = {post.key: post.title for post in book.posts}
        return "、".join(titles.get(post, POSTS.get(post, post)) for post in row.value.get("posts", ()))
    if row.key == ROBOTS:
        kinds = "、".join(KINDS[kind] for kind in row.value["kinds"])
        return f"{kinds}（{'写明' if row.value['titles'] else '不写'}事项标题）"
    if row.key in registry.own_keys():
        return registry.own_keys()[row.key].words(row.value)
    return counted(row.value)


def _book(government: Government) -> Rulebook:
    return book_of(adoption_on(government, clock.today()))
