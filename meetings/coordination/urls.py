"""Addresses of this room."""

from django.urls import path

from meetings.coordination import views

urlpatterns = [
    path("coordination/", views.index, name="coordinations"),
    path("coordination/assistants/", views.assistants, name="coordination_assistants"),
    path("coordination/of/<int:paper>/<slug:sort>/", views.begin, name="coordination_begin"),
    path("coordination/<int:pk>/", views.page, name="coordination"),
    path("coordination/<int:pk>/withdraw/", views.withdraw, name="coordination_withdraw"),
]
