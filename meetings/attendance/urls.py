"""Addresses of this room."""

from django.urls import URLPattern, path

from meetings.attendance import excuse_views, views

urlpatterns: list[URLPattern] = [
    path("<int:pk>/call/", views.meeting_call, name="meeting_call"),
    path("<int:pk>/late/", views.meeting_late, name="meeting_late"),
    path("<int:pk>/attendance/", views.attendance, name="attendance"),
    path("<int:pk>/attendance/add/", views.add, name="attendance_add"),
    path("<int:pk>/attendance/order/", views.reorder, name="attendance_order"),
    path("<int:pk>/attendance/follow/", views.follow, name="attendance_follow"),
    path("<int:pk>/attendance/replace/", views.replace, name="attendance_replace"),
    path("<int:pk>/attendance/present/", views.present, name="attendance_present"),
    path("<int:pk>/mine/", views.mine, name="attendance_mine"),
    path("<int:pk>/mine/confirm/", views.confirm, name="attendance_confirm"),
    path("<int:pk>/mine/say/", views.say_before, name="attendance_say"),
    path("<int:pk>/mine/sign/", views.sign_in, name="attendance_sign"),
    path("attendees/<int:pk>/out/", views.take_out, name="attendee_out"),
    path("attendees/<int:pk>/name/", views.name_guest, name="attendee_name"),
    path("attendees/<int:pk>/come/", views.come, name="attendee_come"),
    path("attendees/<int:pk>/go/", views.go, name="attendee_go"),
    path("attendees/<int:pk>/leave/", excuse_views.new, name="excuse_new"),
    path("leave/<int:pk>/", excuse_views.page, name="excuse"),
    path("leave/<int:pk>/withdraw/", excuse_views.withdraw, name="excuse_withdraw"),
    path("sign/<str:token>/", views.scan, name="attendance_scan"),
]
