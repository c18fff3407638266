"""The FollowUpDocument: what readers are told of one recommendation between editions, frozen with its proof."""

from datetime import date, datetime
from typing import Literal

from briefs.text.canonical import canonical_json, sha256_of

from .document import ArticleEntry, ClaimEntry, FollowUpEntry, Part


class FollowUpDocument(Part):
    """One answer, or dated silence, published on its own. Immutable; a wrong one is replaced by a later one.

    ``language`` is that of the edition it adds to. ``claim`` shows it, with its passages, and ``articles`` are their
    sources: no edition need hold them. ``corrects`` is what readers were told before and is wrong,
    ``replaces_sha256`` the document that told it when that was not an edition.
    """

    schema_version: Literal[1] = 1
    recommendation: str
    language: str
    status: str
    dated: date
    note: str
    claim: ClaimEntry | None
    articles: tuple[ArticleEntry, ...]
    published_at: datetime
    corrects: FollowUpEntry | None
    replaces_sha256: str | None

    def entry(self) -> FollowUpEntry:
        """The same as an edition holds it."""
        claim = self.claim.key if self.claim else None
        return FollowUpEntry(status=self.status, dated=self.dated, note=self.note, claim=claim)

    def canonical_json(self) -> str:
        """Keys sorted, no spaces, UTF-8 as it is, dates in ISO 8601: the same document gives the same bytes."""
        return canonical_json(self.model_dump(mode="json"))

    def sha256(self) -> str:
        """The SHA-256 of the canonical JSON, in lower-case hexadecimal."""
        return sha256_of(self.canonical_json())
