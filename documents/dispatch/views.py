"""Pages of a dispatch, for the office's staff."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from documents.dispatch import actions, gates
from documents.dispatch.forms import DispatchForm, NumberForm, ReviewForm, initial_of
from documents.dispatch.models import Dispatch
from documents.saving import saved
from documents.submission.views import gates_page, matter_of, reasons_in
from govrules.core.access import access
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.matters.models import Matter


@access("office")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A dispatch that answers nothing."""
    by = request.user.official
    form = DispatchForm(request.POST, request.FILES, by=by) if request.method == "POST" else DispatchForm(by=by)
    if request.method == "POST" and form.is_valid():
        again = partial(edit_page, request, form)
        return saved(request, form, lambda: actions.create(by, form.text()), again)
    return edit_page(request, form, 400 if form.errors else 200)


@access("office")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a dispatch that is with the office."""
    matter, by = matter_of(request, pk, "dispatch"), request.user.official
    if request.method == "GET":
        form = DispatchForm(by=by, initial=initial_of(Dispatch.objects.get(pk=pk)))
        return edit_page(request, form, matter=matter)
    form = DispatchForm(request.POST, request.FILES, by=by)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        again = partial(edit_page, request, form, matter=matter)
        return saved(request, form, lambda: actions.revise(pk, by, form.text(), seen), again, matter)
    return edit_page(request, form, 400, matter)


def edit_page(
    request: HttpRequest, form: DispatchForm, status: int = 200, matter: Matter | None = None
) -> HttpResponse:
    """The drafting page of a dispatch."""
    return render(request, "documents/dispatch_edit.html", {"form": form, "matter": matter}, status=status)


@access("office")
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it along its signing route; what stands in the way is listed with its article."""
    matter = matter_of(request, pk, "dispatch")
    refused: BrokenRule | None = None
    if request.method == "POST":
        try:
            actions.send(pk, request.user.official, reasons_in(request))
            messages.success(request, "已送审核签发")
            return redirect("documents:page", pk)
        except BrokenRule as found:
            refused = found
    dispatch = Dispatch.objects.select_related("answers").get(pk=pk)
    dispatch.matter = matter
    return gates_page(request, matter, gates.judge(dispatch), refused)


@access("office")
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a review or a decision on record."""
    matter_of(request, pk, "dispatch")
    form = ReviewForm(request.POST, by=request.user.official)
    if not form.is_valid():
        raise BadInput(*[f"{form.fields[name].label}：{said[0]}" for name, said in form.errors.items()])
    actions.record_review(pk, request.user.official, form.recorded())
    messages.success(request, "已登记")
    return redirect("documents:page", pk)


@access("office")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back from signing."""
    matter_of(request, pk, "dispatch")
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    messages.success(request, "已撤回")
    return redirect("documents:page", pk)


@access("office")
@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw its number."""
    matter_of(request, pk, "dispatch")
    form = NumberForm(request.POST, by=request.user.official)
    if not form.is_valid():
        raise BadInput("请选择发文代字", field="series")
    drawn = actions.number(pk, request.user.official, form.cleaned_data["series"])
    messages.success(request, f"已编号：{drawn}")
    return redirect("documents:page", pk)


@access("office")
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue it."""
    matter_of(request, pk, "dispatch")
    actions.issue(pk, request.user.official)
    messages.success(request, "已印发")
    return redirect("documents:page", pk)
