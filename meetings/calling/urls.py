"""Addresses of this room."""

from django.urls import URLPattern, path

from meetings.calling import views

urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.page, name="meeting"),
]
