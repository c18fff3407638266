import pytest
from django.core.exceptions import ValidationError

from briefs.desk.models import Brief, Claim, StaleVersion
from briefs.desk.services.drafts import save_draft
from tests.factories import ActorFactory, BriefFactory, ClaimFactory, approved, author, editor

pytestmark = pytest.mark.django_db


def test_each_save_counts_the_version_up():
    claim = ClaimFactory(evidence=False)
    claim.save()
    claim.save()
    assert (claim.version, Claim.objects.get().version) == (3, 3)


def test_stale_save_is_refused_and_writes_nothing():
    claim = ClaimFactory(evidence=False)
    stale = Claim.objects.get(pk=claim.pk)
    claim.statement = "The first editor's words."
    claim.save()
    stale.statement = "The second editor's words."
    with pytest.raises(StaleVersion) as refused:
        stale.save()
    assert refused.value.stored.statement == "The first editor's words."
    assert Claim.objects.get().statement == "The first editor's words."
    assert stale.version == 1


def test_save_of_a_deleted_row_is_refused_and_does_not_bring_it_back():
    claim = ClaimFactory(evidence=False)
    Claim.objects.all().delete()
    with pytest.raises(StaleVersion, match="was deleted"):
        claim.save()
    assert not Claim.objects.exists()


def test_every_save_of_a_draft_stands_in_its_history():
    brief = BriefFactory(title="First title")
    brief.title = "Second title"
    brief.save()
    assert list(brief.history.values_list("title", "version")) == [("Second title", 2), ("First title", 1)]


def test_editing_an_approved_brief_makes_it_a_draft_of_its_editor():
    brief = approved()
    save_draft(brief=brief, by=editor())
    stored = Brief.objects.get(pk=brief.pk)
    assert (stored.state, stored.edited_by) == ("draft", editor())


def test_editing_a_brief_in_review_keeps_it_there():
    brief = BriefFactory(state="in review")
    save_draft(brief=brief, by=author())
    assert brief.state == "in review"


def test_actor_cannot_be_part_of_its_own_part():
    whole = ActorFactory(name="Whole")
    part = ActorFactory(part_of=whole)
    whole.part_of = part
    with pytest.raises(ValidationError, match="is itself part of Whole"):
        whole.full_clean()
