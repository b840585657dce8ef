"""The leave form as a PDF: one page, made while he waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from documents.printing import PrintingUnavailable, render_pdf
from govrules.core.access import access
from govrules.core.errors import Refused
from govrules.core.files.views import disposition
from govrules.core.matters.queries import visible_to, with_rules
from govrules.portal import frame
from govrules.portal.leave_print.content import page_of
from leave.requests.queries import whole


@access("officials")
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The printed form of a leave that he may see."""
    here = frame.of(request)
    matter = get_object_or_404(with_rules(visible_to(here.official)), pk=pk, kind="leave")
    try:
        printed = render_pdf(page_of(whole(matter, here.at), here.at))
    except PrintingUnavailable as error:
        raise Refused(f"这台机器现在不能排版打印：{error}") from error
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response["Content-Disposition"] = disposition(f"{matter.title}.pdf", "inline")
    response["Cache-Control"] = "private, no-store"
    return response
