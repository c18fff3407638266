"""Lets Django find the checks of this room; it has no models."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Registers config.checks."""

    name = "config"
    label = "platform"

    def ready(self) -> None:
        from config import checks  # noqa: F401
