"""Addresses of this room."""

from django.urls import path

from meetings.events import views

urlpatterns = [
    path("events/", views.index, name="event_index"),
    path("events/new/", views.new, name="event_new"),
    path("events/year/", views.year, name="event_calendar"),
    path("events/year/<int:number>/", views.year, name="event_year"),
    path("events/<int:pk>/", views.page, name="event"),
    path("events/<int:pk>/edit/", views.edit, name="event_edit"),
    path("events/<int:pk>/ask/", views.ask, name="event_ask"),
    path("events/<int:pk>/withdraw/", views.withdraw, name="event_withdraw"),
    path("events/<int:pk>/drop/", views.drop, name="event_drop"),
    path("events/<int:pk>/hold/", views.hold, name="event_hold"),
    path("events/<int:pk>/merge/", views.merge, name="event_merge"),
    path("events/<int:pk>/stand/", views.stand, name="event_stand"),
    path("events/<int:pk>/invite/", views.invite, name="event_invite"),
    path("events/<int:pk>/answer/", views.answer, name="event_answer"),
]
