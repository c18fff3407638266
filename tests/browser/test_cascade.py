"""The queue of what is out of date, in a real browser: accessible at every width, and worked off by keyboard alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from briefs.publishing.cascade import out_of_date
from tests.browser.axe import faults
from tests.browser.windows import open_window
from tests.cascades import change, correct, fresh, publish_citing, publish_sharing
from tests.factories import ClaimFactory, editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUEUE = "/admin/out-of-date/"


@pytest.fixture
def open_desk(browser: Browser, live_server: LiveServer) -> Iterator[Any]:
    """Opens a page as an editor, at a width and in a scheme."""
    contexts = []

    def open_page(path: str, width: int = 1440, scheme: Any = "light", *, script: bool = True) -> Page:
        look = {"width": width, "color_scheme": scheme, "java_script_enabled": script}
        page = open_window(live_server.url, browser, editor(), **look)
        contexts.append(page.context)
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_queue_is_accessible_and_fits(open_desk: Any, width: int, scheme: str) -> None:
    claim, other = ClaimFactory(key="k" * 100), ClaimFactory()
    publish_citing(claim, other)
    correct(claim)
    change(other.evidence.get().capture.article, title="Another title")
    page = open_desk(QUEUE, width, scheme)
    assert faults(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_queue_is_worked_off_by_keyboard(open_desk: Any, script: bool) -> None:
    claim, editions = publish_sharing(2)
    correct(claim)
    page = open_desk(QUEUE, script=script)
    reason = page.get_by_label("It stands, because").nth(1)
    reason.focus()
    page.keyboard.type("It is on another matter.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("stands, with your reason")).to_be_visible()
    assert [item.edition.pk for item in out_of_date()] == [editions[0].pk]
    page.get_by_role("button", name="Draft the next edition of the ticked briefs").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 brief opened for the next edition")).to_be_visible()
    assert fresh(editions[0].brief).state == "draft"
