"""Copies of articles: added here, never changed."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from briefs.desk.models import Article, Capture, Evidence
from briefs.desk.services.captures import add_capture
from briefs.text.normalise import normalise

from .base import DeskFields, count_of
from .cascade.affected import ShowsAffected
from .naming import NAMED, NamesUsers, name_users
from .saving.restoring import RestorableForm
from .saving.working_copies import WorkingCopies
from .telling import TellsEvents
from .uses import ShowsUses

MAX_CAPTURE = 2_000_000


class CaptureForm(RestorableForm):
    """A new copy or digest. What add_capture would refuse is refused here, at its field."""

    class Meta:
        model = Capture
        fields = ["article", "kind", "raw_text", "captured_at", "method"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "raw_text" in self.fields:
            text = self.fields["raw_text"]
            text.strip = False  # type: ignore[attr-defined]
            text.validators = [v for v in text.validators if not isinstance(v, MaxLengthValidator)]
            message = f"raw_text: holds %(show_value)d characters, and {MAX_CAPTURE} is the limit. Divide the article."
            text.validators.append(MaxLengthValidator(MAX_CAPTURE, message))
            text.help_text = (
                "One paragraph a line: evidence names paragraphs by their number. It cannot be changed later."
            )
        if "method" in self.fields:
            self.fields["method"].initial = "typed in the admin"
        if "captured_at" in self.fields:
            self.fields["captured_at"].required = False
            self.fields["captured_at"].help_text = "When the article was read or copied. Empty means now."
            # Django writes "Date:" and "Time:" before the two, but as no label of theirs.
            widgets = getattr(self.fields["captured_at"].widget, "widgets", ())
            for part, widget in zip(("date", "time"), widgets, strict=False):
                widget.attrs["aria-label"] = f"Captured at, {part}"

    def clean_raw_text(self) -> str:
        raw = str(self.cleaned_data["raw_text"])
        try:
            text = normalise(raw)
        except ValueError as error:
            raise ValidationError(f"raw_text: {error}") from None
        if not text.strip():
            raise ValidationError("raw_text: holds nothing but white space. Paste the text, or write the digest.")
        return raw

    def clean_captured_at(self) -> datetime:
        return self.cleaned_data["captured_at"] or timezone.now()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        article = self.cleaned_data.get("article")
        if article is not None:
            self.check_kind(article)
        return cleaned

    def check_kind(self, article: Article) -> None:
        """Refuse the full text of an article whose text may not be kept."""
        if self.cleaned_data.get("kind") == Capture.Kind.FULL_TEXT and not article.full_text_allowed:
            self.add_error(
                "kind",
                f"kind: the full text of {article.key} may not be kept. Write a digest, or allow its full text.",
            )


class CaptureFormSet(forms.BaseInlineFormSet):
    """New captures under an article, checked against what the article allows as it stands in the same form."""

    def clean(self) -> None:
        super().clean()
        for form in self.extra_forms:
            if form.has_changed():
                form.check_kind(self.instance)  # type: ignore[attr-defined]


def keep_capture(capture: Capture, *, by: Any) -> Capture:
    """Hand a filled-in capture to the desk; the same text again is the capture already there."""
    return add_capture(
        article=capture.article,
        kind=capture.kind,
        raw_text=capture.raw_text,
        captured_at=capture.captured_at,
        method=capture.method,
        by=by,
    )


class KeepForGood:
    """Captures can be read and added, never changed or deleted."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CaptureInline(KeepForGood, DeskFields, admin.StackedInline):
    """The copies of one article, and a form for another."""

    model = Capture
    form = CaptureForm
    formset = CaptureFormSet
    extra = 0
    fields = ["kind", "captured_at", "method", "raw_text"]
    show_change_link = True
    verbose_name = "capture"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        rows: QuerySet[Capture] = super().get_queryset(request)
        return rows.select_related("article")


@admin.register(Capture)
class CaptureAdmin(KeepForGood, DeskFields, ShowsUses, ShowsAffected, TellsEvents, WorkingCopies, NamesUsers):
    """Immutable copies and digests, with their paragraphs numbered as evidence counts them."""

    form = CaptureForm
    list_display = ["article", "kind", "captured_at", "method", "size", "evidence_count"]
    list_filter = ["kind", "method", "captured_at"]
    list_select_related = ["article"]
    search_fields = ["article__key", "article__title", "method"]
    autocomplete_fields = ["article"]
    ordering = ["-captured_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        rows: QuerySet[Capture] = super().get_queryset(request)
        captures = rows.select_related("article")
        captures = captures.annotate(size_n=Length("text"), evidence_n=count_of(Evidence.objects.all(), "capture"))
        return captures.defer("raw_text", "text")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        if "\x00" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["article", "kind", "captured_at", "method", "raw_text"]})]
        told = [
            (None, {"fields": ["article", "kind", "captured_at", "method", "captured_by"]}),
            ("Its paragraphs", {"fields": ["numbered"]}),
            ("How it can be checked", {"fields": ["text_sha256", "raw_sha256", "normalisation_rule"]}),
        ]
        return name_users(told, request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        told = ["numbered", "captured_by", *NAMED.values(), "text_sha256", "raw_sha256", "normalisation_rule"]
        return told if obj is not None else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        kept = keep_capture(obj, by=request.user)
        obj.pk, obj.text_sha256 = kept.pk, kept.text_sha256

    def content_sha256(self, obj: Capture) -> str:
        return obj.text_sha256

    @admin.display(description="characters", ordering="size_n")
    def size(self, capture: Any) -> int:
        return int(capture.size_n)

    @admin.display(description="passages cited", ordering="evidence_n")
    def evidence_count(self, capture: Any) -> int:
        return int(capture.evidence_n)

    @admin.display(description="text")
    def numbered(self, capture: Capture) -> SafeString:
        rows = ((p.number, p.text) for p in capture.paragraphs())
        lines = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', rows)
        return format_html('<table class="paragraphs"><tbody>{}</tbody></table>', lines)
