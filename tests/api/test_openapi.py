import re
from typing import Any

import pytest
from django.test import Client

OPERATIONS = {
    "list_briefs": "/api/v1/briefs",
    "get_brief": "/api/v1/briefs/{slug}",
    "list_editions": "/api/v1/briefs/{slug}/editions",
    "get_edition": "/api/v1/briefs/{slug}/editions/{edition}",
    "list_claims": "/api/v1/claims",
    "get_claim": "/api/v1/claims/{key}",
    "list_recommendations": "/api/v1/recommendations",
    "get_recommendation": "/api/v1/recommendations/{key}",
    "list_articles": "/api/v1/articles",
    "get_article": "/api/v1/articles/{key}",
    "list_actors": "/api/v1/actors",
    "get_actor": "/api/v1/actors/{slug}",
    "list_topics": "/api/v1/topics",
    "get_topic": "/api/v1/topics/{slug}",
    "list_countries": "/api/v1/countries",
    "get_country": "/api/v1/countries/{code}",
}
PAGES = {
    "list_briefs": "EditionPage",
    "list_editions": "EditionPage",
    "list_claims": "ClaimPage",
    "list_recommendations": "RecommendationPage",
    "list_articles": "ArticlePage",
    "list_actors": "ActorPage",
    "list_topics": "TopicPage",
    "list_countries": "CountryPage",
}


@pytest.fixture
def schema(client: Client) -> Any:
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture
def operations(schema: Any) -> dict[str, Any]:
    return {get["operationId"]: get for methods in schema["paths"].values() for get in methods.values()}


def test_operations_bear_the_names_of_their_functions(schema: Any) -> None:
    assert {methods["get"]["operationId"]: path for path, methods in schema["paths"].items()} == OPERATIONS
    assert {method for methods in schema["paths"].values() for method in methods} == {"get"}


def test_every_list_has_a_page_shape_of_its_own_noun(schema: Any, operations: dict[str, Any]) -> None:
    def answers(operation: str) -> str:
        reference: str = operations[operation]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        return reference.rpartition("/")[2]

    assert {operation: answers(operation) for operation in operations if operation.startswith("list_")} == PAGES
    items = {
        page: schema["components"]["schemas"][page]["properties"]["items"]["items"]["$ref"] for page in PAGES.values()
    }
    assert {page: reference.rpartition("/")[2] + "Page" for page, reference in items.items()} == {
        **{page: page for page in PAGES.values()},
        "EditionPage": "EditionLinePage",
    }


def test_errors_are_documented_as_problems(operations: dict[str, Any]) -> None:
    lists, details = ["200", "304", "400", "422"], ["200", "304", "404"]
    expected = {name: lists if name.startswith("list_") else details for name in OPERATIONS}
    expected |= {"list_editions": sorted([*lists, "404"]), "get_edition": [*details, "422"]}
    assert {name: sorted(operation["responses"]) for name, operation in operations.items()} == expected
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    errors = [r for o in operations.values() for status, r in o["responses"].items() if int(status) >= 400]
    assert [error["content"] for error in errors] == [problem] * len(errors)


def test_limit_is_documented_with_its_bounds(operations: dict[str, Any]) -> None:
    limits = {name: next(p["schema"] for p in operations[name]["parameters"] if p["name"] == "limit") for name in PAGES}
    assert {(s["minimum"], s["maximum"], s["default"]) for s in limits.values()} == {(1, 100, 20)}


def test_brief_is_documented_with_the_fields_beside_its_document(schema: Any) -> None:
    fields = schema["components"]["schemas"]["Brief"]["properties"]
    assert {"sha256", "withdrawal", "superseded_by", "body_html", "previous_sha256"} <= set(fields)
    assert "stored_sha256" not in fields


def test_docs_page_lists_every_operation_without_scripts(client: Client, schema: Any) -> None:
    response = client.get("/api/v1/docs")
    page = response.content.decode()
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert [path for path in OPERATIONS.values() if f"<code>GET {path}</code>" not in page] == []
    assert [name for name in schema["components"]["schemas"] if f'id="shape-{name}"' not in page] == []
    assert re.findall(r"<script|<style|style=|\son\w+=|https?://(?!testserver)", page) == []


def test_docs_page_may_run_no_script(client: Client) -> None:
    policy = client.get("/api/v1/docs").headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "style-src 'self'" in policy
    assert [directive for directive in policy if directive.startswith("script-src")] == []


def test_docs_page_links_lead_to_what_is_on_it(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) - set(ids) == set()


def test_root_of_the_api_leads_to_its_docs(client: Client) -> None:
    response = client.get("/api/v1/")
    assert (response.status_code, response.headers["Location"]) == (302, "/api/v1/docs")
