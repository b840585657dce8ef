"""Addresses of this room."""

from django.urls import URLPattern, path

from leave.board import views

urlpatterns: list[URLPattern] = [
    path("board/", views.day, name="board"),
    path("board/calendar/", views.calendar, name="board_calendar"),
]
