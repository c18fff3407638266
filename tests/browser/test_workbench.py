"""The workbench in a real browser, by keyboard: citing, the panel that follows, rows in an order, and what axe says."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from briefs.desk.models import Brief, BriefRecommendation
from tests import factories
from tests.admin.pages import change_url
from tests.browser.axe import faults, violations
from tests.browser.windows import leave, open_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATEMENT = "Суд оставил закрытие в силе."


@pytest.fixture
def brief(live_server: Any) -> Brief:
    factories.ClaimFactory(key="court-upheld", statement=STATEMENT, confidence="high", confidence_reason="Seen.")
    claim = factories.ClaimFactory(key="closure", statement="The outlet was closed.")
    places = [
        factories.RecommendationFactory(key=key, text=f"{key} it.", claims=[claim]) for key in ("fund", "ask", "watch")
    ]
    factories.RecommendationFactory(key="publish-lists", text="Publish the lists.", claims=[claim])
    factories.TopicFactory(slug="media", name="Media freedom"), factories.TopicFactory(slug="courts", name="Courts")
    row: Brief = factories.BriefFactory(
        title="On the closure", body="## Closure\n\nIt stands.", recommendations=places, edited_by=None, claim=claim
    )
    return row


@pytest.fixture
def bench(live_server: Any, browser: Browser, brief: Brief) -> Iterator[Page]:
    page = open_bench(live_server, browser, change_url(brief))
    yield page
    assert page.faults == []  # type: ignore[attr-defined]
    leave(page.context)


def open_bench(live_server: Any, browser: Browser, url: str, **options: Any) -> Page:
    """The page of that address for an author, with a list of what went wrong on it."""
    page = open_window(live_server.url, browser, factories.author(), **options)
    page.goto(live_server.url + url)
    return page


def test_claim_is_cited_by_words_and_undone_by_keyboard(bench: Page) -> None:
    body = bench.locator("#id_body")
    body.focus()
    bench.keyboard.press("Control+End")
    bench.keyboard.type(" Confirmed @СУД закрытие")
    options = bench.locator(".cite-popup [role=option]")
    expect(options).to_have_count(1)
    expect(options.first).to_contain_text(STATEMENT)
    expect(options.first).to_contain_text("high confidence")
    assert body.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    bench.keyboard.press("Enter")

    expect(body).to_have_value("## Closure\n\nIt stands. Confirmed [@court-upheld]")
    assert body.get_attribute("aria-activedescendant") is None
    bench.keyboard.press("Control+z")
    expect(body).to_have_value("## Closure\n\nIt stands. Confirmed @СУД закрытие")


def test_second_key_in_a_bracket_is_cited_without_another(bench: Page) -> None:
    body = bench.locator("#id_body")
    body.fill("See [@closure; ")
    bench.keyboard.type("@cou")
    expect(bench.locator(".cite-popup [role=option]")).to_have_count(1)
    bench.keyboard.press("Tab")

    expect(body).to_have_value("See [@closure; @court-upheld]")


def test_escape_closes_the_list_and_leaves_what_was_typed(bench: Page) -> None:
    body = bench.locator("#id_body")
    body.fill("")
    bench.keyboard.type("@c")
    popup = bench.locator("#id_body ~ .cite-popup [role=listbox]")
    expect(popup).to_be_visible()
    bench.keyboard.press("ArrowDown")
    bench.keyboard.press("Escape")
    expect(popup).to_be_hidden()
    bench.keyboard.type("lo")
    bench.wait_for_timeout(400)

    expect(popup).to_be_hidden()
    expect(body).to_have_value("@clo")


def test_panel_follows_the_text_and_leads_to_the_passage(bench: Page) -> None:
    bench.locator("#id_body").fill("The fine was 4,000 euros [@closure].\n\nThe end.")
    issue = bench.locator(".bench-issues li")
    expect(issue).to_have_count(1)
    expect(issue).to_contain_text("gives 4,000")
    expect(bench.locator("#panel-status")).to_have_text(re.compile(r"Checked just now"))
    expect(bench.locator("#panel-claims")).to_have_text("1 claim cited")
    issue.locator("a").focus()
    bench.keyboard.press("Enter")

    selected = "(f => [f.id, f.value.slice(f.selectionStart, f.selectionEnd)])(document.activeElement)"
    assert bench.evaluate(selected) == ["id_body", "The fine was 4,000 euros [@closure]."]
    bench.wait_for_load_state("networkidle")
    assert Brief.objects.get().body == "## Closure\n\nIt stands."


def test_lost_network_is_told_and_the_panel_goes_on_after_it(bench: Page) -> None:
    status = bench.locator("#panel-status")
    bench.context.set_offline(True)
    bench.locator("#id_summary").fill("Another summary.")
    expect(status).to_contain_text("the desk cannot be reached")
    bench.context.set_offline(False)
    expect(status).to_contain_text("Checked just now")


def test_recommendations_are_put_in_order_added_and_removed_by_keyboard(bench: Page, brief: Brief) -> None:
    rows = bench.locator("#placements-group [data-row]:visible")
    bench.get_by_role("button", name="Move up: recommendation 3, watch it.").focus()
    bench.keyboard.press("Enter")
    expect(bench.locator("[role=status]", has_text="watch it.: now 2 of 3.")).to_have_count(1)
    expect(rows.nth(1).locator("input[data-pick]")).to_have_value("watch")
    bench.get_by_role("button", name="Remove: recommendation 1, fund it.").press("Enter")
    bench.get_by_role("button", name="Add a recommendation").press("Enter")
    bench.keyboard.type("the lists")
    expect(bench.locator(".pick-popup [role=option]")).to_have_count(1)
    bench.keyboard.press("Enter")
    bench.keyboard.press("Control+s")
    expect(bench.locator(".messagelist")).to_contain_text("was changed successfully")

    bench.wait_for_load_state("networkidle")
    placed = BriefRecommendation.objects.filter(brief=brief).values_list("recommendation__key", flat=True)
    assert list(placed) == ["watch", "ask", "publish-lists"]


def test_row_is_put_in_order_by_dragging(bench: Page) -> None:
    rows = bench.locator("#placements-group [data-row]:visible")
    rows.nth(2).locator(".row-grip").drag_to(rows.nth(0), target_position={"x": 40, "y": 4})

    values = rows.locator("input[data-pick]").evaluate_all("inputs => inputs.map(input => input.value)")
    assert values == ["watch", "fund", "ask"]
    places = rows.locator("input[name$=-position]").evaluate_all("inputs => inputs.map(input => input.value)")
    assert places == ["0", "1", "2"]


def test_topics_are_chips_that_keys_choose_and_remove(bench: Page) -> None:
    field = bench.get_by_role("combobox", name="Topics")
    field.focus()
    bench.keyboard.type("free")
    expect(bench.locator(".pick-popup [role=option]")).to_have_count(1)
    bench.keyboard.press("Enter")
    bench.keyboard.type("cou")
    expect(bench.locator(".pick-popup [role=option]")).to_have_text(re.compile("Courts"))
    bench.keyboard.press("Enter")
    expect(bench.locator("input[name=topics]")).to_have_value("media courts")
    bench.keyboard.press("Backspace")
    expect(bench.locator("input[name=topics]")).to_have_value("media")
    bench.get_by_role("button", name="Remove Media freedom").press("Enter")
    expect(bench.locator("input[name=topics]")).to_have_value("")


def test_toolbar_is_one_stop_with_arrow_keys_inside(bench: Page) -> None:
    body = bench.locator("#id_body")
    body.fill("word")
    body.evaluate("field => field.setSelectionRange(0, 4)")
    bench.locator("markdown-toolbar").focus()
    bench.keyboard.press("ArrowRight")
    assert bench.evaluate("document.activeElement.textContent.trim()") == "Bold"
    bench.keyboard.press("Enter")

    expect(body).to_have_value("**word**")


def test_preview_opens_what_stands_in_the_form(bench: Page) -> None:
    bench.locator("#id_title").fill("Not saved yet")
    with bench.context.expect_page() as opened:
        bench.get_by_role("button", name="Preview").press("Enter")
    opened.value.wait_for_load_state()

    assert opened.value.locator("h1").inner_text() == "Not saved yet"
    bench.wait_for_load_state("networkidle")
    assert Brief.objects.get().title == "On the closure"


def test_without_scripts_the_page_is_a_form_that_saves(live_server: Any, browser: Browser, brief: Brief) -> None:
    page = open_bench(live_server, browser, change_url(brief), java_script_enabled=False)
    page.locator("#id_placements-3-recommendation").fill("fund-again")
    page.locator("#id_title").fill("Without scripts")
    assert not page.locator("[data-row-add]").first.is_visible()
    assert not page.get_by_text("Drag a row").is_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    assert "“fund-again” is no recommendation we know. Did you mean fund (" in page.inner_text("main")
    page.locator("#id_placements-3-recommendation").fill("")
    page.get_by_role("button", name="Save", exact=True).click()

    leave(page.context)
    assert Brief.objects.get().title == "Without scripts"


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_workbench_is_accessible_and_fits(
    live_server: Any, browser: Browser, brief: Brief, width: int, scheme: str
) -> None:
    page = open_bench(live_server, browser, change_url(brief), width=width, color_scheme=scheme)
    page.locator("#id_body").fill("The fine was 4,000 euros [@gone].")
    expect(page.locator(".bench-issues li")).to_have_count(2)
    page.locator("#id_body").press("Control+End")
    page.keyboard.type(" @clo")
    expect(page.locator(".cite-popup [role=option]")).to_have_count(1)
    assert violations(page) == []
    page.locator(".bench-panel").evaluate("side => { side.open = true }")
    page.get_by_role("button", name="Add an author").click()
    assert faults(page) == []
    page.goto(live_server.url + "/admin/briefs/brief/add/")
    assert faults(page) == []
    leave(page.context)
