"""What is wrong with the recommendations a draft makes."""

from collections.abc import Iterator

from briefs.desk.models import Recommendation
from briefs.publishing.document.draft import Draft
from briefs.publishing.refusals import PublishIssue
from briefs.record.models import Edition, PublishedRecommendation

from .follow_ups import follow_up_issues


def recommendation_issues(draft: Draft) -> Iterator[PublishIssue]:
    """Recommendations that rest on nothing, are asked of nobody, or would name one that is not public yet.

    Their follow-ups, too: what an edition says of them must be shown like the rest of it.
    """
    here = {item.key for item in draft.recommendations}
    earlier = {line.earlier.key for item in draft.recommendations for line in item.lineage.all()} - here
    rows = PublishedRecommendation.objects.filter(key__in=earlier, edition__in=Edition.objects.public())
    public = here | set(rows.values_list("key", flat=True))
    for item in draft.recommendations:
        if not item.bases.all():
            yield _of(item, "no-claims", "claims", "rests on no claim. Add at least one.")
        if not item.addressees.all():
            yield _of(item, "no-addressee", "addressees", "is asked of nobody. Name who should act.")
        for line in item.lineage.all():
            if line.earlier.key not in public:
                yield _of(
                    item,
                    "unpublished-lineage",
                    "lineage",
                    f"{line.relation} {line.earlier.key}, which is neither in this brief nor published. "
                    "Add it to the brief, or remove the line.",
                )
        for follow_up in item.follow_ups.all():
            claim = draft.claims.get(follow_up.claim.key) if follow_up.claim else None
            yield from follow_up_issues(item, follow_up, claim)


def _of(item: Recommendation, code: str, field: str, message: str) -> PublishIssue:
    return PublishIssue(code, f"Recommendation {item.key}, {field}: {message}", field, "recommendation", item.key)
