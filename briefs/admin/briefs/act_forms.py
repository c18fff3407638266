"""What an editor fills in before an act on a brief is done. Each form carries what the editor was shown."""

from typing import Any

from django import forms

from briefs.admin.saving.versions import VersionField
from briefs.desk.models import Brief
from briefs.publishing import open_to_withdrawal, possible_reviewers, scheduled_editions
from briefs.publishing.editions.notes import LONGEST_NOTE
from briefs.publishing.editions.scheduling import moment_words, schedule_words
from briefs.record.models import Edition

from .reading import Reading


def note_field(label: str, help_text: str, *, required: bool = False) -> forms.CharField:
    """A few lines of text. Too long a paste is kept as it is and refused: the browser would cut it without a word."""
    name = label.lower().replace(" ", "_")
    field = forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        error_messages={
            "required": f"{name}: is empty. Write it in a sentence.",
            "max_length": f"{name}: holds %(show_value)d characters, %(limit_value)d is the most. Shorten it.",
            "null_characters_not_allowed": f"{name}: holds a NUL, which no text has. Paste it without.",
        },
    )
    del field.widget.attrs["maxlength"]
    return field


class ActForm(forms.Form):
    """A decision on a brief without anything to fill in, on the version the editor has seen."""

    data: Any
    started_from = VersionField(
        min_value=1, error_messages={"required": "started_from: is missing. Open the page again."}
    )

    def __init__(self, *args: Any, reading: Reading, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        self.brief = reading.brief
        self.by = by

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields to fill in, as they stand together, under their headings."""
        return [("", self.visible_fields())] if self.visible_fields() else []

    def rebase(self, version: int) -> None:
        """Start from another version: what was typed is kept, and doing it again is done on what stands there."""
        self.data = self.data.copy()
        self.data["started_from"] = str(version)


class SubmitForm(ActForm):
    """Who is asked to read the draft: colleagues who may approve it and wrote none of it."""

    ask = forms.MultipleChoiceField(
        label="Ask",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each gets a mail with the address of the draft, and nothing of its text. Without anybody named, "
        "whoever may approve finds it on the front page.",
        error_messages={
            "invalid_choice": "ask: one of those named cannot approve this brief any more. Choose again.",
            "invalid_list": "ask: is no list of colleagues. Choose again.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = possible_reviewers(self.brief, draft=self.reading.draft)
        self.possible = {str(user.pk): user for user in possible if user.pk != self.by.pk}
        if self.possible:
            self.fields["ask"].choices = [(pk, person(user)) for pk, user in self.possible.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["ask"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "ask" not in self.fields and self.data.get("ask"):
            raise forms.ValidationError("ask: nobody else can approve this brief any more. Send it without asking.")
        return cleaned

    def clean_ask(self) -> list[Any]:
        return [self.possible[pk] for pk in self.cleaned_data["ask"]]


class ReturnForm(ActForm):
    """Why the author gets the brief back."""

    reason = note_field(
        "Reason",
        "For the author: what to put right. It stands on top of the draft and in its story; readers never see it.",
        required=True,
    )
    reason.error_messages["required"] = "reason: is empty. Its author must be told what to put right."


class ApproveForm(ActForm):
    """A yes to the exact content the editor was shown; a claim changed since then makes it another."""

    content_sha256 = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"required": "content_sha256: is missing. Open the page again."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["content_sha256"] = self.reading.content.sha256()

    def rebase(self, version: int) -> None:
        """Never: what was read is no longer what stands there."""


class EditionForm(ActForm):
    """An act on one of several editions, chosen by number."""

    edition = forms.TypedChoiceField(label="Edition", coerce=int, widget=forms.RadioSelect)
    gone = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(edition.number, self.describe(edition)) for edition in self.editions(self.brief)]
        field = self.fields["edition"]
        field.choices = choices  # type: ignore[attr-defined]
        field.error_messages |= {"invalid_choice": self.gone, "required": self.gone}
        self.initial.setdefault("edition", choices[0][0] if choices else None)

    @staticmethod
    def editions(brief: Brief) -> list[Edition]:
        """Those that can be chosen, the most likely first."""
        return []

    def describe(self, edition: Edition) -> str:
        """What choosing it means."""
        return str(edition)


class WithdrawForm(EditionForm):
    """That the live edition no longer stands, and why."""

    explanation = note_field(
        "Explanation", "Public, on top of the page: why readers should no longer rely on it.", required=True
    )
    explanation.error_messages["required"] = "explanation: is empty. Readers must be told why the brief is withdrawn."
    gone = "edition: none is named that is live and not withdrawn already. Choose again."

    @staticmethod
    def editions(brief: Brief) -> list[Edition]:
        return open_to_withdrawal(brief)

    def describe(self, edition: Edition) -> str:
        since = moment_words(edition.live_from)
        return f"Edition {edition.number}, live since {since}: its page stays, with your explanation on top"


class UnscheduleForm(EditionForm):
    """Which scheduled edition never goes out."""

    gone = "edition: none is named that is scheduled. Choose again."

    @staticmethod
    def editions(brief: Brief) -> list[Edition]:
        return scheduled_editions(brief)

    def describe(self, edition: Edition) -> str:
        return f"Edition {edition.number}, scheduled for {schedule_words(edition)}: it will never go out"


def person(user: Any) -> str:
    """A colleague by user name, with the full name and the roles, as far as they are known."""
    known = [name for name in (user.get_full_name(), *(group.name for group in user.groups.all())) if name]
    return f"{user.get_username()} ({', '.join(dict.fromkeys(known))})" if known else str(user.get_username())
