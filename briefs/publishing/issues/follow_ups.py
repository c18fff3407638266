"""What is wrong with what is said to have become of a recommendation, in an edition or published on its own."""

from collections.abc import Iterator

from briefs.desk.models import Claim, Evidence, FollowUp, Recommendation
from briefs.publishing.refusals import PublishIssue
from briefs.renditions.words import day_words
from briefs.text.figures import missing_figures

from .texts import SMALL

LOCATED = {Evidence.AnchorState.ANCHORED, Evidence.AnchorState.RELOCATED}


def follow_up_issues(item: Recommendation, follow_up: FollowUp, claim: Claim | None) -> Iterator[PublishIssue]:
    """“Implemented” that nothing shows, and figures in the note that neither its claim nor its day bears out.

    ``claim`` is the follow-up's, read by claims_with_evidence (draft.py): no query then.
    """
    evidence = list(claim.evidence.all()) if claim else []
    if follow_up.status == FollowUp.Status.IMPLEMENTED and not any(_shows(passage) for passage in evidence):
        message = "is said to be implemented, but no claim with a located passage shows it. Choose one that does."
        yield issue_of(item, "not-shown", f"{message} ({_name(follow_up)})")
    proofs = [day_words(follow_up.dated), *(passage.exact for passage in evidence)]
    proofs += [claim.statement] if claim else []
    missing = [words for words in missing_figures(follow_up.note, proofs) if not SMALL.fullmatch(words)]
    if missing:
        message = f"the note gives {', '.join(missing)}, which no claim chosen there holds. Choose one that does, or "
        yield issue_of(item, "unproven-figure", f"{message}leave the figure out. ({_name(follow_up)})")


def issue_of(item: Recommendation, code: str, message: str) -> PublishIssue:
    """An issue at a recommendation's follow-ups."""
    text = f"Recommendation {item.key}, follow_ups: {message}"
    return PublishIssue(code, text, "follow_ups", "recommendation", item.key)


def _shows(passage: Evidence) -> bool:
    return (
        passage.stance == Evidence.Stance.SUPPORTS
        and passage.modality != Evidence.Modality.DENIED
        and passage.anchor_state in LOCATED
    )


def _name(follow_up: FollowUp) -> str:
    return f"{follow_up.status}, {day_words(follow_up.dated)}"
