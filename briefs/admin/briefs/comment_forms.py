"""What colleagues write about a draft, beside it and on a page of its own."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from briefs.desk.models import Brief, Comment
from briefs.desk.services.comments import Thread, threads

PREFIX = "comment"


class AnswerForm(forms.Form):
    """An answer to a comment; its fields stand outside the form element, which ``form_id`` names."""

    text = forms.CharField(
        label="Answer",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )

    def __init__(self, data: Any = None, *, form_id: str = "comment-form") -> None:
        super().__init__(data, prefix=PREFIX)
        self.form_id = form_id
        for name, field in self.fields.items():
            field.widget.attrs |= {"form": form_id, "id": f"{form_id}-{name}"}

    def refuse(self, error: ValidationError) -> None:
        """Show at its field what the service refused; what has no field stands above them."""
        for name, messages in error.error_dict.items():
            self.add_error(name if name in self.fields else None, messages)


class CommentForm(AnswerForm):
    """A new comment, on a passage, a field or the whole brief."""

    field = forms.ChoiceField(label="About", required=False, choices=[("", "The whole brief"), *Comment.Field.choices])
    exact = forms.CharField(
        label="Passage",
        required=False,
        help_text="Copied from the stored text. Empty: the field as a whole.",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )
    prefix = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)  # type: ignore[assignment]
    suffix = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    field_order = ["field", "exact", "text", "prefix", "suffix"]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["text"].label = "Comment"
        self.fields["text"].widget.attrs["rows"] = 3
        for name in ("field", "exact", "text"):
            if self[name].errors or self.fields[name].help_text:
                self.fields[name].widget.attrs["aria-describedby"] = f"{self.form_id}-{name}-help"


@dataclass(frozen=True)
class Row:
    """A comment as a page shows it: with its answers, its place, and the form that answers it."""

    thread: Thread
    form: AnswerForm


@dataclass(frozen=True)
class Comments:
    """All comments on a brief. ``here``: the page holds the fields that the comments are about."""

    brief: Brief
    open: tuple[Row, ...]
    resolved: tuple[Row, ...]
    form: CommentForm
    may_comment: bool
    may_resolve: bool
    here: bool

    @property
    def is_answer_kept(self) -> bool:
        """Whether an answer to a comment resolved meanwhile came back, with what was typed."""
        return any(row.form.is_bound for row in self.resolved)


def gather(brief: Brief, user: Any, *, here: bool = False, refused: AnswerForm | None = None) -> Comments:
    """The comments on a brief for this user; ``refused`` is the form that came back. One query."""
    rows = [Row(thread, _answer_form(thread, refused)) for thread in threads(brief)]
    return Comments(
        brief=brief,
        open=tuple(row for row in rows if row.thread.comment.resolved_at is None),
        resolved=tuple(row for row in rows if row.thread.comment.resolved_at is not None),
        form=refused if isinstance(refused, CommentForm) else CommentForm(),
        may_comment=user.has_perm("briefs.add_comment"),
        may_resolve=user.has_perm("briefs.change_brief"),
        here=here,
    )


def answer_form_id(comment: Comment) -> str:
    """The id of the form that answers a comment, resolves it or opens it again."""
    return f"comment-form-{comment.pk}"


def _answer_form(thread: Thread, refused: AnswerForm | None) -> AnswerForm:
    form_id = answer_form_id(thread.comment)
    if refused is not None and refused.form_id == form_id:
        return refused
    return AnswerForm(form_id=form_id)
