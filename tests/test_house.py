"""Rules of the house that no linter knows: sizes, words that stand nowhere, what must be documented."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import URLPattern, URLResolver, get_resolver

from config.env import Environment

ROOT = Path(__file__).resolve().parent.parent
PLACES = (
    "briefs",
    "config",
    "tests",
    "scripts",
    "benchmarks",
    "templates",
    "docs",
    "seeds",
    ".ci",
    ".github",
)
TEXT = {".py", ".html", ".css", ".js", ".md", ".yaml", ".yml", ".toml", ".txt", ".sh", ""}
LONGEST = 300

# Split, so that this file does not hold what it looks for.
FORBIDDEN = {
    "unfinished work": ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error"],
    "a path of somebody's machine": ["/wo" + "rk/", "/tm" + "p/", "/home" + "/", "/Use" + "rs/"],
    "a package registry": ["py" + "pi.", "pythonhosted" + ".org", "registry.npmjs" + ".org"],
}


def project_files() -> Iterator[Path]:
    top = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    below = [path for place in PLACES for path in (ROOT / place).rglob("*") if path.is_file()]
    return (path for path in [*top, *below] if path.suffix in TEXT and "__pycache__" not in path.parts)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_python_file_is_longer_than_300_lines() -> None:
    sizes = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in project_files()
        if path.suffix == ".py" and "migrations" not in path.parts
    }
    assert {path: size for path, size in sizes.items() if size > LONGEST} == {}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_mentions(what: str) -> None:
    found = [
        f"{name(path)}:{number}: {line.strip()[:100]}"
        for path in project_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for word in FORBIDDEN[what]
        if re.search(rf"(?<!\w){re.escape(word)}", line)
    ]
    assert found == []


def test_mark_safe_stands_in_one_module() -> None:
    users = [
        name(path)
        for path in project_files()
        if path.suffix in (".py", ".html")
        and re.search(r"\bmark_" + r"safe\b|\bSafeString\(|\|\s*safe\b", path.read_text())
    ]
    assert users == ["briefs/renditions/safe.py"]


def test_every_static_file_that_pages_name_is_there() -> None:
    """Production answers 500 for a page that names one which is not; the suite's plain storage would not tell."""
    in_templates = re.compile(r"{% static [\"']([^\"']+)[\"']")
    in_code = re.compile(r"[\"']((?:briefs|admin)/[\w/.-]+\.(?:css|js|svg))[\"']")
    named = {
        (name(path), file)
        for place, suffix, pattern in (("templates", "html", in_templates), ("briefs", "py", in_code))
        for path in (ROOT / place).rglob(f"*.{suffix}")
        for file in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert named
    assert sorted(entry for entry in named if finders.find(entry[1]) is None) == []


def test_readme_lists_every_setting_and_no_other() -> None:
    env: Environment = runpy.run_path(str(ROOT / "config" / "settings.py"))["env"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|", readme, flags=re.MULTILINE)
    documented = {setting: (kind, default.strip("`–")) for setting, kind, default in rows}
    assert documented == {s.name: (s.kind, s.default) for s in env.settings.values()}


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    commands = [path.stem for path in (ROOT / "briefs/management/commands").glob("[!_]*.py")]
    assert [command for command in sorted(commands) if f"`{command}" not in text] == []


def test_every_make_target_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [target for target in targets if f"`make {target}" not in text] == []


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            # Behind /admin/ stands one address a model and act, by Django's own rule.
            yield from [route] if pattern.app_name == "admin" else routes(pattern.url_patterns, route)
        else:
            yield route


def test_every_address_is_documented() -> None:
    text = (ROOT / "docs" / "addresses.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(/[^`]*)` \|", text, flags=re.MULTILINE))
    assert set(routes(get_resolver().url_patterns)) == documented
