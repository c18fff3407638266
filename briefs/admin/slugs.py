"""Addresses that editors need not invent."""

from typing import Any

from briefs.text.keys import slugify

from .saving.versions import VersionedForm


class SlugForm(VersionedForm):
    """Makes a slug from the name or title when it is left empty, in Latin letters whatever the script."""

    slug_from = "name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            field = self.fields["slug"]
            field.required = False
            field.help_text = f"{field.help_text} Leave it empty to have it made from the {self.slug_from}."

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        source = self.cleaned_data.get(self.slug_from)
        if "slug" in self.fields and "slug" not in self.errors and not self.cleaned_data.get("slug") and source:
            self.cleaned_data["slug"] = slugify(source)
        return cleaned
