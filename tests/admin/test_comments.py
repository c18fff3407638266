"""Comments in the admin: written, answered, resolved and opened again by plain forms, by those who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefs.admin.briefs.comments import comments_of
from briefs.desk.models import Brief, Comment
from briefs.publishing import add_comment, resolve_comment
from tests.admin.pages import login
from tests.factories import BriefFactory, UserFactory, author, editor

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]
PASSAGE = "The court upheld it"


def url(brief: Brief, *parts: Any) -> str:
    return f"/admin/briefs/brief/{brief.pk}/" + "".join(f"{part}/" for part in parts)


def comment_on(brief: Brief, **fields: Any) -> Comment:
    return add_comment(**{"brief": brief, "by": editor(), "text": "Who says so?", **fields})


def test_comment_is_written_answered_and_resolved_by_forms(as_role: AsRole) -> None:
    brief, client = BriefFactory(), as_role("editor")
    typed = {"comment-field": "body", "comment-exact": PASSAGE, "comment-text": "Who says so?"}

    answer = client.post(url(brief, "comment"), typed)
    comment = Comment.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{url(brief, 'comments')}#comment-{comment.pk}")

    answered = {"comment-answers": comment.pk, "comment-text": "The court does."}
    reply = as_role("author").post(url(brief, "comment"), answered)
    assert reply.headers["Location"].endswith(f"#comment-{comment.pk}")

    page = client.get(url(brief, "comments")).content.decode()
    assert "1 open comment" in page
    assert all(words in page for words in (PASSAGE, "Who says so?", "The court does."))

    client.post(url(brief, "comment", comment.pk, "resolve"))
    comment.refresh_from_db()
    assert comment.resolved_by == editor()
    page = client.get(url(brief, "comments")).content.decode()
    assert ("No open comment" in page, "1 resolved" in page) == (True, True)

    client.post(url(brief, "comment", comment.pk, "reopen"))
    comment.refresh_from_db()
    assert comment.resolved_by is None


def test_last_answer_can_be_given_while_resolving(as_role: AsRole) -> None:
    comment = comment_on(brief := BriefFactory())
    as_role("author").post(url(brief, "comment", comment.pk, "resolve"), {"comment-text": "Done."})
    comment.refresh_from_db()
    assert ([reply.text for reply in comment.replies.all()], comment.resolved_by) == (["Done."], author())


def test_refused_comment_comes_back_with_what_was_typed(as_role: AsRole) -> None:
    typed = {"comment-field": "body", "comment-exact": "Never written here.", "comment-text": "My long remark."}
    answer = as_role("editor").post(url(BriefFactory(), "comment"), typed)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert answer.context["comments"].form.errors == {
        "exact": [
            "exact: does not stand in the body as it is stored. "
            "Save the draft first, or copy the passage from the stored text."
        ]
    }
    assert ("My long remark." in page, "Never written here." in page) == (True, True)
    assert Comment.objects.count() == 0


def test_refused_answer_comes_back_under_its_comment(as_role: AsRole) -> None:
    comment = comment_on(brief := BriefFactory())
    answer = as_role("author").post(url(brief, "comment"), {"comment-answers": comment.pk, "comment-text": " "})
    (row,) = answer.context["comments"].open
    assert row.form.errors == {"text": ["This field cannot be blank."]}
    assert answer.context["comments"].form.is_bound is False


@pytest.mark.parametrize(
    ("field", "value", "errors"),
    [
        ("text", "a\x00b", {"text": ["Null characters are not allowed."]}),
        ("text", "x" * 1_000_000, {"text": ["text: is 1,000,000 characters long, 4,000 is the most. Shorten it."]}),
        ("exact", "x" * 1_000_000, {"exact": ["exact: is 1,000,000 characters long, 1,000 is the most. Quote less."]}),
        ("prefix", "\x00", {"prefix": ["Null characters are not allowed."]}),
        (
            "field",
            "slug",
            {"field": ["Select a valid choice. slug is not one of the available choices."]},
        ),
    ],
)
def test_bad_input_is_named_at_its_field(as_role: AsRole, field: str, value: str, errors: Any) -> None:
    typed = {"comment-field": "body", "comment-exact": PASSAGE, "comment-text": "Why?", f"comment-{field}": value}
    answer = as_role("editor").post(url(BriefFactory(), "comment"), typed)
    assert (answer.status_code, answer.context["comments"].form.errors) == (200, errors)
    assert Comment.objects.count() == 0


def test_file_instead_of_a_text_is_no_comment(as_role: AsRole) -> None:
    typed = {"comment-text": SimpleUploadedFile("a.txt", b"words")}
    answer = as_role("editor").post(url(BriefFactory(), "comment"), typed)
    assert answer.context["comments"].form.errors == {"text": ["This field cannot be blank."]}


GONE = "Comment: this brief has none with that number. Choose one of those below."


@pytest.mark.parametrize("named", ["9", "0", "-1", "x", "٣", "9" * 400])
def test_answer_to_a_comment_that_is_not_there_is_refused(as_role: AsRole, named: str) -> None:
    brief = BriefFactory()
    typed = {"comment-answers": named, "comment-text": "Words."}
    page = as_role("editor").post(url(brief, "comment"), typed, follow=True).content.decode()
    assert GONE in page
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("act", ["resolve", "reopen"])
def test_comment_of_another_brief_cannot_be_reached_through_this_one(as_role: AsRole, act: str) -> None:
    comment, brief, client = comment_on(BriefFactory()), BriefFactory(), as_role("editor")
    for number in (comment.pk, 99_999_999_999_999_999_999):
        assert GONE in client.post(url(brief, "comment", number, act), follow=True).content.decode()
    assert GONE in client.post(url(brief, "comment"), {"comment-answers": comment.pk}, follow=True).content.decode()
    comment.refresh_from_db()
    assert (comment.version, comment.replies.count()) == (1, 0)


def test_comment_resolved_twice_is_refused_in_a_sentence(as_role: AsRole) -> None:
    comment = comment_on(brief := BriefFactory())
    resolve_comment(comment=comment, by=author())
    answer = as_role("editor").post(url(brief, "comment", comment.pk, "resolve"), {"comment-text": "Late."})
    assert answer.status_code == 200
    assert "Comment: author has resolved it already." in answer.content.decode()
    assert "Late.</textarea>" in answer.content.decode()
    assert comment.replies.count() == 0


def test_of_two_who_resolve_at_once_one_is_refused(as_role: AsRole, monkeypatch: pytest.MonkeyPatch) -> None:
    comment = comment_on(brief := BriefFactory())
    client = as_role("editor")
    save = Comment.save

    def overtaken(self: Comment, *args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(Comment, "save", save)
        resolve_comment(comment=Comment.objects.get(pk=self.pk), by=author())
        save(self, *args, **kwargs)

    monkeypatch.setattr(Comment, "save", overtaken)
    answer = client.post(url(brief, "comment", comment.pk, "resolve"))
    assert "This comment was changed by somebody else after you opened it" in answer.content.decode()


@pytest.mark.parametrize("act", [(), ("1", "resolve"), ("1", "reopen")])
def test_who_may_not_is_refused(client: Client, act: tuple[str, ...]) -> None:
    brief = BriefFactory()
    comment = comment_on(brief)
    address = url(brief, "comment", *(comment.pk if part == "1" else part for part in act))
    assert client.post(address, {"comment-text": "Words."}).status_code in {302, 403}
    assert login(UserFactory()).post(address, {"comment-text": "Words."}).status_code == 403
    assert Comment.objects.count() == 1


def test_reader_of_drafts_sees_comments_but_no_forms_and_cannot_post() -> None:
    brief, reader = BriefFactory(), UserFactory()
    reader.user_permissions.add(Permission.objects.get(codename="view_brief"))
    comment = comment_on(brief)
    client = login(reader)
    page = client.get(url(brief, "comments"))

    assert page.status_code == 200
    assert "Who says so?" in page.content.decode()
    assert ("comment-form" in page.content.decode(), "resolve/" in page.content.decode()) == (False, False)
    for address in (url(brief, "comment"), url(brief, "comment", comment.pk, "resolve")):
        answer = client.post(address, {"comment-text": "Words."})
        assert "may not" in answer.content.decode()
    assert (Comment.objects.count(), Comment.objects.get().resolved_at) == (1, None)


def test_post_without_a_token_is_refused(as_role: AsRole) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())
    assert client.post(url(BriefFactory(), "comment"), {"comment-text": "Words."}).status_code == 403


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/admin/briefs/brief/1/change/?x=1#there", "/admin/briefs/brief/1/change/?x=1"),
        ("https://elsewhere.example/admin/", None),
        ("//elsewhere.example/admin/", None),
        ("/briefs/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_only_pages_of_the_desk_are_gone_back_to(as_role: AsRole, wanted: str, leads: str | None) -> None:
    brief = BriefFactory()
    answer = as_role("editor").post(url(brief, "comment"), {"comment-text": "Words.", "next": wanted})
    comment = Comment.objects.get()
    assert answer.headers["Location"].split("#")[1] == f"comment-{comment.pk}"
    assert answer.headers["Location"].split("#")[0] == (leads or url(brief, "comments"))


def test_addresses_of_acts_lead_to_the_page_when_opened(as_role: AsRole) -> None:
    comment = comment_on(brief := BriefFactory())
    client = as_role("editor")
    for parts in (("comment",), ("comment", comment.pk, "resolve"), ("comment", comment.pk, "reopen")):
        assert client.get(url(brief, *parts)).headers["Location"] == url(brief, "comments")
    gone = "/admin/briefs/brief/99999999999999999999/"
    assert client.get(f"{gone}comments/").status_code == 302
    assert client.post(f"{gone}comment/", {"comment-text": "Kept words."}).status_code in {302, 404, 409}


def test_page_shows_what_has_become_of_each_passage(as_role: AsRole) -> None:
    brief = Brief.objects.get(pk=BriefFactory().pk)
    comment_on(brief, field="body", exact=PASSAGE)
    comment_on(brief, field="body", exact="Closure")
    brief.body = "A new start.\n\n## The end\n\nThe court upheld it."
    brief.save()

    answer = as_role("author").get(url(brief, "comments"))
    page = answer.content.decode()
    assert [row.thread.place.state for row in answer.context["comments"].open] == ["moved", "gone"]
    assert "moved since" in page
    assert "On words that no longer stand in the body as they did" in page
    assert "<del>Closure</del>" in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_comment_of_a_hostile_colleague_stays_words(as_role: AsRole) -> None:
    brief = BriefFactory()
    comment_on(brief, text="</textarea><script>alert(1)</script>")
    assert "<script>alert" not in as_role("author").get(url(brief, "comments")).content.decode()


def test_comments_are_edited_nowhere_else() -> None:
    assert Comment not in admin.site._registry


@pytest.mark.parametrize("count", [1, 3])
def test_comments_take_one_query_besides_the_rights(count: int) -> None:
    brief, user = BriefFactory(), editor()
    for _ in range(count):
        comment_on(brief, answers=comment_on(brief))
    user.has_perm("briefs.add_comment")
    with CaptureQueriesContext(connection) as queries:
        assert len(comments_of(brief, user)["comments"].open) == count
    assert len(queries) == 1


def test_script_of_the_page_gets_the_comments_alone(as_role: AsRole) -> None:
    brief, client, part = BriefFactory(), as_role("editor"), {"X-Part": "comments"}
    workbench = {"next": url(brief, "change")}

    stored = client.post(url(brief, "comment"), {"comment-text": "Words.", **workbench}, headers=part).content.decode()
    comment = Comment.objects.get()
    assert f'data-done="comment-{comment.pk}"' in stored
    assert ("<html" in stored, 'id="comment-form"' in stored, "1 open comment" in stored) == (False, True, True)

    typed = {"comment-text": "Kept.", "comment-field": "body", "comment-exact": "Not there at all.", **workbench}
    refused = client.post(url(brief, "comment"), typed, headers=part).content.decode()
    assert ("Kept.</textarea>" in refused, "data-done" in refused, "does not stand in the body" in refused) == (
        True,
        False,
        True,
    )
    resolve_comment(comment=Comment.objects.get(), by=author())
    late = client.post(url(brief, "comment", comment.pk, "resolve"), workbench, headers=part).content.decode()
    assert '<p class="comments-refusal">Comment: author has resolved it already.</p>' in late
    assert GONE in client.post(url(brief, "comment", 999, "resolve"), workbench, headers=part).content.decode()
