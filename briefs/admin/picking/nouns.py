"""The nouns that can be picked, and how each is found and told from its like."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from briefs.desk.models import Actor, Article, Capture, Claim, Country, Lever, Recommendation, Topic


@dataclass(frozen=True)
class Match:
    """One thing to pick: the key it is named by, what it is called, and what tells it from its like."""

    key: str
    label: str
    detail: str


@dataclass(frozen=True)
class Noun:
    """How the rows of a model become matches: which columns are read, and how they are put in words."""

    name: str
    model: type[models.Model]
    key: str
    columns: tuple[str, ...]
    words: Callable[..., tuple[str, str]]

    def matches(self) -> list[Match]:
        """Every row, in one query of short columns."""
        rows = self.model._default_manager.order_by(self.key).values_list(self.key, *self.columns)
        return [Match(str(key), *self.words(*values)) for key, *values in rows]

    def match(self, row: Any) -> Match:
        """One row that has been read already."""
        values = (_follow(row, column) for column in self.columns)
        return Match(str(getattr(row, self.key)), *self.words(*values))


def _follow(row: Any, column: str) -> Any:
    for part in column.split("__"):
        row = getattr(row, part, None)
    return row


def _claim(statement: str, kind: str, confidence: str) -> tuple[str, str]:
    return statement, f"{kind}, {confidence} confidence" if confidence else f"{kind}, confidence not stated"


def _capture(title: str, key: str, kind: str, captured_at: datetime) -> tuple[str, str]:
    return title or key, f"{kind} of {timezone.localtime(captured_at):%d %B %Y}, {key}"


def _plain(label: str, detail: str | None = "") -> tuple[str, str]:
    return label, detail or ""


def _article(title: str, key: str, outlet: str | None) -> tuple[str, str]:
    return title or key, outlet or "outlet unknown"


NOUNS = {
    noun.name: noun
    for noun in (
        Noun("claim", Claim, "key", ("statement", "kind", "confidence"), _claim),
        Noun("recommendation", Recommendation, "key", ("text", "lever__name"), _plain),
        Noun("actor", Actor, "slug", ("name", "kind"), _plain),
        Noun("article", Article, "key", ("title", "key", "outlet__name"), _article),
        Noun("capture", Capture, "pk", ("article__title", "article__key", "kind", "captured_at"), _capture),
        Noun("topic", Topic, "slug", ("name",), _plain),
        Noun("country", Country, "code", ("name",), _plain),
        Noun("lever", Lever, "slug", ("name",), _plain),
    )
}


def noun_of(model: type[models.Model]) -> Noun:
    """How things of this model are picked. Raises KeyError for a model that is not."""
    return NOUNS[str(model._meta.model_name)]
