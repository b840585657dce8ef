from django.apps import AppConfig


class LeaveConfig(AppConfig):
    name = "leave"
    label = "leave"
    verbose_name = "请销假"
    default_auto_field = "django.db.models.BigAutoField"
