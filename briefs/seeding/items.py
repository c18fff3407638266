"""The things seed files describe, each with the place it stands at, checked one by one."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from pydantic import ValidationError as SchemaError
from pydantic_core import ErrorDetails

from briefs.text.canonical import canonical_json, sha256_of

from .problems import Problem, SeedProblems, did_you_mean, field_name
from .schemas import PARTS, Seed
from .yaml_files import Source, Where

S = TypeVar("S", bound=Seed)

WRONG_TYPE = {
    "string": "must be text",
    "list": "must be a list, for example [one, two]",
    "int": "must be a whole number",
    "bool": "must be true or false",
    "model": "must be fields with values, for example key: value",
    "dict": "must be fields with values, for example key: value",
}


@dataclass(frozen=True)
class Item(Generic[S]):
    """One thing as its file describes it, and where that stands."""

    noun: str
    key: str
    seed: S
    source: Source
    at: Where = ()

    def problem(self, message: str, *where: str | int) -> Problem:
        """Something wrong with this thing, at a place within it."""
        line = self.source.line((*self.at, *where))
        return Problem(self.source.name, message, line, f"{self.noun} {self.key}", field_name(where))

    def refused(self, message: str, *where: str | int) -> SeedProblems:
        """The same as an exception, for what is found out only while writing."""
        return SeedProblems([self.problem(message, *where)])

    def sha256(self) -> str:
        """The digest of what the file says of it; its place among levers counts too, as it is shown."""
        place = self.at if self.noun == "lever" else ()
        return sha256_of(canonical_json([self.seed.model_dump(mode="json"), *place]))


def read_item(
    noun: str, name: str, schema: type[S], source: Source, at: Where, data: Any, problems: list[Problem], key: str = ""
) -> Item[S] | None:
    """One thing out of a file's data; None, with its problems noted, when it does not fit the schema.

    ``name`` is the field it is known by; ``key`` replaces it where the file's path is the name.
    """
    key = key or str(data.get(name) or "") if isinstance(data, dict) else key
    item = f"{noun} {key}".strip()
    try:
        seed = schema.model_validate(data)
    except SchemaError as error:
        for detail in error.errors(include_url=False):
            where = detail["loc"]
            problems.append(
                Problem(source.name, _sentence(detail, schema), source.line((*at, *where)), item, field_name(where))
            )
        return None
    return Item(noun, key, seed, source, at)


def plain_values(seed: Seed, model: type[Model]) -> dict[str, Any]:
    """The seed's values for the model's own columns; relations are left to who knows the rows."""
    values = {}
    for field in model._meta.concrete_fields:
        if field.name in type(seed).model_fields and not field.is_relation:
            value = getattr(seed, field.name)
            values[field.name] = "\n".join(value) if isinstance(value, list) else value
            if value is None and not field.null:
                values[field.name] = ""
    return values


def check_values(item: Item[Any], model: type[Model], **more: Any) -> list[Problem]:
    """What the desk itself would refuse in the item's own values; needs no database."""
    values = plain_values(item.seed, model) | more
    row = model(**values)
    try:
        row.clean_fields(exclude=[field.name for field in model._meta.fields if field.name not in values])
        row.clean()
    except ValidationError as error:
        return problems_of(item, error)
    return []


def problems_of(item: Item[Any], error: ValidationError, *where: str | int) -> list[Problem]:
    """A model's objections as problems of the item, or of the part of it that stands at a place."""
    found = []
    for field, messages in error.message_dict.items():
        for message in messages:
            named, colon, rest = message.partition(": ")
            if colon and named.isidentifier() and field in (named, "__all__"):
                found.append(item.problem(rest, *where, named))
            else:
                found.append(item.problem(message, *where, *([] if field == "__all__" else [field])))
    return found


def _sentence(detail: ErrorDetails, schema: type[Seed]) -> str:
    """What is wrong, and what to write instead."""
    kind, where, value = detail["type"], detail["loc"], detail["input"]
    if kind == "extra_forbidden":
        names = [part for part in where[:-1] if isinstance(part, str)]
        known = PARTS[names[-1]] if names else schema
        fields = [name for name in known.model_fields if name != "body"]
        return f"is an unknown field.{did_you_mean(str(where[-1]), fields) or ' Remove it.'}"
    if kind == "missing":
        return "is missing. Write it."
    if kind in ("enum", "literal_error"):
        known_values = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        near = did_you_mean(str(value), known_values)
        return f"“{value}” is not one of: {', '.join(known_values)}.{near if 'Did' in near else ''}"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "too_short":
        return "is empty. Write at least one."
    expected = WRONG_TYPE.get(kind.split("_")[0])
    return f"{expected}, but is {_shown(value)}." if expected else f"{detail['msg']}."


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of fields"
    text = str(value)
    return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"
