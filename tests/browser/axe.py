"""What axe finds wrong with a page: WCAG 2.2 AA, the size of targets, and what axe holds to be good practice."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EXAMINED = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# axe leaves target-size out unless it is asked for by name.
OPTIONS = {
    "runOnly": {"type": "tag", "values": list(EXAMINED)},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page, a line for each element."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def overflows(page: Page) -> bool:
    """Whether the page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, to axe and to somebody whose window is narrow."""
    return violations(page) + (["overflow: it scrolls sideways"] if overflows(page) else [])
