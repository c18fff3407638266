"""Figures and dates in a sentence: what a claim must not say unless one of its passages says it.

Counted: numerals (1,200 = 1200, 2.0 = 2, 40 per cent = 40%, €5m = 5000000), number words from two to the millions
("three-member" = 3, "two-thirds" = 2/3), years and decades, days and months in any usual English order, their
ranges ("25 to 27 November" = "25–27 November"), ISO dates, and Russian or Kyrgyz month names after a day.

Not counted, since a false alarm stops a publication and an editor who meets many stops reading them: "one" and
"zero" (pronouns more often than figures), ordinals outside dates, "May" and "March" without a day or year, and
numerals that belong to a name (G7, COVID-19, Su-27, 5G). A passage that says "one" still bears out a 1.

A claim's "25 November 2025" is borne out by a passage's "25 November" when a passage names 2025 as well: articles
rarely repeat the year. A passage's "27 November" bears out "27 November" and "November", never the number 27.
"""

from collections.abc import Iterable

from briefs.text.figure_patterns import Figure, scan


def missing_figures(statement: str, passages: Iterable[str]) -> list[str]:
    """The figures of a statement that none of its passages bears out, each once, in the statement's words."""
    stated = {figure.token for passage in passages for figure in scan(passage, with_one=True)}
    implied = stated | {part for token in stated for part in _parts(token)}
    missing = [figure for figure in scan(statement) if not _borne_out(figure, stated, implied)]
    return list(dict.fromkeys(figure.words for figure in missing))


def _parts(token: str) -> list[str]:
    """What a date says besides itself: 25 November 2025 also says November 2025, 25 November, November, 2025."""
    if token.startswith("--"):
        return [token[:4]]
    year, _, rest = token.partition("-")
    if not rest:
        return []
    return [year, f"{year}-{rest[:2]}", f"--{rest}", f"--{rest[:2]}"]


def _borne_out(figure: Figure, stated: set[str], implied: set[str]) -> bool:
    if figure.token in implied:
        return True
    year, dash, rest = figure.token.partition("-")
    if not year or not dash:
        return False
    without_year = {f"--{rest}", *(token for token in stated if token.startswith(f"--{rest}-"))}
    return year in implied and not without_year.isdisjoint(stated)
