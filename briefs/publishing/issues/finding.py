"""Everything that keeps a brief from being published, as sentences an editor can act on. Nothing here raises."""

from briefs.desk.models import Brief
from briefs.publishing.document.content import content_of
from briefs.publishing.document.draft import Draft, load_draft
from briefs.publishing.refusals import PublishIssue

from .claims import claim_issues
from .comments import comment_issues
from .recommendations import recommendation_issues
from .texts import citation_issues, text_issues


def find_content_issues(draft: Draft) -> list[PublishIssue]:
    """What is wrong with the draft itself and with what it rests on, in reading order; then what colleagues ask."""
    checks = (text_issues, citation_issues, claim_issues, recommendation_issues, comment_issues)
    return list(dict.fromkeys(issue for check in checks for issue in check(draft)))


def find_publish_issues(brief: Brief, *, draft: Draft | None = None) -> list[PublishIssue]:
    """The whole list for a brief as it stands in the database: its content, and the approval it needs.

    ``draft`` is the brief's, where the caller has read it already.
    """
    draft = draft or load_draft(brief)
    # Only an approval asks for the hash, and making it takes longer than all the checks.
    sha256 = content_of(draft).sha256() if draft.brief.state == Brief.State.APPROVED else ""
    return [*find_content_issues(draft), *approval_issues(draft.brief, sha256)]


def approval_issues(brief: Brief, content_sha256: str) -> list[PublishIssue]:
    """What is missing of the approval that publishing this content needs."""
    if brief.state == Brief.State.PUBLISHED:
        message = "state: nothing has changed since it was published. Edit the draft, then have it approved."
    elif brief.state != Brief.State.APPROVED:
        message = f"state: the brief is {brief.get_state_display().lower()}. Have it approved before publishing."
    elif [approval.content_sha256 for approval in brief.approvals.all()][:1] != [content_sha256]:
        message = "state: the text or what it rests on changed after it was approved. Ask for approval again."
    else:
        return []
    return [PublishIssue("not-approved", message, "state", "brief", brief.slug)]
