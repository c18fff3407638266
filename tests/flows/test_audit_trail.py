"""The whole life of a brief at the desk, and what its events tell of it afterwards."""

from typing import Any

import pytest
from django.test import Client

from briefs.desk.acts import act
from briefs.desk.models import Approval, Brief, Claim, Comment, Event
from briefs.publishing import mend_note, reopen_brief
from briefs.record.models import Edition
from tests import factories
from tests.admin.pages import change_url, login, open_form

pytestmark = pytest.mark.django_db
LIFE = [
    ("author", "brief", "added"),
    ("author", "brief", "changed"),
    ("author", "brief", "submitted for review"),
    ("editor", "brief", "commented"),
    ("editor", "brief", "returned to draft"),
    ("author", "brief", "changed"),
    ("editor", "brief", "comment resolved"),
    ("author", "brief", "submitted for review"),
    ("editor", "brief", "approved"),
    ("publisher", "brief", "published"),
    ("publisher", "brief", "note mended"),
    ("author", "claim", "changed"),
    ("editor", "brief", "reopened for a new edition"),
    ("publisher", "brief", "withdrawn"),
]


def post(client: Client, url: str, **fields: Any) -> Any:
    """Open the form at this address, fill it in and send it; it must be accepted."""
    answer = client.post(url, open_form(client, url) | fields)
    assert answer.status_code == 302, answer.context and answer.context.get("errors")
    return answer


def live(claim: Claim) -> Brief:
    """Take one brief through everything that can happen to it, by page where there is one."""
    author, editor, publisher = (login(getattr(factories, role)()) for role in ("author", "editor", "publisher"))
    recommendation = factories.RecommendationFactory(claims=[claim])
    byline = {"bylines-TOTAL_FORMS": "1", "bylines-0-actor": factories.ActorFactory(slug="desk").slug}
    placed = {"placements-TOTAL_FORMS": "1", "placements-0-recommendation": recommendation.key}
    texts = {"summary": f"It stands [@{claim.key}].", "key_messages": f"It stands [@{claim.key}]."}
    post(author, "/admin/briefs/brief/add/", title="After the ruling", slug="ruling", **texts, **byline, **placed)
    brief = Brief.objects.get()
    page = f"/admin/briefs/brief/{brief.pk}"
    post(author, change_url(brief), body=f"## Closure\n\nThe court upheld it [@{claim.key}].")
    post(author, f"{page}/submit/")
    comment = {"comment-field": "body", "comment-exact": "The court upheld it", "comment-text": "Which court?"}
    assert editor.post(f"{page}/comment/", comment).status_code == 302
    post(editor, f"{page}/return/", reason="Name the court.")
    post(author, change_url(brief), body=f"## Closure\n\nThe city court upheld it [@{claim.key}].")
    assert editor.post(f"{page}/comment/{Comment.objects.get().pk}/resolve/", {"comment-text": ""}).status_code == 302
    post(author, f"{page}/submit/")
    post(editor, f"{page}/approve/")
    post(publisher, f"{page}/publish/", update_type="major", change_note="First editon.")
    with act():
        mend_note(edition=Edition.objects.get(), kind="change note", text="First edition.", by=factories.publisher())
    post(author, change_url(claim), statement="A city court upheld the closure of the outlet.")
    with act():
        brief.refresh_from_db()
        reopen_brief(brief=brief, by=factories.editor(), proposed_note="The court is named.")
    post(publisher, f"{page}/withdraw/", explanation="Its main source was retracted.")
    return brief


@pytest.fixture
def brief() -> Brief:
    return live(factories.ClaimFactory(key="upheld"))


def test_every_act_of_a_life_leaves_its_event_in_order(brief: Brief) -> None:
    events = list(Event.objects.select_related("by").order_by("pk"))
    assert [(e.by and e.by.get_username(), e.noun, str(e.kind)) for e in events] == LIFE
    assert len({e.act for e in events}) == len(LIFE)
    assert [e.happened_at for e in events] == sorted(e.happened_at for e in events)


def test_hashes_tell_which_text_each_act_was_about(brief: Brief) -> None:
    hashes = [event.content_sha256 for event in Event.objects.order_by("pk")]
    added, written, submitted, commented, returned, edited, resolved, again, approved, published, mended = hashes[:11]
    corrected, reopened, withdrawn = hashes[11:]

    assert added != written == submitted == commented == returned
    assert written != edited == resolved == again == approved == published == mended == withdrawn
    assert Approval.objects.get().content_sha256 == approved
    assert reopened not in {published, corrected}


def test_reasons_and_words_stand_in_the_events(brief: Brief) -> None:
    details = " | ".join(Event.objects.order_by("pk").values_list("detail", flat=True))
    for words in ("Which court?", "Name the court.", "Edition 1, change note.", "The court is named."):
        assert words in details


def test_story_tells_the_whole_life_the_newest_first(brief: Brief) -> None:
    page = login(factories.author()).get(f"/admin/briefs/brief/{brief.pk}/story/").content.decode()
    deeds = [
        "withdrew it",
        "reopened it for a new edition",
        "changed its claim",
        "mended a note",
        "published it",
        "approved it",
        "sent it to review",
        "resolved a comment",
        "edited it",
        "returned it to draft",
        "commented on it",
        "began it",
    ]
    places = [page.find(deed) for deed in deeds]
    assert -1 not in places
    assert places == sorted(places)
    assert "Name the court." in page


def test_rows_of_the_correction_are_found_by_its_act(brief: Brief) -> None:
    event = Event.objects.get(noun="claim")
    page = login(factories.editor()).get(f"/admin/acts/{event.act}/").content.decode()
    assert "city " in page
    assert Claim.history.filter(act=event.act).count() >= 1
