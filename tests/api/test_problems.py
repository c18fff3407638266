import pytest
from django.test import Client

from briefs.api import parts
from briefs.record.models import Edition

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
NOUNS = ("briefs", "claims", "recommendations", "articles", "actors", "topics", "countries")


@pytest.mark.parametrize("address", ["", "v1/nowhere", "v1/claims/", "v1/briefs/", "v2/claims", "v1/claims/a%0Ab"])
def test_unknown_address_is_a_problem_that_leads_to_the_list_of_addresses(client: Client, address: str) -> None:
    response = client.get(f"/api/{address}")
    assert (response.status_code, response.headers["Content-Type"]) == (404, PROBLEM)
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Nothing is at this address. /api/v1/docs lists all there are.",
    }


@pytest.mark.parametrize("noun", NOUNS)
def test_unknown_key_is_a_problem_whatever_it_holds(client: Client, edition: Edition, noun: str) -> None:
    keys = ["nothing", "%00", "a%00b", "%FF", "%F0%9F%92%A9", "'; --", "k" * 3000, "..%2F.."]
    answers = {key: client.get(f"/api/v1/{noun}/{key}") for key in keys}
    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(keys, 404)
    assert {answer.headers["Content-Type"] for answer in answers.values()} == {PROBLEM}


def test_unknown_key_is_named_in_the_sentence(client: Client) -> None:
    assert client.get("/api/v1/claims/gone").json()["detail"] == "No live edition holds the claim “gone”."
    assert client.get("/api/v1/briefs/gone").json()["detail"] == "No brief is published at “gone”."


@pytest.mark.parametrize("slug", ["gone", "a%00b"])
def test_editions_of_an_unknown_brief_are_a_problem(client: Client, slug: str) -> None:
    for address in (f"/api/v1/briefs/{slug}/editions", f"/api/v1/briefs/{slug}/editions/1"):
        assert client.get(address).status_code == 404


def test_number_no_edition_has_is_not_found(client: Client, edition: Edition) -> None:
    for number in (2, 2**31 - 1):
        response = client.get(f"/api/v1/briefs/after-the-register/editions/{number}")
        assert response.status_code == 404
        assert response.json()["detail"] == f"No edition {number} is published of a brief at “after-the-register”."


def test_edition_that_is_no_number_is_refused_by_name(client: Client, edition: Edition) -> None:
    numbers = ["0", "-1", "2147483648", "1" + "0" * 23, "9" * 5000, "one", "1.5", "%00", "٣"]
    answers = {n: client.get(f"/api/v1/briefs/after-the-register/editions/{n}") for n in numbers}
    assert {number: answer.status_code for number, answer in answers.items()} == dict.fromkeys(numbers, 422)
    details = {answer.json()["detail"] for answer in answers.values()}
    assert details == {"edition must be a whole number from 1 to 2147483647."}


@pytest.mark.parametrize("address", ["claims", "briefs/after-the-register", "openapi.json", "docs"])
def test_writing_is_refused_with_what_is_allowed(address: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    for method in (browser.post, browser.put, browser.patch, browser.delete):
        response = method(f"/api/v1/{address}")
        assert (response.status_code, response.headers["Content-Type"]) == (405, PROBLEM)
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert response.json()["detail"] == "This API is read-only. Use GET, HEAD or OPTIONS."


def test_failure_is_a_problem_that_tells_nothing_of_its_cause(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(parts, "live_keys", fail)
    client.raise_request_exception = False
    response = client.get("/api/v1/claims")
    assert (response.status_code, response.headers["Content-Type"]) == (500, PROBLEM)
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert response.json()["detail"] == "The server failed to answer, and the failure was logged. Try again later."


def test_foreign_host_name_is_a_problem(client: Client) -> None:
    response = client.get("/api/v1/claims", headers={"host": "evil.example"})
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM)


def test_failed_precondition_is_a_problem(client: Client) -> None:
    response = client.get("/api/v1/claims", headers={"if-match": '"another"'})
    assert (response.status_code, response.headers["Content-Type"]) == (412, PROBLEM)


def test_errors_outside_the_api_stay_pages(client: Client) -> None:
    response = client.get("/nowhere/")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("address", ["claims", "claims/law", "claims/gone", "briefs/after-the-register", "nowhere"])
def test_head_answers_like_get_without_the_body(client: Client, edition: Edition, address: str) -> None:
    get, head = client.get(f"/api/v1/{address}"), client.head(f"/api/v1/{address}")
    assert (head.status_code, head.headers, head.content) == (get.status_code, get.headers, b"")


def test_options_tells_the_methods_to_any_page(client: Client) -> None:
    response = client.options("/api/v1/claims")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.options("/api/v1/nowhere").status_code == 404


def test_answers_set_no_cookie_and_may_be_read_from_any_page(client: Client) -> None:
    response = client.get("/api/v1/claims")
    assert response.cookies.output() == ""
    assert "Vary" not in response.headers
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
