"""Whose work an answer published on its own would show: the claim under it, its passages, and what these name."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from briefs.desk.models import Evidence, FollowUp
from briefs.desk.services.anchoring import anchor_evidence
from briefs.desk.services.captures import add_capture
from briefs.desk.services.follow_ups import record_follow_up
from briefs.publishing import NotAllowed, publish_follow_up
from tests import factories

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def edit(row: Any, by: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()


def _name_the_outlet(passage: Evidence, by: Any) -> None:
    article = passage.capture.article
    article.outlet = factories.ActorFactory()
    article.save()
    edit(article.outlet, by, name="Forged")


def _author(passage: Evidence, by: Any) -> None:
    byline = passage.capture.article.bylines.create(actor=factories.ActorFactory())
    edit(byline, by, position=3)


def _own_digest(passage: Evidence, by: Any) -> None:
    copy = add_capture(
        article=passage.capture.article,
        kind="digest",
        raw_text=f"{factories.DIGEST}\nMine.",
        captured_at=LONG_AGO,
        method="desk",
        by=by,
    )
    passage.capture = copy
    anchor_evidence(passage)
    edit(passage, factories.author())


SHOWN: dict[str, Callable[[Evidence, Any], None]] = {
    "source": lambda passage, by: edit(passage.capture.article, by, title="Forged"),
    "author of the source": _author,
    "outlet": _name_the_outlet,
    "digest": _own_digest,
    "passage moved away": lambda passage, by: edit(
        factories.make_evidence(passage.claim, stance="disputes"), by, claim=factories.ClaimFactory()
    ),
}


@pytest.mark.parametrize("shown", SHOWN)
def test_whoever_changed_what_shows_an_answer_does_not_publish_it(shown: str) -> None:
    item = factories.published().brief.recommendations.get()
    claim = factories.ClaimFactory()
    answer = record_follow_up(
        recommendation=item, status="implemented", dated=date(2026, 1, 5), by=factories.author(), claim=claim
    )
    helper = factories.UserFactory(role="Editor")
    SHOWN[shown](claim.evidence.get(), helper)
    with pytest.raises(NotAllowed, match="Nobody publishes their own follow-up"):
        publish_follow_up(follow_up=FollowUp.objects.get(pk=answer.pk), by=helper)
    assert publish_follow_up(follow_up=FollowUp.objects.get(pk=answer.pk), by=factories.editor()).number == 1
