import pytest

from briefs.desk.models import Brief, Claim
from briefs.desk.services.drafts import save_draft
from briefs.publishing import NotAllowed, approve_brief, build_content, publish_edition, submit_brief
from briefs.publishing.document.draft import load_draft
from briefs.publishing.review.contributors import last_changed_by
from tests.factories import (
    BriefFactory,
    RecommendationFactory,
    UserFactory,
    author,
    editor,
    make_evidence,
    publisher,
)

pytestmark = pytest.mark.django_db


def edit(row, by, **fields) -> None:
    """Change a row as the admin would, with its history naming who did it."""
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()


def submitted(brief: Brief) -> Brief:
    brief = Brief.objects.get(pk=brief.pk)
    submit_brief(brief=brief, by=author())
    return brief


def approve(brief: Brief, by) -> None:
    approve_brief(brief=brief, by=by, content_sha256=build_content(brief).sha256())


def test_writer_of_the_text_cannot_approve_after_somebody_else_added_a_space():
    brief = BriefFactory()
    brief.body += "\n\nThe editor wrote this."
    save_draft(brief=brief, by=editor())
    brief.body += " "
    save_draft(brief=brief, by=author())
    with pytest.raises(NotAllowed, match="Nobody approves their own draft"):
        approve(submitted(brief), editor())
    approve(Brief.objects.get(pk=brief.pk), publisher())
    assert Brief.objects.get(pk=brief.pk).state == "approved"


@pytest.mark.parametrize("what", ["claim", "evidence", "recommendation"])
def test_writer_of_what_the_brief_rests_on_cannot_approve_it(what):
    brief = BriefFactory()
    recommendation = brief.recommendations.get()
    claim = recommendation.claims.get()
    rows = {
        "claim": (claim, {"note": "Rewritten."}),
        "evidence": (claim.evidence.get(), {"note": "Rewritten."}),
        "recommendation": (recommendation, {"text": "Fund nobody."}),
    }
    row, fields = rows[what]
    edit(row, editor(), **fields)
    with pytest.raises(NotAllowed, match="Nobody approves their own draft"):
        approve(submitted(brief), editor())


def test_moving_a_brief_through_review_is_no_contribution():
    brief = submitted(BriefFactory())
    brief._history_user = editor()
    approve(brief, editor())
    assert Brief.objects.get(pk=brief.pk).state == "approved"


def test_work_on_an_earlier_edition_does_not_bar_from_approving_the_next():
    brief = BriefFactory()
    brief.body += "\n\nThe editor wrote this."
    save_draft(brief=brief, by=editor())
    history = Brief.history.filter(id=brief.pk)
    history.update(history_date="2026-01-01T00:00Z")
    brief = submitted(brief)
    approve(brief, publisher())
    publish_edition(
        brief=Brief.objects.get(pk=brief.pk), by=publisher(), update_type="major", change_note="First edition."
    )
    brief = Brief.objects.get(pk=brief.pk)
    brief.title = "A better title"
    save_draft(brief=brief, by=author())
    approve(submitted(brief), editor())
    assert Brief.objects.get(pk=brief.pk).state == "approved"


PARTS = {
    "the text": lambda brief: (brief, {"title": "Another title"}),
    "claim": lambda brief: (
        brief.recommendations.get().claims.get(),
        {"confidence_reason": "Two courts say so.", "confidence": "high"},
    ),
    "passage": lambda brief: (brief.recommendations.get().claims.get().evidence.get(), {"note": "Of the first court."}),
    "article": lambda brief: (_article(brief), {"title": "Another title"}),
    "recommendation": lambda brief: (brief.recommendations.get(), {"time_frame": "by May"}),
    "byline": lambda brief: (brief.bylines.get(), {"position": 3}),
}


def _article(brief: Brief):
    return brief.recommendations.get().claims.get().evidence.get().capture.article


def publish(brief: Brief, by):
    brief = Brief.objects.get(pk=brief.pk)
    return publish_edition(brief=brief, by=by, update_type="major", change_note="First edition.")


@pytest.mark.parametrize("part", PARTS)
def test_publisher_whose_change_is_the_last_of_any_part_cannot_publish(part):
    brief = Brief.objects.get(pk=BriefFactory().pk)
    row, fields = PARTS[part](brief)
    edit(row, publisher(), **fields)
    approve(submitted(brief), editor())
    with pytest.raises(NotAllowed, match="Nobody publishes their own last change. Yours is the last of .+: ask"):
        publish(brief, publisher())
    assert publish(brief, UserFactory(username="publisher2", role="Publisher")).number == 1


@pytest.mark.parametrize("part", PARTS)
def test_publisher_may_publish_what_somebody_else_changed_after_them(part):
    brief = Brief.objects.get(pk=BriefFactory().pk)
    row, fields = PARTS[part](brief)
    edit(row, publisher(), **fields)
    name, value = next(iter(fields.items()))
    edit(row, author(), **{name: value + 1 if isinstance(value, int) else f"{value}, again"})
    approve(submitted(brief), editor())
    assert publish(brief, publisher()).number == 1


def test_saving_a_row_as_it_was_hides_nobodys_change():
    brief = Brief.objects.get(pk=BriefFactory().pk)
    claim = brief.recommendations.get().claims.get()
    edit(claim, publisher(), confidence_reason="Two courts say so.", confidence="high")
    edit(Claim.objects.get(pk=claim.pk), author())
    approve(submitted(brief), editor())
    with pytest.raises(NotAllowed, match=f"Yours is the last of claim {claim.key}: ask another publisher"):
        publish(brief, publisher())


def test_passage_a_publisher_removed_is_their_change():
    brief = Brief.objects.get(pk=BriefFactory().pk)
    claim = brief.recommendations.get().claims.get()
    extra = make_evidence(claim)
    extra._history_user = publisher()
    extra.delete()
    approve(submitted(brief), editor())
    with pytest.raises(NotAllowed, match=f"Yours is the last of claim {claim.key}"):
        publish(brief, publisher())


def test_superuser_publishes_their_own_change_no_more_than_others():
    root = UserFactory(username="root", is_superuser=True)
    brief = BriefFactory(edited_by=root)
    approve(submitted(brief), editor())
    with pytest.raises(NotAllowed, match="Yours is the last of the text"):
        publish(brief, root)


def test_change_published_already_is_no_longer_anybodys_last():
    brief = Brief.objects.get(pk=BriefFactory().pk)
    claim = brief.recommendations.get().claims.get()
    edit(claim, publisher(), confidence_reason="Two courts say so.", confidence="high")
    type(claim).history.filter(history_user=publisher()).update(history_date="2026-01-01T00:00Z")
    approve(submitted(brief), editor())
    publish(brief, UserFactory(username="publisher2", role="Publisher"))
    brief = Brief.objects.get(pk=brief.pk)
    brief.title = "A better title"
    save_draft(brief=brief, by=author())
    approve(submitted(brief), editor())
    assert publish(brief, publisher()).number == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_who_changed_what_takes_the_same_queries_whatever_there_is(rows, django_assert_num_queries):
    draft = load_draft(BriefFactory(recommendations=[RecommendationFactory() for _ in range(rows)]))
    with django_assert_num_queries(13):
        last_changed_by(draft, publisher())


def test_approval_names_the_content_that_was_read():
    brief = submitted(BriefFactory())
    read = build_content(brief).sha256()
    claim = brief.recommendations.get().claims.get()
    edit(claim, author(), statement="A court overturned the closure of the outlet.")
    with pytest.raises(NotAllowed, match="changed after you opened it"):
        approve_brief(brief=brief, by=editor(), content_sha256=read)
    assert Brief.objects.get(pk=brief.pk).state == "in review"
