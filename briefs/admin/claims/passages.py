"""One passage as the claim desk shows it: marked where it stands, with what stands around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefs.desk.models import Evidence
from briefs.desk.services.places import Place, find_places
from briefs.text.paragraphs import Paragraph

NEAR = 6
"""So many paragraphs are shown before a passage, and after it."""
LONGEST = 1_200
"""A paragraph is cut to so many characters on each side of what is marked in it."""
GLIMPSE = 120
"""The same for a place that is only offered."""


@dataclass(frozen=True)
class Line:
    """A paragraph of a capture, with a stretch of it marked; ``marked`` is empty where none is."""

    number: int
    before: str
    marked: str = ""
    after: str = ""


@dataclass(frozen=True)
class Candidate:
    """A place where a passage may stand, and how it reads there."""

    name: str
    line: Line
    alike: int


@dataclass(frozen=True)
class PassageView:
    """Where a passage stands in its capture, or where it may stand. Nothing of it is a form."""

    before: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    total: int = 0
    candidates: tuple[Candidate, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether a stretch of it is marked."""
        return any(line.marked for line in self.lines)


def view_passage(evidence: Evidence) -> PassageView:
    """The passage in its context; without a place, the paragraph an editor named and the places it may be at."""
    text = evidence.capture.text
    paragraphs = evidence.capture.paragraphs()
    start, end = evidence.start, evidence.end
    sure = evidence.anchor_state in {Evidence.AnchorState.ANCHORED, Evidence.AnchorState.RELOCATED}
    candidates: tuple[Candidate, ...] = ()
    if not sure:
        places = find_places(evidence.exact, text, paragraphs)
        candidates = tuple(_candidates(places, paragraphs))
    if start is None or end is None:
        named = evidence.paragraph if not candidates else None
        first = last = min(named, len(paragraphs)) - 1 if named else -1
        start = end = 0
    else:
        first = max((i for i, p in enumerate(paragraphs) if p.start <= start), default=0)
        last = max((i for i, p in enumerate(paragraphs) if p.start < end), default=first)
    if first < 0:
        return PassageView(total=len(paragraphs), candidates=candidates)
    return PassageView(
        before=tuple(_line(p) for p in paragraphs[max(0, first - NEAR) : first]),
        lines=tuple(_line(p, start, end) for p in paragraphs[first : last + 1]),
        after=tuple(_line(p) for p in paragraphs[last + 1 : last + 1 + NEAR]),
        total=len(paragraphs),
        candidates=candidates,
    )


def _candidates(places: list[Place], paragraphs: list[Paragraph]) -> Iterator[Candidate]:
    by_number = {paragraph.number: paragraph for paragraph in paragraphs}
    for place in places:
        if paragraph := by_number.get(place.paragraph):
            yield Candidate(place.name, _line(paragraph, place.start, place.end, most=GLIMPSE), round(place.score))


def _line(paragraph: Paragraph, start: int = 0, end: int = 0, *, most: int = LONGEST) -> Line:
    """The paragraph, with what of it lies between two offsets of the capture marked."""
    first = min(max(start - paragraph.start, 0), len(paragraph.text))
    last = min(max(end - paragraph.start, first), len(paragraph.text))
    if first == last:
        return Line(paragraph.number, _head(paragraph.text, most))
    return Line(
        paragraph.number,
        before=_head(paragraph.text[:first][::-1], most)[::-1],
        marked=paragraph.text[first:last],
        after=_head(paragraph.text[last:], most),
    )


def _head(text: str, most: int) -> str:
    """The beginning of a text in whole words, as far as there are any."""
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0] or text[:most]
    return f"{cut} …"
