"""Every view declares who may open it; one that does not is refused, and a test finds it.

A declaration says only who gets in at the door. What he sees inside starts from `visible_to`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from govrules.core import clock
from govrules.core.errors import NotYours
from govrules.core.errors_page import explain
from govrules.core.office.queries import in_office
from govrules.core.operators import SYSTEM

View = Callable[..., HttpResponse]
ANYONE, OFFICIALS, OFFICE, OPERATORS, DEMO = "anyone", "officials", "office", "operators", "demo"
KEEPERS = "keepers"
REGISTRARS = "registrars"
LEVELS = frozenset({ANYONE, OFFICIALS, OFFICE, OPERATORS, DEMO, KEEPERS, REGISTRARS})


def access(level: str) -> Callable[[View], View]:
    """Declare who may open a view: anyone, officials, office (staff of the government office), operators, demo,
    keepers (of what all governments share, see `keeps`), registrars (the office's staff and the system operators, who
    keep its people together)."""
    if level not in LEVELS:
        raise ImproperlyConfigured(f"unknown access level {level!r}")

    def declare(view: View) -> View:
        view.access = level  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Any) -> str | None:
    """The declaration of a view or of the class behind `as_view()`; the admin site's own views are the operators'."""
    level = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    if level is None and (hasattr(view, "admin_site") or hasattr(view, "model_admin") or _is_admins(view)):
        return OPERATORS
    return level


def _is_admins(view: Any) -> bool:
    """A method of the admin site or of one of its pages, bare or wrapped."""
    methods = (view, getattr(view, "__wrapped__", None))
    return any(isinstance(getattr(one, "__self__", None), AdminSite | ModelAdmin) for one in methods)


class RequireDeclaredAccess:
    """Closed by default: no declaration, no page."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:  # so that "back" after logging out shows nothing
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        level = declared(view)
        if level is None:
            raise ImproperlyConfigured(f"no access declared for {view!r}")
        if level == ANYONE:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not _allowed(request, level):
            return explain(request, NotYours("您的账号不能打开这一页"))
        return None


def _allowed(request: HttpRequest, level: str) -> bool:
    user = request.user
    if level == OPERATORS:
        return bool(user.is_staff)
    if level == KEEPERS:
        return keeps(request)
    if level == REGISTRARS and belongs(request, SYSTEM):
        return True
    if user.official_id is None:
        return False
    return level not in (OFFICE, REGISTRARS) or in_office(user.official, clock.today())


def belongs(request: HttpRequest, *groups: str) -> bool:
    """Whether an operator is in one of these groups; asked once a request. A superuser is in all."""
    user = request.user
    if not (user.is_active and user.is_staff):
        return False
    if not hasattr(request, "operator_groups"):
        request.operator_groups = set(user.groups.values_list("name", flat=True))  # type: ignore[attr-defined]
    return user.is_superuser or not request.operator_groups.isdisjoint(groups)  # type: ignore[attr-defined]


def keeps(request: HttpRequest) -> bool:
    """Whether he keeps what all governments of the installation share, the calendar: the system's operators.

    In the demo the office does too, so that a newcomer sees what a notice changes.
    """
    user = request.user
    in_demo = settings.DEMO and getattr(user, "official_id", None) is not None
    return belongs(request, SYSTEM) or in_demo and in_office(user.official, clock.today())
