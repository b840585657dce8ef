"""Addresses of this room."""

from django.urls import path

from meetings.party import views

urlpatterns = [
    path("party/", views.index, name="party_index"),
    path("party/of/<int:paper>/", views.new, name="party_new"),
    path("party/<int:pk>/", views.page, name="party"),
    path("party/<int:pk>/edit/", views.edit, name="party_edit"),
    path("party/<int:pk>/propose/", views.propose, name="party_propose"),
    path("party/<int:pk>/record/", views.record, name="party_record"),
    path("party/<int:pk>/withdraw/", views.withdraw, name="party_withdraw"),
    path("party/<int:pk>/drop/", views.drop, name="party_drop"),
    path("party/<int:pk>/send/", views.send, name="party_send"),
    path("party/<int:pk>/answer/", views.answer, name="party_answer"),
]
