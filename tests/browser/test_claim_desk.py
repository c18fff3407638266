"""The claim desk in a real browser: a passage found by keyboard, chosen by selecting it, and without any script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from briefs.desk.models import Claim, Event, Evidence
from tests import factories
from tests.admin.pages import change_url, login, open_form
from tests.browser.axe import faults
from tests.browser.windows import leave, open_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURT = "A court upheld the closure of the outlet."


@pytest.fixture
def claim(live_server: Any) -> Claim:
    """A claim with a passage that stands, one that stands twice, and one that stands nowhere."""
    row: Claim = factories.ClaimFactory(
        key="upheld", occurred_on="2024-04", confidence="high", confidence_reason="Seen."
    )
    factories.make_evidence(
        row, capture=factories.make_capture("It met.\nIt rose.\nIt met."), exact="It met.", position=1
    )
    factories.make_evidence(row, exact="Other words that nobody wrote.", position=2)
    return row


def open_desk(live_server: Any, browser: Browser, url: str, **options: Any) -> Page:
    """The page of that address for an editor, with a list of what went wrong on it, in the console too."""
    page = open_window(live_server.url, browser, factories.editor(), **options)
    stumbled = page.faults  # type: ignore[attr-defined]
    # The page on which two edits meet is answered with 409, which the console calls an error.
    page.on("console", lambda line: stumbled.append(line.text) if is_error(line) else None)
    page.goto(live_server.url + url)
    return page


def is_error(line: Any) -> bool:
    return bool(line.type == "error" and "409 (Conflict)" not in line.text)


@pytest.fixture
def desk(live_server: Any, browser: Browser, claim: Claim) -> Iterator[Page]:
    page = open_desk(live_server, browser, change_url(claim))
    yield page
    assert page.faults == []  # type: ignore[attr-defined]
    leave(page.context)


def test_passage_is_added_found_and_saved_by_keyboard(desk: Page, claim: Claim) -> None:
    capture = factories.make_capture(title="The ruling of April")
    desk.locator("[data-row-add]").focus()
    desk.keyboard.press("Enter")
    card = desk.locator("[data-passage='evidence-3']")
    expect(card.locator("[name='evidence-3-capture']")).to_be_focused()
    desk.keyboard.type("ruling april")
    expect(card.locator("[role=option]")).to_have_count(1)
    desk.keyboard.press("Enter")
    expect(card.locator("[name='evidence-3-capture']")).to_have_value(str(capture.pk))
    use = card.get_by_role("button", name="Use paragraph 3")
    use.focus()
    desk.keyboard.press("Enter")
    expect(card.locator("[name='evidence-3-exact']")).to_have_value(COURT)
    expect(card.locator("[name='evidence-3-exact']")).to_be_focused()
    desk.locator("button[name=_continue]").focus()
    desk.keyboard.press("Enter")

    expect(desk.locator(".messagelist .success")).to_contain_text("was changed successfully")
    passage = Evidence.objects.get(capture=capture)
    assert (passage.anchor_state, passage.paragraph, passage.position) == ("anchored", 3, 3)


def test_words_that_are_selected_become_the_passage(desk: Page) -> None:
    card = desk.locator("[data-passage='evidence-0']")
    card.get_by_role("button", name="Show the whole text").click()
    line = card.locator("[data-capture-text] [data-paragraph='2'] [data-words]")
    expect(line).to_have_text("The station began broadcasting in November.")
    line.evaluate("""line => {
        const range = document.createRange();
        range.setStart(line.firstChild, 4);
        range.setEnd(line.firstChild, 17);
        document.getSelection().removeAllRanges();
        document.getSelection().addRange(range);
    }""")
    card.get_by_role("button", name="Use the selected words").click()

    expect(card.locator("[name='evidence-0-exact']")).to_have_value("station began")
    expect(card.locator("[name='evidence-0-paragraph']")).to_have_value("2")


def test_nothing_selected_leaves_the_passage_and_says_so(desk: Page) -> None:
    card = desk.locator("[data-passage='evidence-0']")
    card.get_by_role("button", name="Use the selected words").click()

    expect(desk.locator("[role=status]", has_text="Nothing of this capture is selected")).to_have_count(1)
    expect(card.locator("[name='evidence-0-exact']")).to_have_value(COURT)


def test_place_is_chosen_and_passage_added_without_scripts(live_server: Any, browser: Browser, claim: Claim) -> None:
    page = open_desk(live_server, browser, change_url(claim), java_script_enabled=False)
    page.get_by_label("It is this one paragraph 3").check()
    page.locator("[name='evidence-3-capture']").fill(str(Evidence.objects.earliest("pk").capture_id))
    page.locator("[name='evidence-3-exact']").fill("The station began broadcasting in November.")
    page.locator("button[name=_continue]").click()

    assert list(claim.evidence.values_list("anchor_state", "paragraph")) == [
        ("anchored", 3),
        ("anchored", 3),
        ("orphaned", None),
        ("anchored", 2),
    ]
    leave(page.context)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (320, "dark"), (1440, "light"), (1440, "dark")])
def test_pages_are_accessible_and_fit(
    live_server: Any, browser: Browser, claim: Claim, width: int, scheme: Any
) -> None:
    brief = factories.BriefFactory(claim=claim)
    client = login(factories.author())
    for row, fields in ((claim, {"note": "Seen."}), (brief, {"title": "Another"})):
        answer = client.post(change_url(row), open_form(client, change_url(row)) | fields)
        assert answer.status_code == 302
    event = Event.objects.latest("pk")
    popup = f"{change_url(claim)}?_popup=1"
    page = open_desk(live_server, browser, change_url(claim), width=width, color_scheme=scheme)
    story, act = f"/admin/briefs/brief/{brief.pk}/story/", f"/admin/acts/{event.act}/"
    for path in (change_url(claim), popup, "/admin/briefs/claim/add/", story, act):
        page.goto(live_server.url + path)
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true; }")
        assert (path, faults(page)) == (path, [])
    page.goto(live_server.url + change_url(claim))
    answer = client.post(change_url(claim), open_form(client, change_url(claim)) | {"statement": "Theirs stands."})
    assert answer.status_code == 302
    page.locator("#id_statement").fill("Yours stands.")
    page.locator("button[name=_continue]").click()
    expect(page.locator(".conflict").first).to_be_visible()
    assert ("conflict", faults(page)) == ("conflict", [])
    assert page.faults == []  # type: ignore[attr-defined]
    leave(page.context)
