"""Addresses of the documents floor."""

from django.urls import path

from documents import sharing, views
from documents.consultation import views as consultation
from documents.departmental import urls as departmental
from documents.dispatch import views as dispatch
from documents.prints import views as prints
from documents.publicity import urls as publicity
from documents.seals import urls as seals
from documents.submission import views as submission

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", submission.new, name="new"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/shared/", sharing.shared, name="shared"),
    path("<int:pk>/edit/", submission.edit, name="edit"),
    path("<int:pk>/consult/", consultation.consult, name="consult"),
    path("<int:pk>/consult/<int:asked>/remind/", consultation.remind, name="remind"),
    path("<int:pk>/consult/<int:asked>/respond/", consultation.respond, name="respond"),
    path("<int:pk>/consult/<int:asked>/silence/", consultation.silence, name="silence"),
    path("<int:pk>/extension/<int:asked>/", consultation.extension, name="extension"),
    path("<int:pk>/submit/", submission.submit, name="submit"),
    path("<int:pk>/withdraw/", submission.withdraw, name="withdraw"),
    path("<int:pk>/drop/", submission.drop, name="drop"),
    path("<int:pk>/attachments/<int:attachment>/remove/", submission.detach, name="detach"),
    path("<int:pk>/print/<slug:kind>/", prints.ask, name="ask_print"),
    path("<int:pk>/word/<slug:kind>/", prints.docx, name="word"),
    path("prints/<int:pk>/", prints.show, name="print"),
    path("prints/<int:pk>/pdf/", prints.pdf, name="pdf"),
    path("dispatch/new/", dispatch.new, name="dispatch_new"),
    path("dispatch/<int:pk>/edit/", dispatch.edit, name="dispatch_edit"),
    path("dispatch/<int:pk>/send/", dispatch.send, name="dispatch_send"),
    path("dispatch/<int:pk>/review/", dispatch.review, name="dispatch_review"),
    path("dispatch/<int:pk>/withdraw/", dispatch.withdraw, name="dispatch_withdraw"),
    path("dispatch/<int:pk>/number/", dispatch.number, name="dispatch_number"),
    path("dispatch/<int:pk>/issue/", dispatch.issue, name="dispatch_issue"),
    *departmental.urlpatterns,
    *publicity.urlpatterns,
    *seals.urlpatterns,
]
