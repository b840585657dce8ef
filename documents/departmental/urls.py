"""Addresses of departments' own documents."""

from django.urls import path

from documents.departmental import views

urlpatterns = [
    path("department/", views.index, name="department"),
    path("department/new/", views.new, name="department_new"),
    path("department/<int:pk>/", views.page, name="department_page"),
    path("department/<int:pk>/edit/", views.edit, name="department_edit"),
    path("department/<int:pk>/send/", views.send, name="department_send"),
    path("department/<int:pk>/record/", views.record, name="department_record"),
    path("department/<int:pk>/withdraw/", views.withdraw, name="department_withdraw"),
    path("department/<int:pk>/drop/", views.drop, name="department_drop"),
    path("department/<int:pk>/issue/", views.issue, name="department_issue"),
    path("department/<int:pk>/attachments/<int:attachment>/remove/", views.detach, name="department_detach"),
]
