"""Readers' pages in a real browser: accessible, calm at every width, and in touch with nobody else."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from briefs.record.document import CorrectionNotice
from tests.browser.axe import violations
from tests.documents import long_document, sample_document
from tests.publications import publish_document, withdraw

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BRIEF = "/briefs/after-the-register/"
PAGES = [
    "/",
    "/briefs/",
    BRIEF,
    f"{BRIEF}editions/1/",
    "/briefs/withdrawn/",
    "/claims/",
    "/claims/closures/",
    "/recommendations/",
    "/recommendations/fund/",
    "/articles/",
    "/articles/watch/appeal:2025/",
    "/actors/european-union/",
    "/topics/elections/",
    "/about/",
    "/about/components/",
]
MISSING = "/briefs/nobody/"
EXAMINED = [
    "/",
    "/briefs/",
    BRIEF,
    "/claims/",
    "/claims/closures/",
    "/recommendations/fund/",
    "/articles/watch/appeal:2025/",
    "/about/components/",
    MISSING,
]


@pytest.fixture
def published() -> None:
    """A corrected brief of two editions, a withdrawn one, and enough claims for a second page of the list."""
    first = publish_document(sample_document())
    note = CorrectionNotice(kind="correction", note="The vote was 66 to five.")
    publish_document(sample_document(edition=2, correction=note, previous_sha256=first.sha256))
    withdraw(publish_document(sample_document(slug="withdrawn")))
    publish_document(long_document(30, slug="long"))


def open_page(browser: Browser, width: int, scheme: Any) -> tuple[Page, list[str], list[str]]:
    """A page of that width and scheme, the list of what it asked the network for, and its console's complaints."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page, asked, complaints


@pytest.mark.parametrize(
    ("width", "scheme", "examined"),
    [(320, "dark", EXAMINED), (768, "dark", []), (1440, "light", [BRIEF, "/about/components/"])],
)
def test_pages_are_accessible_private_and_fit(
    published: None, live_server: LiveServer, browser: Browser, width: int, scheme: str, examined: list[str]
) -> None:
    page, asked, complaints = open_page(browser, width, scheme)
    for path in [*PAGES, MISSING]:
        response = page.goto(live_server.url + path)
        assert response is not None
        assert (path, response.status) == (path, 404 if path == MISSING else 200)
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)
        if path in examined:
            assert (path, violations(page)) == (path, [])
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert [text for text in complaints if "404" not in text] == []
    assert page.context.cookies() == []
    page.close()


def test_reader_goes_from_sentence_to_claim_and_back_by_keyboard(
    published: None, live_server: LiveServer, browser: Browser
) -> None:
    page, _, _ = open_page(browser, 1440, "light")
    page.goto(live_server.url + BRIEF)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.locator("#cite-body-5-1").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#claim-5")
    assert page.locator("#claim-5:target").count() == 1
    page.locator("#claim-5 .back a").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#cite-body-5-1")
    page.close()


def test_brief_downloads_little(published: None, live_server: LiveServer, browser: Browser) -> None:
    """HTML and CSS of a brief with 30 claims, before any compression."""
    page, _, _ = open_page(browser, 320, "light")
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(live_server.url + "/briefs/long/")
    assert sum(sizes) < 100_000
    assert len(sizes) <= 8
    page.close()
