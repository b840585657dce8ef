"""Addresses of the supervision floor."""

from django.urls import path, register_converter

from supervision import views


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
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/<task_act:name>/", views.act, name="act"),
]
