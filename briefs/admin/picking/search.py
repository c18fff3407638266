"""Finding what somebody means by a few letters of its key or a few words of its name."""

from difflib import get_close_matches

from .nouns import Match, Noun

MOST = 12
LONGEST = 200


def search(noun: Noun, query: str) -> list[Match]:
    """The best matches, at most ``MOST``: its key first, then keys that begin so, then all the words.

    Case is folded in Python, for SQLite folds ASCII letters only. A query that no name can hold finds nothing.
    """
    if "\x00" in query or len(query) > LONGEST:
        return []
    folded = " ".join(query.casefold().split())
    words = folded.split()
    ranked = []
    for match in noun.matches():
        rank = _rank(match, folded, words)
        if rank is not None:
            ranked.append((rank, match.label.casefold() if not folded else "", match.key, match))
    ranked.sort(key=lambda item: item[:3])
    return [match for *_, match in ranked[:MOST]]


def _rank(match: Match, folded: str, words: list[str]) -> int | None:
    key = match.key.casefold()
    if key == folded:
        return 0
    if key.startswith(folded):
        return 1
    label = match.label.casefold()
    text = f"{key} {label} {match.detail.casefold()}"
    if not all(word in text for word in words):
        return None
    if label.startswith(folded):
        return 2
    return 3 if all(f" {word}" in f" {key} {label}" for word in words) else 4


def nearest_keys(noun: Noun, key: str) -> list[str]:
    """Up to three keys that somebody may have meant by one that is unknown."""
    keys = {known.casefold(): known for known in (match.key for match in noun.matches())}
    wanted = key[:LONGEST].casefold()
    begun = sorted(known for known in keys if wanted and known.startswith(wanted))
    near = get_close_matches(wanted, keys, n=3, cutoff=0.5)
    return [keys[known] for known in dict.fromkeys([*begun, *near])][:3]
