"""The addresses of all floors."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from govrules.core.access import access
from govrules.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("documents/", include("documents.urls")),
    path("meetings/", include("meetings.urls")),
    path("supervision/", include("supervision.urls")),
    path("ledgers/", include("govrules.portal.ledgers.urls")),
    path("leave/", include("leave.urls")),
    path("files/", include("govrules.core.files.urls")),
    path("feeds/", include("govrules.core.feeds.urls")),
    path("office/", include("govrules.core.office.urls")),
    path("admin/login/", access("anyone")(RedirectView.as_view(pattern_name="portal:login", query_string=True))),
    path("admin/", admin.site.urls),
    path("", include("govrules.portal.urls")),
]
