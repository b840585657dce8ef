"""Addresses of this room."""

from django.urls import URLPattern, path

from leave.requests import ledgers, views

urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("foresee/", views.foresee, name="foresee"),
    path("filings/", ledgers.filings, name="filings"),
    path("statistics/", ledgers.statistics, name="statistics"),
    path("abroad/", ledgers.abroad, name="abroad"),
    path("abroad/gifts/<int:pk>/", ledgers.hand_in, name="hand_in"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/ask/", views.ask, name="ask"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/back/", views.report_back, name="back"),
    path("<int:pk>/extend/", views.extend, name="extend"),
    path("<int:pk>/recall/", views.recall, name="recall"),
    path("<int:pk>/filings/<int:filing_pk>/", views.file, name="file"),
]
