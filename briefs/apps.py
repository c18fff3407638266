from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BriefsConfig(AppConfig):
    """The one app of the house: drafts at the desk, editions in the record, and the rooms that show them."""

    name = "briefs"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Policy briefs"

    def ready(self) -> None:
        from simple_history.signals import pre_create_historical_record

        from briefs import checks  # noqa: F401  registers the system checks
        from briefs.desk.acts import stamp_history
        from briefs.publishing.usage.deletion import connect_deletion_guards
        from briefs.publishing.usage.protection import connect_guards
        from briefs.record.triggers import restore_triggers

        connect_guards()
        connect_deletion_guards()
        pre_create_historical_record.connect(stamp_history, dispatch_uid="briefs.stamp_history")
        post_migrate.connect(restore_triggers, sender=self, dispatch_uid="briefs.restore_triggers")
