"""Write briefs and publish their editions, the way three people at the desk would."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from briefs.desk.models import Actor, Brief, BriefAuthor, BriefRecommendation, Country, Event, Recommendation, Topic
from briefs.desk.services.drafts import save_draft
from briefs.desk.services.events import record_event
from briefs.publishing import (
    NotAllowed,
    PublishIssue,
    PublishRefused,
    approve_brief,
    build_content,
    publish_edition,
    return_brief,
    submit_brief,
)
from briefs.record.document import CorrectionNotice
from briefs.record.models import Edition
from briefs.text.canonical import canonical_json, sha256_of

from .files import BriefFiles, SeedSet
from .items import Item, plain_values
from .ledger import Ledger, save, saving
from .problems import Problem, SeedProblems
from .schemas import DraftSeed, EditionSeed
from .staff import Staff

Items = dict[tuple[str, str], Item[Any]]


def load_briefs(seeds: SeedSet, ledger: Ledger, staff: Staff) -> None:
    """Write and publish what is to be; raises SeedProblems with what publishing objects to in all of the briefs."""
    items: Items = {("claim", item.key): item for item in seeds.claims}
    items |= {("recommendation", item.key): item for item in seeds.recommendations}
    problems: dict[Problem, None] = {}
    for files in seeds.briefs:
        try:
            _load_brief(files, items, ledger, staff)
        except SeedProblems as error:
            problems |= dict.fromkeys(error.problems)
    if problems:
        raise SeedProblems(list(problems))


def _load_brief(files: BriefFiles, items: Items, ledger: Ledger, staff: Staff) -> None:
    slug = files.slug
    published = Edition.objects.filter(brief__slug=slug).count()
    # The text of a published edition is not part of this: editing its file changes nothing any more.
    content = [list(files.editions), files.draft.sha256() if files.draft else None]
    if published > len(files.editions):
        reason = f"has more editions ({published}) than files ({len(files.editions)}), and stays as it stands."
        act = ledger.report.keep("brief", slug, reason)
    else:
        act = ledger.decide("brief", slug, sha256_of(canonical_json(content)))
    written = act in ("created", "updated")
    brief = Brief.objects.get(slug=slug) if act == "updated" else Brief(slug=slug)
    for number, item in files.editions.items():
        if number <= published:
            _compare(number, item, ledger)
        elif written:
            _write(item, brief, ledger, staff)
            _tell(item, brief, staff)
            _publish(item, items, brief, staff)
            ledger.report.count("edition", "created")
            ledger.remember("edition", f"{slug}/{number}", item.sha256())
        else:
            ledger.report.count("edition", "kept")
    if files.draft and written:
        _write(files.draft, brief, ledger, staff)
        _tell(files.draft, brief, staff)
        with _allowed(files.draft):
            submit_brief(brief=brief, by=staff.author)


def _compare(number: int, item: Item[EditionSeed], ledger: Ledger) -> None:
    """Say so when the file of a published edition was changed: the edition was not."""
    key = f"{item.key}/{number}"
    if ledger.was("edition", key) == item.sha256():
        ledger.report.count("edition", "unchanged")
    elif ledger.was("edition", key) is None:
        ledger.report.count("edition", "kept")
    else:
        ledger.report.keep("edition", key, "is published and never changes. Write the next edition instead.")


def _write(item: Item[Any], brief: Brief, ledger: Ledger, staff: Staff) -> None:
    """Set the draft to what a file says, as the author's change."""
    seed: DraftSeed = item.seed
    if brief.state == Brief.State.IN_REVIEW:
        with _allowed(item):
            return_brief(brief=brief, by=staff.editor, reason="Its file was changed.")
    for column, value in plain_values(seed, Brief).items():
        setattr(brief, column, value)
    saving(item, brief, partial(save_draft, brief=brief, by=staff.author))
    brief.topics.set(ledger.find(Topic, slug, item, "topics") for slug in seed.topics)
    brief.countries.set(ledger.find(Country, code, item, "countries") for code in seed.countries)
    brief.bylines.all().delete()
    for position, slug in enumerate(seed.authors):
        actor = ledger.find(Actor, slug, item, "authors", position)
        save(item, BriefAuthor(brief=brief, actor=actor, position=position), "authors", position)
    brief.placements.all().delete()
    for position, key in enumerate(seed.recommendations):
        row = ledger.find(Recommendation, key, item, "recommendations", position)
        placement = BriefRecommendation(brief=brief, recommendation=row, position=position)
        save(item, placement, "recommendations", position)


def _tell(item: Item[Any], brief: Brief, staff: Staff) -> None:
    """Let the brief's story say that its text came from a file; other nouns tell it by their histories alone."""
    begun = Event.objects.filter(noun="brief", object_id=brief.pk).exists()
    record_event(
        kind=Event.Kind.CHANGED if begun else Event.Kind.ADDED,
        on=brief,
        by=staff.author,
        content_sha256=build_content(brief).sha256(),
        detail=f"Loaded from {item.source.name}.",
    )


def _publish(item: Item[EditionSeed], items: Items, brief: Brief, staff: Staff) -> None:
    """Submit, approve and publish; each by whom it belongs to."""
    seed = item.seed
    notice = CorrectionNotice(kind=seed.correction.kind, note=seed.correction.note) if seed.correction else None
    with _allowed(item):
        try:
            submit_brief(brief=brief, by=staff.author)
            approve_brief(brief=brief, by=staff.editor, content_sha256=build_content(brief).sha256())
            brief.refresh_from_db()
            publish_edition(
                brief=brief,
                by=staff.publisher,
                update_type=seed.update_type,
                change_note=seed.change_note,
                correction=notice,
            )
            brief.refresh_from_db()
        except PublishRefused as error:
            raise SeedProblems([_objection(issue, item, items) for issue in error.issues]) from None


@contextmanager
def _allowed(item: Item[Any]) -> Iterator[None]:
    """Tell of an account that may not do its part as a problem of the item."""
    try:
        yield
    except NotAllowed as error:
        raise item.refused(str(error)) from None


def _objection(issue: PublishIssue, text: Item[EditionSeed], items: Items) -> Problem:
    """What publishing objects to, at the place in the files where it is put right."""
    item = text if issue.noun == "brief" else items.get((issue.noun, issue.key))
    if item is None:
        return text.problem(issue.message)
    return item.problem(issue.message.partition(": ")[2], issue.field)
