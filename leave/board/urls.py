"""Addresses of this room."""

from django.urls import URLPattern, path

from leave.board import views

urlpatterns: list[URLPattern] = [
    path("board/", views.day, name="board"),
    path("board/calendar/", views.calendar, name="board_calendar"),
    path("board/feed/", views.feed, name="board_feed"),
    path("board/feed/make/", views.feed_make, name="board_feed_make"),
    path("board/feed/revoke/", views.feed_revoke, name="board_feed_revoke"),
    path("board/<slug:secret>.ics", views.ics, name="board_ics"),
]
