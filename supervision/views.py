"""The list of supervised matters and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import Refused
from govrules.core.journal.queries import journal_of
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.office.models import Official
from govrules.core.office.queries import adoption_on, book_of, in_office
from govrules.core.tables import download
from supervision import actions, assigning, reporting
from supervision.forms import NoticeForm
from supervision.queries import WORDS, TaskFilter, lighted, limit_of, offered, rows, sheet, tasks
from supervision.rules import FEEDBACK
from supervision.shares import context_of

PAGE = 30
# act -> what is said when it is done
DONE: dict[str, tuple[Callable[..., Any], str]] = {
    "progress": (actions.progress, "已反馈"), "report": (actions.report, "已报告办结，待办公室销号"),
    "send_back": (actions.send_back, "已退回续办"), "strike_off": (actions.strike_off, "已销号"),
    "cancel": (actions.cancel, "已撤销"),
}  # fmt: skip


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Supervised matters that he may see; `?export=xlsx` gives the same list as Excel."""
    found = TaskFilter(request.GET, tasks(request.user.official), official=request.user.official)
    if request.GET.get("export") == "xlsx":
        return download("督办事项.xlsx", "督办事项", rows(found.qs))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    lighted(page.object_list, clock.now())
    context = {"filter": found, "page": page, "query": query_of(request), **ways(request.user.official)}
    return render(request, "supervision/index.html", context)


def ways(official: Official) -> dict[str, Any]:
    """What the rules offer beside the list: whether feedback can be missing, to the office its report and assigning."""
    on, government = clock.today(), official.government
    office = in_office(official, on)
    return {
        "fed_back": book_of(adoption_on(government, on)).feature(FEEDBACK),
        "report_rule": reporting.rule_on(government, on) if office else None,
        "assign_rule": assigning.rule_on(government, on) if office else None,
        "last_report": reporting.last_report(government) if office else None,
    }


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One supervised matter."""
    return shown(request, pk)


def shown(
    request: HttpRequest, pk: int, refused: Refused | None = None, form: NoticeForm | None = None
) -> HttpResponse:
    """Its page; after a refusal with the reason and what was typed."""
    official = request.user.official
    matters = with_rules(visible_to(official)).select_related("opened_by")
    matter = get_object_or_404(matters, pk=pk, kind="supervised")
    found = sheet(matter, clock.now())
    parent = visible_to(official).filter(pk=matter.parent_id).first() if matter.parent_id else None
    context = {
        "matter": matter, "sheet": found, "words": WORDS[matter.state],
        "can": offered(matter, found.document, official), "journal": journal_of(matter), "parent": parent,
        "refused": refused, "typed": request.POST.get("text", ""),
        "limit": limit_of(matter, clock.now()), "form": form or NoticeForm(prefix="notice"),
        **context_of(matter, official, clock.now()),
    }  # fmt: skip
    return render(request, "supervision/page.html", context, status=refused.status if refused else 200)


@access("officials")
@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Carry out one of the acts; the page comes back with the reason where it is refused."""
    get_object_or_404(visible_to(request.user.official), pk=pk, kind="supervised")
    carry_out, word = DONE[name]
    try:
        carry_out(pk, request.user.official, request.POST.get("text", ""))
    except Refused as refused:
        return shown(request, pk, refused)
    messages.success(request, word)
    return redirect("supervision:page", pk)
