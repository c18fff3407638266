"""Each wrong value is named with file, line, item and field, its cause and what to write."""

import pytest

from tests.seeding.builder import FILES, SeedFiles

pytestmark = pytest.mark.django_db

CLAIMS = "claims/media.yaml"
ASKED = "recommendations/asked.yaml"
ARTICLE = "articles/gazette.yaml"
EDITION = "briefs/after-the-closing/edition-1.md"


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            CLAIMS,
            "  kind: fact",
            "  kidn: fact",
            "line 3, claim outlet-closed, kidn: is an unknown field. Did you mean kind?",
        ),
        (
            CLAIMS,
            "      modality: reported",
            "      modalty: reported",
            "line 20, claim editors-regret, evidence 1, modalty: is an unknown field. Did you mean modality?",
        ),
        (
            CLAIMS,
            "  kind: fact",
            "  kind: facts",
            "line 3, claim outlet-closed, kind: “facts” is not one of: fact, assessment, forecast, position. "
            "Did you mean fact?",
        ),
        (
            CLAIMS,
            "  countries: [kg]",
            "  countries: kg",
            "line 5, claim outlet-closed, countries: must be a list, for example [one, two], but is “kg”.",
        ),
        (
            CLAIMS,
            "      paragraph: 1",
            "      paragraph: one",
            "line 11, claim outlet-closed, evidence 1, paragraph: must be a whole number, but is “one”.",
        ),
        (
            CLAIMS,
            "2024-04\n",
            "2024-13\n",
            "line 4, claim outlet-closed, occurred_on: “2024-13” is not a date this desk can read: month 13 does not "
            "exist. Write for example 2024-04, 2025-11-25/2025-11-27 or 2012~.",
        ),
        (
            CLAIMS,
            "[media]",
            "[medai]",
            "line 6, claim outlet-closed, topics 1: no topic is called “medai”. Did you mean media?",
        ),
        (CLAIMS, "[kg]", "[kg, kg]", "line 5, claim outlet-closed, countries 2: “kg” is named twice. Keep one."),
        (
            CLAIMS,
            "attributed_to: union",
            "attributed_to: onion",
            "line 21, claim editors-regret, evidence 1, attributed_to: no actor is called “onion”. Did you mean union?",
        ),
        (
            CLAIMS,
            "A court closed the outlet in April 2024.\n- key",
            "The court closed the outlet.\n- key",
            "line 12, claim outlet-closed, evidence 1, exact: “The court closed the outlet.” is not in paragraph 1 of "
            "gazette. Quote it letter by letter.",
        ),
        (
            CLAIMS,
            "      paragraph: 2",
            "      paragraph: 1",
            "line 19, claim editors-regret, evidence 1, exact: “The editors call it a loss.” is not in paragraph 1 of "
            "gazette. It stands in paragraph 2.",
        ),
        (
            CLAIMS,
            "The editors call it a loss.",
            "call it a loss",
            "line 19, claim editors-regret, evidence 1, exact: “call it a loss” stands 2 times in paragraph 2 of "
            "gazette. Quote more of it.",
        ),
        (
            CLAIMS,
            "      paragraph: 2",
            "      paragraph: 4",
            "line 18, claim editors-regret, evidence 1, paragraph: gazette has paragraphs 1 to 3, not 4. Correct the "
            "number.",
        ),
        (
            CLAIMS,
            "  confidence_reason: One article says so.\n",
            "",
            "line 1, claim outlet-closed: confidence and confidence_reason belong together: give both, or neither.",
        ),
        (
            CLAIMS,
            "key: editors-regret",
            "key: editors regret",
            "line 13, claim editors regret, key: “editors regret” cannot be cited. Begin with a letter, a digit or _, "
            "then letters, digits and single signs between them, for example kloop-liquidation-upheld.",
        ),
        (
            ASKED,
            "lever: dialogue\n  prop",
            "lever: dialog\n  prop",
            "line 4, recommendation answer-in-public, lever: no lever is called “dialog”. Did you mean dialogue?",
        ),
        (
            ASKED,
            "[outlet-closed]",
            "[outlet-shut]",
            "line 7, recommendation answer-in-public, claims 1: no claim is called “outlet-shut”. Did you mean "
            "outlet-closed?",
        ),
        (
            ASKED,
            "2024-05-03",
            "May 2024",
            "line 6, recommendation answer-in-public, asked_on: “May 2024” is not a day. Write it like 2025-11-28.",
        ),
        (
            ASKED,
            "status: no response",
            "status: implemented",
            "line 12, recommendation answer-in-public, follow_ups 1, claim: “implemented” needs a claim whose evidence "
            "shows it. Choose one.",
        ),
        (
            ASKED,
            "earlier: answer\n",
            "earlier: answer-in-public\n",
            "line 1, recommendation answer-in-public: goes round in a circle: answer-in-public → answer-in-public. "
            "Break it.",
        ),
        (
            ARTICLE,
            "key: gazette",
            "key: gazete",
            "line 1, article gazete, key: “gazete” differs from the file's name. Write gazette, or rename the file.",
        ),
        (
            ARTICLE,
            "outlet: null",
            "url: javascript:alert(1)",
            "line 3, article gazette, url: Enter a valid URL.",
        ),
        (EDITION, "title: After the closing\n", "", "line 2, brief after-the-closing, title: is missing. Write it."),
        (
            EDITION,
            "update_type: major",
            "update_type: huge",
            "line 10, brief after-the-closing, update_type: “huge” is not one of: major, minor.",
        ),
        (
            EDITION,
            "is closed [@outlet-closed]",
            "is closed [@outlet-shut]",
            "line 16, brief after-the-closing, body: cites [@outlet-shut], but no claim has that key. Did you "
            "mean outlet-closed?",
        ),
        (
            EDITION,
            "[answer, ",
            "[anser, ",
            "line 9, brief after-the-closing, recommendations 1: no recommendation is called “anser”. Did you "
            "mean answer?",
        ),
    ],
)
def test_wrong_value_is_named_with_its_line_and_fix(
    files: SeedFiles, name: str, old: str, new: str, problem: str
) -> None:
    files.replace(name, old, new)
    assert f"seeds/{name}, {problem}" in files.problems()


def test_claim_on_a_misspelt_article_names_the_nearest(files: SeedFiles) -> None:
    text = FILES[CLAIMS].replace("article: gazette\n      paragraph: 1", "article: gazete\n      paragraph: 1")
    files.write(CLAIMS, text)
    assert files.problems() == [
        "seeds/claims/media.yaml, line 10, claim outlet-closed, evidence 1, article: no article is called “gazete”. "
        "Did you mean gazette?"
    ]


def test_key_used_in_two_files_is_refused_with_both_places(files: SeedFiles) -> None:
    files.write("claims/more.yaml", "- key: outlet-closed\n  statement: It was closed.\n  kind: fact\n")
    assert files.problems() == [
        "seeds/claims/more.yaml, line 1, claim outlet-closed, key: “outlet-closed” is taken: seeds/claims/media.yaml, "
        "line 1. Rename one of the two, or join them."
    ]


def test_circle_of_bodies_is_refused(files: SeedFiles) -> None:
    files.replace("actors.yaml", "  country: kg", "  part_of: reporters")
    assert files.problems() == [
        "seeds/actors.yaml, line 1, actor reporters: goes round in a circle: reporters → union → reporters. Break it."
    ]


def test_unreadable_topics_do_not_make_every_use_of_one_a_problem(files: SeedFiles) -> None:
    files.replace("topics.yaml", "description", "descripton")
    assert files.problems() == [
        "seeds/topics.yaml, line 3, topic media, descripton: is an unknown field. Did you mean description?"
    ]
