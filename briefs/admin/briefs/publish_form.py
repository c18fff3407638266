"""How the next edition goes out: now or at a named moment, with its notes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from briefs.desk.models import Brief
from briefs.publishing.editions.scheduling import (
    NoSuchMoment,
    TwoSuchMoments,
    find_zone,
    moment_at,
    refusal_of,
    zone_names,
)
from briefs.record.models import Edition, Embargo

from .act_forms import ActForm, note_field

LOCAL = "%Y-%m-%dT%H:%M"


class LocalTimeField(forms.Field):
    """A day and a time on some clock, which another field names: a datetime without a zone, to the second."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "placeholder": "2026-11-28 09:00"}, format=LOCAL)

    def to_python(self, value: Any) -> datetime | None:
        text = str(value or "").strip()[:40]
        if not text:
            return None
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            local = None
        if local is None or ":" not in text:
            raise forms.ValidationError("live_from: is no date and time. Write it as 2026-11-28 09:00.")
        if local.tzinfo is not None:
            raise forms.ValidationError("live_from: names an offset, too. Leave it out: the time zone says it.")
        return local.replace(microsecond=0)


class PublishForm(ActForm):
    """How the next edition is to be published. What is left empty goes out at once."""

    update_type = forms.ChoiceField(
        label="Update type",
        choices=[("major", "Major: readers should know"), ("minor", "Minor: wording, links, layout")],
        widget=forms.RadioSelect,
        initial="major",
    )
    change_note = note_field(
        "Change note", "Public. What is new since the edition before. A major edition or a correction needs one."
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
    live_from = LocalTimeField(
        label="Live from",
        required=False,
        help_text="Empty: at once. Later: readers get it from then on, and until then the schedule can be undone.",
    )
    which = forms.ChoiceField(label="Which of the two", required=False, widget=forms.RadioSelect)
    zone = forms.CharField(
        label="Time zone",
        required=False,
        max_length=60,
        help_text="The clock that “Live from” is read on, for example Europe/Brussels or Bishkek.",
        widget=forms.TextInput(attrs={"list": "zone-names", "autocomplete": "off", "spellcheck": "false"}),
    )
    embargo = note_field(
        "Embargo notice",
        "For a scheduled edition: what journalists and officials who see it before are told, on top of its preview.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, **initial_notes(self.brief), "zone": initial_zone(self.by)}
        if not Edition.objects.going_out().filter(brief=self.brief).exists():
            self.fields["change_note"].help_text = "Public. It stands beside the edition in the brief's history."
            del self.fields["correction_kind"], self.fields["correction_note"]
        self._offer_both()

    def _offer_both(self) -> None:
        """Ask which of two moments is meant only where the clock shows the time twice."""
        choices = {}
        if self.is_bound:
            try:
                local = self.fields["live_from"].clean(self.data.get("live_from"))
                moment_at(local, find_zone(str(self.data.get("zone", ""))[:60]))
            except TwoSuchMoments as twice:
                choices = twice.choices
            except (forms.ValidationError, NoSuchMoment, AttributeError):
                pass
        self.fields["which"].choices = list(choices.items())  # type: ignore[attr-defined]
        if not choices:
            del self.fields["which"]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        told = ("update_type", "change_note", "correction_kind", "correction_note")
        when = ("live_from", "which", "zone", "embargo")
        return [
            (heading, [self[name] for name in names if name in self.fields])
            for heading, names in (("What readers are told", told), ("When it goes out", when))
        ]

    @property
    def zone_names(self) -> tuple[str, ...]:
        """What the line of the time zone is completed from."""
        return zone_names()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        kind, note = self.cleaned_data.get("correction_kind"), self.cleaned_data.get("correction_note")
        if note and not kind:
            self.add_error(
                "correction_kind", "correction_kind: choose what kind of correction the note is, or empty it."
            )
        if "live_from" in self.cleaned_data and "zone" in self.cleaned_data:
            self._read_moment(self.cleaned_data["live_from"], self.cleaned_data["zone"])
        return cleaned

    def _read_moment(self, local: datetime | None, name: str) -> None:
        """Turn the local time and its zone into the moment; what cannot be one is named at its field."""
        try:
            zone = find_zone(name or timezone.get_default_timezone_name())
        except NoSuchMoment as error:
            self.add_error("zone", str(error))
            return
        self.cleaned_data["zone"] = zone.key
        if local is None:
            return
        try:
            moment = moment_at(local, zone, self.cleaned_data.get("which", ""))
        except NoSuchMoment as error:
            self.add_error("which" if isinstance(error, TwoSuchMoments) else "live_from", str(error))
            return
        self.cleaned_data["live_from"] = moment
        if refusal := refusal_of(moment, timezone.now().replace(microsecond=0)):
            self.add_error("live_from", f"live_from: {refusal}")


def initial_zone(by: Any) -> str:
    """The clock this publisher last chose a moment by, else that of the desk."""
    chosen = Embargo.objects.filter(edition__published_by=by).order_by("-edition__published_at", "-pk")
    return chosen.values_list("zone", flat=True).first() or timezone.get_default_timezone_name()


def initial_notes(brief: Brief) -> dict[str, Any]:
    """The notes to start from: those proposed when it was reopened, else those of a schedule just undone."""
    newest = Edition.objects.filter(brief=brief).select_related("withdrawal", "correction").order_by("-number").first()
    if newest is None:
        return {"change_note": "First edition."}
    if brief.proposed_note:
        return {"change_note": brief.proposed_note, "correction_kind": "correction"}
    withdrawal = getattr(newest, "withdrawal", None)
    if withdrawal is None or withdrawal.withdrawn_at >= newest.live_from:
        return {}
    correction = getattr(newest, "correction", None)
    notes = {"change_note": newest.change_note, "update_type": newest.update_type}
    if correction is not None:
        notes |= {"correction_kind": correction.kind, "correction_note": correction.note}
    return notes
