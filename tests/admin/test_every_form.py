"""Every form of the desk, found by walking the admin: none forgets what keeps an edit from being lost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from briefs.admin.saving.versions import MET
from briefs.admin.saving.working_copies import TAB
from briefs.desk.models import (
    Actor,
    Article,
    ArticleAuthor,
    Brief,
    Claim,
    Country,
    Evidence,
    FollowUp,
    Lever,
    Recommendation,
    RecommendationLineage,
    Topic,
)
from briefs.desk.services.follow_ups import record_follow_up
from tests import factories
from tests.admin.pages import change_url, read_form

pytestmark = pytest.mark.django_db


def an_article() -> Article:
    article: Article = factories.make_capture().article
    ArticleAuthor.objects.create(article=article, actor=factories.ActorFactory(kind="person"))
    return article


def a_recommendation() -> Recommendation:
    item: Recommendation = factories.RecommendationFactory()
    RecommendationLineage.objects.create(later=item, earlier=factories.RecommendationFactory(), relation="narrows")
    return item


def a_follow_up() -> FollowUp:
    item = factories.RecommendationFactory()
    return record_follow_up(
        recommendation=item, status="acknowledged", dated=date(2026, 1, 5), note="As it was.", by=factories.author()
    )


ROWS: dict[type[Any], tuple[Callable[[], Any], str]] = {
    Actor: (factories.ActorFactory, "description"),
    Article: (an_article, "note"),
    Brief: (factories.BriefFactory, "title"),
    Claim: (factories.ClaimFactory, "note"),
    Country: (factories.CountryFactory, "name"),
    Evidence: (lambda: factories.make_evidence(factories.ClaimFactory()), "note"),
    FollowUp: (a_follow_up, "note"),
    Lever: (factories.LeverFactory, "description"),
    Recommendation: (a_recommendation, "text"),
    Topic: (factories.TopicFactory, "description"),
}
"""How a row of each noun is made, with a row in each of its inlines, and a field of words in its form."""
WORDS = "Words typed into an old form."


def changeable(client: Client) -> set[type[Any]]:
    """The nouns of the desk whose form somebody with all permissions may change."""
    request = client.get("/admin/").wsgi_request
    pages = [page for model, page in admin.site._registry.items() if model._meta.app_label == "briefs"]
    return {page.model for page in pages if page.has_change_permission(request)}


def stored(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = type(row).objects.filter(pk=row.pk).values().get()
    return found


def inlines(answer: Any) -> list[Any]:
    return [inline.formset for inline in answer.context["inline_admin_formsets"] if inline.has_change_permission]


def test_this_walk_knows_every_form_that_may_be_changed(root_client: Client) -> None:
    assert changeable(root_client) == set(ROWS)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_form_and_its_rows_carry_their_versions_and_are_kept_while_typed(root_client: Client, model: type[Any]) -> None:
    row = ROWS[model][0]()

    answer = root_client.get(change_url(row))

    form = read_form(answer)
    assert form["started_from"] == str(row.version)
    assert f'name="{TAB}"' in answer.content.decode()
    for formset in inlines(answer):
        assert formset.initial_forms, formset.prefix
        for index, shown in enumerate(formset.initial_forms):
            assert form[f"{formset.prefix}-{index}-started_from"] == str(shown.instance.version)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_stale_save_is_answered_with_both_texts_and_saves_nothing(root_client: Client, model: type[Any]) -> None:
    make, field = ROWS[model]
    row = make()
    form = read_form(root_client.get(change_url(row)))
    model.objects.get(pk=row.pk).save()
    before = stored(row)

    answer = root_client.post(change_url(row), form | {field: WORDS})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert MET in page
    assert WORDS in page
    assert stored(row) == before
    assert read_form(answer)["started_from"] == str(before["version"])


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.model_name)
def test_stale_row_of_a_form_is_refused_and_saves_nothing(root_client: Client, model: type[Any]) -> None:
    row = ROWS[model][0]()
    opened = root_client.get(change_url(row))
    form = read_form(opened)
    for formset in inlines(opened):
        part = type(formset.initial_forms[0].instance).objects.get(pk=formset.initial_forms[0].instance.pk)
        part.save()
        before = stored(part)

        answer = root_client.post(change_url(row), form | typed_row(formset.prefix, form))

        assert answer.status_code == 200, formset.prefix
        assert MET in answer.content.decode(), formset.prefix
        assert stored(part) == before


def typed_row(prefix: str, form: dict[str, Any]) -> dict[str, str]:
    """Another value in the first row: another place or, where rows have none, another relation."""
    place = f"{prefix}-0-position"
    if place in form:
        return {place: "9"}
    return {f"{prefix}-0-relation": "strengthens"}
