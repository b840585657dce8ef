"""The addresses of all floors."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from govrules.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("documents/", include("documents.urls")),
    path("files/", include("govrules.core.files.urls")),
    path("admin/", admin.site.urls),
    path("", include("govrules.portal.urls")),
]
