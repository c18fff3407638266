"""Freeze a draft into the typed document: what an editor approves, and what an edition then holds."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.utils import timezone

from briefs.desk.models import Actor, Brief, Claim, Country, Recommendation, Topic
from briefs.record.document import (
    ActorEntry,
    ActorRef,
    ClaimEntry,
    CorrectionNotice,
    CountryRef,
    DraftContent,
    EditionDocument,
    FollowUpEntry,
    Heading,
    LineageEntry,
    RecommendationEntry,
    Term,
    UpdateType,
)
from briefs.record.models import Edition
from briefs.text.markdown import render, render_inline, word_count

from .corroboration import corroborate, origin_of
from .draft import Draft, load_draft
from .sources import actor_ref, article_entries, evidence_entry, fuzzy_date


def build_content(brief: Brief) -> DraftContent:
    """The content of a brief's draft as it stands now: everything of an edition but its number, times and note."""
    return content_of(load_draft(brief))


def build_document(
    brief: Brief,
    *,
    content: DraftContent | None = None,
    live_from: datetime | None = None,
    update_type: UpdateType = "minor",
    change_note: str = "",
    correction: CorrectionNotice | None = None,
) -> EditionDocument:
    """The edition that publishing this brief now would make: numbered after, and chained to, the one before.

    ``content`` is the draft's, where the caller has built it already. ``live_from`` is kept in UTC, to the second;
    now, unless given. Nothing is written.
    """
    content = content or build_content(brief)
    previous = Edition.objects.filter(brief=brief).order_by("-number").only("number", "sha256").first()
    return EditionDocument(
        **{name: getattr(content, name) for name in DraftContent.model_fields},
        edition=previous.number + 1 if previous else 1,
        live_from=(live_from or timezone.now().replace(microsecond=0)).astimezone(UTC),
        update_type=update_type,
        change_note=change_note,
        correction=correction,
        previous_sha256=previous.sha256 if previous else None,
    )


def content_of(draft: Draft) -> DraftContent:
    """The content of a draft already read; no query."""
    brief, numbers = draft.brief, draft.numbers
    body = render(brief.body, numbers=numbers, doc_id="body")
    messages = brief.key_message_lines()
    return DraftContent(
        slug=brief.slug,
        language=brief.language,
        translation_group=str(brief.translation_group),
        title=brief.title,
        summary=brief.summary,
        summary_html=render_inline(brief.summary, numbers=numbers, doc_id="summary"),
        key_messages=tuple(messages),
        key_messages_html=tuple(
            render_inline(message, numbers=numbers, doc_id=f"message-{i}") for i, message in enumerate(messages, 1)
        ),
        body=brief.body,
        body_html=body.html,
        contents=tuple(Heading(id=h.id, text=h.text, level=h.level) for h in body.headings if h.level <= 3),
        word_count=word_count(brief.body),
        authors=tuple(actor_ref(author) for author in draft.authors),
        topics=tuple(_topic(topic) for topic in brief.topics.all()),
        countries=tuple(_country(country) for country in brief.countries.all()),
        claims=tuple(
            claim_entry(claim, number=draft.numbers[claim.key], actors=draft.actors)
            for claim in draft.numbered_claims()
        ),
        recommendations=tuple(_recommendation(item, draft) for item in draft.recommendations),
        articles=article_entries(draft),
        actors=tuple(_actors(draft)),
    )


def _topic(topic: Topic) -> Term:
    return Term(slug=topic.slug, name=topic.name)


def _country(country: Country) -> CountryRef:
    return CountryRef(code=country.code, name=country.name)


def claim_entry(claim: Claim, *, number: int, actors: Mapping[int, Actor]) -> ClaimEntry:
    """A claim read by claims_with_evidence (draft.py), as an edition would hold it; no query.

    ``actors`` are all that its passages come from, by id, and all that they are part of.
    """
    evidence = list(claim.evidence.all())
    return ClaimEntry.model_validate(
        {
            "number": number,
            "key": claim.key,
            "statement": claim.statement,
            "kind": claim.kind,
            "occurred_on": fuzzy_date(claim.occurred_on, claim.occurred_earliest, claim.occurred_latest),
            "countries": tuple(_country(country) for country in claim.countries.all()),
            "topics": tuple(_topic(topic) for topic in claim.topics.all()),
            "confidence": claim.confidence or None,
            "confidence_reason": claim.confidence_reason,
            "corroboration": corroborate(evidence, actors),
            "evidence": tuple(evidence_entry(item) for item in evidence if item.start is not None),
        }
    )


def _recommendation(item: Recommendation, draft: Draft) -> RecommendationEntry:
    follow_ups = list(item.follow_ups.all())
    proposed_by = draft.actors[item.proposed_by_id] if item.proposed_by_id is not None else None
    return RecommendationEntry.model_validate(
        {
            "key": item.key,
            "text": item.text,
            "addressees": tuple(actor_ref(actor) for actor in item.addressees.all()),
            "lever": Term(slug=item.lever.slug, name=item.lever.name),
            "strength": item.strength,
            "time_frame": item.time_frame,
            "proposed_by": proposed_by and actor_ref(proposed_by),
            "claims": tuple(base.claim.key for base in item.bases.all()),
            "asked_on": item.asked_on,
            "state": follow_ups[-1].status if follow_ups else None,
            "follow_ups": tuple(
                FollowUpEntry(status=f.status, dated=f.dated, note=f.note, claim=f.claim and f.claim.key)
                for f in follow_ups
            ),
            "lineage": tuple(
                LineageEntry.model_validate(
                    {"relation": line.relation, "earlier": line.earlier.key, "text": line.earlier.text}
                )
                for line in item.lineage.all()
            ),
        }
    )


def _actors(draft: Draft) -> list[ActorEntry]:
    entries = []
    for actor in sorted(draft.actors.values(), key=lambda actor: actor.slug):
        above: ActorRef | None = None
        if actor.part_of_id is not None:
            above = actor_ref(draft.actors[actor.part_of_id])
        ref = actor_ref(actor)
        entries.append(
            ActorEntry(
                slug=ref.slug,
                name=ref.name,
                kind=ref.kind,
                part_of=above,
                origin=actor_ref(origin_of(actor, draft.actors)),
                country=_country(actor.country) if actor.country else None,
                url=actor.url or None,
                description=actor.description,
            )
        )
    return entries
