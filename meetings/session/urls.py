"""Addresses of this room."""

from django.urls import URLPattern, path

from meetings.session import views

urlpatterns: list[URLPattern] = [
    path("<int:pk>/session/", views.session, name="session"),
    path("<int:pk>/session/open/", views.open_meeting, name="session_open"),
    path("<int:pk>/session/end/", views.end, name="session_end"),
    path("<int:pk>/wall/", views.wall_page, name="session_wall"),
    path("<int:pk>/wall/part/", views.wall_part, name="session_wall_part"),
    path("session/items/<int:pk>/turn/", views.turn_to, name="session_turn"),
    path("session/items/<int:pk>/call-in/", views.call_in, name="session_call_in"),
    path("session/items/<int:pk>/off/", views.take_off, name="session_off"),
    path("session/items/<int:pk>/keep/", views.keep, name="session_keep"),
    path("session/items/<int:pk>/decide/", views.decide, name="session_decide"),
    path("session/items/<int:pk>/speak/", views.add_speech, name="session_speak"),
    path("session/speeches/<int:pk>/", views.speech, name="session_speech"),
    path("session/speeches/<int:pk>/keep/", views.keep_speech, name="session_keep_speech"),
]
