"""What each seed file may say. Unknown fields are refused; an empty field counts as left out."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from briefs.desk.models import Actor, Article, Claim, Evidence, FollowUp, Recommendation, RecommendationLineage
from briefs.desk.models.briefs import MAX_BODY
from briefs.record.document import CorrectionKind, UpdateType
from briefs.text.dates import parse_edtf


def _edtf(value: str) -> str:
    parse_edtf(value)
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"“{value}” is not a day. Write it like 2025-11-28.")


def _one_line(value: str) -> str:
    if "\n" in value or not value.strip():
        raise ValueError("must be one line with text in it. Join its lines, or make two of it.")
    return value


def _body(value: str) -> str:
    if len(value) > MAX_BODY:
        raise ValueError(f"has {len(value)} characters, and {MAX_BODY} fit. Shorten it, or make two briefs of it.")
    return value


Edtf = Annotated[str, AfterValidator(_edtf)]
Day = Annotated[date, BeforeValidator(_day)]
Line = Annotated[str, AfterValidator(_one_line)]
Body = Annotated[str, AfterValidator(_body)]


class Seed(BaseModel):
    """One thing, or a part of one, as its file gives it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def empty_is_left_out(cls, data: Any) -> Any:
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, dict) else data


class CountrySeed(Seed):
    code: str
    name: str


class TermSeed(Seed):
    """A topic or a lever."""

    slug: str
    name: str
    description: str = ""


class ActorSeed(Seed):
    slug: str
    name: str
    kind: Actor.Kind
    part_of: str | None = None
    country: str | None = None
    url: str = ""
    description: str = ""


class ArticleSeed(Seed):
    """``digest`` holds the article in our own words, one text a paragraph, counted as the article's are."""

    key: str
    title: str = ""
    outlet: str | None = None
    authors: list[str] = []
    genre: Article.Genre
    language: str = "en"
    published_on: Edtf = ""
    url: str = ""
    full_text_allowed: bool = False
    note: str = ""
    captured_on: Day
    digest: list[Line] = Field(min_length=1)


class EvidenceSeed(Seed):
    article: str
    paragraph: int
    exact: Line
    stance: Evidence.Stance = Evidence.Stance.SUPPORTS
    modality: Evidence.Modality = Evidence.Modality.ASSERTED
    attributed_to: str | None = None
    note: str = ""


class ClaimSeed(Seed):
    key: str
    statement: str
    kind: Claim.Kind
    occurred_on: Edtf = ""
    countries: list[str] = []
    topics: list[str] = []
    confidence: Claim.Confidence | None = None
    confidence_reason: str = ""
    note: str = ""
    evidence: list[EvidenceSeed] = []


class LineageSeed(Seed):
    relation: RecommendationLineage.Relation
    earlier: str


class FollowUpSeed(Seed):
    status: FollowUp.Status
    dated: Day
    claim: str | None = None
    note: str = ""


class RecommendationSeed(Seed):
    key: str
    text: str
    addressees: list[str]
    lever: str
    strength: Recommendation.Strength = Recommendation.Strength.STRONG
    time_frame: str = ""
    proposed_by: str | None = None
    asked_on: Day | None = None
    claims: list[str] = []
    lineage: list[LineageSeed] = []
    follow_ups: list[FollowUpSeed] = []


class DraftSeed(Seed):
    """A brief's working text. ``body`` is what stands below the front matter."""

    title: str
    summary: str = ""
    key_messages: list[Line] = []
    language: str = "en"
    authors: list[str] = []
    topics: list[str] = []
    countries: list[str] = []
    recommendations: list[str] = []
    body: Body


class CorrectionSeed(Seed):
    kind: CorrectionKind
    note: str


class EditionSeed(DraftSeed):
    """A brief's text as an edition published it, and how."""

    update_type: UpdateType
    change_note: str = ""
    correction: CorrectionSeed | None = None


PARTS: dict[str, type[Seed]] = {
    "evidence": EvidenceSeed,
    "lineage": LineageSeed,
    "follow_ups": FollowUpSeed,
    "correction": CorrectionSeed,
}
"""The schema behind each field that holds parts, for naming the fields a part knows."""
