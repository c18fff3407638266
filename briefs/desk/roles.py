"""The three roles of a desk, as groups: Author writes, Editor also checks and approves, Publisher also publishes."""

from typing import Any

from django.apps import apps

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
RECORD = ["edition", "withdrawal", "correction"]
WRITE = [f"{act}_{noun}" for noun in NOUNS for act in ("view", "add", "change")]
READ = [f"view_{noun}" for noun in [*RECORD, "approval"]]
DELETE = [f"delete_{noun}" for noun in NOUNS if noun != "capture"]
ROLES = {
    "Author": [*WRITE, *READ, *(f"delete_{n}" for n in PARTS)],
    "Editor": [*WRITE, *READ, *DELETE, "approve_brief"],
    "Publisher": [*WRITE, *READ, *DELETE, "approve_brief", "publish_brief", "withdraw_brief"],
}


def create_roles(using: str = "default", **kwargs: Any) -> None:
    """Make the groups that are missing, with their permissions; groups already there are left as they are."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    if Group.objects.using(using).filter(name__in=ROLES).count() == len(ROLES):
        return
    create_permissions(apps.get_app_config("briefs"), verbosity=0, using=using)
    for name, codenames in ROLES.items():
        group, created = Group.objects.using(using).get_or_create(name=name)
        if created:
            permissions = Permission.objects.using(using).filter(
                content_type__app_label="briefs", codename__in=codenames
            )
            group.permissions.set(permissions)
