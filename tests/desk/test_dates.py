from datetime import date

import pytest
from django.core.exceptions import ValidationError

from briefs.desk.models import Claim
from tests.factories import ClaimFactory

pytestmark = pytest.mark.django_db


def test_fuzzy_date_is_stored_with_its_earliest_and_latest_day():
    claim = ClaimFactory(occurred_on="2024-04")
    stored = Claim.objects.get(pk=claim.pk)
    assert (stored.occurred_earliest, stored.occurred_latest) == (date(2024, 4, 1), date(2024, 4, 30))


def test_emptied_date_empties_its_days():
    claim = ClaimFactory(occurred_on="2024-04")
    claim.occurred_on = ""
    claim.save()
    stored = Claim.objects.get(pk=claim.pk)
    assert (stored.occurred_earliest, stored.occurred_latest) == (None, None)


def test_new_claim_with_a_date_is_valid_before_it_is_saved():
    Claim(key="new", statement="It closed.", kind="fact", occurred_on="2025-11-25/2025-11-27").full_clean()


@pytest.mark.parametrize("value", ["2024-13", "yesterday", "2025-02-30", "2025/2024"])
def test_malformed_date_is_refused_with_the_field_and_an_example(value):
    with pytest.raises(ValidationError) as refused:
        Claim(key="new", statement="It closed.", kind="fact", occurred_on=value).full_clean()
    (message,) = refused.value.message_dict["occurred_on"]
    assert message.startswith("occurred_on: ")
    assert "2024-04" in message
