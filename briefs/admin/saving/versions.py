"""No edit is lost silently: every form carries the version it started from, and a stale one is refused."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property

from briefs.desk.models import StaleVersion
from briefs.publishing.usage.protection import check_name

from .conflicts import Conflict, describe_last_change, find_conflict, untouched_fields
from .logged_out import posted_texts
from .merging import lf, put_together
from .restoring import RestorableForm, RestorableFormSet
from .working_copies import WorkingCopies

STARTED_FROM = "started_from"
MET = "Nothing was saved: two edits met. Look at both texts, then save again."


class VersionField(forms.IntegerField):
    """The version a form was opened with; hidden, and never itself a change."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class VersionedForm(RestorableForm):
    """Refuses to save over a newer version, and then shows both texts.

    The refused form comes back with the editor's text, the stored one where the editor had left a field alone,
    and the stored version: saving it again is a decision taken with both texts in view.
    """

    started_from = VersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        self.unsettled = put_together(self) if self.is_bound else {}
        if self.instance.pk is not None:
            self.initial[STARTED_FROM] = self.stored_version = self.instance.version

    @cached_property
    def changed_data(self) -> list[str]:
        """Browsers post CRLF, and forms strip a text: neither makes an untouched one a changed one."""
        return [name for name in super().changed_data if not self._holds_the_same_text(name)]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, places in self.unsettled.items():
            where = ", ".join(str(place) for place in places)
            self.add_error(name, f"{name}: nothing was chosen at place {where}. Look at the text and save again.")
        if self.instance.pk is None or not self.has_changed():
            return cleaned
        started_from = self.cleaned_data.get(STARTED_FROM)
        if started_from != self.stored_version:
            self.conflict = find_conflict(self, started_from=started_from)
            self.add_error(None, MET)
            self._rebase(untouched_fields(self, started_from=started_from))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.instance.pk is None or self.errors:
            return
        try:
            check_name(self.instance)
        except ValidationError as refusal:
            self.add_error(None, refusal)

    def _holds_the_same_text(self, name: str) -> bool:
        field = self.fields[name]
        if not isinstance(field, forms.CharField):
            return False
        stored, posted = (lf(str(text or "")) for text in (self.get_initial_for_field(field, name), self[name].data))
        return stored.strip() == posted.strip() if field.strip else stored == posted

    def _rebase(self, untouched: list[str]) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix(STARTED_FROM)] = str(self.stored_version)
        for name in untouched:
            field = self.fields[name]
            value = field.prepare_value(self.get_initial_for_field(field, name))
            if isinstance(value, bool):
                value = "on" if value else ""
            self.data[self.add_prefix(name)] = "" if value is None else str(value)


class VersionedFormSet(RestorableFormSet):
    """Rows that others changed or deleted meanwhile keep the whole formset from being saved.

    A row deleted meanwhile comes back as a new one with the editor's text, to be kept or removed.
    """

    model: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lost: list[str] = []
        if self.is_bound:
            self._part_with_lost_rows()

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_restored:
            self._non_form_errors.extend(self.lost)

    def clean(self) -> None:
        super().clean()
        stale = [
            form.conflict.sentence
            for form in self.initial_forms
            if isinstance(form, VersionedForm) and form.conflict and self._should_delete_form(form)  # type: ignore[attr-defined]
        ]
        if self.lost or stale:
            raise ValidationError([*self.lost, *stale])

    def _part_with_lost_rows(self) -> None:
        try:
            total, initial = (int(self.data[f"{self.prefix}-{name}_FORMS"]) for name in ("TOTAL", "INITIAL"))
        except (KeyError, ValueError):
            return
        pk_name = self.model._meta.pk.name
        there = {str(row.pk) for row in self.get_queryset()}
        posted = {i: self.data.get(f"{self.prefix}-{i}-{pk_name}", "") for i in range(min(initial, total, 1000))}
        lost = [i for i, pk in posted.items() if pk.isdecimal() and pk not in there]
        if not lost:
            return
        who = {i: describe_last_change(self.model, posted[i], "deleted") for i in lost}
        noun = self.model._meta.verbose_name
        dropped = {i for i in lost if self.data.get(f"{self.prefix}-{i}-DELETE")}
        self.lost = [
            f"Row {i + 1}: this {noun} was {who[i]} after you opened it, so nothing was saved. "
            "Your text stands below as a new row: save again to add it, or remove it."
            for i in lost
            if i not in dropped
        ]
        kept = [i for i in posted if i not in lost]
        extra = [*(i for i in lost if i not in dropped), *range(initial, min(total, 2000))]
        self._renumber(kept, extra, {f"{self.prefix}-{i}-{name}" for i in lost for name in (pk_name, STARTED_FROM)})

    def _renumber(self, kept: Sequence[int], extra: Sequence[int], emptied: set[str]) -> None:
        old, self.data = self.data, self.data.copy()
        rows = f"{self.prefix}-"
        for key in old:
            if key.startswith(rows) and key.removeprefix(rows).split("-")[0].isdecimal():
                del self.data[key]
        for new, was in enumerate([*kept, *extra]):
            for key in old:
                if key.startswith(f"{rows}{was}-"):
                    values = [""] if key in emptied else old.getlist(key)
                    self.data.setlist(f"{rows}{new}-{key.removeprefix(f'{rows}{was}-')}", values)
        self.data[f"{rows}TOTAL_FORMS"] = str(len(kept) + len(extra))
        self.data[f"{rows}INITIAL_FORMS"] = str(len(kept))


class VersionedFieldsets(BaseModelAdmin):
    """Puts the hidden version into the first fieldset of a form that may be changed."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        present = STARTED_FROM in flatten_fieldsets(fieldsets)
        if present or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        return [(name, {**options, "fields": [*options["fields"], STARTED_FROM]}), *others]


class VersionedAdmin(VersionedFieldsets, WorkingCopies):
    """A ModelAdmin whose change and delete forms refuse to pass over somebody else's edit."""

    form = VersionedForm

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A race lost between check and save is rolled back and run again: then the check sees the conflict."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except StaleVersion:
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj: Any = self.get_object(request, unquote(object_id))
        version = getattr(obj, "version", None)
        may_delete = obj is not None and self.has_delete_permission(request, obj)
        if may_delete and request.method == "POST" and request.POST.get(STARTED_FROM) != str(version):
            who = describe_last_change(type(obj), obj.pk, "changed")
            noun = obj._meta.verbose_name
            messages.error(
                request,
                f"This {noun} was {who} after you asked to delete it, so nothing was deleted. Look at it again.",
            )
            return redirect(f"admin:briefs_{obj._meta.model_name}_change", obj.pk)
        context = {**(extra_context or {}), STARTED_FROM: version}
        return super().delete_view(request, object_id, context)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        if request.method != "POST" or not object_id.isdecimal():
            back: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
            return back
        context = {
            **self.admin_site.each_context(request),
            "title": "Deleted meanwhile",
            "opts": opts,
            "who": describe_last_change(self.model, object_id, "deleted"),
            "texts": posted_texts(request),
        }
        return render(request, "admin/briefs/deleted_meanwhile.html", context, status=409)
