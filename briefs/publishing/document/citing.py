"""Which claims the working texts cite. A text is parsed once; what it cites is remembered by the text's hash."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Q

from briefs.desk.models import Brief
from briefs.text.citations import number_citations

FIELDS = ("summary", "key_messages", "body")
REMEMBERED = 24 * 3600


def cited_keys(briefs: Iterable[Brief]) -> dict[int, frozenset[str]]:
    """The keys each brief cites in its working text, by the brief's id. No query."""
    names = {brief.pk: _name(brief) for brief in briefs}
    known: dict[str, frozenset[str]] = cache.get_many(set(names.values()))
    parsed = {}
    for brief in briefs:
        name = names[brief.pk]
        if name not in known:
            texts = (brief.summary, *brief.key_message_lines(), brief.body)
            known[name] = parsed[name] = frozenset(number_citations(*texts))
    if parsed:
        cache.set_many(parsed, REMEMBERED)
    return {pk: known[name] for pk, name in names.items()}


def drafts_citing(keys: Collection[str]) -> list[tuple[Brief, frozenset[str]]]:
    """The briefs whose working text cites any of these keys, by title, each with those it cites. One query."""
    if not keys:
        return []
    wanted = frozenset(keys)
    mentioned = Q()
    # What a bracket must hold to cite one of them; for many keys, any citation at all.
    for mark in [f"@{key}" for key in wanted] + [f"@{{{key}" for key in wanted] if len(wanted) <= 20 else ["@"]:
        for field in FIELDS:
            mentioned |= Q(**{f"{field}__contains": mark})
    briefs = list(Brief.objects.filter(mentioned).order_by("title", "pk"))
    cited = cited_keys(briefs)
    return [(brief, wanted & cited[brief.pk]) for brief in briefs if wanted & cited[brief.pk]]


def _name(brief: Brief) -> str:
    texts = "\x00".join(getattr(brief, field) for field in FIELDS)
    return f"cited:{sha256(texts.encode()).hexdigest()}"
