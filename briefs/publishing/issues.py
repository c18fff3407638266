"""Everything that keeps a brief from being published, as sentences an editor can act on. Nothing here raises."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefs.desk.models import Brief, Claim, Evidence
from briefs.record.models import Edition, PublishedRecommendation
from briefs.text.citations import find_citations
from briefs.text.figures import missing_figures
from briefs.text.markdown import plain_text

from .draft import Draft, load_draft

BLANK_LINE = re.compile(r"\n\s*\n")
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class PublishIssue:
    """One thing to put right. ``field`` names where; ``noun`` and ``key`` name the thing, for a link to it."""

    code: str
    message: str
    field: str
    noun: str
    key: str

    def __str__(self) -> str:
        return self.message


class PublishRefused(Exception):
    """Publishing was refused with the whole list of issues; nothing was changed."""

    def __init__(self, issues: list[PublishIssue]) -> None:
        self.issues = issues
        super().__init__("\n".join(issue.message for issue in issues))


def find_content_issues(draft: Draft) -> list[PublishIssue]:
    """What is wrong with the draft itself and with what it rests on, in reading order."""
    checks: list[Callable[[Draft], Iterator[PublishIssue]]] = [
        _text_issues,
        _citation_issues,
        _claim_issues,
        _recommendation_issues,
        _record_issues,
    ]
    return list(dict.fromkeys(issue for check in checks for issue in check(draft)))


def find_publish_issues(brief: Brief) -> list[PublishIssue]:
    """The whole list for a brief as it stands in the database: its content, and the approval it needs."""
    from .approval import approval_issues
    from .content import content_of

    draft = load_draft(brief)
    return [*find_content_issues(draft), *approval_issues(draft.brief, content_of(draft).sha256())]


def _of_brief(draft: Draft, code: str, field: str, message: str) -> PublishIssue:
    return PublishIssue(code, f"{field}: {message}", field, "brief", draft.brief.slug)


def _text_issues(draft: Draft) -> Iterator[PublishIssue]:
    brief = draft.brief
    required = {
        "title": brief.title,
        "summary": brief.summary,
        "key_messages": brief.key_messages,
        "body": brief.body,
    }
    for field, text in required.items():
        if not text.strip():
            yield _of_brief(draft, "empty", field, "is empty. Write it before publishing.")
    if not draft.authors:
        yield _of_brief(draft, "no-author", "authors", "nobody is named. Add at least one author.")


def _citation_issues(draft: Draft) -> Iterator[PublishIssue]:
    for key in draft.unknown:
        yield _of_brief(draft, "unknown-key", "body", f"cites [@{key}], but no claim has that key. Correct or add it.")
    brief = draft.brief
    passages = [("summary", brief.summary), *(("key_messages", line) for line in brief.key_message_lines())]
    passages += [("body", block) for block in BLANK_LINE.split(brief.body) if not block.lstrip().startswith("#")]
    for field, passage in passages:
        text = plain_text(passage)
        if not find_citations(passage) and (numerals := NUMERAL.findall(text)):
            yield _of_brief(
                draft,
                "uncited-figure",
                field,
                f"“{' '.join(text.split()[:8])} …” gives {', '.join(numerals)} but cites no claim. "
                "Cite one, or leave the figure out.",
            )


def _claim_issues(draft: Draft) -> Iterator[PublishIssue]:
    for claim in draft.numbered_claims():
        evidence = list(claim.evidence.all())
        if not any(item.stance == Evidence.Stance.SUPPORTS for item in evidence):
            yield _of_claim(claim, "no-evidence", "evidence", "has no passage that supports it. Add one.")
            continue
        for item in evidence:
            if problem := _place_problem(item):
                code, message = problem
                yield _of_claim(claim, code, "evidence", f"{message} ({item.capture.article.key})")
        missing = missing_figures(claim.statement, [item.exact for item in evidence])
        if missing:
            yield _of_claim(
                claim,
                "figure-not-in-evidence",
                "statement",
                f"says {', '.join(missing)}, which none of its passages holds. Correct it or add the passage.",
            )


def _of_claim(claim: Claim, code: str, field: str, message: str) -> PublishIssue:
    return PublishIssue(code, f"Claim {claim.key}, {field}: {message}", field, "claim", claim.key)


def _place_problem(item: Evidence) -> tuple[str, str] | None:
    start = item.exact[:60]
    match item.anchor_state:
        case Evidence.AnchorState.ORPHANED:
            return "orphaned", f"the passage “{start}…” is not in its capture. Quote it as it stands there."
        case Evidence.AnchorState.AMBIGUOUS:
            return "ambiguous", f"the passage “{start}…” stands there more than once. Name its paragraph."
        case Evidence.AnchorState.FUZZY:
            return (
                "fuzzy",
                f"the passage “{start}…” was only found roughly. Confirm it by quoting it exactly.",
            )
    if item.capture.text[item.start : item.end] != item.exact:
        return "quote-differs", f"the passage “{start}…” is not what stands at its place. Anchor it again."
    return None


def _recommendation_issues(draft: Draft) -> Iterator[PublishIssue]:
    here = {item.key for item in draft.recommendations}
    earlier = {line.earlier.key for item in draft.recommendations for line in item.lineage.all()} - here
    published = set(PublishedRecommendation.objects.filter(key__in=earlier).values_list("key", flat=True))
    for item in draft.recommendations:
        problems = []
        if not item.bases.all():
            problems.append(("no-claims", "claims", "rests on no claim. Add at least one."))
        if not item.addressees.all():
            problems.append(("no-addressee", "addressees", "is asked of nobody. Name who should act."))
        for line in item.lineage.all():
            if line.earlier.key in earlier - published:
                problems.append(
                    (
                        "unpublished-lineage",
                        "lineage",
                        f"{line.relation} {line.earlier.key}, which is neither in this brief nor published. "
                        "Add it to the brief, or remove the line.",
                    )
                )
        for code, field, message in problems:
            text = f"Recommendation {item.key}, {field}: {message}"
            yield PublishIssue(code, text, field, "recommendation", item.key)


def _record_issues(draft: Draft) -> Iterator[PublishIssue]:
    brief = draft.brief
    published = Edition.objects.filter(brief=brief).order_by("-number").values_list("slug", flat=True).first()
    if published is not None and published != brief.slug:
        yield _of_brief(
            draft,
            "slug-changed",
            "slug",
            f"is {brief.slug}, but the brief is published as {published}. Change it back.",
        )
