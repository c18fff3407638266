"""What is wrong with the claims a draft rests on, and with the passages under them."""

from collections.abc import Iterator

from briefs.desk.models import Capture, Claim, Evidence
from briefs.publishing.document.draft import Draft
from briefs.publishing.refusals import PublishIssue
from briefs.text.anchors import describe
from briefs.text.figures import missing_figures
from briefs.text.paragraphs import paragraph_at

LONGEST_QUOTATION = 600
PROVING = {Evidence.Stance.SUPPORTS, Evidence.Stance.QUALIFIES}


def claim_issues(draft: Draft) -> Iterator[PublishIssue]:
    """What is wrong with each claim of a draft, in the order of their numbers."""
    for claim in draft.numbered_claims():
        yield from issues_of_claim(claim)


def issues_of_claim(claim: Claim) -> Iterator[PublishIssue]:
    """A claim without support, passages that do not stand where they should, figures that no passage holds.

    No query for a claim read by claims_with_evidence (draft.py).
    """
    evidence = list(claim.evidence.all())
    if not any(_supports(item) for item in evidence):
        yield _of_claim(claim, "no-evidence", "evidence", "has no passage that supports it. Add one.")
    for item in evidence:
        for code, message in (*_place_problems(item), *_rights_problems(item)):
            yield _of_claim(claim, code, "evidence", f"{message} ({item.capture.article.key})")
    missing = missing_figures(claim.statement, [item.exact for item in evidence if item.stance in PROVING])
    if missing:
        yield _of_claim(
            claim,
            "figure-not-in-evidence",
            "statement",
            f"says {', '.join(missing)}, which none of its passages holds. Correct it or add the passage.",
        )


def _supports(item: Evidence) -> bool:
    return item.stance == Evidence.Stance.SUPPORTS and item.modality != Evidence.Modality.DENIED


def _place_problems(item: Evidence) -> Iterator[tuple[str, str]]:
    passage = f"the passage “{item.exact[:60]}…”"
    match item.anchor_state:
        case Evidence.AnchorState.ORPHANED:
            yield "orphaned", f"{passage} is not in its capture. Quote it as it stands there."
            return
        case Evidence.AnchorState.AMBIGUOUS:
            yield "ambiguous", f"{passage} stands there more than once. Name its paragraph."
            return
        case Evidence.AnchorState.FUZZY:
            yield "fuzzy", f"{passage} was only found roughly. Confirm it by quoting it exactly."
            return
    text = item.capture.text
    if item.start is None or item.end is None or text[item.start : item.end] != item.exact:
        yield "quote-differs", f"{passage} is not what stands at its place. Anchor it again."
        return
    there = describe(text, item.start, item.end)
    if (item.prefix, item.suffix, item.paragraph) != (there.prefix, there.suffix, paragraph_at(text, item.start)):
        yield "quote-differs", f"{passage} is not in the paragraph and between the words noted. Anchor it again."


def _rights_problems(item: Evidence) -> Iterator[tuple[str, str]]:
    if item.capture.kind != Capture.Kind.FULL_TEXT:
        return
    if not item.capture.article.full_text_allowed:
        yield "no-rights", "its full text may no longer be kept. Take the passage from a digest."
    if len(item.exact) > LONGEST_QUOTATION:
        yield "long-quotation", f"a passage has {len(item.exact)} characters. Quote {LONGEST_QUOTATION} at most."


def _of_claim(claim: Claim, code: str, field: str, message: str) -> PublishIssue:
    return PublishIssue(code, f"Claim {claim.key}, {field}: {message}", field, "claim", claim.key)
