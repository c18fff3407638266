"""What stands in an edition keeps its name: read-only in its form."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from briefs.publishing.usage.protection import INDEXES, find_publications


class PublishedNames(admin.ModelAdmin):
    """Shows what publishing/usage/protection.py would refuse before an editor tries it."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The key, slug or code too, once an edition holds it.

        Not when the form was opened before that and posts one: then it is refused at its field, not passed over.
        """
        fields = super().get_readonly_fields(request, obj)
        field = INDEXES[self.model][0] if self.model in INDEXES else ""
        if not field or obj is None or obj.pk is None or field in request.POST:
            return fields
        return [*fields, field] if find_publications(self.model, [getattr(obj, field)]) else fields
