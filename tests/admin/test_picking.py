"""Choosing by key or by words: what the combobox is offered, and what the fields make of what is typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from briefs.admin.picking import NOUNS, PickField, PickManyField
from briefs.desk.models import Actor, Capture, Claim, Country, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def keys(client: Client, query: str, noun: str = "claim") -> list[str]:
    answer = client.get(f"/admin/complete/{noun}/", {"q": query})
    assert answer.status_code == 200
    return [match["key"] for match in answer.json()]


@pytest.fixture
def claims(db: None) -> None:
    for key, statement in {
        "court-upheld": "A court upheld the closure of the outlet.",
        "closure": "The outlet was closed.",
        "sanktsii": "Санкции против судей введены.",
        "upheld-later": "Nothing of it stood.",
    }.items():
        factories.ClaimFactory(key=key, statement=statement, evidence=False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("closure", ["closure", "court-upheld"]),
        ("CLOSURE", ["closure", "court-upheld"]),
        ("upheld", ["upheld-later", "court-upheld"]),
        ("the outlet", ["closure", "court-upheld"]),
        ("outlet closed", ["closure"]),
        ("САНКЦИИ судей", ["sanktsii"]),
        ("nobody", []),
        ("a\x00b", []),
        ("a" * 10_000, []),
        ("%", []),
        ("", ["court-upheld", "upheld-later", "closure", "sanktsii"]),
    ],
)
def test_claims_are_found_by_key_first_and_by_words(
    root_client: Client, claims: None, query: str, found: list[str]
) -> None:
    assert keys(root_client, query) == found


def test_match_says_what_the_thing_is(root_client: Client) -> None:
    factories.ClaimFactory(
        key="closure", statement="It was closed.", confidence="high", confidence_reason="Seen.", evidence=False
    )

    assert root_client.get("/admin/complete/claim/?q=clo").json() == [
        {"key": "closure", "label": "It was closed.", "detail": "fact, high confidence"}
    ]


def test_no_more_than_twelve_are_offered(root_client: Client) -> None:
    for number in range(15):
        factories.TopicFactory(name=f"Topic {number:02}", slug=f"topic-{number:02}")

    assert keys(root_client, "topic", "topic") == [f"topic-{number:02}" for number in range(12)]


@pytest.mark.parametrize("noun", list(NOUNS))
def test_every_noun_is_found_in_one_query(
    root_client: Client, noun: str, django_assert_num_queries: Callable[[int], Any]
) -> None:
    factories.BriefFactory()
    factories.CountryFactory(), factories.TopicFactory()
    with django_assert_num_queries(3):  # the session, who is logged in, the noun
        assert root_client.get(f"/admin/complete/{noun}/?q=").status_code == 200
    key = str(NOUNS[noun].model._default_manager.values_list(NOUNS[noun].key, flat=True).first())
    assert key in keys(root_client, "", noun)


def test_completion_is_open_to_the_desk_alone(client: Client, as_role: Callable[[str], Client]) -> None:
    assert client.get("/admin/complete/claim/?q=a").status_code == 302
    nobody = factories.UserFactory(username="nobody", role=None)
    client.force_login(nobody)
    assert client.get("/admin/complete/claim/?q=a").status_code == 403
    assert as_role("author").get("/admin/complete/claim/?q=a").status_code == 200
    assert as_role("author").get("/admin/complete/user/?q=a").status_code == 404


def test_field_takes_a_key_and_gives_the_thing() -> None:
    claim = factories.ClaimFactory(key="closure")
    field = PickField(Claim.objects.all())

    assert field.clean(" @closure ") == claim
    assert field.prepare_value(claim) == field.prepare_value(claim.pk) == "closure"
    assert field.prepare_value(claim).label == claim.statement
    assert field.has_changed(claim, "closure") is False
    assert field.has_changed(claim, "other") is True


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("closur", "“closur” is no claim we know. Did you mean closure (Closed) or closure-two (Shut)?"),
        ("a\x00", "“a\ufffd” is no claim we know. Give its key or its whole name."),
        ("z" * 5000, f"“{'z' * 60}…” is no claim we know. Give its key or its whole name."),
    ],
)
def test_unknown_key_is_refused_with_the_nearest(typed: str, sentence: str) -> None:
    factories.ClaimFactory(key="closure", statement="Closed", evidence=False)
    factories.ClaimFactory(key="closure-two", statement="Shut", evidence=False)

    with pytest.raises(ValidationError) as refusal:
        PickField(Claim.objects.all()).clean(typed)

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("typed", ["99999999999999999999", "-1", "x", "²"])
def test_capture_is_picked_by_its_number_alone(typed: str) -> None:
    capture = factories.make_capture()
    field = PickField(Capture.objects.all())

    assert field.clean(str(capture.pk)) == capture
    with pytest.raises(ValidationError):
        field.clean(typed)


def test_several_keys_stand_in_one_field() -> None:
    one, two = factories.TopicFactory(slug="one"), factories.TopicFactory(slug="two")
    field = PickManyField(Topic.objects.all(), required=False)

    assert set(field.clean(["two", "one", "two"])) == {one, two}
    assert list(field.clean([])) == []
    assert str(field.prepare_value([one, two])) == "one two"
    assert field.has_changed([one, two], ["two", "one"]) is False
    assert field.has_changed([one, two], ["one"]) is True
    assert field.widget.value_from_datadict({"topics": "one, two;\n two"}, {}, "topics") == ["one", "two", "two"]


@pytest.fixture
def countries(db: None) -> None:
    for code, name in {"kg": "Kyrgyzstan", "ru": "Russia", "ua": "Ukraine", "cd": "DR Congo", "cg": "Congo"}.items():
        factories.CountryFactory(code=code, name=name)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Kyrgyzstan", {"kg"}),
        ("dr congo", {"cd"}),
        ("KG; RUSSIA", {"kg", "ru"}),
        ("kg ru, DR  Congo", {"kg", "ru", "cd"}),
        ("kg Russia", {"kg", "ru"}),
        ("Kyrgyzstan, kg", {"kg"}),
    ],
)
def test_whole_names_do_as_well_as_keys(countries: None, typed: str, expected: set[str]) -> None:
    field = PickManyField(Country.objects.all())
    value = field.widget.value_from_datadict({"countries": typed}, {}, "countries")

    assert {country.code for country in field.clean(value)} == expected
    assert field.has_changed(list(Country.objects.filter(code__in=expected)), value) is False


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Rusia", "“Rusia” is no country we know. Did you mean ru (Russia)?"),
        ("kg, DR Kongo", "“DR Kongo” is no country we know. Did you mean cd (DR Congo) or cg (Congo)?"),
        ("kg Nowhere", "“Nowhere” is no country we know. Give its key or its whole name."),
        ("No Such Land", "“No Such Land” is no country we know. Give its key or its whole name."),
    ],
)
def test_unknown_name_is_one_error_with_the_nearest_name(countries: None, typed: str, sentence: str) -> None:
    field = PickManyField(Country.objects.all())

    with pytest.raises(ValidationError) as refusal:
        field.clean(field.widget.value_from_datadict({"countries": typed}, {}, "countries"))

    assert refusal.value.messages == [sentence]


def test_name_of_two_things_names_neither() -> None:
    for slug in ("watch-a", "watch-b"):
        factories.ActorFactory(slug=slug, name="Watch")
    factories.ActorFactory(slug="desk", name="The Desk")
    field = PickField(Actor.objects.all())

    assert field.clean("the desk").slug == "desk"
    with pytest.raises(ValidationError, match=r"Did you mean watch-a \(Watch\) or watch-b \(Watch\)\?"):
        field.clean("Watch")


def test_refused_names_stand_divided_as_they_were() -> None:
    html = str(PickManyField(Topic.objects.all()).widget.render("topics", ["Media fredom", "judges"]))

    assert 'value="Media fredom, judges, "' in html


def test_number_of_a_capture_stands_after_its_title() -> None:
    capture = factories.make_capture(title="On the register")
    field = PickField(Capture.objects.all())
    html = str(field.widget.render("capture", field.prepare_value(capture)))

    assert html.index("On the register") < html.index(f'value="{capture.pk}"')
    assert field.clean("on the register") == capture


def test_several_unknown_keys_are_each_named() -> None:
    factories.ActorFactory(slug="watch", name="Media Watch")
    field = PickManyField(Actor.objects.all())

    with pytest.raises(ValidationError) as refusal:
        field.clean(["watch", "wotch", "a\x00"])

    assert refusal.value.messages == [
        "“wotch” is no actor we know. Did you mean watch (Media Watch)?",
        "“a\ufffd” is no actor we know. Give its key or its whole name.",
    ]
    with pytest.raises(ValidationError, match="201 are named, and 200 is the most"):
        field.clean([f"key-{number}" for number in range(201)])


def test_field_is_a_text_input_that_says_what_it_picks() -> None:
    topic = factories.TopicFactory(slug="media", name="Media <freedom>")
    html = str(
        PickManyField(Topic.objects.all()).widget.render(
            "topics", PickManyField(Topic.objects.all()).prepare_value([topic])
        )
    )

    assert 'value="media"' in html
    assert 'data-pick-url="/admin/complete/topic/"' in html
    assert "Media &lt;freedom&gt;</span>" in html
