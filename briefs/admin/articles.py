from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from briefs.desk.models import Article, ArticleAuthor, Capture, Evidence

from .base import DeskAdmin, DeskTabularInline, count_of, start_of
from .captures import CaptureFormSet, CaptureInline, keep_capture


class ArticleAuthorInline(DeskTabularInline):
    """The byline, in its order."""

    model = ArticleAuthor
    fields = ["actor", "position"]
    autocomplete_fields = ["actor"]


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    """Source documents."""

    list_display = ["label", "key", "outlet", "genre", "published_on", "capture_count", "passage_count"]
    list_display_links = ["label", "key"]
    list_select_related = ["outlet"]
    list_filter = ["genre", "language", "full_text_allowed", ("outlet", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["key", "title", "outlet__name", "url"]
    autocomplete_fields = ["outlet"]
    inlines = [ArticleAuthorInline, CaptureInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["key", "title", "genre", "language"],
                "description": "What the source does not say of itself stays unknown: leave its title, date "
                "or outlet empty.",
            },
        ),
        ("Where and when", {"fields": ["outlet", "published_on", "url"]}),
        ("What we may keep", {"fields": ["full_text_allowed", "note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows: QuerySet[Article] = super().get_queryset(request)
        captures = count_of(Capture.objects.all(), "article")
        passages = count_of(Evidence.objects.all(), "capture__article")
        return rows.annotate(captures_n=captures, passages_n=passages)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if not isinstance(formset, CaptureFormSet):
            super().save_formset(request, form, formset, change)
            return
        for capture in formset.save(commit=False):
            keep_capture(capture, by=request.user)

    @admin.display(description="title", ordering="title")
    def label(self, article: Article) -> str:
        return start_of(article.title) or "(no title)"

    @admin.display(description="captures", ordering="captures_n")
    def capture_count(self, article: Any) -> int:
        return int(article.captures_n)

    @admin.display(description="passages cited", ordering="passages_n")
    def passage_count(self, article: Any) -> int:
        return int(article.passages_n)
