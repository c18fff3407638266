"""What a writer should think over in the brief's own words. Nothing of it keeps a brief from being published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefs.text.citations import find_citations
from briefs.text.markdown import word_count

SHORTEST_SUMMARY, LONGEST_SUMMARY = 40, 70
BLANK_LINE = re.compile(r"\n\s*\n")
HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
# Footnotes, tables, code, rules and what only leads up to a list are no paragraphs that state something.
NO_PROSE = re.compile(r"\[\^|\||```|~~~|(?:[-*_]\s*){3,}$")


@dataclass(frozen=True)
class TextAdvice:
    """A sentence about a field; ``excerpt`` is the passage it begins with."""

    message: str
    field: str
    excerpt: str = ""


def text_advice(*, summary: str, body: str) -> Iterator[TextAdvice]:
    """Advice on a summary and a body as they stand. Empty fields are issues, and said as such."""
    words = word_count(summary) if summary.strip() else 0
    if words and not SHORTEST_SUMMARY <= words <= LONGEST_SUMMARY:
        counted = f"{words} word{'' if words == 1 else 's'}"
        yield TextAdvice(
            f"The summary has {counted}. Between {SHORTEST_SUMMARY} and {LONGEST_SUMMARY} are read in one go.",
            "summary",
        )
    if bare := list(_without_citation(body)):
        several = f"{len(bare)} paragraphs cite" if len(bare) > 1 else "1 paragraph cites"
        yield TextAdvice(f"{several} no claim. Cite what bears them out, if they state facts.", "body", bare[0])


def _without_citation(body: str) -> Iterator[str]:
    for block in BLANK_LINE.split(HEADING.sub("", body)):
        passage = block.strip()
        if not passage or NO_PROSE.match(passage) or passage.endswith(":"):
            continue
        # Parsing takes longest, and what holds no @ cites nothing.
        if "@" not in passage or not find_citations(passage):
            yield passage
