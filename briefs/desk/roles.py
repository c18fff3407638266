"""The three roles of a desk, as groups: Author writes, Editor also checks and approves, Publisher also publishes.

docs/permissions.md says in words what they may do. A migration makes the groups; a permission that comes later needs
a migration of its own that calls ``provide_roles`` again.
"""

from typing import Any

NOUNS = [
    "actor",
    "article",
    "articleauthor",
    "brief",
    "briefauthor",
    "briefrecommendation",
    "capture",
    "claim",
    "country",
    "evidence",
    "followup",
    "lever",
    "recommendation",
    "recommendationclaim",
    "recommendationlineage",
    "topic",
]
PARTS = [
    "articleauthor",
    "briefauthor",
    "briefrecommendation",
    "evidence",
    "recommendationclaim",
    "recommendationlineage",
]
RECORD = ["edition", "withdrawal", "correction", "embargo", "mendednote", "publishedfollowup"]
REVIEW = ["approval", "event", "reviewrequest", "standingreason"]
WRITE = [f"{act}_{noun}" for noun in [*NOUNS, "comment"] for act in ("view", "add", "change")]
READ = [f"view_{noun}" for noun in [*RECORD, *REVIEW]]
DELETE = [f"delete_{noun}" for noun in NOUNS if noun != "capture"]
CHECK = ["approve_brief", "uphold_edition", "publish_followup"]
ROLES = {
    "Author": [*WRITE, *READ, *(f"delete_{noun}" for noun in PARTS)],
    "Editor": [*WRITE, *READ, *DELETE, *CHECK],
    "Publisher": [*WRITE, *READ, *DELETE, *CHECK, "publish_brief", "withdraw_brief"],
}


def provide_roles(apps: Any, using: str = "default") -> None:
    """Make the groups that are missing; those that are there gain what they lack of their role and lose nothing.

    ``apps`` is the registry of the models as they stand, or stood when a migration runs.
    """
    _provide_permissions(apps, using)
    groups = apps.get_model("auth", "Group").objects.using(using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for name, codenames in ROLES.items():
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*permissions.filter(content_type__app_label="briefs", codename__in=codenames))


def _provide_permissions(apps: Any, using: str) -> None:
    """Django makes them after all migrations have run; a migration that gives them to somebody needs them before."""
    from django.contrib.auth.management import create_permissions

    config = apps.get_app_config("briefs")
    had_models = getattr(config, "models_module", None)
    # The registry of a migration has no module of models, and would be passed over.
    config.models_module = had_models or True
    try:
        create_permissions(config, verbosity=0, using=using, apps=apps)
    finally:
        config.models_module = had_models
