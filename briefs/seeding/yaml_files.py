"""Read YAML and Markdown files into plain data that knows the line of every value.

Only the plain part of YAML is read: lists, mappings and text. Every scalar stays text (so the country code ``no``
is not a truth value), an empty one or ``null`` is None. Aliases, tags and tabs are refused.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from briefs.text.normalise import normalise

from .problems import Problem, SeedProblems, field_name

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Source:
    """One file as read: its name as shown to people, its data, and for Markdown the text below the front matter."""

    name: str
    data: Any
    lines: dict[Where, int] = field(repr=False)
    body: str = ""
    body_line: int = 1

    def line(self, path: Where) -> int | None:
        """The line a value begins on; for one that is missing, the line of what it is missing from."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read_yaml(path: Path, name: str) -> Source:
    """Read a YAML file; raises SeedProblems."""
    return parse_yaml(read_text(path, name), name)


def read_markdown(path: Path, name: str) -> Source:
    """Read a Markdown file whose front matter stands between two lines of three hyphens; raises SeedProblems."""
    lines = read_text(path, name).split("\n")
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(marks) < 2 or marks[0] != 0:
        raise _refused(name, 1, "has no front matter. Begin with a line ---, the fields, and another line ---.")
    end = marks[1]
    source = parse_yaml("\n".join(["", *lines[1:end]]), name)
    body = "\n".join(lines[end + 1 :])
    blank = len(body) - len(body.lstrip())
    return Source(name, source.data, source.lines, body.strip() + "\n", end + 2 + body.count("\n", 0, blank))


def read_text(path: Path, name: str) -> str:
    """The file's text in the desk's normal form; raises SeedProblems for what is no text."""
    if path.stat().st_size > MAX_BYTES:
        raise _refused(name, None, f"is larger than {MAX_BYTES // 1_000_000} MB. Split it.")
    raw = path.read_bytes()
    try:
        return normalise(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(name, line, f"byte 0x{raw[error.start]:02x} is not UTF-8. Save the file as UTF-8.") from None
    except ValueError as error:
        raise _refused(name, None, str(error)) from None


def parse_yaml(text: str, name: str) -> Source:
    """Plain data of a YAML text with the lines it stands on; raises SeedProblems."""
    if "\t" in text:
        line = text.count("\n", 0, text.index("\t")) + 1
        raise _refused(name, line, "holds a tab, which YAML cannot count as indentation. Write spaces instead.")
    try:
        _refuse_all_but_plain(text, name)
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refused(
            name,
            mark.line + 1 if mark else None,
            f"is not YAML here ({error.problem}). Check the indentation; put a text that holds “: ” or begins "
            "with a sign between quotation marks.",
        ) from None
    lines: dict[Where, int] = {}
    problems: list[Problem] = []
    data = _plain(root, (), name, lines, problems) if root is not None else None
    if problems:
        raise SeedProblems(problems)
    return Source(name, data, lines)


def _refuse_all_but_plain(text: str, name: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            raise _refused(name, line, f"uses the anchor or alias “{anchor}”. Write the value out.")
        if tag:
            raise _refused(name, line, f"uses the tag {tag}. Leave it out; seeds are plain text.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _refused(name, line, f"is nested more than {MAX_DEPTH} deep. Close a bracket.")


def _plain(node: Any, path: Where, name: str, lines: dict[Where, int], problems: list[Problem]) -> Any:
    """The node's data; notes its lines, and problems with keys and characters."""
    line = lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, number), name, lines, problems) for number, item in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode):
        if not node.style and node.value in ("", "~", "null"):
            return None
        try:
            return normalise(node.value)
        except ValueError:
            message = "holds a control character, which no text may hold. Remove it."
            problems.append(Problem(name, message, line, field=field_name(path)))
            return None
    data: dict[str, Any] = {}
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(name, "a list cannot be the name of a field. Write “field: value”.", at))
        elif key.value in data:
            first = lines[*path, key.value]
            message = f"“{key.value}” stands here twice, first in line {first}. Keep one."
            problems.append(Problem(name, message, at, field=field_name((*path, key.value))))
        else:
            lines[*path, key.value] = at
            data[key.value] = _plain(value, (*path, key.value), name, lines, problems)
    return data


def _refused(name: str, line: int | None, message: str) -> SeedProblems:
    return SeedProblems([Problem(name, message, line)])
