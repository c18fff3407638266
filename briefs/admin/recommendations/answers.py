"""Record an answer: one page, on which each status is the button that saves it."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from briefs.admin.picking import PickField
from briefs.admin.roles import require_role
from briefs.admin.rows import not_there
from briefs.desk.models import Claim, FollowUp, Recommendation
from briefs.desk.services.follow_ups import record_follow_up

from .story import standing_of

CHOOSE = "status: is none of the answers there are. Choose one of the buttons below."
DAY = "dated: is no day of the calendar. Write it as year, month and day, such as 2026-05-04."


class AnswerForm(forms.Form):
    """What was answered, when, and what shows it. The status is the button that was pressed."""

    status = forms.ChoiceField(
        choices=FollowUp.Status.choices, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    dated = forms.DateField(
        label="The day this was so",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": DAY, "invalid": DAY},
    )
    note = forms.CharField(
        label="A sentence for readers",
        required=False,
        strip=True,
        help_text="Optional. Figures and dates in it must stand in the claim.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    claim = PickField(
        Claim.objects.all(),
        label="The claim that shows it",
        required=False,
        help_text="Optional, but “Implemented” needs one, with a passage that supports it and is found in its source.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The service refuses a NUL as all the desk's texts do, in a sentence.
        note = self.fields["note"]
        note.validators = [v for v in note.validators if not isinstance(v, ProhibitNullCharactersValidator)]


def answer_urls(page: admin.ModelAdmin) -> list[URLPattern]:
    """…/recommendation/<id>/answer/."""
    view = page.admin_site.admin_view(never_cache(partial(answer_view, page=page)))
    return [path("<int:object_id>/answer/", view, name="briefs_recommendation_answer")]


def answer_view(request: HttpRequest, object_id: int, *, page: Any) -> HttpResponse:
    """Ask what was answered (GET) and record it (POST); what the service refuses is shown at its field."""
    require_role(request.user, "briefs.add_followup", doing="Recording a follow-up")
    found = Recommendation.objects.filter(pk=object_id).prefetch_related("follow_ups", "addressees")
    item = found.first() if object_id < 2**63 else None
    if item is None:
        return not_there(request, page, object_id)
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid() and _record(form, item, request):
            return redirect("admin:briefs_recommendation_change", item.pk)
    else:
        form = AnswerForm(initial={"dated": timezone.localdate()})
    asked = request.POST.get("status") or request.GET.get("status")
    context = {
        **page.admin_site.each_context(request),
        "title": "Record an answer",
        "opts": page.opts,
        "item": item,
        "standing": standing_of(item),
        "form": form,
        "statuses": FollowUp.Status.choices,
        "chosen": asked if asked in FollowUp.Status.values else "",
    }
    return render(request, "admin/briefs/recommendation/answer.html", context)


def _record(form: AnswerForm, item: Recommendation, request: HttpRequest) -> bool:
    data = form.cleaned_data
    try:
        follow_up = record_follow_up(recommendation=item, by=request.user, **data)
    except ValidationError as refused:
        for field, errors in refused.message_dict.items():
            name = field if field in form.fields else None
            for error in errors:
                form.add_error(name, error if error.startswith(f"{field}:") or name is None else f"{field}: {error}")
        return False
    messages.success(
        request,
        f"{follow_up.get_status_display()} is recorded. Readers see it once somebody else has published it.",
    )
    return True
