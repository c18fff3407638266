"""Sample editions for tests: one that holds every kind of part, a long one and a hostile one.

The HTML fields are as publishing would freeze them.
"""

from datetime import UTC, date, datetime
from typing import Any

from briefs.record.document import (
    ClaimEntry,
    Corroboration,
    EditionDocument,
    FollowUpEntry,
    FuzzyDatePart,
    Heading,
    LineageEntry,
    RecommendationEntry,
)
from tests.document_parts import (
    APPEAL,
    AUTHOR,
    ELECTIONS,
    EU,
    KYRGYZSTAN,
    LAW,
    LEDGER,
    MEDIA,
    MEMBER_STATES,
    MINISTRY,
    SUPPORT,
    UNDATED,
    WATCH,
    actor,
    actor_entry,
    cite,
    claim,
    evidence,
    recommendation,
)

SUMMARY = "A law of 2024 has thinned out independent media. Trade preferences give the Union a lever it has not used."


def sample_claims() -> tuple[ClaimEntry, ...]:
    """Every kind, stance, modality and degree of confidence, exact, fuzzy and missing dates."""
    april = FuzzyDatePart(edtf="2024-04", earliest=date(2024, 4, 1), latest=date(2024, 4, 30))
    days = FuzzyDatePart(edtf="2025-11-25/2025-11-27", earliest=date(2025, 11, 25), latest=date(2025, 11, 27))
    digest = "Observers call the timing of the visit a signal ahead of the early election."
    kyrgyz = evidence(
        APPEAL, stance="qualifies", modality="reported", attributed_to=WATCH, exact="Үн өчпөсүн", paragraph=2
    )
    disputed = evidence(
        stance="disputes", modality="denied", attributed_to=MINISTRY, paragraph=9, exact="No outlet was closed."
    )
    hedged = evidence(UNDATED, modality="hedged", exact=digest, paragraph=21, note="The source names no observer.")
    reported = evidence(modality="reported", attributed_to=MINISTRY, paragraph=7)
    both = (evidence(), evidence(APPEAL, paragraph=3, exact="Мыйзам 2024-жылы апрелде кабыл алынган."))
    two = Corroboration(origins=2, articles=2)
    none = Corroboration(origins=0, articles=0)
    return (
        claim(
            1,
            "law",
            "A register of associations with foreign funding became law in April 2024.",
            occurred_on=april,
            evidence=both,
            corroboration=two,
            confidence="high",
            confidence_reason="Two independent origins agree on month and content.",
        ),
        claim(
            2,
            "vote:2024",
            "The register passed by 66 votes to five.",
            evidence=(evidence(stance="context"), evidence()),
        ),
        claim(
            3,
            "closures",
            "Several outlets have closed since.",
            evidence=(disputed, evidence(), kyrgyz),
            confidence="low",
        ),
        claim(4, "visit", "The visit lasted three days.", occurred_on=days, evidence=(reported,)),
        claim(
            5,
            "signal",
            "The visit is read as support for the leadership before the vote.",
            kind="assessment",
            topics=(ELECTIONS,),
            evidence=(hedged,),
        ),
        claim(
            6,
            "outcome",
            "The next parliament is likely to be weaker than the last.",
            kind="forecast",
            topics=(ELECTIONS,),
            confidence=None,
            confidence_reason="",
            evidence=(hedged,),
        ),
        claim(
            7,
            "ministry",
            "The Ministry of Culture says no outlet was closed.",
            kind="position",
            evidence=(disputed,),
            corroboration=none,
        ),
        claim(8, "кыргыз-талап", "Журналисттерди бошотуу талап кылынды: ө, ү, ң.", kind="position", evidence=(kyrgyz,)),
    )


def sample_recommendations() -> tuple[RecommendationEntry, ...]:
    """The desk's own under two levers and a third party's, with answers, silence and lineage."""
    answer = FollowUpEntry(
        status="acknowledged", dated=date(2026, 2, 1), note="The Commission wrote back.", claim="law"
    )
    return (
        recommendation(
            "review",
            "Open a formal review of trade preferences under the human-rights clause.",
            lineage=(LineageEntry(relation="strengthens", earlier="review-2024", text="Review the register."),),
        ),
        recommendation(
            "fund",
            "Fund independent newsrooms for three years, in exile too.",
            lever=SUPPORT,
            addressees=(EU, MEMBER_STATES),
            strength="moderate",
            time_frame="",
            state="acknowledged",
            follow_ups=(answer,),
        ),
        recommendation(
            "condemn",
            "Condemn the imprisonments in public.",
            proposed_by=WATCH,
            asked_on=None,
            state="open",
            claims=("кыргыз-талап",),
        ),
    )


def sample_document(**changes: Any) -> EditionDocument:
    """A whole edition, with ``changes`` laid over it."""
    body = (
        f'<h2 id="body-law">What the law does</h2>'
        f"<p>The register was adopted in April 2024 {cite(1)}, by a wide margin {cite(2)}. "
        f"Outlets have closed since {cite(3)}.</p>"
        f'<h3 id="body-visit">The visit</h3><p>It lasted three days {cite(4)} and is read as support {cite(5)}; '
        f"the parliament that follows may be weaker {cite(6)}.</p>"
        f'<h2 id="body-answers">Answers so far</h2><p>The ministry denies closures {cite(7)}. Талап: {cite(8)}.</p>'
    )
    values: dict[str, Any] = {
        "slug": "after-the-register",
        "language": "en",
        "translation_group": "after-the-register",
        "title": "After the register: what Europe can still do for Kyrgyzstan’s press",
        "summary": SUMMARY,
        "summary_html": SUMMARY,
        "key_messages": ("The register closed newsrooms.", "Europe has a lever and has not used it."),
        "key_messages_html": (
            f"The register closed newsrooms {cite(3, 'messages')}.",
            "Europe has a lever and has not used it.",
        ),
        "body": "## What the law does\n\nThe register was adopted in April 2024 [@law].",
        "body_html": body,
        "contents": (
            Heading(id="body-law", text="What the law does", level=2),
            Heading(id="body-visit", text="The visit", level=3),
            Heading(id="body-answers", text="Answers so far", level=2),
        ),
        "word_count": 1180,
        "authors": (AUTHOR, actor("desk", "The Central Asia desk")),
        "topics": (MEDIA, ELECTIONS),
        "countries": (KYRGYZSTAN,),
        "claims": sample_claims(),
        "recommendations": sample_recommendations(),
        "articles": (LAW, APPEAL, UNDATED),
        "actors": (
            actor_entry(EU, description="Twenty-seven member states.", url="https://europa.example/"),
            actor_entry(MEMBER_STATES, part_of=EU, origin=EU),
            *(actor_entry(ref) for ref in (LEDGER, WATCH, AUTHOR)),
            actor_entry(MINISTRY, country=KYRGYZSTAN),
        ),
        "edition": 1,
        "live_from": datetime(2025, 12, 3, 9, 30, tzinfo=UTC),
        "update_type": "major",
        "change_note": "First edition.",
        "correction": None,
        "previous_sha256": None,
    }
    return EditionDocument.model_validate(values | changes)


def long_document(count: int, **changes: Any) -> EditionDocument:
    """An edition with so many claims, each cited once."""
    claims = tuple(claim(n, f"claim-{n}", f"Statement number {n} of a long brief.") for n in range(1, count + 1))
    body = "".join(f"<p>A sentence that rests on a claim {cite(n)}.</p>" for n in range(1, count + 1))
    asks = (recommendation("review", "Review the preferences.", claims=("claim-1",)),)
    return sample_document(claims=claims, body_html=body, contents=(), recommendations=asks, **changes)


HOSTILE = "<script>alert(1)</script>"
# Fields that hold a word of a fixed list, a key, a date or an address, and no prose.
SPARED = {"stance", "modality", "slug", "key", "code", "id", "kind", "edtf", "earliest", "latest", "captured_on"}
SPARED |= {"update_type", "confidence", "relation", "dated", "asked_on", "live_from", "language", "state", "status"}
SPARED |= {"claim", "claims", "text_sha256"}


def hostile_document(**changes: Any) -> EditionDocument:
    """The sample edition with a script in every text field a person writes, and a script for every address.

    The ``*_html`` fields hold what sanitising makes of it.
    """
    return EditionDocument.model_validate(_poison(sample_document().model_dump()) | {"slug": "hostile"} | changes)


def _poison(value: Any, field: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _poison(item, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_poison(item, field) for item in value]
    if field == "url" and value:
        return "javascript:alert(1)"
    if not isinstance(value, str) or field in SPARED:
        return value
    if field.endswith("_html"):
        return f"{value} &lt;script&gt;alert(1)&lt;/script&gt;"
    return f"{HOSTILE}{value}\"'>"
