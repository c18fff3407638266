"""A small directory of seeds that is right in every way, for tests to change in one."""

from pathlib import Path

from django.db.models import Model

from briefs.desk import models as desk
from briefs.record import models as record
from briefs.seeding.load import load_seeds
from briefs.seeding.problems import SeedProblems

FILES = {
    "countries.yaml": """\
- code: kg
  name: Kyrgyzstan
""",
    "topics.yaml": """\
- slug: media
  name: Media
  description: Who may report.
""",
    "levers.yaml": """\
- slug: dialogue
  name: Dialogue
- slug: support
  name: Support
""",
    "actors.yaml": """\
- slug: reporters
  name: Reporters
  kind: person
  part_of: union
- slug: union
  name: Union of Editors
  kind: organisation
  country: kg
- slug: council
  name: Council
  kind: government
""",
    "articles/gazette.yaml": """\
key: gazette
title: On the closing of an outlet
outlet: null
authors: [reporters]
genre: opinion
published_on: 2024-05
captured_on: 2024-06-01
digest:
  - A court closed the outlet in April 2024.
  - The editors call it a loss. They call it a loss twice.
  - The council is asked to answer the editors in public.
""",
    "claims/media.yaml": """\
- key: outlet-closed
  statement: A court closed the outlet in April 2024.
  kind: fact
  occurred_on: 2024-04
  countries: [kg]
  topics: [media]
  confidence: high
  confidence_reason: One article says so.
  evidence:
    - article: gazette
      paragraph: 1
      exact: A court closed the outlet in April 2024.
- key: editors-regret
  statement: The editors regret the closing.
  kind: position
  evidence:
    - article: gazette
      paragraph: 2
      exact: The editors call it a loss.
      modality: reported
      attributed_to: union
""",
    "recommendations/asked.yaml": """\
- key: answer-in-public
  text: Answer the editors in public.
  addressees: [council]
  lever: dialogue
  proposed_by: union
  asked_on: 2024-05-03
  claims: [outlet-closed]
  lineage:
    - relation: strengthens
      earlier: answer
  follow_ups:
    - status: no response
      dated: 2024-06-01
- key: answer
  text: Answer the editors.
  addressees: [council]
  lever: dialogue
  claims: [editors-regret]
""",
    "briefs/after-the-closing/edition-1.md": """\
---
title: After the closing
summary: A court closed the outlet [@outlet-closed].
key_messages:
  - The editors regret it [@editors-regret].
authors: [union]
topics: [media]
countries: [kg]
recommendations: [answer, answer-in-public]
update_type: major
change_note: First edition.
---

## What happened

The outlet is closed [@outlet-closed].
""",
    "briefs/what-comes-next/draft.md": """\
---
title: What comes next
summary: Nobody knows yet.
authors: [union]
---

The editors regret it [@editors-regret].
""",
}


class SeedFiles:
    """A directory of seeds under a test's temporary path."""

    def __init__(self, root: Path) -> None:
        self.directory = root / "seeds"
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, name: str, old: str, new: str) -> None:
        """Change the one place where ``old`` stands."""
        text = (self.directory / name).read_text()
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def problems(self) -> list[str]:
        """What loading objects to, line by line."""
        try:
            load_seeds(self.directory)
        except SeedProblems as error:
            return [str(problem) for problem in error.problems]
        return []


def all_rows() -> dict[str, list[dict[str, object]]]:
    """Every row of the desk and the record, to the last column."""
    models: list[type[Model]] = [getattr(room, name) for room in (desk, record) for name in room.__all__]
    kept = [model for model in models if hasattr(model, "_meta") and not model._meta.abstract]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in kept}
