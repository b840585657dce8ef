"""The duty log over many shifts."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.tables import download
from leave.board.viewer import viewer
from leave.duty.logbook import LogFilter, entries_for, log_rows

PAGE = 30


@access("officials")
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The lines that he may read: filtered, searched, paged; `?export=xlsx` gives the same as Excel."""
    him = viewer(request)
    found = LogFilter(request.GET, entries_for(him), viewer=him)
    month = request.GET.get("month", "")
    if request.GET.get("export") == "xlsx":
        return download(f"值班记录{month}.xlsx", "值班记录", log_rows(found.qs))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"him": him, "filter": found, "page": page, "query": query_of(request), "month": month}
    return render(request, "leave/duty/log.html", context)
