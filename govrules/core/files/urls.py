"""Addresses of the files room; included under `files/`."""

from django.urls import path

from govrules.core.files import views

app_name = "files"
urlpatterns = [path("<int:pk>/", views.download, name="download")]
