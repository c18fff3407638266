"""What the claim desk shows beside the form: how well the claim stands, what is against it, who reads it."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from briefs.admin.briefs.issues import IssueLine
from briefs.desk.models import Actor, Claim, Evidence
from briefs.publishing.document.corroboration import Origin, independent_origins
from briefs.publishing.document.draft import actors_of, claims_with_evidence
from briefs.publishing.issues.claims import issues_of_claim
from briefs.publishing.issues.hedging import hedge_advice
from briefs.record.models import PublishedClaim
from briefs.text.dates import describe_edtf

MOST_ERRORS = 40


@dataclass(frozen=True)
class OriginLine:
    """One independent origin in words, and the articles its passages stand in."""

    name: str
    passages: int
    articles: tuple[str, ...]


@dataclass(frozen=True)
class ErrorLine:
    """One thing the form was refused for, and the id of its field; empty for what concerns the whole."""

    message: str
    field: str = ""


def desk_of(claim: Claim | None, context: dict[str, Any], *, editable: bool) -> dict[str, Any]:
    """What the page shows besides its form. The claim is read again: a refused form has put unsaved text into it."""
    form, formset = context["adminform"].form, context["inline_admin_formsets"][0].formset
    desk: dict[str, Any] = {
        "form": form,
        "formset": formset,
        "errors": _errors(form, formset),
        "editable": editable,
    }
    if claim is None or claim.pk is None:
        return desk
    stored = claims_with_evidence().get(pk=claim.pk)
    evidence, actors = list(stored.evidence.all()), actors_of([stored])
    origins = independent_origins(evidence, actors)
    return desk | {
        "claim": stored,
        "reading": describe_edtf(stored.occurred_on) if stored.occurred_on else "",
        "origins": [_origin_line(origin, evidence, actors) for origin in origins],
        "corroboration": _corroboration(origins, evidence, actors),
        "advice": hedge_advice(stored, evidence),
        "issues": [
            IssueLine(capfirst(issue.message.partition(": ")[2]), f"#{_anchor(issue.field)}", "")
            for issue in issues_of_claim(stored)
        ],
        "is_public": PublishedClaim.objects.for_key(stored.key).exists(),
    }


def _anchor(field: str) -> str:
    return "evidence-group" if field == "evidence" else f"id_{field}"


def _corroboration(origins: list[Origin], evidence: list[Evidence], actors: dict[int, Actor]) -> str:
    """For example “2 independent origins: EUobserver; Kloop.”"""
    if not origins:
        return "No passage supports it yet."
    names = "; ".join(_name(origin, actors) for origin in origins)
    if len(origins) == 1:
        several = len(origins[0].passages) > 1
        return f"One origin: {names}. " + (
            "All its passages come from there, so they count once."
            if several
            else "A second, independent one would help."
        )
    return f"{len(origins)} independent origins: {names}."


def _origin_line(origin: Origin, evidence: list[Evidence], actors: dict[int, Actor]) -> OriginLine:
    articles = dict.fromkeys(str(item.capture.article) for item in evidence if item.pk in origin.passages)
    return OriginLine(_name(origin, actors), len(origin.passages), tuple(articles))


def _name(origin: Origin, actors: dict[int, Actor]) -> str:
    names = sorted(actors[pk].name for pk in origin.bodies)
    return " with ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "unknown"


def _errors(form: Any, formset: Any) -> list[ErrorLine]:
    """Everything the page was refused for, each line leading to its field; conflicts have panels of their own."""
    if not form.is_bound:
        return []
    lines = [ErrorLine(message) for message in [*_of_all(form), *formset.non_form_errors()]]
    for part, where in [(form, ""), *((row, f"Passage {i}, ") for i, row in enumerate(formset.forms, start=1))]:
        if where:
            lines += [ErrorLine(f"{where}{message}") for message in _of_all(part)]
        for name in part.errors:
            if name in part.fields:
                bound = part[name]
                lines += [ErrorLine(f"{where}{bound.label}: {message}", bound.auto_id) for message in bound.errors]
    return lines[:MOST_ERRORS]


def _of_all(form: Any) -> list[str]:
    """What is wrong with the whole of a form, but not that two edits met."""
    met = form.conflict.sentence if form.conflict else None
    return [str(message) for message in form.non_field_errors() if str(message) != met]
