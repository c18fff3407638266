"""The whole story by keyboard alone: written, cited, reviewed, scheduled, published, read, corrected in two briefs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from briefs.desk.models import Brief, Claim
from briefs.record.models import Edition
from tests import factories
from tests.browser.keyboard import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[[Any], Walker]


@pytest.fixture
def enter(browser: Browser, live_server: Any) -> Iterator[Enter]:
    """Let somebody in; None is a reader."""
    inside: list[Walker] = []

    def come_in(user: Any) -> Walker:
        inside.append(Walker(browser, live_server, user))
        return inside[-1]

    yield come_in
    for walker in inside:
        walker.leave()


@pytest.fixture
def closure(live_server: Any) -> Claim:
    """A fact that one published brief rests on already; the second brief is still to be written."""
    claim = factories.ClaimFactory(key="court-upheld")
    ask = factories.RecommendationFactory(key="reopen-it", claims=[claim])
    factories.ActorFactory(slug="desk", name="The desk")
    first = factories.BriefFactory(slug="on-courts", title="On courts", claim=claim, recommendations=[ask])
    factories.published(first)
    return claim


def test_brief_is_written_reviewed_published_and_corrected_by_keyboard_alone(enter: Enter, closure: Claim) -> None:
    author, editor, publisher = factories.author(), factories.editor(), factories.publisher()
    second_editor = factories.UserFactory(username="editor2", role="Editor")

    writer = enter(author)
    write_the_brief(writer)
    brief = Brief.objects.get(slug="on-newsrooms")
    reader = enter(editor)
    comment_on_it(reader)
    mend_it(writer, brief)
    approve_it(reader)
    director = enter(publisher)
    schedule_then_publish(director)
    public = enter(None)
    public.open("/briefs/on-newsrooms/")
    expect(public.page.get_by_role("heading", level=1)).to_have_text("On newsrooms")

    correct_the_fact(reader)
    for slug in ("on-courts", "on-newsrooms"):
        republish(writer, enter(second_editor), director, Brief.objects.get(slug=slug))
        public.open(f"/briefs/{slug}/")
        expect(public.page.locator(".notice").first).to_contain_text("orrect")
        expect(public.page.get_by_text("A court upheld the closure of this outlet.").first).to_be_attached()
    reader.open("/admin/out-of-date/")
    expect(reader.page.get_by_text("Nothing is out of date.")).to_be_visible()
    assert Edition.objects.filter(correction__isnull=False).count() == 2


def write_the_brief(writer: Walker) -> None:
    """The author cites with @, is told what blocks, puts it right and sends it to review."""
    keys = writer.page.keyboard
    writer.open("/admin/briefs/brief/add/")
    writer.write("^Title", "On newsrooms")
    writer.write("^Summary", "Newsrooms close one by one.")
    writer.write("^Key messages", "The closure stands @court")
    expect(writer.page.get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    writer.write("^Body", "It was upheld in 2031 @court")
    expect(writer.page.get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    keys.type(".")
    writer.reach(writer.page.get_by_role("button", name="Add a recommendation"))
    keys.press("Enter")
    pick(writer, "recommendation", "reopen")
    writer.reach(writer.page.get_by_role("button", name="Add an author"))
    keys.press("Enter")
    pick(writer, "[Aa]uthor", "desk")
    writer.press("^Save$")

    panel = writer.page.locator("[aria-labelledby=panel-issues]")
    expect(panel).to_contain_text("2031, which no claim cited there holds")
    writer.reach(panel.get_by_role("link", name="Go to the passage"))
    keys.press("Enter")
    expect(writer.page.locator("#id_body")).to_be_focused()
    writer.write("^Body", "It was upheld [@court-upheld].")
    expect(panel).to_contain_text("Nothing in it stands against publishing")
    writer.press("^Save$")
    writer.press("^Send to review")
    writer.tick(r"^editor \(")
    writer.press("^Send to review")
    expect(writer.page.locator(".messagelist")).to_contain_text("review")


def pick(walker: Walker, label: str, words: str) -> None:
    """Choose the first match in the row just added, which has the focus."""
    walker.page.keyboard.type(words)
    expect(walker.page.get_by_role("option").first).to_be_visible()
    walker.page.keyboard.press("ArrowDown")
    walker.page.keyboard.press("Enter")


def comment_on_it(reader: Walker) -> None:
    """The editor finds it on the front page, selects words by Shift and arrows and says what is wrong with them."""
    reader.open("/admin/")
    reader.follow("^On newsrooms")
    body = reader.reach(reader.page.locator("#id_body"))
    reader.page.keyboard.press("Control+Home")
    for _ in "It was upheld":
        reader.page.keyboard.press("Shift+ArrowRight")
    body.press("Shift+Tab")
    toolbar = reader.page.get_by_role("toolbar")
    expect(toolbar).to_be_visible()
    reader.reach(toolbar.get_by_role("button").first)
    reader.page.keyboard.press("End")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("[name=comment-text]")).to_be_focused()
    reader.page.keyboard.type("By which court?")
    reader.reach(reader.page.get_by_role("button", name="Comment", exact=True).last)
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#comments-heading")).to_contain_text("1 open comment")


def mend_it(writer: Walker, brief: Brief) -> None:
    """The author answers by the text and resolves the comment."""
    writer.open(f"/admin/briefs/brief/{brief.pk}/change/")
    writer.write("^Body", "A court upheld it [@court-upheld].")
    writer.press("^Save$")
    writer.reach(writer.page.get_by_role("button", name="Resolve"))
    writer.page.keyboard.press("Enter")
    expect(writer.page.locator("#comments-heading")).to_contain_text("No open comment")


def approve_it(reader: Walker) -> None:
    reader.open("/admin/")
    reader.follow("^On newsrooms")
    reader.press("^Approve")
    reader.press("^Approve")
    expect(reader.page.locator(".messagelist")).to_contain_text("Approved")


def schedule_then_publish(director: Walker) -> None:
    """The publisher schedules it in a named zone, thinks better of it and publishes at once."""
    director.open("/admin/")
    director.follow("^On newsrooms")
    director.press("^Publish")
    director.reach(director.page.get_by_label("Live from"))
    director.page.keyboard.type("03012027")
    director.page.keyboard.press("Tab")
    director.page.keyboard.type("0900AM")
    director.write("^Time zone", "Asia/Bishkek")
    director.press("^Publish")
    expect(director.page.locator(".bench-state")).to_contain_text("1 March 2027, 09:00 (Asia/Bishkek)")
    director.press("^Undo the schedule")
    director.press("^Undo the schedule")
    director.press("^Publish")
    director.press("^Publish")
    expect(director.page.locator(".messagelist")).to_contain_text("is live")


def correct_the_fact(reader: Walker) -> None:
    """The editor is told before saving what rests on the claim, corrects it and drafts both briefs in one act."""
    claim = Claim.objects.get(key="court-upheld")
    reader.open(f"/admin/briefs/claim/{claim.pk}/change/")
    expect(reader.page.get_by_role("link", name="On courts").first).to_be_visible()
    expect(reader.page.get_by_role("link", name="On newsrooms").first).to_be_visible()
    reader.write("^Statement", "A court upheld the closure of this outlet.")
    reader.press("^Save$")
    expect(reader.page.locator(".messagelist")).to_contain_text("Out of date now")
    reader.open("/admin/")
    reader.follow(": Out of date")
    expect(reader.page.get_by_role("heading", name="On courts")).to_be_visible()
    expect(reader.page.get_by_role("heading", name="On newsrooms")).to_be_visible()
    reader.press("^Draft the next edition of the ticked briefs")
    expect(reader.page.locator(".messagelist")).to_contain_text("2 briefs opened for the next edition")


def republish(writer: Walker, checker: Walker, director: Walker, brief: Brief) -> None:
    """Each brief goes through review again and out with the note proposed for it."""
    address = f"/admin/briefs/brief/{brief.pk}/change/"
    writer.open(address)
    writer.press("^Send to review")
    writer.press("^Send to review")
    checker.open(address)
    checker.press("^Approve")
    checker.press("^Approve")
    director.open(address)
    director.press("^Publish")
    director.write("^Correction note", "The closure is of this outlet.")
    director.press("^Publish")
    expect(director.page.locator(".messagelist")).to_contain_text("is live")
