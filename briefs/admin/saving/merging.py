"""Two texts of one field put together by paragraph, with plain form fields: no script is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from briefs.text.diffs import Piece, diff_words
from briefs.text.merge import Chunk, join_chunks, merge_texts

MOST_CHUNKS = 200
"""Two texts that differ in more places are shown whole: nobody decides two hundred times."""
OTHER = "::another wording::"
"""What a place posts when neither text stands there; the words come from the text area beside it."""
DOUBLED = "If you save now, both paragraphs stand here, theirs first. Read them: one of them may be too many."
WHOSE = {
    "theirs": "Changed by them, not by you: taken.",
    "yours": "Changed by you, not by them: kept.",
}


@dataclass(frozen=True)
class Choice:
    """One of the texts a conflict can be settled with."""

    value: str
    label: str
    words: str
    checked: bool
    warning: str = ""


@dataclass(frozen=True)
class ChunkLine:
    """A stretch of the text as the form shows it: settled, with whose it is, or to be chosen."""

    name: str
    kind: str
    whose: str
    value: str
    pieces: tuple[Piece, ...]
    choices: tuple[Choice, ...]


class MergeWidget(forms.Widget):
    """Stands for a textarea in which two edits met. Each stretch is posted on its own and put together again."""

    merges = True
    use_fieldset = True

    def __init__(self, chunks: Sequence[Chunk], label: str) -> None:
        super().__init__()
        self.chunks, self.label = chunks, label

    def id_for_label(self, id_: str | None) -> str:
        """No single input bears the field's label."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        lines = [_line(f"{name}-merge-{index}", chunk) for index, chunk in enumerate(self.chunks)]
        context = {
            "name": name,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "label": self.label,
            "lines": lines,
            "conflicts": sum(chunk.kind == "conflict" for chunk in self.chunks),
            "described_by": (attrs or {}).get("aria-describedby", ""),
        }
        return render_to_string("admin/briefs/merge.html", context)


def offer_merge(field: forms.Field, *, label: str, base: str, theirs: str, yours: str) -> bool:
    """Let the field ask paragraph by paragraph; False where both texts are better read whole."""
    if not isinstance(field.widget, forms.Textarea):
        return False
    chunks = merge_texts(*(lf(text) for text in (base, theirs, yours)))
    if len(chunks) > MOST_CHUNKS:
        return False
    field.widget = MergeWidget(chunks, label)
    return True


def put_together(form: Any) -> dict[str, list[int]]:
    """Write what was chosen into the form's data, each text whole; returns the places without a choice, by field."""
    gaps: dict[str, list[int]] = {}
    for name in form.fields:
        html_name = form.add_prefix(name)
        count = form.data.get(f"{html_name}-merge-count")
        if count is None or not (count.isascii() and count.isdecimal() and len(count) < 5):
            continue
        chosen = [_chosen(form.data, f"{html_name}-merge-{index}") for index in range(min(int(count), MOST_CHUNKS))]
        if missing := [index + 1 for index, text in enumerate(chosen) if text is None]:
            gaps[name] = missing
        form.data = form.data.copy()
        form.data[html_name] = join_chunks(lf(text) for text in chosen if text)
    return gaps


def _chosen(data: Any, name: str) -> str | None:
    text: str | None = data.get(name)
    return data.get(f"{name}-other") if text == OTHER else text


def lf(text: str) -> str:
    """Browsers post CRLF; the desk keeps LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(name: str, chunk: Chunk) -> ChunkLine:
    if chunk.kind != "conflict":
        pieces = () if chunk.kind == "agreed" else diff_words(chunk.base.rstrip(), chunk.merged.rstrip())
        return ChunkLine(name, chunk.kind, WHOSE.get(chunk.kind, ""), chunk.merged, pieces, ())
    safe = _safe(chunk.theirs.strip(), chunk.yours.strip())
    choices = (
        Choice(chunk.theirs, "theirs", "Stored now", safe == "theirs"),
        Choice(chunk.yours, "yours", "Yours", safe == "yours"),
        Choice(chunk.both, "both", "Both, one after the other", safe == "both", DOUBLED if safe == "both" else ""),
        Choice(OTHER, "other", "Another wording", False),
    )
    return ChunkLine(
        name,
        "conflict",
        "Changed by both.",
        chunk.yours,
        diff_words(chunk.theirs.rstrip(), chunk.yours.rstrip()),
        choices,
    )


def _safe(theirs: str, yours: str) -> str:
    """The choice that loses no word of either: a text that holds the other one, and both where none does."""
    if theirs and yours and theirs in yours:
        return "yours"
    return "theirs" if theirs and yours and yours in theirs else "both"
