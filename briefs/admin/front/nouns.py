"""The way to every list of the admin, by what the lists are for."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest

GROUPS = (
    ("Publication", ("Brief", "Edition", "Correction", "Withdrawal", "Approval", "Event")),
    ("Argument", ("Claim", "Evidence", "Recommendation", "FollowUp", "PublishedFollowUp")),
    ("Sources", ("Article", "Capture", "Actor")),
    ("Lists to choose from", ("Topic", "Country", "Lever")),
)
REST = "Also here"


def nouns_of(site: AdminSite, request: HttpRequest) -> list[tuple[str, list[dict[str, Any]]]]:
    """The lists this user may open, in groups; those of no group last."""
    models = {
        (app["app_label"], model["object_name"]): model for app in site.get_app_list(request) for model in app["models"]
    }
    groups = [(title, [models.pop(("briefs", n)) for n in names if ("briefs", n) in models]) for title, names in GROUPS]
    return [(title, found) for title, found in [*groups, (REST, list(models.values()))] if found]
