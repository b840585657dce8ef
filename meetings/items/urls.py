"""Addresses of this room."""

from django.urls import URLPattern, path

from meetings.items import views

urlpatterns: list[URLPattern] = [
    path("items/", views.index, name="items"),
    path("items/new/", views.new, name="item_new"),
    path("items/which/", views.which, name="item_which"),
    path("items/<int:pk>/", views.page, name="item"),
    path("items/<int:pk>/edit/", views.edit, name="item_edit"),
    path("items/<int:pk>/propose/", views.propose, name="item_propose"),
    path("items/<int:pk>/withdraw/", views.withdraw, name="item_withdraw"),
    path("items/<int:pk>/drop/", views.drop, name="item_drop"),
    path("items/<int:pk>/review/", views.review, name="item_review"),
    path("items/<int:pk>/declare/", views.declare, name="item_declare"),
    path("items/<int:pk>/confer/", views.confer, name="item_confer"),
    path("items/<int:pk>/attachments/<int:attachment>/remove/", views.detach, name="item_detach"),
]
