"""Published briefs that share claims, and facts that change under them."""

from string import ascii_uppercase
from typing import Any

from briefs.desk.models import Brief, Claim
from briefs.record.models import Edition
from tests.factories import BriefFactory, ClaimFactory, RecommendationFactory, published

BEFORE = "A court upheld the closure of the outlet."
AFTER = "A court overturned the closure of the outlet."


def publish_citing(claim: Claim, *others: Claim, **fields: Any) -> Edition:
    """A new brief that cites these claims and makes one recommendation resting on them, published."""
    cited = " ".join(f"It stands [@{item.key}]." for item in (claim, *others))
    recommendation = RecommendationFactory(claims=[claim, *others])
    brief = BriefFactory(claim=claim, body=f"## Closure\n\n{cited}", recommendations=[recommendation], **fields)
    return published(brief)


def publish_sharing(number: int) -> tuple[Claim, list[Edition]]:
    """One claim, and so many published briefs that cite it, in the order of their titles."""
    claim = ClaimFactory()
    return claim, [publish_citing(claim, title=f"Sharing {letter}") for letter in ascii_uppercase[:number]]


def change(row: Any, **fields: Any) -> Any:
    """Save a row as the desk would: read again, with a new version and a line in its history."""
    fresh = type(row)._base_manager.get(pk=row.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    return fresh


def correct(claim: Claim, statement: str = AFTER) -> Claim:
    """The claim with another statement; its brief's text still says nothing wrong."""
    corrected: Claim = change(claim, statement=statement)
    return corrected


def fresh(brief: Any) -> Brief:
    """The brief as it stands in the database."""
    return Brief.objects.get(pk=brief.pk)
