"""Addresses of the ledgers."""

from django.urls import path

from govrules.portal.ledgers import views

app_name = "ledgers"
urlpatterns = [
    path("", views.index, name="index"),
    path("entries/<int:pk>/", views.page, name="page"),
    path("entries/<int:pk>/edit/", views.edit, name="edit"),
    path("entries/<int:pk>/urge/", views.urge, name="urge"),
    path("entries/<int:pk>/show/", views.show_to, name="show_to"),
    path("entries/<int:pk>/void/", views.void, name="void"),
    path("<slug:key>/", views.ledger, name="ledger"),
    path("<slug:key>/new/", views.new, name="new"),
    path("<slug:key>/print/", views.on_paper, name="print"),
]
