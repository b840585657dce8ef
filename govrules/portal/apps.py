"""The portal as a Django app; it has no models."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "govrules.portal"
    label = "portal"
    verbose_name = "门户"
