"""The addresses of all floors."""

from django.urls import URLPattern, URLResolver, path

from govrules.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
]
