"""Somebody at the desk who has a keyboard and no mouse: everything is reached by Tab and done by keys."""

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.admin.pages import login
from tests.browser.windows import leave

FARTHEST = 250


class Walker:
    """A page of the browser that is only ever typed at. ``faults`` are what its scripts stumbled over."""

    def __init__(self, browser: Browser, server: Any, user: Any = None) -> None:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        if user is not None:
            session = login(user).cookies["session"].value
            context.add_cookies([{"name": "session", "value": session, "url": server.url}])
        self.server = server
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def open(self, path: str) -> None:
        """Type an address, as anybody begins."""
        self.page.goto(self.server.url + path)

    def reach(self, target: Locator) -> Locator:
        """Tab until the target has the focus; fails when the keyboard never gets there."""
        target = target.first
        expect(target).to_be_visible()
        for _ in range(FARTHEST):
            if target.evaluate("element => element === document.activeElement"):
                return target
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached by Tab.")

    def follow(self, name: str) -> None:
        """Open a link by its name."""
        self.reach(self.page.get_by_role("link", name=re.compile(name)))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, name: str) -> None:
        """Press a button that leads to another page."""
        self.reach(self.page.get_by_role("button", name=re.compile(name)))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> Locator:
        """Put a text in place of what a field holds."""
        field = self.reach(self.page.get_by_label(re.compile(label)))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        return field

    def tick(self, name: str) -> None:
        """Tick a box."""
        box = self.page.get_by_role("checkbox", name=re.compile(name)).first
        self.page.set_default_timeout(5000)
        if not box.is_checked():
            self.reach(box)
            self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def leave(self) -> None:
        """Close the window; its scripts must not have failed."""
        leave(self.page.context)
        assert self.faults == []
