from django.db.models import QuerySet
from django.http import HttpRequest

from briefs.admin.base import DeskStackedInline
from briefs.admin.evidence import EvidenceFormSet
from briefs.desk.models import Evidence

from .forms import PassageForm


class PassageInline(DeskStackedInline):
    """The passages a claim rests on, with a blank one to fill in."""

    model = Evidence
    form = PassageForm
    formset = EvidenceFormSet
    extra = 1
    verbose_name = "passage"
    verbose_name_plural = "passages"
    fields = ["capture", "exact", "paragraph", "stance", "modality", "attributed_to", "position", "note", "chosen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        rows: QuerySet[Evidence] = super().get_queryset(request)
        rows = rows.select_related("claim", "attributed_to", "capture__article__outlet")
        return rows.defer("capture__raw_text")
