"""The front page, and Django's own lists and forms, in a real browser: accessible at every width, light and dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests import factories
from tests.admin.test_front_page import make_a_desk
from tests.browser.axe import faults, violations
from tests.browser.windows import leave, open_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_desk(browser: Browser, live_server: LiveServer) -> Iterator[Any]:
    """Opens a page of the desk as the editor, in one window for each width and scheme."""
    windows: dict[tuple[int, str], Page] = {}

    def open_page(path: str, width: int = 1440, scheme: Any = "light") -> Page:
        if (width, scheme) not in windows:
            windows[width, scheme] = open_window(
                live_server.url, browser, factories.editor(), width=width, color_scheme=scheme
            )
        page = windows[width, scheme]
        page.goto(live_server.url + path)
        return page

    yield open_page
    for page in windows.values():
        leave(page.context)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_front_page_is_accessible_and_fits(open_desk: Any, width: int, scheme: str) -> None:
    make_a_desk()
    page = open_desk("/admin/", width, scheme)
    assert faults(page) == []


def test_empty_front_page_is_accessible(open_desk: Any) -> None:
    assert violations(open_desk("/admin/", 320)) == []


def test_columns_stand_side_by_side_from_1024_pixels_on(open_desk: Any) -> None:
    def tops(width: int) -> list[float]:
        page = open_desk("/admin/", width)
        return [page.locator(name).bounding_box()["y"] for name in ("#front-yours", "#front-everyones")]

    wide, narrow = tops(1024), tops(1023)
    assert wide[0] == wide[1]
    assert narrow[0] < narrow[1]


def test_number_is_followed_by_keyboard_to_its_list(open_desk: Any) -> None:
    make_a_desk()
    page = open_desk("/admin/")
    page.locator("#queue-unplaced .queue-all a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/briefs/evidence/?queue=unplaced")
    assert page.locator("#result_list tbody tr").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_lists_and_stock_pages_are_accessible(open_desk: Any, width: int, scheme: str) -> None:
    make_a_desk()
    actor = factories.ActorFactory(part_of=factories.ActorFactory())
    article = factories.ArticleFactory(outlet=actor)
    brief = factories.BriefFactory(authors=[actor])
    found = {}
    for path in (
        *(f"{noun}/" for noun in ("brief", "claim", "evidence", "recommendation", "edition")),
        *(f"{noun}/?queue={name}" for noun, name in (("brief", "mine"), ("evidence", "unplaced"))),
        *(f"actor/{actor.pk}/{page}/" for page in ("change", "delete", "history")),
        *(f"article/{article.pk}/change/", f"brief/{brief.pk}/history/", "evidence/add/"),
    ):
        page = open_desk(f"/admin/briefs/{path}", width, scheme)
        if wrong := faults(page):
            found[path] = wrong
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_question_before_deleting_several_is_accessible(open_desk: Any, scheme: str) -> None:
    used = factories.TopicFactory(name="Media")
    factories.ClaimFactory().topics.add(used)
    factories.TopicFactory(name="Courts")
    for rows in ("#action-toggle", "tr:has-text('Courts') .action-select"):
        page = open_desk("/admin/briefs/topic/", 320, scheme)
        page.locator(rows).first.check()
        page.select_option("select[name=action]", "delete_selected")
        page.locator(".actions button[type=submit]").click()
        page.wait_for_selector("#deleted-objects")
        assert violations(page) == []


def test_login_is_accessible(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{live_server.url}/admin/login/")
    assert violations(page) == []
    page.close()
