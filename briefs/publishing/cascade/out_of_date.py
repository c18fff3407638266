"""The queue “out of date”: derived from histories and contents each time, never kept, so it cannot be wrong."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefs.desk.models import Brief, StandingReason
from briefs.record.document import ArticleEntry, ClaimEntry
from briefs.record.essence import Entry, essence_sha256, frozen_sha256
from briefs.record.models import Edition, PublishedArticle, PublishedClaim, PublishedPart
from briefs.renditions.differences import Difference, differences, name_of

from .candidates import Keys, find_candidates
from .desk_now import articles_now, claims_now
from .editions import newest_editions

NAMES = ("Statement", "Title")


@dataclass(frozen=True)
class OutOfDate:
    """A claim or article that reads otherwise at the desk than in the newest edition of a brief.

    ``new`` is None when it is gone from the desk; ``entry_sha256`` names it as it reads there now.
    """

    edition: Edition
    noun: str
    key: str
    old: Entry
    new: Entry | None
    entry_sha256: str

    @property
    def brief(self) -> Brief:
        """The brief, without its texts."""
        return self.edition.brief

    @property
    def name(self) -> str:
        """The statement or label as the edition has it."""
        return name_of(self.old)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What reads otherwise now, in reading order."""
        return differences(self.old, self.new)

    @property
    def tells_its_name(self) -> bool:
        """Whether the differences begin with the statement or title itself."""
        return any(difference.label in NAMES for difference in self.differences[:1])


def out_of_date(
    *,
    claims: Collection[str] | None = None,
    articles: Collection[str] | None = None,
    briefs: Collection[str] | None = None,
) -> list[OutOfDate]:
    """All that is out of date, by brief and then in the order of the edition; nothing an editor said stands.

    ``claims`` or ``articles`` narrow it to these keys, ``briefs`` to these slugs. At most 20 queries, whatever there
    is to find.
    """
    editions = newest_editions()
    if briefs is not None:
        editions = editions.filter(slug__in=briefs)
    moved_claims, moved_articles = find_candidates(editions)
    if claims is not None or articles is not None:
        moved_claims = {pk: keys & set(claims or ()) for pk, keys in moved_claims.items()}
        moved_articles = {pk: keys & set(articles or ()) for pk, keys in moved_articles.items()}
    found = [
        *_compare("claim", PublishedClaim, moved_claims, claims_now),
        *_compare("article", PublishedArticle, moved_articles, articles_now),
    ]
    if not found:
        return []
    upheld = _upheld({edition for edition, *_ in found})
    kept = [item for item in found if (item[0], item[1], item[2], item[5]) not in upheld]
    rows = Edition.objects.filter(pk__in={item[0] for item in kept}).select_related("brief", "embargo", "withdrawal")
    rows = rows.defer("document", "brief__body", "brief__summary", "brief__key_messages")
    by_pk = {edition.pk: edition for edition in rows}
    items = [OutOfDate(by_pk[pk], *rest) for pk, *rest in kept]
    return sorted(items, key=_reading_order)


def _compare(noun: str, index: type[PublishedPart], moved: Keys, read_now: Any) -> Iterator[tuple[Any, ...]]:
    """Those of the candidates that read otherwise, as the fields of OutOfDate with the edition's id."""
    keys = set().union(*moved.values())
    if not keys:
        return
    now: dict[str, Entry] = read_now(keys)
    hashes = {key: essence_sha256(now.get(key)) for key in keys}
    rows = index.objects.filter(edition__in=moved, key__in=keys)
    for row in rows.order_by("pk"):
        if row.key in moved.get(row.edition_id, ()) and frozen_sha256(row.data) != hashes[row.key]:
            parsed = row.parse()
            old = parsed if isinstance(parsed, ClaimEntry) else parsed.article
            yield row.edition_id, noun, row.key, old, now.get(row.key), hashes[row.key]


def _upheld(editions: Iterable[int]) -> set[tuple[int, str, str, str]]:
    reasons = StandingReason.objects.filter(edition__in=editions)
    return set(reasons.values_list("edition_id", "noun", "key", "entry_sha256"))


def _reading_order(item: OutOfDate) -> tuple[Any, ...]:
    number = item.old.number if isinstance(item.old, ClaimEntry) else 0
    return item.edition.title, item.edition.slug, isinstance(item.old, ArticleEntry), number, item.key
