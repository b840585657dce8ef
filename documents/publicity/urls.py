"""Addresses of requests to publish, speak, write or attend."""

from django.urls import path

from documents.publicity import views

urlpatterns = [
    path("public/", views.index, name="publicity"),
    path("public/new/<slug:sort>/", views.new, name="publicity_new"),
    path("public/<int:pk>/", views.page, name="publicity_page"),
    path("public/<int:pk>/edit/", views.edit, name="publicity_edit"),
    path("public/<int:pk>/ask/", views.ask, name="publicity_ask"),
    path("public/<int:pk>/upper/", views.upper, name="publicity_upper"),
    path("public/<int:pk>/do/", views.do, name="publicity_do"),
    path("public/<int:pk>/withdraw/", views.withdraw, name="publicity_withdraw"),
    path("public/<int:pk>/drop/", views.drop, name="publicity_drop"),
    path("public/<int:pk>/attachments/<int:attachment>/remove/", views.detach, name="publicity_detach"),
]
