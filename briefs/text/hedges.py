"""Words by which an English sentence says that it passes on what others say, or does not vouch for it."""

import re

_SAID = (
    "said|believed|thought|reported|alleged|rumoured|understood|expected|suspected|accused|presumed|claimed|found"
    "|considered|described|seen|known"
)
_SAY = (
    "say|says|claim|claims|allege|alleges|argue|argues|argued|believe|believes|write|writes|wrote|state|states|stated"
    "|describe|describes|call|calls|called|report|reports|deny|denies|denied|warn|warns|warned|fear|fears|feared"
    "|see|sees|saw|suggest|suggests|suggested|assert|asserts|asserted|insist|insists|insisted|expect|expects"
    "|maintain|maintains|maintained|hold|holds|held|name|names|named|accuse|accuses|conclude|concludes|concluded"
    f"|find|finds|rule|rules|ruled|announce|announces|announced|{_SAID}"
)
_HEDGES = re.compile(
    r"\b(?:"
    rf"(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?(?:{_SAID})\s+(?:to|as|by)"
    rf"|(?:{_SAY})\s+(?:\S+\s+){{0,6}}?(?:that|as|of|to|it|them|him|her)"
    r"|according to|in the (?:words|view|opinion|eyes) of|reportedly|allegedly|supposedly|apparently"
    r"|may|might|could|perhaps|possibly|probably|presumably|likely|unlikely|seems?|appears? to|seemingly"
    r")\b",
    re.IGNORECASE,
)


def is_hedged(sentence: str) -> bool:
    """Whether a sentence holds at least one such word; May as a month is none."""
    return any(match.group() != "May" for match in _HEDGES.finditer(sentence))
