"""The places in a capture where a passage may stand, for an editor to choose from."""

from bisect import bisect_right
from dataclasses import dataclass

from briefs.desk.models import Evidence
from briefs.text.anchors import Quote, describe, locate
from briefs.text.paragraphs import Paragraph

from .anchoring import anchor_evidence


@dataclass(frozen=True)
class Place:
    """A stretch of a capture's text that is, or is like, a passage. ``score`` says how like, in percent."""

    start: int
    end: int
    paragraph: int
    score: float

    @property
    def name(self) -> str:
        """How a form names it."""
        return f"{self.start}-{self.end}"


def find_places(exact: str, text: str, paragraphs: list[Paragraph]) -> list[Place]:
    """Where these words stand, wherever the passage was thought to stand: every copy, else what is most like it.

    What is only like it stays within one paragraph, unless the words themselves go on into the next.
    """
    found = locate(Quote(exact), text)
    if found.start is None or found.end is None:
        spans = list(found.candidates)
    elif found.state == "fuzzy" and "\n" not in exact.strip():
        spans = [_within_one(found.start, found.end, paragraphs)]
    else:
        spans = [(found.start, found.end)]
    starts = [paragraph.start for paragraph in paragraphs]
    score = 100.0 if found.candidates else found.score
    return [Place(start, end, max(1, bisect_right(starts, start)), score) for start, end in spans]


def _within_one(start: int, end: int, paragraphs: list[Paragraph]) -> tuple[int, int]:
    """As much of a stretch as stands in the paragraph that holds most of it."""
    shares = [(max(start, paragraph.start), min(end, paragraph.end)) for paragraph in paragraphs]
    return max(shares, key=lambda share: share[1] - share[0], default=(start, end))


def take_place(evidence: Evidence, place: Place) -> None:
    """Let a passage be what stands at a place an editor has chosen; does not save."""
    quote = describe(evidence.capture.text, place.start, place.end)
    evidence.exact, evidence.prefix, evidence.suffix = quote.exact, quote.prefix, quote.suffix
    evidence.start, evidence.end = quote.start, quote.end
    evidence.paragraph = place.paragraph
    anchor_evidence(evidence)
