"""The sheet of a coordination, as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.portal.coordination_print.content import sheet_page
from govrules.portal.printed import printed
from meetings.coordination.views import matter_of
from meetings.sheet import sheet


@access("officials")
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a coordination that he may see."""
    matter = matter_of(request, pk)
    return printed(sheet_page(sheet(matter, clock.now())), "分歧协调意见单")
