"""Bad input in the admin: an error at the field that says what to do, and nothing half-saved."""

from typing import Any

import pytest
from django.test import Client

from briefs.desk.models import Article, Brief, Claim, Lever
from tests import factories
from tests.admin.pages import change_url, open_form

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
CLAIM = {"key": "new-claim", "statement": "A statement.", "kind": "fact"}


def add(client: Client, noun: str, fields: dict[str, Any]) -> Any:
    url = f"/admin/briefs/{noun}/add/"
    return client.post(url, open_form(client, url) | fields)


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return dict(answer.context["adminform"].form.errors)


def test_malformed_date_is_named_at_its_field_with_an_example(root_client: Client) -> None:
    found = errors(add(root_client, "claim", CLAIM | {"occurred_on": "31/12/2025"}))

    assert list(found) == ["occurred_on"]
    assert "occurred_on: “31/12/2025” is not a date" in found["occurred_on"][0]
    assert "2024-04" in found["occurred_on"][0]
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("field", ["key", "statement", "confidence_reason", "note", "occurred_on"])
def test_nul_is_named_at_its_field(root_client: Client, field: str) -> None:
    found = errors(add(root_client, "claim", CLAIM | {field: "a\x00b"}))

    assert found[field] == ["Null characters are not allowed."]
    assert Claim.objects.count() == 0


def test_control_character_is_named_at_its_field(root_client: Client) -> None:
    found = errors(add(root_client, "claim", CLAIM | {"statement": "a\x07b"}))

    assert "U+0007" in found["statement"][0]


def test_duplicate_and_uncitable_keys_are_named_at_their_field(root_client: Client) -> None:
    factories.ClaimFactory(key="taken")

    duplicate = errors(add(root_client, "claim", CLAIM | {"key": "taken"}))
    assert duplicate["key"] == ["Claim with this Key already exists."]
    in_other_letters = errors(add(root_client, "claim", CLAIM | {"key": "Taken"}))
    assert in_other_letters["__all__"][0].startswith("key: another claim has this key")
    assert "cannot be cited" in errors(add(root_client, "claim", CLAIM | {"key": "two words"}))["key"][0]


def test_body_of_a_megabyte_is_refused_with_the_limit(root_client: Client) -> None:
    found = errors(add(root_client, "brief", {"title": "Long", "body": "a" * 1_048_576}))

    limit = Brief._meta.get_field("body").max_length
    assert found == {"body": [f"body: holds 1048576 characters, and {limit} is the limit. Shorten or divide it."]}
    assert Brief.objects.count() == 0


def test_other_texts_have_a_limit_too(root_client: Client) -> None:
    found = errors(add(root_client, "claim", CLAIM | {"note": "a" * 20_001}))

    limit = Claim._meta.get_field("note").max_length
    assert found == {"note": [f"note: holds 20001 characters, and {limit} is the limit. Shorten or divide it."]}


@pytest.mark.parametrize("position", ["-1", "32768", "1" + "0" * 23, "1.5", "x"])
def test_position_out_of_range_is_named_at_its_field(root_client: Client, position: str) -> None:
    found = errors(add(root_client, "lever", {"name": "Aid", "position": position}))

    assert list(found) == ["position"]
    assert Lever.objects.count() == 0


def test_address_that_is_not_on_the_web_is_refused(root_client: Client) -> None:
    found = errors(add(root_client, "article", {"key": "a", "genre": "report", "url": "javascript:alert(1)"}))

    assert list(found) == ["url"]
    assert Article.objects.count() == 0


def test_confidence_without_a_reason_is_refused_in_a_sentence(root_client: Client) -> None:
    found = errors(add(root_client, "claim", CLAIM | {"confidence": "high"}))

    assert found == {"__all__": ["confidence and confidence_reason belong together: give both, or neither."]}


def test_script_in_every_text_is_shown_escaped(root_client: Client) -> None:
    actor = factories.ActorFactory(name=SCRIPT, description=SCRIPT)
    lever = factories.LeverFactory(name=SCRIPT, description=SCRIPT)
    topic = factories.TopicFactory(name=SCRIPT, description=SCRIPT)
    capture = factories.make_capture(f"{SCRIPT} stands here.", title=SCRIPT, note=SCRIPT, outlet=actor)
    claim = factories.ClaimFactory(evidence=False, statement=SCRIPT, confidence="low", confidence_reason=SCRIPT)
    claim.topics.add(topic)
    evidence = factories.make_evidence(claim, exact=SCRIPT, capture=capture, attributed_to=actor, note=SCRIPT)
    item = factories.RecommendationFactory(
        text=SCRIPT, time_frame=SCRIPT, lever=lever, claims=[claim], addressees=[actor], proposed_by=actor
    )
    brief = factories.BriefFactory(
        title=SCRIPT,
        summary=SCRIPT,
        key_messages=SCRIPT,
        body=f"{SCRIPT} 42\n\n[@{claim.key}]",
        recommendations=[item],
        authors=[actor],
    )
    rows: list[Any] = [actor, lever, topic, capture, capture.article, claim, evidence, item, brief]
    pages = [change_url(row) for row in rows]
    pages += [page.replace("/change/", "/history/") for page in pages]
    pages += [f"/admin/briefs/{row._meta.model_name}/" for row in rows]
    pages += [f"/admin/briefs/brief/{brief.pk}/{act}/" for act in ("submit", "publish", "preview")]

    for page in pages:
        html = root_client.get(page).content.decode()
        assert SCRIPT not in html, page
        assert "alert(1)" in html, page


def test_script_in_both_texts_of_a_conflict_is_shown_escaped(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    form = open_form(root_client, change_url(claim))
    root_client.post(change_url(claim), form | {"statement": SCRIPT})

    answer = root_client.post(change_url(claim), form | {"statement": SCRIPT * 2})

    assert answer.context["adminform"].form.conflict.merged == (("Statement", "id_statement"),)
    assert SCRIPT not in answer.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.content.decode()


def test_form_of_more_fields_than_django_reads_by_itself_is_saved(root_client: Client) -> None:
    claim = factories.ClaimFactory()
    form = open_form(root_client, change_url(claim)) | {"note": "Typed for an hour."}

    answer = root_client.post(change_url(claim), form | {f"more-{i}": "" for i in range(1_500)})

    assert (answer.status_code, Claim.objects.get().note) == (302, "Typed for an hour.")
