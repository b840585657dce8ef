"""Addresses of this room."""

from django.urls import path

from meetings.cadence import views

urlpatterns = [path("cadence/", views.cadence, name="cadence")]
