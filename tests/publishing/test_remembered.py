"""What the queues remember: until something changes, for whom, and nothing of the texts."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache

from briefs.desk.models import Actor, ArticleAuthor, Brief, FollowUp, Recommendation
from briefs.publishing import submit_brief
from briefs.publishing.document.draft import load_draft
from briefs.publishing.queues.lists import Desk
from briefs.publishing.queues.marks import with_history
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Any:
    return factories.author()


@pytest.fixture
def publisher() -> Any:
    return factories.publisher()


def test_source_given_another_author_goes_from_to_publish_to_blocked(author: Any, publisher: Any) -> None:
    brief = factories.BriefFactory(edited_by=author)
    source = load_draft(brief).numbered_claims()[0].evidence.all()[0].capture.article
    first, second = factories.ActorFactory.create_batch(2)
    ArticleAuthor.objects.create(article=source, actor=first)
    factories.approved(brief)
    assert (list(Desk(publisher).to_publish()), list(Desk(publisher).blocked())) == ([brief], [])

    source.bylines.get().delete()
    ArticleAuthor.objects.create(article=source, actor=second)

    assert (list(Desk(publisher).to_publish()), list(Desk(publisher).blocked())) == ([], [brief])


def test_recommendation_asked_of_another_goes_from_to_publish_to_blocked(author: Any, publisher: Any) -> None:
    other = factories.ActorFactory()
    brief = factories.approved(factories.BriefFactory(edited_by=author))
    assert list(Desk(publisher).to_publish()) == [brief]
    load_draft(brief).recommendations[0].addressees.set([other])
    assert (list(Desk(publisher).to_publish()), list(Desk(publisher).blocked())) == ([], [brief])


def test_what_is_remembered_holds_neither_rows_nor_texts(author: Any, publisher: Any) -> None:
    live = factories.published(factories.BriefFactory(edited_by=author))
    claim = next(iter(load_draft(live.brief).claims.values()))
    claim.statement = "The court upheld it."
    claim.save()
    draft = factories.BriefFactory(edited_by=author, body="Words of the draft alone.")
    submit_brief(brief=Brief.objects.get(pk=draft.pk), by=author)
    with patch.object(cache, "set") as one, patch.object(cache, "set_many") as many:
        for user in (author, publisher):
            desk = Desk(user)
            assert [edition for edition, _ in desk.out_of_date()] == [live]
            list(desk.blocked())
            list(desk.one_origin())
            list(desk.to_read())
    kept = {call.args[0]: call.args[1] for call in one.call_args_list}
    kept |= {name: value for call in many.call_args_list for name, value in call.args[0].items()}
    assert not any(words in repr(kept) for words in ("upheld", "Words of the draft", "<"))
    whose = {name.rsplit(":", 1)[1] for name in kept if name.startswith("desk:")}
    assert {f"blocked-{user.pk}" for user in (author, publisher)} <= whose


def test_every_noun_with_a_history_bears_on_the_mark_of_the_desk(author: Any) -> None:
    assert {Brief, ArticleAuthor, FollowUp, Recommendation, Actor} <= set(with_history())
    assert all(hasattr(model, "history") for model in with_history())
