"""Made-up contents for the components page: every component in every state a reader can meet."""

from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator

from briefs.record.document import ActorRef, Term
from briefs.record.models import Edition, Withdrawal
from briefs.renditions.claims import ClaimLink, ClaimView
from briefs.renditions.history import Notice
from briefs.renditions.recommendations import RecommendationView, group_recommendations
from briefs.renditions.sources import DateView, EvidenceView, SourceView
from briefs.renditions.words import STANCES, stance_words

_COUNCIL = ActorRef(slug="example-council", name="Example Council", kind="government")
_OTHERS = ActorRef(slug="example-league", name="Example League", kind="organisation")
_LEVERS = (Term(slug="example-conditions", name="Conditions"), Term(slug="example-support", name="Support"))


def _source(key: str, name: str, date: DateView, *, titled: bool) -> SourceView:
    return SourceView(
        key=key,
        name=name,
        titled=titled,
        outlet=_OTHERS if titled else None,
        authors=(_OTHERS,) if titled else (),
        byline=_OTHERS.name if titled else "",
        genre="News report",
        date=date,
        language="en",
        language_name="English",
        url="https://example.org/article" if titled else "",
        note="" if titled else "It came without title, outlet or date.",
    )


def _claim(number: int, evidence: tuple[EvidenceView, ...], *, many: bool) -> ClaimView:
    return ClaimView(
        number=number,
        key=f"example-{number}",
        statement="A statement that can be true or false, in one sentence.",
        kind="Statement of fact",
        occurred=DateView("April 2024"),
        confidence="High confidence" if many else "Confidence not stated",
        confidence_reason="Two origins agree." if many else "",
        corroboration="Supported by 2 independent origins, 3 articles" if many else "Supported by 1 origin, 1 article",
        is_corroborated=many,
        countries=(),
        topics=(),
        evidence=evidence,
        cited_at=("cite-gallery-1-1",),
    )


def _recommendation(key: str, **changes: Any) -> RecommendationView:
    values: dict[str, Any] = {
        "key": key,
        "text": "Do what can be done, by a date that can be checked.",
        "addressees": (_COUNCIL,),
        "addressee_names": _COUNCIL.name,
        "lever": _LEVERS[0],
        "strength": "Strong",
        "time_frame": "Within a year",
        "proposed_by": None,
        "asked_on": None,
        "state": "No answer recorded yet",
        "is_unanswered": True,
        "claims": (ClaimLink(1, "example-1", "A statement."),),
        "follow_ups": (),
        "lineage": (),
    }
    return RecommendationView(**values | changes)


def gallery() -> dict[str, Any]:
    """The context of the components page. Nothing in it is published."""
    titled = _source("example-titled", "An article with a title", DateView("3 May 2024", "2024-05-03"), titled=True)
    bare = _source("example-bare", "An article without a title", DateView("undated"), titled=False)
    evidence = tuple(
        EvidenceView(
            stance=stance,
            stance_words=stance_words(stance),
            modality="reported, according to Example League",
            passage="‘Words of the source’" if quoted else "What the paragraph says, in the desk’s words.",
            quoted=quoted,
            language="en",
            source=titled if quoted else bare,
            imprint=(titled if quoted else bare).imprint,
            paragraph=7,
            note="" if quoted else "A remark by the desk.",
        )
        for stance, quoted in zip(STANCES, (True, False, True, False), strict=True)
    )
    others = _recommendation("example-b", proposed_by=_OTHERS, lever=_LEVERS[1], state="Accepted", is_unanswered=False)
    return {
        "notices": [
            Notice("withdrawn", "Withdrawn", "Why the brief no longer stands."),
            Notice("correction", "Correction", "What was wrong, and what is right."),
            Notice("superseded", "An earlier edition", "A later edition has replaced this one."),
            Notice("update", "Updated", "What is new."),
        ],
        "edition": Edition(slug="example", number=1, title="An example"),
        "withdrawal": Withdrawal(
            explanation="Why the brief no longer stands.", withdrawn_at=datetime(2026, 1, 5, 12, tzinfo=UTC)
        ),
        "claims": (_claim(1, evidence, many=True), _claim(2, evidence[:1], many=False)),
        "groups": group_recommendations([_recommendation("example-a"), others]),
        "sources": (titled, bare),
        "page": Paginator(range(60), 20).page(2),
    }
