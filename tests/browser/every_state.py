"""A desk on which every noun has a row, and a brief stands in every state that it can reach."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from briefs.desk.models import Brief, Event, WorkingCopy
from briefs.publishing import add_comment, return_brief, submit_brief, withdraw_brief
from briefs.record.document import CorrectionNotice
from tests import factories
from tests.cascades import correct, fresh, publish_citing
from tests.follow_ups import public_recommendation, recorded, told

LONG = "Anti-constitutionalism-and-foreign-representatives-in-the-media"


def make_every_state(user: Any) -> dict[str, Brief]:
    """One brief in each state, by the state's name, and whatever else the pages of the desk can show."""
    author, editor, publisher = factories.author(), factories.editor(), factories.publisher()
    make_answers()
    held = factories.BriefFactory(edited_by=author, title=f"{LONG} held")
    held.topics.add(factories.TopicFactory(name=LONG))
    submit_brief(brief=fresh(held), by=author, ask=[editor])
    returned = factories.BriefFactory(edited_by=author)
    submit_brief(brief=fresh(returned), by=author)
    return_brief(brief=fresh(returned), by=editor, reason="The second paragraph cites nothing.\n\nWhich court was it?")
    empty = factories.BriefFactory(edited_by=author, summary="", recommendations=[], authors=[])
    live, corrected = factories.published(), factories.published()
    factories.published(
        change(corrected.brief), correction=CorrectionNotice(kind="correction", note="It was another court.")
    )
    gone = factories.published()
    withdraw_brief(brief=fresh(gone.brief), edition=1, by=publisher, explanation="Its main source was retracted.")
    scheduled = factories.published(live_from=timezone.now() + timedelta(days=2), embargo="Not before Tuesday.")
    claim = factories.ClaimFactory(key="k" * 100)
    outdated = publish_citing(claim)
    correct(claim)
    briefs = {
        "returned": returned,
        "empty": empty,
        "in review": held,
        "approved": factories.approved(factories.BriefFactory(edited_by=author)),
        "scheduled": scheduled.brief,
        "published": live.brief,
        "corrected": corrected.brief,
        "withdrawn": gone.brief,
        "out of date": outdated.brief,
    }
    for brief in (held, returned):
        add_comment(brief=fresh(brief), by=editor, text="Why?", field="body", exact="upheld it")
        add_comment(brief=fresh(brief), by=author, text="It is all too long.")
    now = timezone.now()
    WorkingCopy.objects.create(
        owner=user, noun="brief", object_id=empty.pk, tab="a", opened_at=now, seen_at=now, typed_at=now, started_from=1,
        fields={"title": ["Typed"], "summary": ["Typed, and not saved."]},
    )  # fmt: skip
    return {name: fresh(brief) for name, brief in briefs.items()}


def make_answers() -> None:
    """An answer that is public, one that is not, a claim whose passage stands nowhere, a person with a country."""
    told(recorded())
    recorded(public_recommendation())
    factories.make_evidence(factories.ClaimFactory(), exact="Other words that nobody wrote.", position=2)
    factories.CountryFactory()
    factories.TopicFactory()


def change(brief: Brief) -> Brief:
    """The brief with other words, as the author saved it."""
    brief = fresh(brief)
    brief.title, brief.edited_by = f"{brief.title}, again", factories.author()
    brief.state = Brief.State.DRAFT
    brief.save()
    return brief


def row_of(noun: str) -> Model:
    """Some row of a noun; it fails where a new noun has none."""
    return apps.get_model("briefs", noun)._base_manager.latest("pk")  # type: ignore[no-any-return]


def act_of(brief: Brief) -> Any:
    """What was done last to a brief, by its id."""
    return Event.objects.filter(noun="brief", object_id=brief.pk).latest("pk").act
