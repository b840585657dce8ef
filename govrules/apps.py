"""The project itself as an app: it loads Celery and registers the checks of the settings."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from govrules import checks
from govrules.celery import app as celery_app

__all__ = ["ProjectConfig", "celery_app"]


class ProjectConfig(AppConfig):
    name = "govrules"
    label = "project"
    verbose_name = "GovRules"

    def ready(self) -> None:
        register(checks.check_settings, Tags.security)
        register(checks.check_deployment, Tags.security, deploy=True)
