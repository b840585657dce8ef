"""Addresses of this room."""

from django.urls import URLPattern, path

from meetings.minutes import pages, views

urlpatterns: list[URLPattern] = [
    path("minutes/", views.index, name="minutes_index"),
    path("minutes/late/", views.late, name="minutes_late"),
    path("minutes/public/", pages.public, name="minutes_public"),
    path("minutes/public/<int:pk>/", pages.settle, name="minutes_settle"),
    path("minutes/register/", pages.register, name="minutes_register"),
    path("minutes/register/<int:pk>/", pages.register_item, name="minutes_file"),
    path("minutes/<int:pk>/", views.page, name="minutes"),
    path("minutes/<int:pk>/edit/", views.edit, name="minutes_edit"),
    path("minutes/<int:pk>/preview/", views.preview, name="minutes_preview"),
    path("minutes/<int:pk>/compare/", views.compare, name="minutes_compare"),
    path("minutes/<int:pk>/send/", views.send, name="minutes_send"),
    path("minutes/<int:pk>/withdraw/", views.withdraw, name="minutes_withdraw"),
    path("minutes/<int:pk>/issue/", views.issue, name="minutes_issue"),
    path("minutes/<int:pk>/forgo/", views.forgo, name="minutes_forgo"),
    path("minutes/<int:pk>/resume/", views.resume, name="minutes_resume"),
    path("<int:pk>/minutes/", views.of_meeting, name="minutes_of"),
    path("<int:pk>/agenda/print/", pages.paper, {"kind": "agenda"}, name="agenda_print"),
    path("<int:pk>/notice/print/", pages.paper, {"kind": "notice"}, name="notice_print"),
    path("<int:pk>/sign-in/print/", pages.paper, {"kind": "sign_in"}, name="sign_in_print"),
]
