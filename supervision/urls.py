"""Addresses of the supervision floor."""

from django.urls import path, register_converter

from supervision import more_views, report_views, views


class ActName:
    """One of the acts of this floor."""

    regex = "|".join(views.DONE)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ActName, "task_act")
app_name = "supervision"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", more_views.new, name="new"),
    path("report/", report_views.draft, name="report"),
    path("report/send/", report_views.send, name="report_send"),
    path("reports/<int:report>/", report_views.sent, name="sent"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/close-part/", more_views.close_part, name="close_part"),
    path("<int:pk>/person/", more_views.person, name="person"),
    path("<int:pk>/notices/", more_views.notice, name="notice"),
    path("<int:pk>/notices/<int:notice>/reply/", more_views.reply, name="reply"),
    path("<int:pk>/<task_act:name>/", views.act, name="act"),
]
