"""Nothing lost, in a real browser: two tabs, a killed browser, an ended session, a lost network."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, BrowserType, Dialog, Page, expect

from briefs.desk.models import Actor, Brief, WorkingCopy
from tests import factories
from tests.admin.pages import change_url
from tests.browser.axe import faults, violations
from tests.browser.windows import leave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a pass phrase for tests"
BODY = "First.\n\nSecond.\n\nThird."


def logged_in(context: BrowserContext, site: str, user: Any) -> BrowserContext:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])
    return context


@pytest.fixture
def desk(live_server: Any, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser window in which somebody is logged in."""
    opened = []

    def open_window(user: Any, **options: Any) -> BrowserContext:
        context = logged_in(browser.new_context(base_url=live_server.url, **options), live_server.url, user)
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        leave(context)


def open_page(context: BrowserContext, row: Any) -> Page:
    page = context.new_page()
    page.goto(change_url(row))
    return page


def state(page: Page) -> Any:
    return page.locator(".saving-state")


def await_kept(page: Page) -> None:
    expect(page.locator(".saving-kept")).to_contain_text("Kept at")


def save(page: Page) -> None:
    page.locator("[name=_continue]").first.click()


def test_two_tabs_meet_on_a_page_that_puts_both_texts_together(desk: Callable[..., BrowserContext]) -> None:
    brief = factories.BriefFactory(body=BODY)
    window = desk(factories.author())
    one, other = open_page(window, brief), open_page(window, brief)
    names = [page.locator("[name=working_copy_tab]").input_value() for page in (one, other)]
    assert names[0] != names[1]

    one.locator("[name=body]").fill(BODY.replace("First", "First, in one tab").replace("Second", "Second, one"))
    save(one)
    expect(one.locator("[name=started_from]").first).to_have_value("2")
    other.locator("[name=body]").fill(BODY.replace("Third", "Third, in the other").replace("Second", "Second, other"))
    save(other)

    expect(other.get_by_role("alert").filter(has_text="Two edits met")).to_be_visible()
    expect(other.get_by_text("Changed by them, not by you: taken.")).to_be_visible()
    assert [line for line in violations(other) if "conflict" in line or "merge" in line] == []
    other.get_by_label("Both, one after the other").check()
    save(other)

    expect(other.locator("[name=started_from]").first).to_have_value("3")
    assert Brief.objects.get().body == "First, in one tab.\n\nSecond, one.\n\nSecond, other.\n\nThird, in the other."
    assert WorkingCopy.objects.exclude(typed_at=None).count() == 0


def test_killed_browser_loses_five_seconds_at_most_and_the_rest_is_offered(
    desk: Callable[..., BrowserContext],
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    live_server: Any,
) -> None:
    brief = factories.BriefFactory(body="")
    doomed = browser_type.launch(**browser_type_launch_args)
    page = open_page(
        logged_in(doomed.new_context(base_url=live_server.url), live_server.url, factories.author()), brief
    )
    body = page.locator("[name=body]")
    body.focus()
    typed: list[tuple[str, float]] = []
    kept: set[str] = set()
    # On and on without a pause, until it has been kept twice while typing.
    while len(kept) < 2 and len(typed) < 400:
        word = f"word{len(typed)} "
        page.keyboard.type(word, delay=20)
        typed.append((word, time.monotonic()))
        kept |= {copy.fields["body"][0] for copy in WorkingCopy.objects.exclude(typed_at=None)}
    killed = time.monotonic()
    try:
        doomed.new_browser_cdp_session().send("Browser.crash")
    except Exception:  # noqa: BLE001 (the browser dies while it answers)
        assert not doomed.is_connected()

    [copy] = WorkingCopy.objects.exclude(typed_at=None)
    lost = [moment for word, moment in typed if word.strip() not in copy.fields["body"][0].split()]
    assert len(kept) == 2
    assert killed - min(lost, default=killed) <= 5

    again = open_page(desk(factories.author()), brief)
    notice = again.locator(".unsaved")
    expect(notice).to_contain_text("You have unsaved text from")
    expect(notice.locator("ins")).to_contain_text("word0 word1")
    assert [line for line in violations(again) if "unsaved" in line or "saving" in line] == []
    notice.get_by_role("link", name="Take it back into the form").click()
    expect(again.locator("[name=body]")).to_have_value(copy.fields["body"][0])
    save(again)
    expect(again.locator("[name=started_from]").first).to_have_value("2")
    assert Brief.objects.get().body == copy.fields["body"][0].strip()
    assert WorkingCopy.objects.exclude(typed_at=None).count() == 0


def test_session_that_ends_while_typing_costs_nothing(desk: Callable[..., BrowserContext]) -> None:
    author, brief = factories.author(), factories.BriefFactory(body="Stored.")
    get_user_model().objects.filter(pk=author.pk).update(password="")
    author.set_password(PASSWORD)
    author.save()
    window = desk(author)
    page = open_page(window, brief)
    page.locator("[name=body]").fill("Stored. Typed.")
    await_kept(page)

    Session.objects.all().delete()
    page.locator("[name=body]").fill("Stored. Typed. And on.")
    expect(state(page)).to_contain_text("You were logged out at")
    save(page)
    expect(state(page)).to_contain_text("Nothing was sent, and nothing is lost.")
    assert Brief.objects.get().body == "Stored."

    with window.expect_page() as opened:
        state(page).get_by_role("link", name="Log in, in a new tab").click()
    login = opened.value
    login.get_by_label("Username").fill("author")
    login.get_by_label("Password").fill(PASSWORD)
    login.get_by_role("button", name="Log in").click()
    login.wait_for_url("**/admin/")
    page.bring_to_front()
    expect(state(page)).to_contain_text("All is kept again.", timeout=30_000)
    [copy] = WorkingCopy.objects.exclude(typed_at=None)
    assert copy.fields["body"] == ["Stored. Typed. And on."]
    save(page)
    expect(page.locator("[name=started_from]").first).to_have_value("2")
    assert Brief.objects.get().body == "Stored. Typed. And on."


def test_lost_network_holds_the_form_back_and_goes_on_by_itself(desk: Callable[..., BrowserContext]) -> None:
    actor = factories.ActorFactory(description="Stored.")
    window = desk(factories.author())
    page = open_page(window, actor)
    window.set_offline(True)
    page.locator("[name=description]").fill("Typed on a train.")
    expect(state(page)).to_contain_text("The server cannot be reached")
    save(page)
    expect(state(page)).to_contain_text("Nothing was sent, and nothing is lost.")
    assert "Typed on a train." in page.evaluate("JSON.stringify(sessionStorage)")
    assert "Typed on a train." not in page.evaluate("JSON.stringify(localStorage)")

    window.set_offline(False)
    expect(state(page)).to_contain_text("All is kept again.")
    assert page.evaluate("JSON.stringify(sessionStorage)") == "{}"
    save(page)
    expect(page.locator("[name=started_from]").first).to_have_value("2")
    assert Actor.objects.get().description == "Typed on a train."


def test_page_left_while_the_server_was_away_warns_and_takes_its_text_up_again(
    desk: Callable[..., BrowserContext],
) -> None:
    actor = factories.ActorFactory(description="Stored.")
    page = open_page(desk(factories.author()), actor)
    page.route("**/admin/working-copies/", lambda route: route.abort())
    page.locator("[name=description]").press_sequentially("Typed. ")
    expect(state(page)).to_contain_text("The server cannot be reached")
    warned: list[str] = []

    def leave_all_the_same(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave_all_the_same)
    page.unroute("**/admin/working-copies/")

    page.reload()

    expect(page.locator(".unsaved")).to_have_count(1)
    expect(page.locator(".unsaved ins")).to_contain_text("Typed.")
    assert warned == ["beforeunload"]


def test_colleague_is_announced_while_the_form_is_open(desk: Callable[..., BrowserContext]) -> None:
    brief = factories.BriefFactory(body="")
    first = open_page(desk(factories.author()), brief)
    first.locator("[name=body]").fill("Typed.")
    await_kept(first)

    second = open_page(desk(factories.editor()), brief)
    expect(second.get_by_role("status").filter(has_text="author has been editing since")).to_be_visible()
    first.close(run_before_unload=True)
    second.wait_for_function(
        """async () => {
            document.querySelector("[name=body]").value += "x";
            document.querySelector("[name=body]").dispatchEvent(new Event("input", {bubbles: true}));
            await new Promise((done) => requestAnimationFrame(done));
            return document.querySelector(".saving-others").children.length === 0;
        }"""
    )


def test_megabyte_paste_is_refused_at_its_field_and_stays(desk: Callable[..., BrowserContext]) -> None:
    actor = factories.ActorFactory(description="Stored.")
    page = open_page(desk(factories.author()), actor)
    page.locator("[name=description]").fill("x" * 1_048_576)
    await_kept(page)
    save(page)

    expect(page.get_by_text("holds 1048576 characters").first).to_be_visible()
    assert len(page.locator("[name=description]").input_value()) == 1_048_576


def test_discarding_asks_for_nothing_more(desk: Callable[..., BrowserContext]) -> None:
    actor = factories.ActorFactory(description="Stored.")
    window = desk(factories.author())
    page = open_page(window, actor)
    page.locator("[name=description]").fill("Typed.")
    await_kept(page)
    page.reload()

    page.get_by_role("link", name="Discard").click()
    expect(page.locator(".unsaved")).to_have_count(0)
    page.reload()
    expect(page.locator(".unsaved")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (768, "light"), (1440, "dark")])
def test_pages_of_saving_are_accessible_and_fit(desk: Callable[..., BrowserContext], width: int, scheme: Any) -> None:
    topic = factories.TopicFactory(description=BODY)
    window = desk(factories.author(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = open_page(window, topic)
    page.locator("[name=description]").fill(BODY.replace("Second", "Second, mine").replace("Third", "Third, mine"))
    await_kept(page)
    topic.description = BODY.replace("First", "First, theirs").replace("Second", "Second, theirs")
    topic.save()
    page.reload()
    expect(page.locator(".unsaved")).to_be_visible()
    examine(page)
    page.goto(f"/admin/working-copies/{WorkingCopy.objects.exclude(typed_at=None).get().pk}/")
    examine(page)
    page.get_by_role("link", name="Take it back into the form").click()
    save(page)
    expect(page.locator(".merge-conflict")).to_be_visible()
    examine(page)
    window.clear_cookies()
    page.get_by_label("Name").fill("Typed.")
    expect(state(page)).to_contain_text("You were logged out at")
    examine(page)
    page.evaluate("document.querySelector('[data-working-copy]').closest('form').submit()")
    expect(page.get_by_role("heading", name="You were logged out")).to_be_visible()
    examine(page)


def examine(page: Page) -> None:
    assert (page.url, faults(page)) == (page.url, [])
