"""Read a whole directory of seeds: every file, every problem, before anything is done with them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from .items import Item, read_item
from .problems import Problem, SeedProblems, did_you_mean
from .schemas import (
    ActorSeed,
    ArticleSeed,
    ClaimSeed,
    CountrySeed,
    DraftSeed,
    EditionSeed,
    RecommendationSeed,
    Seed,
    TermSeed,
)
from .yaml_files import Source, read_markdown, read_yaml

S = TypeVar("S", bound=Seed)

LISTS = ("countries.yaml", "topics.yaml", "levers.yaml", "actors.yaml")
LAYOUT = (*LISTS, "articles/KEY.yaml", "claims/*.yaml", "recommendations/*.yaml", "briefs/SLUG/edition-N.md, draft.md")


@dataclass(frozen=True)
class BriefFiles:
    """The files of one brief: its editions by number, and the draft under review, if there is one."""

    slug: str
    editions: dict[int, Item[EditionSeed]]
    draft: Item[DraftSeed] | None

    def all(self) -> list[Item[Any]]:
        """Its texts, the working one last."""
        texts: list[Item[Any]] = list(self.editions.values())
        return [*texts, self.draft] if self.draft else texts


@dataclass
class SeedSet:
    """Everything a directory of seeds says, in the order of its files.

    ``broken`` holds the nouns of which some could not be read, so that nobody may say what is not among them.
    """

    countries: list[Item[CountrySeed]] = field(default_factory=list)
    topics: list[Item[TermSeed]] = field(default_factory=list)
    levers: list[Item[TermSeed]] = field(default_factory=list)
    actors: list[Item[ActorSeed]] = field(default_factory=list)
    articles: list[Item[ArticleSeed]] = field(default_factory=list)
    claims: list[Item[ClaimSeed]] = field(default_factory=list)
    recommendations: list[Item[RecommendationSeed]] = field(default_factory=list)
    briefs: list[BriefFiles] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


def read_files(directory: Path) -> tuple[SeedSet, list[Problem]]:
    """The seeds as far as they can be read, and what is wrong with the rest.

    Raises FileNotFoundError when the directory is missing or holds nothing to read.
    """
    if not directory.is_dir():
        raise FileNotFoundError(f"{directory} is not a directory. Name the directory that holds the seeds.")
    reader = Reader(directory.resolve())
    seeds = SeedSet(
        countries=reader.read_list("countries.yaml", "country", "code", CountrySeed),
        topics=reader.read_list("topics.yaml", "topic", "slug", TermSeed),
        levers=reader.read_list("levers.yaml", "lever", "slug", TermSeed),
        actors=reader.read_list("actors.yaml", "actor", "slug", ActorSeed),
        articles=reader.read_articles(),
        claims=reader.read_list("claims/*.yaml", "claim", "key", ClaimSeed),
        recommendations=reader.read_list("recommendations/*.yaml", "recommendation", "key", RecommendationSeed),
        briefs=reader.read_briefs(),
        broken=reader.broken,
    )
    reader.note_strangers()
    if not reader.known:
        raise FileNotFoundError(f"{directory} holds no seeds. Expected are {'; '.join(LAYOUT)}.")
    return seeds, reader.problems


class Reader:
    """Reads the files of one directory and gathers their problems."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self.known: set[Path] = set()
        self.broken: set[str] = set()

    def name(self, path: Path) -> str:
        """The file as people call it: with the directory in front, seeds/claims/media.yaml."""
        return f"{self.directory.name}/{path.relative_to(self.directory).as_posix()}"

    def glob(self, pattern: str) -> list[Path]:
        paths = sorted(path for path in self.directory.glob(pattern) if path.is_file())
        self.known |= set(paths)
        return paths

    def read(self, path: Path) -> Source | None:
        """The file's data; None, with its problems noted, when it cannot be read."""
        try:
            return (read_markdown if path.suffix == ".md" else read_yaml)(path, self.name(path))
        except SeedProblems as error:
            self.problems += error.problems
        except OSError as error:
            self.problems.append(Problem(self.name(path), f"cannot be read ({error.strerror}). Check its permissions."))
        return None

    def read_list(self, pattern: str, noun: str, name: str, schema: type[S]) -> list[Item[S]]:
        """All things of the files that match, each file a list of them."""
        items: list[Item[S] | None] = []
        before = len(self.problems)
        for path in self.glob(pattern):
            source = self.read(path)
            if source is None or source.data is None:
                continue
            if not isinstance(source.data, list):
                message = f"must be a list. Begin each {noun} with “- {name}: …”."
                self.problems.append(Problem(source.name, message, source.line(())))
                continue
            for number, data in enumerate(source.data):
                items.append(read_item(noun, name, schema, source, (number,), data, self.problems))
        if len(self.problems) > before:
            self.broken.add(noun)
        return [item for item in items if item is not None]

    def read_articles(self) -> list[Item[ArticleSeed]]:
        """The articles, one a file that bears its key."""
        items = []
        before = len(self.problems)
        for path in self.glob("articles/*.yaml"):
            source = self.read(path)
            if source is None:
                continue
            item = read_item("article", "key", ArticleSeed, source, (), source.data, self.problems)
            if item is not None:
                items.append(item)
                if item.key != path.stem:
                    message = f"“{item.key}” differs from the file's name. Write {path.stem}, or rename the file."
                    self.problems.append(item.problem(message, "key"))
        if len(self.problems) > before:
            self.broken.add("article")
        return items

    def read_briefs(self) -> list[BriefFiles]:
        texts: dict[str, tuple[dict[int, Item[EditionSeed]], list[Item[DraftSeed]]]] = {}
        for path in self.glob("briefs/*/*.md"):
            slug = path.parent.name
            editions, drafts = texts.setdefault(slug, ({}, []))
            number = path.stem.removeprefix("edition-")
            if path.stem == "draft":
                drafts += self.read_brief(path, slug, DraftSeed)
            elif path.stem != number and number.isascii() and number.isdigit() and str(int(number[:9])) == number:
                editions |= {int(number): item for item in self.read_brief(path, slug, EditionSeed)}
            else:
                message = "is neither draft.md nor edition-N.md, N being a number from 1. Rename it."
                self.problems.append(Problem(self.name(path), message))
        return [
            BriefFiles(slug, dict(sorted(editions.items())), drafts[0] if drafts else None)
            for slug, (editions, drafts) in texts.items()
        ]

    def read_brief(self, path: Path, slug: str, schema: type[S]) -> list[Item[S]]:
        source = self.read(path)
        if source is None:
            return []
        data = source.data or {}
        if not isinstance(data, dict) or "body" in data:
            message = "the front matter must be fields with values, and the body stands below it. Correct it."
            self.problems.append(Problem(source.name, message, source.line(("body",))))
            return []
        source.lines["body",] = source.body_line
        data = data | {"body": source.body}
        item = read_item("brief", "slug", schema, source, (), data, self.problems, key=slug)
        return [item] if item else []

    def note_strangers(self) -> None:
        """Files nothing reads, such as a misspelt claim.yaml, would otherwise be left out in silence."""
        for path in sorted(self.directory.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(self.directory).parts)
            if path.is_dir() or hidden or path in self.known or path.name == "README.md":
                continue
            near = did_you_mean(path.relative_to(self.directory).as_posix(), LISTS)
            message = f"is no file that is read here.{near if 'Did' in near else ''} Expected are {'; '.join(LAYOUT)}."
            self.problems.append(Problem(self.name(path), message))
