"""What is wrong with seed files, told so that whoever edits them finds the line and knows what to write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing to put right in one file. ``item`` names the thing, ``field`` where in it."""

    file: str
    message: str
    line: int | None = None
    item: str = ""
    field: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        place = ", ".join(part for part in (self.file, line, self.item, self.field) if part)
        return f"{place}: {self.message}"


class SeedProblems(Exception):
    """The seeds were refused with the whole list of problems; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def field_name(where: Iterable[str | int]) -> str:
    """A place in an item as its editor counts it: ("evidence", 0, "exact") is “evidence 1, exact”."""
    name = ""
    for part in where:
        name += f" {part + 1}" if isinstance(part, int) else f", {part}"
    return name.removeprefix(", ").strip()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the nearest known word, or with all of them when there are few; else nothing."""
    known = list(known)
    near = get_close_matches(word, known, n=1)
    if near:
        return f" Did you mean {near[0]}?"
    return f" Known are: {', '.join(known)}." if 0 < len(known) <= 20 else ""
