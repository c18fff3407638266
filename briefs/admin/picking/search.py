"""Finding what somebody means by a few letters of its key or a few words of its name."""

from difflib import get_close_matches

from .nouns import Match, Noun

MOST = 12
LONGEST = 200
LONGEST_NAME = 600


def search(noun: Noun, query: str) -> list[Match]:
    """The best matches, at most ``MOST``: its key first, then keys that begin so, then all the words.

    Case is folded in Python, for SQLite folds ASCII letters only. A query that no name can hold finds nothing.
    """
    if "\x00" in query or len(query) > LONGEST:
        return []
    folded = fold(query)
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


def fold(text: str) -> str:
    """A text without its case and its spare white space."""
    return " ".join(text.casefold().split())


def named_so(matches: list[Match], name: str) -> Match | None:
    """What bears this key or this whole name, in any case; None where nothing does, or more than one thing."""
    folded = fold(name) if len(name) <= LONGEST_NAME else ""
    if not folded:
        return None
    found = [m for m in matches if fold(m.key) == folded] or [m for m in matches if fold(m.label) == folded]
    return found[0] if len(found) == 1 else None


def nearest(matches: list[Match], typed: str) -> list[Match]:
    """Up to three things that somebody may have meant: keys and names that begin so first, then those alike."""
    wanted = fold(typed[:LONGEST])
    if not wanted:
        return []
    called: dict[str, list[Match]] = {}
    for match in matches:
        for name in (fold(match.key), fold(match.label)[:LONGEST]):
            called.setdefault(name, []).append(match)
    names = sorted(name for name in called if name.startswith(wanted) or (len(name) > 2 and wanted.startswith(name)))
    names += get_close_matches(wanted, called, n=6, cutoff=0.6)
    names += [name for name in called if all(word in name for word in wanted.split())]
    near = dict.fromkeys(match for name in names for match in called[name])
    return list(near)[:3]
