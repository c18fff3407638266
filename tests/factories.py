"""Rows for tests. A claim comes with an anchored passage, a brief with all it needs to be published."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from briefs.desk.models import (
    Actor,
    Article,
    Brief,
    BriefAuthor,
    BriefRecommendation,
    Capture,
    Claim,
    Country,
    Evidence,
    Lever,
    Recommendation,
    RecommendationClaim,
    Topic,
)
from briefs.desk.services.anchoring import anchor_evidence
from briefs.desk.services.captures import add_capture
from briefs.publishing import approve_brief, build_content, publish_edition, submit_brief
from briefs.record.models import Edition

DIGEST = (
    "In April 2024 a law on foreign representatives took effect.\n"
    "The station began broadcasting in November.\n"
    "A court upheld the closure of the outlet."
)


def given(extracted: list[Any] | None, make: Callable[[], Any]) -> list[Any]:
    """What a test passed, one made for it when it passed nothing."""
    return [make()] if extracted is None else extracted


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        django_get_or_create = ("username",)
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    is_staff = True

    @factory.post_generation
    def role(self: Any, create: bool, extracted: str | None, **kwargs: Any) -> None:
        if extracted:
            self.groups.add(Group.objects.get(name=extracted))


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Topic {n}")


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "kg"
    name = "Kyrgyzstan"


class LeverFactory(DjangoModelFactory):
    class Meta:
        model = Lever

    slug = factory.Sequence(lambda n: f"lever-{n}")
    name = factory.Sequence(lambda n: f"Lever {n}")


class ActorFactory(DjangoModelFactory):
    class Meta:
        model = Actor

    slug = factory.Sequence(lambda n: f"actor-{n}")
    name = factory.Sequence(lambda n: f"Actor {n}")
    kind = "organisation"


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    key = factory.Sequence(lambda n: f"article-{n}")
    title = factory.Sequence(lambda n: f"Article {n}")
    outlet = factory.SubFactory(ActorFactory, kind="media outlet")
    genre = "news report"


def make_capture(text: str = DIGEST, **article: Any) -> Capture:
    """A digest of a new article."""
    captured_at = datetime(2026, 1, 5, 12, tzinfo=UTC)
    return add_capture(
        article=ArticleFactory(**article),
        kind="digest",
        raw_text=text,
        captured_at=captured_at,
        method="test",
    )


def make_evidence(claim: Claim, **fields: Any) -> Evidence:
    """An anchored passage, in the third paragraph of a new digest unless told otherwise."""
    fields = {"exact": "A court upheld the closure of the outlet.", **fields}
    evidence = Evidence(claim=claim, capture=fields.pop("capture", None) or make_capture(), **fields)
    anchor_evidence(evidence)
    evidence.full_clean()
    evidence.save()
    return evidence


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"claim-{n}")
    statement = "A court upheld the closure of the outlet."
    kind = "fact"

    @factory.post_generation
    def evidence(self: Any, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """``evidence=False`` leaves the claim without a passage."""
        if extracted is not False:
            make_evidence(self, **kwargs)


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"recommendation-{n}")
    text = "Fund independent newsrooms for three budget years."
    lever = factory.SubFactory(LeverFactory)

    @factory.post_generation
    def claims(self: Any, create: bool, extracted: list[Claim] | None, **kwargs: Any) -> None:
        for position, claim in enumerate(given(extracted, ClaimFactory)):
            RecommendationClaim.objects.create(recommendation=self, claim=claim, position=position)

    @factory.post_generation
    def addressees(self: Any, create: bool, extracted: list[Actor] | None, **kwargs: Any) -> None:
        self.addressees.set(given(extracted, ActorFactory))


class BriefFactory(DjangoModelFactory):
    """A brief ready for review: one claim cited, one recommendation, one author."""

    class Meta:
        model = Brief
        skip_postgeneration_save = True
        exclude = ("claim",)

    claim = factory.SubFactory(ClaimFactory)
    slug = factory.Sequence(lambda n: f"brief-{n}")
    title = factory.Sequence(lambda n: "Brief " + "".join(chr(ord("A") + int(digit)) for digit in str(n)))
    summary = "A short summary."
    key_messages = factory.LazyAttribute(lambda o: f"The closure stands [@{o.claim.key}].")
    body = factory.LazyAttribute(lambda o: f"## Closure\n\nThe court upheld it [@{o.claim.key}].")
    edited_by = factory.SubFactory(UserFactory, username="author", role="Author")

    @factory.post_generation
    def authors(self: Any, create: bool, extracted: list[Actor] | None, **kwargs: Any) -> None:
        for position, actor in enumerate(given(extracted, ActorFactory)):
            BriefAuthor.objects.create(brief=self, actor=actor, position=position)

    @factory.post_generation
    def recommendations(self: Any, create: bool, extracted: list[Recommendation] | None, **kwargs: Any) -> None:
        for position, item in enumerate(given(extracted, RecommendationFactory)):
            BriefRecommendation.objects.create(brief=self, recommendation=item, position=position)


def author() -> Any:
    return UserFactory(username="author", role="Author")


def editor() -> Any:
    return UserFactory(username="editor", role="Editor")


def publisher() -> Any:
    return UserFactory(username="publisher", role="Publisher")


def approved(brief: Brief | None = None) -> Brief:
    """A brief through review, as it now stands in the database."""
    brief = Brief.objects.get(pk=(brief or BriefFactory()).pk)
    submit_brief(brief=brief, by=author())
    approve_brief(brief=brief, by=editor(), content_sha256=build_content(brief).sha256())
    return Brief.objects.get(pk=brief.pk)


def published(brief: Brief | None = None, **publication: Any) -> Edition:
    """The next edition of a brief (a new one unless given), approved and published."""
    publication = {"update_type": "major", "change_note": "First edition.", **publication}
    return publish_edition(brief=approved(brief), by=publisher(), **publication)
