"""Every page of the admin, found through its addresses: accessible and no wider than the window, light and dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, reverse
from playwright.sync_api import Browser, Page

from briefs.desk.models import Brief, Comment, WorkingCopy
from briefs.record.models import Edition
from tests.admin.pages import change_url, login
from tests.browser.axe import faults
from tests.browser.every_state import act_of, make_every_state, row_of
from tests.browser.windows import leave, look, open_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [(1440, "light"), (320, "dark")]
ALL_LOOKS = [*LOOKS, (1440, "dark"), (320, "light")]
# Django's own, and addresses that scripts ask for rows or parts of a page.
NOT_PAGES = {
    "jsi18n",
    "autocomplete",
    "view_on_site",
    "logout",
    "desk_complete",
    "working_copies",
    "briefs_brief_panel",
    "briefs_claim_capture",
}
# The brief on which an act can be done; all other pages of a brief are looked at on the corrected one.
ACTED_ON = {
    "submit": "returned",
    "approve": "in review",
    "return": "in review",
    "publish": "approved",
    "unschedule": "scheduled",
    "withdraw": "published",
    "changes": "out of date",
    "comments": "in review",
    "story": "in review",
    "delete": "empty",
}
MOST_USED = ["changes", "comments", "preview", "submit", "approve", "publish", "withdraw", "return", "unschedule"]
STATES = [
    "returned",
    "empty",
    "in review",
    "approved",
    "scheduled",
    "published",
    "corrected",
    "withdrawn",
    "out of date",
]


def named(patterns: list[Any], before: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """Each address of ours that has a name: its room (a noun's or the front), that name, what has to be filled in."""
    for item in patterns:
        route = before + str(item.pattern)
        if not isinstance(item, URLPattern):
            if not route.startswith("auth/"):
                yield from named(item.url_patterns, route)
        elif item.name and item.name not in NOT_PAGES:
            room = route.split("/")[1] if route.startswith("briefs/") else "front"
            blanks = list(item.pattern.converters) or ["object_id", "history_id"] * ("history" in item.name)
            yield room, item.name, blanks


ADDRESSES = list(named(admin.site.get_urls()))
ROOMS = sorted({room for room, _, _ in ADDRESSES})


@pytest.fixture
def root(live_server: Any) -> Any:
    return get_user_model().objects.create_superuser("root")


@pytest.fixture
def briefs(root: Any) -> dict[str, Brief]:
    return make_every_state(root)


@pytest.fixture
def page(live_server: Any, browser: Browser, root: Any, briefs: Any) -> Iterator[Page]:
    """A window of somebody who may do everything."""
    window = open_window(live_server.url, browser, root, base_url=live_server.url)
    yield window
    assert window.faults == []  # type: ignore[attr-defined]
    leave(window.context)


def filled(room: str, name: str, blanks: list[str], briefs: dict[str, Brief]) -> str:
    """An address with a real row in it."""
    if name == "app_list":
        return reverse("admin:app_list", args=["briefs"])
    row: Any = None
    if room == "brief":
        row = briefs[ACTED_ON.get(name.removeprefix("briefs_brief_"), "corrected")]
    elif blanks and room != "front":
        row = (
            Edition.objects.get(live_from=Edition.objects.latest("live_from").live_from) if room == "edition" else None
        )
        row = row or row_of(room)
    values = {
        "object_id": lambda: row.pk,
        "history_id": lambda: row.history.latest().pk,
        "comment_id": lambda: Comment.objects.latest("pk").pk,
        "kind": lambda: "change-note",
        "act": lambda: act_of(briefs["corrected"]),
        "pk": lambda: WorkingCopy.objects.latest("pk").pk,
    }
    given = [values[blank]() for blank in blanks]
    return reverse(f"admin:{name}", args=given)


def is_page(client: Client, path: str) -> bool:
    """Whether something is to be seen there, not only posted to, or refused to everybody."""
    answer = client.get(path)
    assert answer.status_code in (200, 302, 403, 405), (path, answer.status_code)
    return answer.status_code == 200


def examine(page: Page, path: str, looks: list[tuple[int, str]]) -> list[str]:
    """What is wrong with a page in each look, everything on it opened; a line for each fault."""
    found: list[str] = []
    page.goto(path)
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true; }")
    for width, scheme in looks:
        look(page, width, scheme)
        found += [f"{path} at {width}, {scheme}: {fault}" for fault in faults(page)]
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_pages_of_the_desk_are_accessible_and_fit(page: Page, root: Any, briefs: dict[str, Brief], room: str) -> None:
    client, found, seen = login(root), list[str](), 0
    for _, name, blanks in [item for item in ADDRESSES if item[0] == room]:
        if name.removeprefix("briefs_brief_") in MOST_USED:
            continue
        path = filled(room, name, blanks, briefs)
        if is_page(client, path):
            seen += 1
            found += examine(page, path, ALL_LOOKS if path in ("/admin/", "/admin/out-of-date/") else LOOKS)
    assert found == []
    assert seen > 0


@pytest.mark.parametrize("state", STATES)
def test_workbench_is_accessible_and_fits_in_every_state(page: Page, briefs: dict[str, Brief], state: str) -> None:
    assert set(STATES) == set(briefs)
    assert examine(page, change_url(briefs[state]), ALL_LOOKS) == []


@pytest.mark.parametrize("name", MOST_USED)
def test_pages_beside_a_brief_are_accessible_and_fit(
    page: Page, root: Any, briefs: dict[str, Brief], name: str
) -> None:
    path = filled("brief", f"briefs_brief_{name}", ["object_id"], briefs)
    assert is_page(login(root), path)
    assert examine(page, path, ALL_LOOKS) == []
