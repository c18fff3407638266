"""Made-up contents for the components page: every component in every state a reader can meet."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator

from briefs.record.document import ActorRef, Term
from briefs.record.models import Edition, Withdrawal
from briefs.renditions.claims import ClaimLink, ClaimView
from briefs.renditions.differences import Difference, MovedClaimView
from briefs.renditions.history import Note, Notice
from briefs.renditions.recommendations import RecommendationView, group_recommendations
from briefs.renditions.sources import DateView, EvidenceView, SourceView
from briefs.renditions.words import STANCES, stance_words
from briefs.text.diffs import diff_words

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
        "state": "Asked on 3 March 2026, no answer recorded for 94 days",
        "state_on": None,
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
    live_from = datetime(2026, 5, 4, tzinfo=UTC)
    example = Edition(slug="example", number=1, title="An example", language="en", live_from=live_from)
    moved = diff_words("What the claim said.", "What the claim says now.")
    answer = {"state": "Accepted", "state_on": date(2026, 5, 4), "is_unanswered": False}
    others = _recommendation("example-b", proposed_by=_OTHERS, lever=_LEVERS[1], **answer)
    return {
        "notices": [
            Notice("withdrawn", "Withdrawn", Note("Why the brief no longer stands.")),
            Notice("correction", "Correction", Note("What was wrong, and what is right.")),
            Notice("superseded", "An earlier edition", Note("A later edition has replaced this one.")),
            Notice("update", "Updated", Note("What is new.")),
        ],
        "edition": example,
        "withdrawal": Withdrawal(
            explanation="Why the brief no longer stands.", withdrawn_at=datetime(2026, 1, 5, 12, tzinfo=UTC)
        ),
        "claims": (_claim(1, evidence, many=True), _claim(2, evidence[:1], many=False)),
        "groups": group_recommendations([_recommendation("example-a"), others]),
        "sources": (titled, bare),
        "moved_claims": (MovedClaimView("example-c", 3, example, (Difference("Statement", moved),)),),
        "page": Paginator(range(60), 20).page(2),
    }
