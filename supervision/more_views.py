"""Pages and posts around a supervised matter: assigning it, its parts, special notices."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import BadInput, Refused
from govrules.core.matters.queries import visible_to
from supervision import assigning, noticing, parts
from supervision.forms import AssignForm, NoticeForm
from supervision.models import SpecialNotice
from supervision.views import shown


@access("office")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What the head has assigned is taken in hand; only where the rules have it."""
    by = request.user.official
    rule = assigning.rule_on(by.government, clock.today())
    if rule is None:
        raise Http404
    form = AssignForm(by.government, request.POST or None, initial={"assigned_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            task = assigning.assign(by, form.typed())
        except BadInput as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已立项，已通知承办单位")
            return redirect("supervision:page", task.pk)
    status = 400 if form.is_bound else 200
    return render(request, "supervision/new.html", {"form": form, "rule": rule}, status=status)


def key_in(request: HttpRequest, name: str) -> int:
    """A key that was chosen; 0 is nobody's."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else 0


def on_page(request: HttpRequest, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    """Carry out an act on a matter that he may see; a refusal is shown on its page."""
    get_object_or_404(visible_to(request.user.official), pk=pk, kind="supervised")
    try:
        act()
    except Refused as refused:
        return shown(request, pk, refused)
    messages.success(request, said)
    return redirect("supervision:page", pk)


@access("officials")
@require_POST
def close_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The office closes one organ's part."""
    by, organ = request.user.official, key_in(request, "organ")
    return on_page(request, pk, lambda: parts.close_part(pk, by, organ), "该单位的任务已办结")


@access("officials")
@require_POST
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who answers for an organ's part."""
    by, organ, who = request.user.official, key_in(request, "organ"), key_in(request, "official")
    return on_page(request, pk, lambda: parts.name_person(pk, by, organ, who), "已确定责任人")


@access("officials")
@require_POST
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The office sends a special notice; what was typed comes back where it is refused."""
    by = request.user.official
    get_object_or_404(visible_to(by), pk=pk, kind="supervised")
    form = NoticeForm(request.POST, prefix="notice")
    if not form.is_valid():
        return shown(request, pk, BadInput("请写明督办要求和回复时限"), form)
    try:
        made = noticing.send_notice(pk, by, noticing.Wanted(**form.cleaned_data))
    except Refused as refused:
        return shown(request, pk, refused, form)
    messages.success(request, f"{made}已发出")
    return redirect("supervision:page", pk)


@access("officials")
@require_POST
def reply(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """The organ replies to a special notice."""
    by = request.user.official
    get_object_or_404(SpecialNotice, pk=notice, task__in=visible_to(by).filter(pk=pk).values("pk"))
    text = request.POST.get("reply", "")
    return on_page(request, pk, lambda: noticing.reply(pk, by, notice, text), "已回复")
