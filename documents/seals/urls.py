"""Addresses of seals and letters of introduction."""

from django.urls import path

from documents.seals import views

urlpatterns = [
    path("seals/", views.index, name="seals"),
    path("seals/book/", views.book, name="seal_book"),
    path("seals/letters/", views.letters, name="letter_book"),
    path("seals/new/<slug:sort>/", views.new, name="sealing_new"),
    path("seals/cards/new/", views.card_new, name="seal_new"),
    path("seals/cards/<int:seal>/", views.card, name="seal_card"),
    path("seals/cards/<int:seal>/retire/", views.card_retire, name="seal_retire"),
    path("seals/documents/<int:pk>/", views.document, name="seal_document"),
    path("seals/<int:pk>/", views.page, name="sealing"),
    path("seals/<int:pk>/edit/", views.edit, name="sealing_edit"),
    path("seals/<int:pk>/withdraw/", views.withdraw, name="sealing_withdraw"),
    path("seals/<int:pk>/affix/", views.affix, name="sealing_affix"),
    path("seals/<int:pk>/out/", views.hand_out, name="sealing_out"),
    path("seals/<int:pk>/back/", views.back, name="sealing_back"),
]
