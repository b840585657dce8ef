"""A person's subscription: whether there is one, making and revoking it; the address that calendar programs read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.feeds import actions, ical
from govrules.core.office.pages.filling import me

# Of the address itself: neither kept on the way, nor told to others, nor found by a search engine. The page must not
# say no-referrer, or its forms would come without their origin and be refused.
HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@access("officials")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Whether there is an address, when it was made and last read; it is not shown again."""
    return render(request, "feeds/page.html", {"feed": actions.current(me(request))})


@access("officials")
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new address, shown this once."""
    official = me(request)
    address = request.build_absolute_uri(reverse("feeds:ics", args=[actions.make(official)]))
    context = {"feed": actions.current(official), "address": address}
    return render(request, "feeds/page.html", context)


@access("officials")
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """The address is worth nothing any more."""
    if actions.revoke(me(request)):
        messages.success(request, "订阅地址已停用")
    return redirect("feeds:page")


@access("anyone")
@require_safe
def ics(request: HttpRequest, secret: str) -> HttpResponse:
    """His calendar: a program logs in nowhere, so the secret in the address is the key."""
    at = clock.now()
    official = actions.owner(secret, at)
    if official is None:
        raise Http404("没有这个日历")
    return HttpResponse(ical.of(official, request.get_host(), at), content_type=ical.TYPE, headers=HEADERS)
