"""The address of a matter whatever its kind: it leads to the page that its floor has for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from govrules.core.access import access
from govrules.core.matters.queries import visible_to
from govrules.portal import frame
from govrules.portal.matters.sheets import KINDS


@access("officials")
@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """To whoever may not see the matter there is none."""
    found = get_object_or_404(visible_to(frame.of(request).official), pk=pk, kind__in=KINDS)
    return redirect(KINDS[found.kind].page, pk=found.pk)
