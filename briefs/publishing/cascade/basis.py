"""Whether a recommendation still rests on what it rested on when readers were given it."""

from briefs.desk.models import Recommendation
from briefs.record.essence import essence_sha256
from briefs.record.models import PublishedClaim, PublishedRecommendation

from .desk_now import claims_now
from .out_of_date import OutOfDate


def claims_moved_at_desk(recommendation: Recommendation) -> list[OutOfDate]:
    """The claims that read otherwise at the desk than in the newest live edition that makes the recommendation.

    In the order it argues; none while no live edition makes it. What an editor says stands is told, too: it holds
    for the brief's text, not for what is asked on the strength of it. Constant queries.
    """
    frozen = PublishedRecommendation.objects.for_key(recommendation.key).select_related("edition__brief").first()
    if frozen is None:
        return []
    keys: tuple[str, ...] = frozen.parse().claims
    rows = PublishedClaim.objects.filter(edition=frozen.edition, key__in=keys)
    entries = {row.key: row.parse() for row in rows}
    now = claims_now(keys)
    changes = []
    for key in keys:
        old, new = entries.get(key), now.get(key)
        if old is not None and essence_sha256(old) != essence_sha256(new):
            changes.append(OutOfDate(frozen.edition, "claim", key, old, new, essence_sha256(new)))
    return changes
