"""Answers at the desk: recorded with two clicks, told to readers with one more by somebody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.desk.models import Event, FollowUp, Recommendation, RecommendationLineage
from briefs.record.models import PublishedFollowUp
from briefs.renditions.words import day_words
from tests import factories
from tests.admin.pages import change_url, login, open_form
from tests.factories import ActorFactory, ClaimFactory, RecommendationFactory
from tests.follow_ups import mend, public_recommendation, recorded, told

pytestmark = pytest.mark.django_db

AWAITING = "/admin/briefs/followup/awaiting/"


def answer_url(item: Recommendation) -> str:
    return f"/admin/briefs/recommendation/{item.pk}/answer/"


def publish_url(follow_up: FollowUp) -> str:
    return f"/admin/briefs/followup/{follow_up.pk}/publish/"


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def test_answer_is_recorded_with_two_clicks_from_the_list(as_role: Callable[[str], Client]) -> None:
    item = RecommendationFactory()
    client = as_role("author")
    assert f'<a href="{answer_url(item)}">Record an answer' in text(client.get("/admin/briefs/recommendation/"))

    form = open_form(client, answer_url(item))
    answer = client.post(answer_url(item), {**form, "status": "accepted"}, follow=True)

    follow_up = FollowUp.objects.get()
    assert (follow_up.recommendation, follow_up.status, follow_up.dated) == (item, "accepted", timezone.localdate())
    assert follow_up.recorded_by == factories.author()
    assert Event.objects.filter(kind=Event.Kind.FOLLOW_UP_RECORDED, by=factories.author()).count() == 1
    assert answer.redirect_chain == [(change_url(item), 302)]
    assert "Accepted is recorded. Readers see it once somebody else has published it." in text(answer)


def test_each_status_is_a_button_and_the_one_asked_for_stands_out(root_client: Client) -> None:
    item = RecommendationFactory()

    page = text(root_client.get(answer_url(item), {"status": "rejected"}))

    for value, label in FollowUp.Status.choices:
        assert f'name="status" value="{value}">{label}</button>' in page
    assert 'class="act act-main" name="status" value="rejected"' in page
    assert page.count('class="act act-main" name="status"') == 1
    assert 'act-main" name="status"' not in text(root_client.get(answer_url(item), {"status": "<script>"}))


def test_enter_in_a_field_asks_for_an_answer_and_records_nothing(root_client: Client) -> None:
    item = RecommendationFactory()
    form = text(root_client.get(answer_url(item))).split('<form method="post" novalidate>')[1]

    assert form.index("<button hidden></button>") == form.index("<button")
    page = text(root_client.post(answer_url(item), open_form(root_client, answer_url(item))))
    assert "Choose one of the buttons below." in page
    assert FollowUp.objects.count() == 0


def test_implemented_without_a_located_claim_is_refused_at_its_field(root_client: Client) -> None:
    item, bare = RecommendationFactory(), ClaimFactory(key="bare", evidence=False)
    form = open_form(root_client, answer_url(item))

    page = text(root_client.post(answer_url(item), {**form, "status": "implemented", "note": "Done."}))
    assert "claim: “implemented” needs a claim whose evidence shows it. Choose one." in page
    assert "Done.</textarea>" in page
    page = text(root_client.post(answer_url(item), {**form, "status": "implemented", "claim": bare.key}))
    assert "claim: no passage that supports bare is found in its source." in page
    assert FollowUp.objects.count() == 0

    root_client.post(answer_url(item), {**form, "status": "implemented", "claim": ClaimFactory().key})
    assert FollowUp.objects.get().status == "implemented"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("status", "", "status: is none of the answers there are. Choose one of the buttons below."),
        ("status", "maybe\x00", "status: is none of the answers there are."),
        ("dated", "yesterday", "dated: is no day of the calendar."),
        ("dated", "99999-01-01", "dated: is no day of the calendar."),
        ("dated", "2199-01-01", "lies in the future"),
        ("dated", "\x00", "dated: is no day of the calendar."),
        ("note", "a\x00b", "note: Line 1 holds the control character U+0000"),
        ("note", "x" * 1_000_000, "note: is 1,000,000 characters long, 4,000 is the most."),
        ("claim", "no-such-claim", "claim"),
        ("claim", "a\x00b", "claim"),
        ("claim", "x" * 1_000_000, "claim"),
    ],
)
def test_hostile_answers_get_a_sentence_and_record_nothing(
    root_client: Client, field: str, value: str, sentence: str
) -> None:
    item = RecommendationFactory()
    form = {**open_form(root_client, answer_url(item)), "status": "accepted", field: value}

    page = text(root_client.post(answer_url(item), form))

    assert 'class="errorlist' in page
    assert sentence in page
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize("number", ["99999999", "99999999999999999999999"])
def test_what_is_not_there_leads_back_to_the_desk(root_client: Client, number: str) -> None:
    for address in (f"/admin/briefs/recommendation/{number}/answer/", f"/admin/briefs/followup/{number}/publish/"):
        assert root_client.get(address).status_code == 302
        assert root_client.post(address, {}).status_code in {302, 409}


def test_who_may_only_read_records_and_publishes_nothing(client: Client) -> None:
    reader = factories.UserFactory()
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = login(reader)
    follow_up = recorded()
    item = follow_up.recommendation

    assert client.get(answer_url(item)).status_code == 403
    assert client.post(answer_url(item), {"status": "accepted", "dated": "2026-05-04"}).status_code == 403
    assert client.post(publish_url(follow_up), {"started_from": "1"}).status_code == 403
    assert "Record an answer</h3>" not in text(client.get(change_url(item)))
    assert "Publish<span" not in text(client.get(AWAITING))
    assert FollowUp.objects.count() == 1


def test_forms_of_other_sites_are_refused() -> None:
    follow_up = recorded()
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())

    assert client.post(publish_url(follow_up), {"started_from": "1"}).status_code == 403
    assert client.post(answer_url(follow_up.recommendation), {"status": "accepted"}).status_code == 403


def test_second_person_publishes_with_one_click(as_role: Callable[[str], Client]) -> None:
    follow_up = recorded(note="They wrote back.")
    client = as_role("editor")
    page = text(client.get(AWAITING))
    assert "They wrote back." in page

    answer = client.post(publish_url(follow_up), open_form(client, AWAITING), follow=True)

    assert answer.redirect_chain == [(AWAITING, 302)]
    assert PublishedFollowUp.objects.get().published_by == factories.editor()
    assert "Readers know everything that was recorded." in text(answer)


@pytest.mark.parametrize("role", ["author", "editor"])
def test_who_recorded_it_is_told_that_somebody_else_publishes_it(as_role: Callable[[str], Client], role: str) -> None:
    follow_up = recorded(by=getattr(factories, role)())
    client = as_role(role)

    assert "Publish<span" not in text(client.get(AWAITING))
    answer = client.post(publish_url(follow_up), {"started_from": follow_up.version})
    assert answer.status_code == (403 if role == "author" else 200)
    refused = "Publishing a follow-up is open to Editors and Publishers. Ask one of them."
    assert (refused in answer.content.decode()) is (role == "author")
    if role == "editor":
        assert "Nobody publishes their own follow-up" in text(answer)
    assert PublishedFollowUp.objects.count() == 0


def test_refusal_lists_every_reason_with_its_place(as_role: Callable[[str], Client]) -> None:
    follow_up = recorded(factories.RecommendationFactory(key="draft"), note="They promised €40 million.")
    client = as_role("editor")

    page = text(client.post(publish_url(follow_up), {"started_from": follow_up.version}))

    assert "no live edition makes this recommendation" in page
    assert "the note gives 40 million" in page
    assert f'href="{change_url(follow_up.recommendation)}#answers-heading"' in page
    assert PublishedFollowUp.objects.count() == 0


@pytest.mark.parametrize("version", ["1", "", "x", "99999999999999999999"])
def test_version_that_was_not_seen_is_not_published(as_role: Callable[[str], Client], version: str) -> None:
    follow_up = mend(recorded(), note="Other words.")

    page = text(as_role("editor").post(publish_url(follow_up), {"started_from": version}))

    assert "was changed by somebody else after you opened it" in page
    assert PublishedFollowUp.objects.count() == 0


def test_page_of_a_recommendation_tells_its_story(as_role: Callable[[str], Client]) -> None:
    asked_on = timezone.localdate() - timedelta(days=94)
    league = ActorFactory(name="The League")
    earlier = RecommendationFactory(text="Theirs.", proposed_by=league)
    item = public_recommendation(asked_on=asked_on)
    later = RecommendationFactory(text="The next one.")
    RecommendationLineage.objects.create(later=item, relation="reiterates", earlier=earlier)
    RecommendationLineage.objects.create(later=later, relation="narrows", earlier=item)
    client = as_role("editor")

    page = text(client.get(change_url(item)))

    assert f"Asked on {day_words(asked_on)}, no answer recorded for 94 days</h2>" in page
    assert "<strong>The League</strong>" in page
    assert "Reiterated by this one" in page
    assert "Narrows this one" in page
    assert f'href="{answer_url(item)}?status=in%20progress"' in page

    follow_up = recorded(item, dated=timezone.localdate())
    page = text(client.get(change_url(item)))
    assert f"Accepted, {day_words(timezone.localdate())}</h2>" in page
    assert "Readers do not know it yet. Recorded by author." in page
    assert f'action="{publish_url(follow_up)}"' in page
    told(follow_up)
    assert "Readers know it. Recorded by author." in text(client.get(change_url(item)))


def test_answer_added_as_a_row_names_who_recorded_it(as_role: Callable[[str], Client]) -> None:
    item = RecommendationFactory()
    data = {"recommendation": item.pk, "status": "accepted", "dated": "2026-05-04", "note": ""}

    as_role("author").post("/admin/briefs/followup/add/", data)

    assert FollowUp.objects.get().recorded_by == factories.author()
    assert [event.kind for event in Event.objects.filter(noun="followup")] == [Event.Kind.FOLLOW_UP_RECORDED]


def test_published_answer_stays_that_of_its_recommendation_and_is_not_deleted(root_client: Client) -> None:
    follow_up = recorded()
    told(follow_up)
    other = RecommendationFactory()
    form = open_form(root_client, change_url(follow_up))
    assert "recommendation" not in form

    root_client.post(change_url(follow_up), {**form, "recommendation": other.pk, "note": "Mended."})
    root_client.post(f"/admin/briefs/followup/{follow_up.pk}/delete/", {"post": "yes", "started_from": 2})

    stored = FollowUp.objects.get()
    assert (stored.recommendation, stored.note) == (follow_up.recommendation, "Mended.")


def test_record_of_published_answers_is_only_read(root_client: Client) -> None:
    row = told(recorded())

    page = text(root_client.get(change_url(row)))

    assert row.sha256 in page
    assert root_client.post(change_url(row), {"status": "rejected"}).status_code == 403
    assert root_client.get("/admin/briefs/publishedfollowup/add/").status_code == 403


@pytest.mark.parametrize("page", ["story", "awaiting"])
def test_pages_cost_the_same_queries_for_one_answer_and_for_three(root_client: Client, page: str) -> None:
    item, counts = public_recommendation(), []
    for _ in range(3):
        recorded(item, claim=ClaimFactory())
        if page == "awaiting":
            recorded(claim=ClaimFactory())
        earlier = RecommendationFactory(proposed_by=ActorFactory())
        RecommendationLineage.objects.create(later=item, relation="reiterates", earlier=earlier)
        with CaptureQueriesContext(connection) as queries:
            text(root_client.get(AWAITING if page == "awaiting" else answer_url(item)))
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_pages_are_never_cached_and_carry_no_inline_code(root_client: Client) -> None:
    follow_up = recorded()
    for address in (answer_url(follow_up.recommendation), AWAITING, publish_url(follow_up)):
        response = root_client.get(address)
        assert "no-store" in response.headers["Cache-Control"], address
        for code in (" style=", " onclick=", "<script>"):
            assert code not in text(response), (address, code)
