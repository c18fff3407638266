import re
from html.parser import HTMLParser

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests.documents import HOSTILE, hostile_document, long_document, sample_document
from tests.publications import publish_document

LISTS = ["/briefs/", "/claims/", "/recommendations/", "/articles/"]
HOSTILE_PAGES = [
    "/",
    "/briefs/hostile/",
    "/briefs/hostile/editions/1/",
    *LISTS,
    "/claims/law/",
    "/recommendations/fund/",
    "/recommendations/condemn/",
    "/articles/ledger-2024-law/",
    "/articles/unsigned-analysis/",
    "/actors/european-union/",
    "/actors/civic-watch/",
    "/topics/media-freedom/",
    "/countries/kg/",
]


class Elements(HTMLParser):
    """The names and attributes of all elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken")


urlpatterns = [path("broken/", broken)]


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("number", ["0", "-1", "abc", "1.5", "", "٣", "1\x00", "10**23", "9" * 24, "2"])
def test_pages_that_do_not_exist_are_not_found(client: Client, address: str, number: str) -> None:
    publish_document(sample_document())
    assert client.get(address, {"page": number}).status_code == 404


@pytest.mark.django_db
def test_list_goes_on_to_its_next_page(client: Client) -> None:
    publish_document(long_document(41))
    first, last = client.get("/claims/").content.decode(), client.get("/claims/?page=3").content.decode()
    assert 'rel="next" href="?page=2"' in first
    assert "Page 3 of 3" in last
    assert last.count('class="item"') == 1


@pytest.mark.django_db
@pytest.mark.parametrize("room", ["briefs", "claims", "recommendations", "articles", "actors", "topics", "countries"])
@pytest.mark.parametrize("key", ["nobody", "a%00b", "%00", "%0A", "%F0%9F%98%80", "x" * 3000, "%FF", "..%2F..%2Fetc"])
def test_unknown_keys_are_not_found(client: Client, room: str, key: str) -> None:
    response = client.get(f"/{room}/{key}/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


@pytest.mark.django_db
def test_nul_in_a_query_changes_nothing(client: Client) -> None:
    assert client.get("/claims/?q=%00&other=%00").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", HOSTILE_PAGES)
def test_scripts_written_into_any_field_are_only_text(client: Client, address: str) -> None:
    publish_document(hostile_document())
    html = client.get(address).content.decode()
    assert HOSTILE not in html
    assert "&lt;script&gt;" in html
    elements = Elements(html).found
    assert {tag for tag, _ in elements} & {"script", "style", "iframe", "object", "img"} == set()
    for _, attributes in elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not re.match(r"\s*(javascript|data|vbscript):", attributes.get("href") or "", re.I)


@pytest.mark.django_db
def test_ids_on_a_brief_are_unique_and_every_jump_arrives(client: Client) -> None:
    publish_document(sample_document())
    elements = Elements(client.get("/briefs/after-the-register/").content.decode()).found
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    jumps = {href[1:] for _, attributes in elements if (href := attributes.get("href") or "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert jumps <= set(ids)


@override_settings(ROOT_URLCONF="tests.site.test_bad_input")
def test_broken_page_answers_without_the_database(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()


@pytest.mark.django_db
def test_public_pages_set_no_cookie_and_do_not_vary_by_one(client: Client) -> None:
    publish_document(sample_document())
    for address in ("/", "/briefs/after-the-register/", "/claims/law/", "/nothing/"):
        response = client.get(address)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
