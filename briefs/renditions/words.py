"""The words readers see for the record's terms. Pure functions; nothing here is markup."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language_info

from briefs.record.document import ClaimKind, Confidence, Corroboration, Modality, Stance

WORDS_A_MINUTE = 230
STANCES: tuple[Stance, ...] = ("supports", "disputes", "qualifies", "context")

_STANCE: dict[Stance, str] = {
    "supports": "Supports",
    "disputes": "Disputes",
    "qualifies": "Qualifies",
    "context": "Gives context",
}
_MODALITY: dict[Modality, tuple[str, str]] = {
    "asserted": ("stated in the source’s own voice", "stated by {}"),
    "reported": ("reported, without saying by whom", "reported, according to {}"),
    "hedged": ("hedged in the source", "hedged, attributed to {}"),
    "denied": ("denied", "denied by {}"),
}
_KIND: dict[ClaimKind, str] = {
    "fact": "Statement of fact",
    "assessment": "Assessment",
    "forecast": "Forecast",
    "position": "Position taken",
}
_CONFIDENCE: dict[Confidence, str] = {
    "high": "High confidence",
    "moderate": "Moderate confidence",
    "low": "Low confidence",
}
UNANSWERED = frozenset({None, "no response"})


def stance_words(stance: Stance) -> str:
    """How the passage bears on the claim, as one or two words."""
    return _STANCE[stance]


def modality_words(modality: Modality, attributed_to: str | None) -> str:
    """How firmly the passage says it and in whose name; a hedge is never dropped."""
    alone, by = _MODALITY[modality]
    return by.format(attributed_to) if attributed_to else alone


def kind_words(kind: ClaimKind) -> str:
    """What sort of statement the claim is."""
    return _KIND[kind]


def confidence_words(confidence: Confidence | None) -> str:
    """The desk's confidence in words; says so when none was given."""
    return _CONFIDENCE[confidence] if confidence else "Confidence not stated"


def corroboration_words(corroboration: Corroboration) -> str:
    """Independent origins and articles behind a claim, for example "Supported by 2 independent origins, 3 articles"."""
    origins, articles = corroboration.origins, corroboration.articles
    if not origins:
        return "No supporting source"
    independent = f"{origins} independent origins" if origins > 1 else "1 origin"
    return f"Supported by {independent}, {count_words(articles, 'article')}"


def update_words(update_type: str, edition: int) -> str:
    """What kind of update an edition is; the first is none."""
    return "first edition" if edition == 1 else f"{update_type} update"


def state_words(state: str | None) -> str:
    """What has become of a recommendation, as far as it is recorded."""
    return sentence_case(state or "no answer recorded yet")


def sentence_case(text: str) -> str:
    """The text with its first letter a capital and the rest untouched."""
    return text[:1].upper() + text[1:]


def language_words(tag: str) -> str:
    """The English name of a language by its tag, for example "Kyrgyz"; an unknown tag stays as it is."""
    try:
        return str(get_language_info(tag)["name"])
    except KeyError:
        return tag


def count_words(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun, for example "1 claim" and "3 claims"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


def join_names(names: Iterable[str]) -> str:
    """Names as a list in prose: "A", "A and B", "A, B and C"."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def day_words(day: date) -> str:
    """A day in British form, for example "22 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def reading_minutes(word_count: int) -> int:
    """Whole minutes to read so many words, at least one."""
    return max(1, round(word_count / WORDS_A_MINUTE))


def excerpt(exact: str) -> str:
    """A passage in the desk's own words, with an ellipsis before it when it starts inside a sentence."""
    words = exact.strip()
    return f"… {words}" if words[:1].islower() else words


def excerpt_of(text: str, words: int = 8) -> str:
    """The first words of a text, to name it by."""
    found = text.split()
    return " ".join(found) if len(found) <= words else f"{' '.join(found[:words])} …"


def quotation(exact: str) -> str:
    """A passage in single quotation marks, its own single ones turned into double."""
    inner = exact.strip().strip('“”"')
    return f"‘{inner}’"
