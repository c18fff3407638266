"""Two contents of a brief compared: what differs is told where it stands, and nothing that differs goes untold."""

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from briefs.record.document import Corroboration, CountryRef, EditionDocument, FuzzyDatePart, LineageEntry, Term
from briefs.renditions.changes import Change, Changes, compare
from tests.document_parts import CONDITIONS, MINISTRY, UNDATED, WATCH, actor_entry, claim, evidence, recommendation
from tests.documents import hostile_document, sample_document

DOCUMENT = sample_document()


def edited(**changes: Any) -> EditionDocument:
    return DOCUMENT.model_copy(update=changes)


def section(changes: Changes, name: str) -> list[Change]:
    return next(list(section.changes) for section in changes.sections if section.name == name)


def names(changes: Changes) -> list[str]:
    return [section.name for section in changes.sections]


def told(change: Change) -> tuple[str, str, str]:
    return change.kind_words, change.name, marked(change.words)


def marked(words: Any) -> str:
    marks = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in words)


def facts(change: Change) -> list[tuple[str, str]]:
    return [(fact.label, marked(fact.words)) for fact in change.facts]


def test_same_content_has_no_changes_in_another_edition() -> None:
    changes = compare(DOCUMENT, edited(edition=9, change_note="Other words.", update_type="minor"))
    assert (changes.sections, changes.is_whole, changes.only_unseen) == ((), False, False)


def test_difference_that_nobody_sees_in_words_is_said_to_be_one() -> None:
    changes = compare(DOCUMENT, edited(body_html="<p>Laid out otherwise.</p>"))
    assert (changes.sections, changes.only_unseen) == ((), True)


def test_title_and_summary_are_compared_by_word() -> None:
    changes = compare(DOCUMENT, edited(title=DOCUMENT.title + " again", summary=""))
    (title,) = section(changes, "title")
    (summary,) = section(changes, "summary")
    assert told(title) == ("Changed", "", DOCUMENT.title + "{+ again+}")
    assert told(summary) == ("Gone", "", f"[-{DOCUMENT.summary}-]")


def test_body_is_told_by_paragraph_under_its_heading_with_what_is_skipped() -> None:
    old = edited(
        body="## One\n\nFirst words here.\n\nSecond words\nhere.\n\n## Two\n\nThird words here.\n\nFourth one."
    )
    new = edited(
        body="## One\n\nFirst words here.\n\nSecond words here.\n\n## Two\n\nThird new words here.\n\nFourth one."
    )

    (body,) = compare(old, new).sections

    assert [(change.skipped, told(change)) for change in body.changes] == [
        ("3 paragraphs unchanged", ("", "", "Two")),
        ("", ("Changed", "Paragraph 5", "Third {+new +}words here.")),
    ]
    assert (body.skipped, body.tally) == ("1 paragraph unchanged", "1 changed")


def test_lines_of_a_list_and_of_code_are_kept_apart() -> None:
    old, new = edited(body="- one\n- two\n\n```\na\nb\n```"), edited(body="- one\n- three\n\n```\na\nc\n```")
    listed, code = section(compare(old, new), "body")
    assert marked(listed.words) == "- one\n- [-two-]{+three+}"
    assert marked(code.words) == "```\na\n[-b-]{+c+}\n```"


def test_moved_key_message_and_paragraph_are_told_with_their_places() -> None:
    messages = DOCUMENT.key_messages
    changes = compare(DOCUMENT, edited(key_messages=(messages[-1], *messages[:-1])))
    moved = section(changes, "key-messages")[0]
    assert (moved.kind_words, moved.moved) == ("Moved", f"moved from place {len(messages)} to 1")


def test_recommendations_are_added_removed_moved_and_changed_by_key() -> None:
    a, b, c, d = (recommendation(key, f"Ask of {key}.") for key in "abcd")
    reworded = recommendation("b", "Something else altogether.", strength="moderate", addressees=(WATCH,))
    old, new = edited(recommendations=(a, b, c)), edited(recommendations=(c, d, reworded))

    found = section(compare(old, new), "recommendations")

    assert [(change.kind_words, change.name, change.moved) for change in found] == [
        ("Gone", "Recommendation 1", ""),
        ("Moved", "Recommendation 1", "moved from place 3 to 1"),
        ("New", "Recommendation 2", ""),
        ("Changed", "Recommendation 3", ""),
    ]
    assert facts(found[3]) == [
        ("Asked of", "[-European Union-]{+Civic Watch+}"),
        ("Strength", "[-Strong-]{+Moderate+}"),
    ]


def test_recommendation_moved_and_changed_says_both() -> None:
    a, b = recommendation("a", "Ask this of them."), recommendation("b", "Ask that of them.")
    later = b.model_copy(update={"time_frame": "at once"})
    (found,) = section(compare(edited(recommendations=(a, b)), edited(recommendations=(later, a))), "recommendations")
    assert (found.kind_words, found.moved) == ("Moved and changed", "moved from place 2 to 1")
    assert facts(found) == [("Time frame", "[-Before the next cooperation council-]{+At once+}")]


def test_claims_are_told_by_key_with_what_else_differs_of_them() -> None:
    law, vote, closures = DOCUMENT.claims[:3]
    changed = law.model_copy(
        update={
            "statement": law.statement.replace("April", "May"),
            "confidence": "low",
            "corroboration": Corroboration(origins=1, articles=2),
            "evidence": (law.evidence[0], evidence(exact="It was adopted in May.", paragraph=5)),
        }
    )
    new = claim(3, "new", "A new statement.")

    found = section(compare(edited(claims=(law, vote, closures)), edited(claims=(vote, changed, new))), "claims")

    assert [(change.kind_words, change.name) for change in found] == [
        ("Changed", "Claim law"),
        ("New", "Claim new"),
        ("Gone", "Claim closures"),
    ]
    assert "in [-April-]{+May+} 2024" in marked(found[0].words)
    assert facts(found[0]) == [
        ("Confidence", "[-High-]{+Low+} confidence"),
        ("Corroboration", "Supported by [-2 independent origins-]{+1 origin+}, 2 articles"),
    ]
    assert [block.kind for block in found[0].passages] == ["changed"]
    assert "{+It was adopted in May.’ (" in marked(found[0].passages[0].pieces)
    assert [marked(block.pieces)[:20] for block in found[1].passages] == ["Supports: ‘The regis"]
    assert ("Confidence", "Moderate confidence") in facts(found[1])
    assert (found[2].facts, found[2].passages) == ((), ())


def test_new_number_of_a_claim_is_no_change() -> None:
    law = DOCUMENT.claims[0]
    changes = compare(edited(claims=(law,)), edited(claims=(law.model_copy(update={"number": 7}),)))
    assert (changes.sections, changes.only_unseen) == ((), True)


def test_everything_is_shown_unmarked_where_there_is_nothing_to_compare_with() -> None:
    changes = compare(None, DOCUMENT)
    shown = "".join(marked(change.words) for part in changes.sections for change in part.changes)
    shown += "".join(
        marked(fact.words) for part in changes.sections for change in part.changes for fact in change.facts
    )

    assert changes.is_whole
    assert {DOCUMENT.title, DOCUMENT.summary, *DOCUMENT.key_messages} - {
        "".join(p.text for p in change.words) for part in changes.sections for change in part.changes
    } == set()
    assert ("{+" in shown, "[-" in shown) == (False, False)
    assert "Changed" not in render_to_string("components/changes.html", {"changes": changes})


LAW, ASK, ARTICLE, ACTOR = DOCUMENT.claims[0], DOCUMENT.recommendations[0], DOCUMENT.articles[0], DOCUMENT.actors[0]
DAY = FuzzyDatePart(edtf="2020-01-02", earliest=date(2020, 1, 2), latest=date(2020, 1, 2))
TERM = Term(slug="other", name="Other")
DIFFERENT: dict[str, dict[str, Any]] = {
    "particulars": {
        "slug": "another",
        "language": "ru",
        "topics": (TERM,),
        "countries": (CountryRef(code="kz", name="Kazakhstan"),),
    },
    "authors": {"authors": DOCUMENT.authors[:1]},
}
PARTS: list[tuple[str, str, Any, dict[str, Any]]] = [
    (
        "claims",
        "claims",
        LAW,
        {
            "kind": "forecast",
            "occurred_on": DAY,
            "countries": (),
            "topics": (TERM,),
            "confidence": None,
            "confidence_reason": "Another.",
            "evidence": (),
        },
    ),
    (
        "recommendations",
        "recommendations",
        ASK,
        {
            "addressees": (MINISTRY,),
            "lever": TERM if ASK.lever == CONDITIONS else CONDITIONS,
            "time_frame": "some day",
            "proposed_by": WATCH,
            "claims": ("law",),
            "asked_on": date(2020, 1, 1),
            "state": "overtaken by events",
            "lineage": (LineageEntry(relation="narrows", earlier="older", text="Do it."),),
        },
    ),
    (
        "sources",
        "articles",
        ARTICLE,
        {
            "title": "Other",
            "outlet": MINISTRY,
            "genre": "report",
            "authors": (MINISTRY,),
            "language": "ru",
            "published_on": DAY,
            "url": "https://other.example/",
            "note": "Seen.",
        },
    ),
    (
        "actors",
        "actors",
        ACTOR,
        {
            "name": "Other",
            "kind": "government",
            "part_of": MINISTRY,
            "origin": MINISTRY,
            "country": CountryRef(code="kz", name="Kazakhstan"),
            "url": "https://other.example/",
            "description": "Seen.",
        },
    ),
]
CASES = [(name, {field: value}) for name, fields in DIFFERENT.items() for field, value in fields.items()]
CASES += [
    (name, {field: (part.model_copy(update={key: value}), *getattr(DOCUMENT, field)[1:])})
    for name, field, part, fields in PARTS
    for key, value in fields.items()
]


@pytest.mark.parametrize(("name", "change"), CASES)
def test_every_field_that_differs_is_told_in_its_section(name: str, change: dict[str, Any]) -> None:
    assert names(compare(DOCUMENT, edited(**change))) == [name]


def test_page_says_in_words_what_colour_and_line_say() -> None:
    changes = compare(DOCUMENT, edited(title="Another " + DOCUMENT.title, articles=(*DOCUMENT.articles, UNDATED)[1:]))
    page = render_to_string("components/changes.html", {"changes": changes})

    assert '<ins><span class="diff-aloud">[added: </span>Another <span class="diff-aloud">]</span></ins>' in page
    assert '<del><span class="diff-aloud">[removed: </span>' in page
    assert '<strong class="change-kind">Gone</strong>' in page
    assert f'lang="{DOCUMENT.language}"' in page


def test_hostile_words_stay_words() -> None:
    hostile = hostile_document()
    page = render_to_string("components/changes.html", {"changes": compare(DOCUMENT, hostile)})
    assert "<script" not in page
    assert "&lt;script" in page


def test_actor_entry_is_named_once() -> None:
    new = edited(actors=(*DOCUMENT.actors, actor_entry(WATCH, slug="new", name="New body", origin=WATCH)))
    (found,) = section(compare(DOCUMENT, new), "actors")
    assert (found.kind_words, marked(found.words), facts(found)[0]) == (
        "New",
        "{+New body+}",
        ("Kind", "Organisation"),
    )
