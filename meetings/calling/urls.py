"""Addresses of this room."""

from django.urls import URLPattern, path

from meetings.calling import agenda_views, rooms, views

urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("new/", views.new, name="meeting_new"),
    path("rooms/", rooms.rooms, name="rooms"),
    path("calendar/", views.calendar, name="calendar"),
    path("<int:pk>/", views.page, name="meeting"),
    path("<int:pk>/edit/", views.edit, name="meeting_edit"),
    path("<int:pk>/agenda/", agenda_views.arrange, name="meeting_agenda"),
    path("<int:pk>/fix/", views.fix, name="meeting_fix"),
    path("<int:pk>/reopen/", views.reopen, name="meeting_reopen"),
    path("<int:pk>/items/<int:item>/off/", views.take_off, name="meeting_off"),
    path("<int:pk>/notice/", views.notice, name="meeting_notice"),
    path("<int:pk>/cancel/", views.cancel, name="meeting_cancel"),
    path("<int:pk>/meeting.ics", views.file, name="meeting_ics"),
]
