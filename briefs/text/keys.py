"""Keys and slugs: the short names by which claims are cited and pages are addressed."""

import hashlib
import re
import unicodedata

MAX_SLUG = 80

CITATION_KEY = r"[^\W]\w*(?:[:.#$%&\-+?<>~/]\w+)*"
"""Pandoc's rule: a letter, digit or underscore, then such characters and single internal punctuation."""

_KEY = re.compile(CITATION_KEY)

# Russian, then letters of Kyrgyz, Kazakh, Uzbek, Tajik and Ukrainian, then Latin ones that NFKD leaves whole.
_LATIN = dict(zip("абвгдезийклмнопрстуфыэөүәқұһўҳҷӣӯіґøđðłı", "abvgdeziyklmnoprstufyeouaquhohjiuigoddli", strict=True))
_LATIN |= {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
_LATIN |= {"ю": "yu", "я": "ya", "ң": "ng", "ғ": "gh", "є": "ye", "ї": "yi"}
_LATIN |= {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}


def is_citation_key(key: str) -> bool:
    """Whether a claim can be cited as ``[@key]``, without braces, under this key."""
    return _KEY.fullmatch(key) is not None


def slugify(title: str) -> str:
    """An address part of a-z, 0-9 and hyphens, at most ``MAX_SLUG`` characters, cut between words, never empty.

    Cyrillic is written in Latin letters; a title in another script gets a short hash, the same every time.
    """
    lowered = unicodedata.normalize("NFC", title).lower()
    latin = "".join(_LATIN.get(letter, letter) for letter in lowered)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", plain))
    slug = "-".join(words)
    if len(slug) > MAX_SLUG:
        cut = slug[: MAX_SLUG + 1].rpartition("-")[0]
        slug = cut or slug[:MAX_SLUG]
    return slug or hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:10]
