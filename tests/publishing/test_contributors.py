import pytest

from briefs.desk.models import Brief
from briefs.desk.services.drafts import save_draft
from briefs.publishing import NotAllowed, approve_brief, build_content, publish_edition, submit_brief
from tests.factories import BriefFactory, author, editor, publisher

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


def test_approval_names_the_content_that_was_read():
    brief = submitted(BriefFactory())
    read = build_content(brief).sha256()
    claim = brief.recommendations.get().claims.get()
    edit(claim, author(), statement="A court overturned the closure of the outlet.")
    with pytest.raises(NotAllowed, match="changed after you opened it"):
        approve_brief(brief=brief, by=editor(), content_sha256=read)
    assert Brief.objects.get(pk=brief.pk).state == "in review"
