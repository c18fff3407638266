"""What stands in an edition keeps its name: read-only in its form, protected on the pages that ask before deleting."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from briefs.publishing.protection import INDEXES, find_publications, refusal_to_delete


class PublishedNames(admin.ModelAdmin):
    """Shows what publishing/protection.py would refuse before an editor tries it."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The key, slug or code too, once an edition holds it.

        Not when the form was opened before that and posts one: then it is refused at its field, not passed over.
        """
        fields = super().get_readonly_fields(request, obj)
        field = INDEXES[self.model][0] if self.model in INDEXES else ""
        if not field or obj is None or obj.pk is None or field in request.POST:
            return fields
        return [*fields, field] if find_publications(self.model, [getattr(obj, field)]) else fields

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The editions that hold any of these are among what protects them."""
        to_delete, counts, perms, protected = super().get_deleted_objects(objs, request)
        names = [getattr(obj, INDEXES[self.model][0]) for obj in objs] if self.model in INDEXES else []
        for publication in find_publications(self.model, names):
            url = reverse("admin:briefs_edition_change", args=[publication.edition_id])
            sentence = refusal_to_delete(publication)
            protected.append(format_html('<a href="{}">{}</a>', url, sentence[:1].upper() + sentence[1:]))
        return to_delete, counts, perms, protected
