"""Comments: on which passage, by whom, resolved once, told as events, and blocking until they are resolved."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from briefs.desk.models import Brief, Comment, Event, StaleVersion
from briefs.desk.services.comments import place_of, threads
from briefs.publishing import (
    NotAllowed,
    PublishRefused,
    add_comment,
    approve_brief,
    build_content,
    find_publish_issues,
    publish_edition,
    reopen_comment,
    resolve_comment,
    submit_brief,
)
from tests.factories import BriefFactory, UserFactory, approved, author, editor, publisher

pytestmark = pytest.mark.django_db

BODY = "## Closure\n\nThe court upheld it. The outlet stays closed.\n\nThe court upheld it. Nobody was heard."


def a_brief(**fields: Any) -> Brief:
    return Brief.objects.get(pk=BriefFactory(**{"body": BODY, **fields}).pk)


def a_comment(brief: Brief, **fields: Any) -> Comment:
    return add_comment(**{"brief": brief, "by": editor(), "text": "Who says so?", **fields})


def events(brief: Brief) -> list[tuple[str, str, str]]:
    rows = Event.objects.filter(noun="brief", object_id=brief.pk).order_by("pk").select_related("by")
    return [(event.kind, event.by.username, event.detail) for event in rows if event.by]


def test_comment_on_a_passage_keeps_its_words_and_its_place() -> None:
    brief = a_brief()
    comment = a_comment(brief, field="body", exact="  The outlet stays\n closed ")

    assert (comment.exact, comment.start, comment.end) == ("The outlet stays closed", 33, 56)
    assert (comment.prefix, comment.suffix) == (
        "## Closure\n\nThe court upheld it. "[-32:],
        ".\n\nThe court upheld it. Nobody was"[:32],
    )
    assert (comment.written_by.get_username(), comment.version, comment.resolved_at) == ("editor", 1, None)


def test_comment_can_be_on_a_field_or_on_the_whole_brief() -> None:
    brief = a_brief()
    assert [(c.field, c.exact) for c in (a_comment(brief), a_comment(brief, field="summary"))] == [
        ("", ""),
        ("summary", ""),
    ]


def test_selection_that_cuts_a_word_is_found_again() -> None:
    brief = a_brief()
    comment = a_comment(brief, field="body", exact="outlet stays clos")
    assert place_of(comment, brief).state == "anchored"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"field": "body", "exact": "The ministry upheld nothing at all."},
            "exact: does not stand in the body as it is stored. "
            "Save the draft first, or copy the passage from the stored text.",
        ),
        (
            {"field": "body", "exact": "The court upheld it."},
            "exact: stands 2 times or more in the body. Copy some words before or after it, too.",
        ),
        ({"exact": "The court upheld it."}, "field: choose the field in which the passage stands."),
        ({"field": "slug", "exact": "brief"}, "field: choose the field in which the passage stands."),
        ({"field": "slug"}, "Value 'slug' is not a valid choice."),
        ({"text": ""}, "This field cannot be blank."),
        ({"text": "x" * 1_000_000}, "text: is 1,000,000 characters long, 4,000 is the most. Shorten it."),
        (
            {"field": "body", "exact": "x" * 1_000_000},
            "exact: is 1,000,000 characters long, 1,000 is the most. Quote less.",
        ),
        (
            {"field": "body", "exact": "a\x00b"},
            "exact: Line 1 holds the control character U+0000, which no text may hold: "
            "remove it, or copy the text again from its source.",
        ),
        (
            {"text": "a\x00b"},
            "Line 1 holds the control character U+0000, which no text may hold: "
            "remove it, or copy the text again from its source.",
        ),
    ],
)
def test_comment_that_cannot_be_placed_or_read_is_refused_in_a_sentence(fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_comment(a_brief(), **fields)
    assert refused.value.messages == [sentence]
    assert (Comment.objects.count(), Event.objects.count()) == (0, 0)


def test_words_around_it_tell_which_copy_is_meant() -> None:
    brief = a_brief()
    second = a_comment(brief, field="body", exact="The court upheld it.", suffix=" Nobody was heard.")
    assert BODY[second.start : second.end] == "The court upheld it."
    assert second.start == BODY.rindex("The court")


def test_place_is_looked_up_again_in_the_text_as_it_is_now() -> None:
    brief = a_brief()
    comment = a_comment(brief, field="body", exact="The outlet stays closed")

    def place(body: str) -> tuple[str, str]:
        brief.body = body
        found = place_of(comment, brief)
        return found.state, found.excerpt

    assert place(BODY) == ("anchored", "The outlet stays closed")
    assert place("A new beginning.\n\n" + BODY.replace("outlet stays", "outlet\nstays")) == (
        "moved",
        "The outlet\nstays closed",
    )
    assert place(BODY.replace("The outlet stays closed", "The outlet opened")) == ("gone", "")
    assert place("") == ("gone", "")


def test_answers_stand_under_the_comment_they_answer() -> None:
    brief = a_brief()
    comment, other = a_comment(brief, field="title"), a_comment(brief)
    answer = a_comment(
        brief, by=author(), text="The source does.", answers=comment, field="body", exact="Nobody was heard"
    )

    assert (answer.field, answer.exact) == ("", "")
    assert [(t.comment, t.place.state, t.replies) for t in threads(brief)] == [
        (comment, "whole", (answer,)),
        (other, "whole", ()),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_comments_of_a_brief_take_one_query(count: int) -> None:
    brief = a_brief()
    for _ in range(count):
        a_comment(brief, answers=a_comment(brief, field="body", exact="Nobody was heard"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert [t.comment.written_by.get_username() for t in threads(brief)] == ["editor"] * count
    assert len(queries) == 1


def test_answer_to_an_answer_or_to_another_briefs_comment_is_refused() -> None:
    brief, other = a_brief(), a_brief()
    comment = a_comment(brief)
    answer = a_comment(brief, answers=comment)
    with pytest.raises(NotAllowed, match="this is an answer itself. Answer the comment above it"):
        a_comment(brief, answers=answer)
    with pytest.raises(NotAllowed, match="belongs to another brief"):
        a_comment(other, answers=comment)
    with pytest.raises(NotAllowed, match="this is an answer. Resolve the comment it answers"):
        resolve_comment(comment=answer, by=editor())


def test_each_act_is_told_on_the_brief_by_the_content_it_was_done_on() -> None:
    brief = a_brief()
    comment = a_comment(brief, field="body", exact="Nobody was heard")
    a_comment(brief, by=author(), text="The source does.", answers=comment)
    resolve_comment(comment=comment, by=author())
    reopen_comment(comment=comment, by=editor())

    assert events(brief) == [
        ("commented", "editor", "Commented on “Nobody was heard”: “Who says so?”"),
        ("commented", "author", "Answered: “The source does.”"),
        ("comment resolved", "author", "Resolved on “Nobody was heard”: “Who says so?”"),
        ("commented", "editor", "Opened again on “Nobody was heard”: “Who says so?”"),
    ]
    assert set(Event.objects.values_list("content_sha256", flat=True)) == {build_content(brief).sha256()}


def test_comment_is_resolved_once_and_opened_again_once() -> None:
    comment = a_comment(a_brief())
    resolve_comment(comment=comment, by=author())
    assert (comment.resolved_by, comment.version) == (author(), 2)
    with pytest.raises(NotAllowed, match="comment: author has resolved it already"):
        resolve_comment(comment=comment, by=editor())
    reopen_comment(comment=comment, by=editor())
    with pytest.raises(NotAllowed, match="comment: it is open already"):
        reopen_comment(comment=comment, by=editor())
    stored = Comment.objects.get()
    assert (stored.resolved_by, stored.resolved_at, stored.version) == (None, None, 3)


def test_of_two_who_resolve_at_once_the_second_is_refused_and_nothing_is_told_twice() -> None:
    comment = a_comment(a_brief())
    same = Comment.objects.get()
    resolve_comment(comment=comment, by=author())
    with pytest.raises(StaleVersion, match="This comment was changed by somebody else"):
        resolve_comment(comment=same, by=editor())
    assert Comment.objects.get().resolved_by == author()
    assert Event.objects.filter(kind="comment resolved").count() == 1


@pytest.mark.parametrize("stranger", [{}, {"role": "Editor", "is_active": False}], ids=["no role", "inactive"])
def test_nobody_without_the_role_comments_or_resolves(stranger: dict[str, Any]) -> None:
    brief, by = a_brief(), UserFactory(**stranger)
    comment = a_comment(brief)
    with pytest.raises(NotAllowed, match="may not comment on a brief. Ask somebody whose role allows it"):
        a_comment(brief, by=by)
    with pytest.raises(NotAllowed, match="may not resolve a comment"):
        resolve_comment(comment=comment, by=by)
    with pytest.raises(NotAllowed, match="may not open a comment again"):
        reopen_comment(comment=comment, by=by)
    assert (Comment.objects.count(), Event.objects.count()) == (1, 1)


def test_comment_on_a_brief_that_is_gone_is_refused() -> None:
    brief = a_brief()
    Brief.objects.get(pk=brief.pk).delete()
    with pytest.raises(NotAllowed, match="brief: it was deleted meanwhile"):
        a_comment(brief)


def comment_issues(brief: Brief) -> list[tuple[str, str, str, str]]:
    found = find_publish_issues(Brief.objects.get(pk=brief.pk))
    return [(i.field, i.noun, i.message, i.excerpt) for i in found if i.code == "open-comment"]


def test_open_comments_are_publish_issues_with_their_passage_until_resolved() -> None:
    brief = a_brief()
    comment = a_comment(brief, field="body", exact="Nobody was heard")
    whole = a_comment(brief, text="Too long.")
    a_comment(brief, answers=whole)

    assert comment_issues(brief) == [
        (
            "body",
            "brief",
            "body: editor has an open comment on “Nobody was heard”: “Who says so?” Settle it, then resolve it.",
            "Nobody was heard",
        ),
        ("comments", "brief", "comments: editor has an open comment: “Too long.” Settle it, then resolve it.", ""),
    ]
    for each in (comment, whole):
        resolve_comment(comment=each, by=editor())
    assert comment_issues(brief) == []


def test_open_comment_keeps_a_brief_from_approval_and_from_publication_but_not_from_review() -> None:
    brief = Brief.objects.get(pk=BriefFactory().pk)
    sha256 = build_content(brief).sha256()
    comment = a_comment(brief)
    assert build_content(brief).sha256() == sha256
    submit_brief(brief=brief, by=author())
    with pytest.raises(PublishRefused, match="has an open comment"):
        approve_brief(brief=brief, by=editor(), content_sha256=sha256)
    resolve_comment(comment=comment, by=author())
    approve_brief(brief=Brief.objects.get(pk=brief.pk), by=editor(), content_sha256=sha256)


def test_comment_after_approval_keeps_the_brief_from_publication_until_resolved() -> None:
    brief = approved()
    comment = a_comment(brief)
    with pytest.raises(PublishRefused, match="has an open comment"):
        publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First.")
    resolve_comment(comment=comment, by=author())
    assert publish_edition(brief=brief, by=publisher(), update_type="major", change_note="First.").number == 1
