"""A sheet that is made while somebody waits, as a file to look at."""

from __future__ import annotations

from django.http import HttpResponse

from documents.printing import PrintingUnavailable, SheetPage, render_pdf
from govrules.core.errors import Refused
from govrules.core.files.views import disposition


def printed(page: SheetPage, name: str) -> HttpResponse:
    """A page as a file to look at; where this machine cannot print, it says what is missing."""
    try:
        made = render_pdf(page)
    except PrintingUnavailable as error:
        raise Refused(f"这台机器现在不能排版打印：{error}") from error
    response = HttpResponse(made.pdf, content_type="application/pdf")
    response["Content-Disposition"] = disposition(f"{name}.pdf", "inline")
    response["Cache-Control"] = "private, no-store"
    return response
