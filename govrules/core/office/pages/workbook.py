"""The workbook's pages: template, export, handing in, the report row by row, and the button that carries it out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import BadInput, WrongState
from govrules.core.office.forms import WorkbookForm
from govrules.core.office.guards import keeps
from govrules.core.office.models import Government
from govrules.core.office.workbook import writing
from govrules.core.office.workbook.actions import XLSX, Upload, carry_out, hand_in
from govrules.core.office.workbook.models import ImportState, WorkbookImport
from govrules.core.office.workbook.plan import LEFT, SAME, VERBS, WRITES
from govrules.core.operators import keeps_system

FORM = ["GET", "HEAD", "POST"]
RECENT, A_PAGE = 10, 100
ERRORS, HINTS, CHANGES = "errors", "hints", "changes"


@access("registrars")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """His own government's workbook; an operator chooses whose."""
    if not keeps_system(request.user):
        return redirect("office:workbook", key=request.user.official.government.key)
    governments = list(Government.objects.order_by("pk"))
    if len(governments) == 1:
        return redirect("office:workbook", key=governments[0].key)
    return render(request, "office/workbook/choose.html", {"governments": governments})


@access("registrars")
@require_http_methods(FORM)
def workbook(request: HttpRequest, key: str) -> HttpResponse:
    """Template, export and the upload, which is only looked at; what was handed in lately."""
    government = _government(request, key)
    form = WorkbookForm(initial={"as_of": clock.today()})
    if request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                row = hand_in(government, _upload(form.cleaned_data), request.user)
            except BadInput as refused:
                form.refuse(refused)
            else:
                return redirect("office:workbook_report", key=key, pk=row.pk)
    people = ("handed_in_by__official", "applied_by__official")
    recent = _rows(government).defer("items", "problems").select_related(*people)[:RECENT]
    context = {"government": government, "form": form, "recent": recent, "operator": keeps_system(request.user)}
    return render(request, "office/workbook/workbook.html", context, status=400 if form.errors else 200)


def _upload(data: dict[str, Any]) -> Upload:
    file = data["upload"]
    return Upload(file.read(), file.name, data["as_of"])


@access("registrars")
@require_safe
def report(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """What is wrong, what would change, row by row; one kind at a time where there is much."""
    government = _government(request, key)
    row = get_object_or_404(_rows(government), pk=pk)
    context = _shown(government, row, request.GET)
    context["may"] = not row.for_operators or keeps_system(request.user)
    return render(request, "office/workbook/report.html", context)


@access("registrars")
@require_POST
def apply(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Carry out what was shown. Pressed twice it is done once, and says so both times."""
    government = _government(request, key)
    row = get_object_or_404(_rows(government).only("pk", "state"), pk=pk)
    done = row.state == ImportState.APPLIED
    try:
        row = carry_out(row.pk, request.user)
    except WrongState as refused:
        for why in refused.reasons:
            messages.error(request, "。".join(part for part in (why.message, why.remedy) if part))
    else:
        messages.success(request, "这份工作簿已经导入，不需要再导入" if done else f"已导入，共改动{row.changes}项")
    return redirect("office:workbook_report", key=key, pk=pk)


@access("registrars")
@require_safe
def template(request: HttpRequest, key: str) -> HttpResponse:
    """An empty workbook."""
    government = _government(request, key)
    return _file(writing.template(government, clock.today()), f"{government.short_name}人员工作簿模板.xlsx")


@access("registrars")
@require_safe
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The office as it stands, in the same form."""
    government, today = _government(request, key), clock.today()
    return _file(writing.export(government, today), f"{government.short_name}人员{_compact(today)}.xlsx")


# --- Steps ---------------------------------------------------------------------------------------------


def _government(request: HttpRequest, key: str) -> Government:
    """The government named in the address; to whoever does not keep its people there is none."""
    government = get_object_or_404(Government, key=key)
    if not keeps(request.user, government, clock.now()):
        raise Http404
    return government


def _rows(government: Government) -> Any:
    return WorkbookImport.objects.filter(government=government)


def _file(data: bytes, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name), "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }  # fmt: skip
    return HttpResponse(data, content_type=XLSX, headers=headers)


def _compact(on: date) -> str:
    return on.strftime("%Y%m%d")


def _shown(government: Government, row: WorkbookImport, asked: QueryDict) -> dict[str, Any]:
    """The report's context: counts for all, the lines of the one kind that is looked at."""
    kinds = _kinds(row)
    first = next((kind for kind, _, lines in kinds if lines), SAME)
    show = asked.get("show", "")
    show = show if any(kind == show for kind, _, _ in kinds) else first
    lines = next(lines for kind, _, lines in kinds if kind == show)
    return {
        "government": government, "row": row, "show": show, "about": show in (ERRORS, HINTS),
        "kinds": [(kind, name, len(lines)) for kind, name, lines in kinds],
        "page": Paginator(lines, A_PAGE).get_page(asked.get("page")),
    }  # fmt: skip


def _kinds(row: WorkbookImport) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The kinds of lines in the order of their weight, each with its name and its lines."""
    items = [item | {"word": VERBS[item["verb"]]} for item in row.items]
    return [
        (ERRORS, "错误", [p for p in row.problems if p["grave"]]),
        (CHANGES, "改动", [item for item in items if item["verb"] in WRITES]),
        *((verb, VERBS[verb], [item for item in items if item["verb"] == verb]) for verb in WRITES),
        (HINTS, "提示", [p for p in row.problems if not p["grave"]]),
        *((verb, VERBS[verb], [item for item in items if item["verb"] == verb]) for verb in (SAME, LEFT)),
    ]
