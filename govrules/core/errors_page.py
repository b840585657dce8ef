"""A refusal explains itself: what, under which article, what to do, and the way back, as a page or as an htmx partial.

The act that raised it has been rolled back; nothing is half done.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from govrules.core.errors import Refused


class ExplainRefusals:
    """Middleware: every `Refused` becomes a page with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return explain(request, exception) if isinstance(exception, Refused) else None


def explain(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page of a refusal; for htmx its body alone, to be shown in the dialog that every page has."""
    context = {"refused": refused, "back": way_back(request)}
    if not getattr(request, "htmx", False):
        return render(request, "refused.html", context, status=refused.status)
    response = render(request, "_refused.html", context | {"in_dialog": True}, status=refused.status)
    response["HX-Retarget"] = "#refusal-body"
    response["HX-Reswap"] = "innerHTML"
    response["HX-Push-Url"] = "false"
    return response


def way_back(request: HttpRequest) -> str:
    """The page he came from, if it is one of ours and not this very address; else the desk."""
    came = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    if not came or not ours:
        return "/"
    parts = urlsplit(came)
    return "/" if parts.path == request.path else parts.path + (f"?{parts.query}" if parts.query else "")
