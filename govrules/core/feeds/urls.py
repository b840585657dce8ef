"""Addresses of the subscriptions; included under `feeds/`."""

from django.urls import path

from govrules.core.feeds import views

app_name = "feeds"
urlpatterns = [
    path("", views.page, name="page"),
    path("make/", views.make, name="make"),
    path("revoke/", views.revoke, name="revoke"),
    path("<slug:secret>.ics", views.ics, name="ics"),
]
