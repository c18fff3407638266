"""Windows of a browser on the desk: its forms talk to the server by themselves, also while they are closed."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.admin.pages import login


def open_window(site: str, browser: Browser, user: Any, *, width: int = 1440, **options: Any) -> Page:
    """An empty page in which somebody is logged in; ``faults`` is the list of what its scripts stumbled over."""
    options = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", **options}
    page = browser.new_context(**options).new_page()
    page.context.add_cookies([{"name": "session", "value": login(user).cookies["session"].value, "url": site}])
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.faults = faults  # type: ignore[attr-defined]
    return page


def look(page: Page, width: int, scheme: Any) -> None:
    """Make the window so wide, light or dark, and wait for no colour on its way to the other."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")


def leave(context: BrowserContext) -> None:
    """Close a window without a request that would reach the server after the test has ended."""
    for page in context.pages:
        page.wait_for_load_state("networkidle")
    context.set_offline(True)
    context.close()
