import pytest

from briefs.desk.models import Brief
from briefs.publishing import NotAllowed, withdraw_brief
from briefs.record.models import Withdrawal
from tests.factories import BriefFactory, editor, published, publisher
from tests.record.test_visibility import second_edition

pytestmark = pytest.mark.django_db


def withdraw(brief: Brief, edition: int = 1, explanation: str = "A source was forged.") -> Withdrawal:
    return withdraw_brief(brief=brief, edition=edition, by=publisher(), explanation=explanation)


def test_withdrawal_needs_an_explanation_in_normal_form():
    edition = published()
    with pytest.raises(NotAllowed, match="explanation: is empty"):
        withdraw(edition.brief, explanation=" ")
    with pytest.raises(NotAllowed, match="explanation: "):
        withdraw(edition.brief, explanation="Forged\x00")
    assert withdraw(edition.brief, explanation=" It was\u00a0forged. ").explanation == "It was forged."


def test_unpublished_brief_has_nothing_to_withdraw():
    with pytest.raises(NotAllowed, match="Edition 1 of this brief is not live"):
        withdraw(BriefFactory())


def test_edition_is_withdrawn_once():
    edition = published()
    withdraw(edition.brief)
    with pytest.raises(NotAllowed, match="withdrawn already"):
        withdraw(edition.brief, explanation="Again.")
    assert Withdrawal.objects.get().explanation == "A source was forged."


def test_editor_may_not_withdraw():
    with pytest.raises(NotAllowed, match="may not withdraw"):
        withdraw_brief(brief=published().brief, edition=1, by=editor(), explanation="Forged.")


def test_edition_superseded_meanwhile_is_not_withdrawn_by_mistake():
    first = published()
    second_edition(first)
    with pytest.raises(NotAllowed, match="Edition 1 of this brief is not live"):
        withdraw(first.brief, edition=1)
    assert not Withdrawal.objects.exists()
