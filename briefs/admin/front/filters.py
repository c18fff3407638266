"""The queues of the front page as filters of the lists, so that each number leads to exactly the rows it counts."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest

from briefs.publishing.queues.lists import QUEUES, queue_ids


class QueueFilter(admin.SimpleListFilter):
    """What waits among the rows of a list, and for whom."""

    title = "queue"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        queues = QUEUES.get(model_admin.opts.model_name, {})
        return [(name, words) for name, (words, _) in queues.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = self.value()
        if name is None:
            return queryset
        noun = str(queryset.model._meta.model_name)
        if name not in QUEUES.get(noun, {}):
            raise IncorrectLookupParameters
        return queryset.filter(pk__in=queue_ids(noun, name, request.user))


class Queued(admin.ModelAdmin):
    """A list that can be narrowed to a queue."""

    def get_list_filter(self, request: HttpRequest) -> Any:
        filters = super().get_list_filter(request)
        return [QueueFilter, *filters] if self.opts.model_name in QUEUES else filters
