"""What an editor fills in before an act on a brief is done. Each form carries what the editor was shown."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from briefs.admin.saving.versions import VersionField
from briefs.desk.models import Brief
from briefs.publishing import build_content, open_to_withdrawal
from briefs.record.models import Edition

MAX_NOTE = 5_000
FARTHEST = timedelta(days=5 * 365)


def note_field(label: str, help_text: str, *, required: bool = False) -> forms.CharField:
    """A few lines for readers."""
    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
    field = forms.CharField(label=label, help_text=help_text, required=required, max_length=MAX_NOTE, widget=widget)
    del field.widget.attrs["maxlength"]
    return field


class ActForm(forms.Form):
    """A decision on a brief without anything to fill in, on the version the editor has seen."""

    started_from = VersionField(min_value=1)

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brief = brief


class ApproveForm(ActForm):
    """A yes to the exact content the editor was shown; a claim changed since then makes it another."""

    content_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, brief=brief, **kwargs)
        if not self.is_bound:
            self.initial["content_sha256"] = build_content(brief).sha256()


class PublishForm(ActForm):
    """How the next edition is to be published."""

    update_type = forms.ChoiceField(
        label="Update type",
        choices=[("major", "Major: readers should know"), ("minor", "Minor: wording, links, layout")],
        widget=forms.RadioSelect,
        initial="major",
    )
    change_note = note_field(
        "Change note", "Public. What is new since the edition before. A major edition or a correction needs one."
    )
    live_from = forms.DateTimeField(
        label="Live from",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    correction_kind = forms.ChoiceField(
        label="It corrects the edition before",
        required=False,
        choices=[
            ("", "No correction"),
            ("correction", "Correction: something was wrong"),
            ("clarification", "Clarification: something was unclear"),
            ("addendum", "Addendum: something was missing"),
            ("expression of concern", "Expression of concern: something is in doubt"),
        ],
    )
    correction_note = note_field("Correction note", "Public. In a sentence: what was wrong, and what is right.")

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, brief=brief, **kwargs)
        if not Edition.objects.filter(brief=brief).exists():
            self.initial["change_note"] = "First edition."
            self.fields["change_note"].help_text = "Public. It stands beside the edition in the brief's history."
            del self.fields["correction_kind"], self.fields["correction_note"]
        zone = timezone.get_current_timezone_name()
        self.fields["live_from"].help_text = f"Time zone {zone}. Empty: at once. Later: readers get it from then on."

    def clean_live_from(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["live_from"]
        if moment is not None and moment > timezone.now() + FARTHEST:
            raise forms.ValidationError("live_from: lies more than five years ahead. Check the year.")
        return moment

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        kind, note = self.cleaned_data.get("correction_kind"), self.cleaned_data.get("correction_note")
        if note and not kind:
            self.add_error(
                "correction_kind", "correction_kind: choose what kind of correction the note is, or empty it."
            )
        return cleaned


class WithdrawForm(ActForm):
    """Which edition no longer stands, and why."""

    edition = forms.TypedChoiceField(label="Edition", coerce=int, widget=forms.RadioSelect)
    explanation = note_field(
        "Explanation", "Public, on top of the page: why readers should no longer rely on it.", required=True
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, brief=brief, **kwargs)
        choices = [(edition.number, _as_choice(edition)) for edition in open_to_withdrawal(brief)]
        field = self.fields["edition"]
        field.choices = choices  # type: ignore[attr-defined]
        gone = "edition: none is named that is live or scheduled and not withdrawn already. Choose again."
        field.error_messages |= {"invalid_choice": gone, "required": gone}
        self.initial.setdefault("edition", choices[0][0] if choices else None)


def _as_choice(edition: Edition) -> str:
    moment = f"{timezone.localtime(edition.live_from):%d %B %Y, %H:%M}"
    if edition.live_from > timezone.now():
        return f"Edition {edition.number}, scheduled for {moment}: it will never go out"
    return f"Edition {edition.number}, live since {moment}: its page stays, with your explanation on top"
