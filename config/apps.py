"""Lets Django find the checks of this room, which has no models, and the desk's own admin site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PlatformConfig(AppConfig):
    """Registers config.checks."""

    name = "config"
    label = "platform"
    default = True

    def ready(self) -> None:
        from config import checks  # noqa: F401


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with the desk's site as the default one."""

    default = False
    default_site = "config.desk.DeskSite"
