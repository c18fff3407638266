"""Find the place of a passage in its capture. Never guesses: what is not certain stays ambiguous or orphaned."""

from briefs.desk.models import Evidence
from briefs.text.anchors import Quote, describe, locate
from briefs.text.paragraphs import paragraph_at


def anchor_evidence(evidence: Evidence) -> None:
    """Set offsets, context, paragraph and anchor state of a passage from its ``exact``; does not save.

    A ``paragraph`` given by the editor tells equal passages apart; a passage that is not in that paragraph is
    orphaned, as one of the two must be wrong.
    """
    text = evidence.capture.text
    quote = Quote(
        exact=evidence.exact,
        prefix=evidence.prefix,
        suffix=evidence.suffix,
        start=evidence.start,
        end=evidence.end,
    )
    if evidence.start is None and evidence.paragraph is not None:
        quote = _in_paragraph(evidence) or quote
    found = locate(quote, text)
    evidence.anchor_state = found.state
    evidence.start, evidence.end = found.start, found.end
    if found.start is None or found.end is None:
        return
    paragraph = paragraph_at(text, found.start)
    if evidence.paragraph is not None and evidence.paragraph != paragraph:
        evidence.anchor_state = Evidence.AnchorState.ORPHANED
        evidence.start = evidence.end = None
        return
    evidence.paragraph = paragraph
    if found.state != "fuzzy":
        context = describe(text, found.start, found.end)
        evidence.exact, evidence.prefix, evidence.suffix = context.exact, context.prefix, context.suffix


def _in_paragraph(evidence: Evidence) -> Quote | None:
    """The passage described by its place in the paragraph the editor named, if it stands there exactly once."""
    text = evidence.capture.text
    for paragraph in evidence.capture.paragraphs():
        if paragraph.number == evidence.paragraph and paragraph.text.count(evidence.exact) == 1:
            start = paragraph.start + paragraph.text.index(evidence.exact)
            return describe(text, start, start + len(evidence.exact))
    return None
