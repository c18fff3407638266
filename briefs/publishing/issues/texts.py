"""What is wrong with the brief's own words: empty fields, unknown keys, figures that no cited claim holds."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q

from briefs.desk.models import Claim
from briefs.publishing.document.draft import Draft
from briefs.publishing.refusals import PublishIssue
from briefs.record.models import Edition
from briefs.text.citations import find_citations
from briefs.text.figure_patterns import scan
from briefs.text.figures import missing_figures
from briefs.text.markdown import plain_text

BLANK_LINE = re.compile(r"\n\s*\n")
HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
# Small numbers in words count arguments as often as facts; everything else must be borne out.
SMALL = re.compile(r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve", re.IGNORECASE)
# A year in a title or heading says what it is about; it states nothing by itself.
YEAR = re.compile(r"(?:19|20)\d\d")


def text_issues(draft: Draft) -> Iterator[PublishIssue]:
    """Fields that are empty, and a slug that no longer is the published one or is another brief's."""
    brief = draft.brief
    required = {"title": brief.title, "summary": brief.summary, "key_messages": brief.key_messages, "body": brief.body}
    for field, text in required.items():
        if not text.strip():
            yield _of_brief(draft, "empty", field, "is empty. Write it before publishing.")
    if not draft.authors:
        yield _of_brief(draft, "no-author", "authors", "nobody is named. Add at least one author.")
    published = Edition.objects.filter(Q(brief=brief) | Q(slug=brief.slug)).order_by("-number")
    slugs = list(published.values_list("brief_id", "slug"))
    slug = next((slug for pk, slug in slugs if pk == brief.pk), brief.slug)
    if slug != brief.slug:
        yield _of_brief(
            draft, "slug-changed", "slug", f"is {brief.slug}, but the brief is published as {slug}. Change it back."
        )
    if any(pk != brief.pk and slug == brief.slug for pk, slug in slugs):
        yield _of_brief(draft, "slug-taken", "slug", f"another brief is published as {brief.slug}. Choose another.")


def citation_issues(draft: Draft) -> Iterator[PublishIssue]:
    """Cited keys without a claim, and figures and dates that no claim cited beside them holds."""
    brief = draft.brief
    for key in draft.unknown:
        field = next((name for name in ("summary", "key_messages") if _cites(getattr(brief, name), key)), "body")
        message = f"cites [@{key}], but no claim has that key. Correct or add it."
        yield _of_brief(draft, "unknown-key", field, message, excerpt=f"@{key}")
    everything = list(draft.claims.values())
    for field, text in [("title", brief.title), *(("body", line) for line in HEADING.findall(brief.body))]:
        without_year = YEAR.sub("", text)
        if any(scan(without_year)):
            for issue in _unproven(draft, field, without_year, everything):
                yield replace(issue, excerpt=text)
    passages = [("summary", brief.summary), *(("key_messages", line) for line in brief.key_message_lines())]
    passages += [("body", block) for block in BLANK_LINE.split(HEADING.sub("", brief.body))]
    for field, passage in passages:
        # Parsing takes longest, and most passages give no figure.
        if any(scan(passage)):
            cited = {citation.key for group in find_citations(passage) for citation in group.citations}
            yield from _unproven(draft, field, passage, [draft.claims[key] for key in cited if key in draft.claims])


def _unproven(draft: Draft, field: str, passage: str, claims: list[Claim]) -> Iterator[PublishIssue]:
    text = plain_text(passage)
    proofs = [claim.statement for claim in claims]
    proofs += [item.exact for claim in claims for item in claim.evidence.all()]
    missing = [words for words in missing_figures(text, proofs) if not SMALL.fullmatch(words)]
    if missing:
        yield _of_brief(
            draft,
            "unproven-figure",
            field,
            f"“{' '.join(text.split()[:8])} …” gives {', '.join(missing)}, which no claim cited there holds. "
            "Cite one that does, or leave the figure out.",
            excerpt=passage.strip(),
        )


def _cites(text: str, key: str) -> bool:
    return any(citation.key == key for group in find_citations(text) for citation in group.citations)


def _of_brief(draft: Draft, code: str, field: str, message: str, *, excerpt: str = "") -> PublishIssue:
    return PublishIssue(code, f"{field}: {message}", field, "brief", draft.brief.slug, excerpt)
