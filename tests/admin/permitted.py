"""Every action of docs/permissions.md, tried by somebody in a role, on their own work or another's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from briefs.desk.models import Brief, Claim, Comment, FollowUp
from briefs.desk.services.follow_ups import record_follow_up
from briefs.publishing import (
    NotAllowed,
    add_comment,
    approve_brief,
    build_content,
    publish_edition,
    reopen_brief,
    resolve_comment,
    submit_brief,
)
from briefs.publishing.cascade import out_of_date
from briefs.publishing.cascade.standing import say_it_stands
from briefs.record.models import Edition
from tests import factories
from tests.admin.pages import change_url, login, open_form, read_form


@dataclass(frozen=True)
class Trial:
    """Somebody in a role, logged in, and whose work is tried."""

    user: Any
    owner: Any
    client: Client

    @classmethod
    def of(cls, role: str, whose: str) -> "Trial":
        user = factories.UserFactory(username=f"the-{role.lower()}", role=role)
        owner = user if whose == "own" else factories.UserFactory(username="the-other", role="Author")
        return cls(user, owner, login(user))

    def brief(self, state: str = "draft") -> Brief:
        """A brief whose last change is the owner's, brought by others to where the action needs it."""
        brief = Brief.objects.get(pk=factories.BriefFactory(edited_by=self.owner).pk)
        if state != "draft":
            submit_brief(brief=brief, by=self.owner)
        if state in {"approved", "published", "scheduled"}:
            reviewer = factories.UserFactory(username="reviewer", role="Editor")
            approve_brief(brief=brief, by=reviewer, content_sha256=build_content(brief).sha256())
        if state in {"published", "scheduled"}:
            outsider = factories.UserFactory(username="outsider", role="Publisher")
            later = datetime(2029, 1, 1, tzinfo=UTC) if state == "scheduled" else None
            publish_edition(
                brief=Brief.objects.get(pk=brief.pk),
                by=outsider,
                update_type="major",
                change_note="First edition.",
                live_from=later,
            )
        return Brief.objects.get(pk=brief.pk)

    def sees(self, url: str) -> bool:
        return self.client.get(url).status_code == 200

    def acts(self, brief: Brief, act: str, **fields: Any) -> bool:
        """Whether the page of an act does it, both for who opens it and for who posts to it unasked."""
        url = f"/admin/briefs/brief/{brief.pk}/{act}/"
        data = {"started_from": brief.version, "content_sha256": build_content(brief).sha256(), **fields}
        return bool(self.client.post(url, data).status_code == 302)


def write_brief(trial: Trial) -> bool:
    brief = trial.brief()
    form = open_form(trial.client, change_url(brief))
    trial.client.post(change_url(brief), form | {"title": "Another title"})
    return Brief.objects.get(pk=brief.pk).title == "Another title"


def write_claim(trial: Trial) -> bool:
    claim = factories.ClaimFactory()
    claim._history_user = trial.owner
    claim.save()
    form = open_form(trial.client, change_url(claim))
    trial.client.post(change_url(claim), form | {"note": "Checked."})
    return Claim.objects.get(pk=claim.pk).note == "Checked."


def write(trial: Trial, row: Any, field: str, words: str = "Checked again.") -> bool:
    """Whether the form of a row that the owner wrote saves a change of it."""
    row._history_user = trial.owner
    row.save()
    answer = trial.client.get(change_url(row))
    if answer.status_code != 200:
        return False
    trial.client.post(change_url(row), read_form(answer) | {field: words})
    return bool(getattr(type(row).objects.get(pk=row.pk), field.rpartition("-")[2]) == words)


def write_passage(trial: Trial) -> bool:
    """On its own page, and in the form of its claim."""
    passage = factories.make_evidence(factories.ClaimFactory(evidence=False))
    alone = write(trial, passage, "note")
    form = open_form(trial.client, change_url(passage.claim))
    trial.client.post(change_url(passage.claim), form | {"evidence-0-note": "Checked once more."})
    passage.refresh_from_db()
    return alike([alone, passage.note == "Checked once more."])


def write_terms(trial: Trial) -> bool:
    rows = (factories.TopicFactory(), factories.CountryFactory(), factories.LeverFactory())
    return alike([write(trial, row, "name", f"Name {at}") for at, row in enumerate(rows)])


def add_copy(trial: Trial) -> bool:
    article = factories.ArticleFactory()
    form = open_form(trial.client, "/admin/briefs/capture/add/")
    typed = {"article": str(article.pk), "kind": "digest", "raw_text": factories.DIGEST, "method": "test"}
    trial.client.post("/admin/briefs/capture/add/", form | typed)
    return bool(article.captures.exists())


def change_copy(trial: Trial) -> bool:
    capture = factories.make_capture()
    trial.client.post(change_url(capture), {"method": "another", "raw_text": "Other words."})
    return alike([_reads_otherwise(capture), delete(trial, capture)])


def delete_passage(trial: Trial) -> bool:
    """On its own page, and in the form of its claim."""
    one, other = (factories.make_evidence(factories.ClaimFactory(evidence=False)) for _ in range(2))
    form = open_form(trial.client, change_url(other.claim))
    trial.client.post(change_url(other.claim), form | {"evidence-0-DELETE": "on"})
    return alike([delete(trial, one), not other.claim.evidence.exists()])


def delete_terms(trial: Trial) -> bool:
    rows = (factories.TopicFactory(), factories.CountryFactory(), factories.LeverFactory())
    return alike([delete(trial, row) for row in rows])


def alike(outcomes: list[bool]) -> bool:
    """The one outcome of several ways to the same thing."""
    assert len(set(outcomes)) == 1, outcomes
    return outcomes[0]


def _reads_otherwise(row: Any) -> bool:
    fields = ("method", "raw_text", "text")
    fresh = type(row).objects.get(pk=row.pk)
    return [getattr(fresh, name) for name in fields] != [getattr(row, name) for name in fields]


def ask(trial: Trial) -> bool:
    asked = factories.UserFactory(username="asked", role="Editor")
    brief = trial.brief()
    return trial.acts(brief, "submit", ask=[str(asked.pk)]) and brief.review_requests.get().asked == asked


def publish(trial: Trial, **fields: str) -> bool:
    fields = {"update_type": "major", "change_note": "First edition.", "zone": "UTC", **fields}
    brief = trial.brief("approved")
    return trial.acts(brief, "publish", **fields) and Edition.objects.filter(brief=brief).exists()


def mend(trial: Trial) -> bool:
    edition = Edition.objects.get(brief=trial.brief("published"))
    url = f"/admin/briefs/edition/{edition.pk}/mend/change-note/"
    trial.client.post(url, {"text": "The first edition.", "seen": edition.change_note})
    return edition.mended_notes.exists()


def reopen(trial: Trial) -> bool:
    return _allowed(lambda: reopen_brief(brief=trial.brief("published"), by=trial.user, proposed_note="A correction."))


def uphold(trial: Trial) -> bool:
    brief = trial.brief("published")
    claim = brief.recommendations.get().claims.get()
    claim.statement = "A court overturned the closure of the outlet."
    claim.save()
    (found,) = [item for item in out_of_date() if item.noun == "claim"]
    return _allowed(
        lambda: say_it_stands(
            edition=found.edition,
            noun=found.noun,
            key=found.key,
            entry_sha256=found.entry_sha256,
            reason="It is the same court.",
            by=trial.user,
        )
    )


def comment(trial: Trial) -> bool:
    brief = trial.brief("in review")
    trial.client.post(f"/admin/briefs/brief/{brief.pk}/comment/", {"comment-text": "Say which court."})
    return Comment.objects.filter(brief=brief).exists()


def resolve(trial: Trial) -> bool:
    found = add_comment(brief=trial.brief("in review"), by=trial.owner, text="Say which court.")
    trial.client.post(f"/admin/briefs/brief/{found.brief_id}/comment/{found.pk}/resolve/")
    return Comment.objects.get(pk=found.pk).resolved_at is not None


def open_again(trial: Trial) -> bool:
    found = add_comment(brief=trial.brief("in review"), by=trial.owner, text="Say which court.")
    resolve_comment(comment=found, by=trial.owner)
    trial.client.post(f"/admin/briefs/brief/{found.brief_id}/comment/{found.pk}/reopen/")
    return Comment.objects.get(pk=found.pk).resolved_at is None


def record(trial: Trial) -> bool:
    item = factories.RecommendationFactory()
    url = f"/admin/briefs/recommendation/{item.pk}/answer/"
    form = open_form(trial.client, url) | {"status": "acknowledged", "dated": "2026-01-05"}
    trial.client.post(url, form)
    return FollowUp.objects.filter(recommendation=item).exists()


def publish_answer(trial: Trial) -> bool:
    item = trial.brief("published").recommendations.get()
    answer = record_follow_up(recommendation=item, status="accepted", dated=date(2026, 1, 5), by=trial.owner)
    trial.client.post(f"/admin/briefs/followup/{answer.pk}/publish/", {"started_from": answer.version})
    return answer.publications.exists()


def delete(trial: Trial, row: Any) -> bool:
    url = f"/admin/briefs/{row._meta.model_name}/{row.pk}/delete/"
    trial.client.post(url, {"post": "yes", "started_from": getattr(row, "version", "")})
    return not type(row).objects.filter(pk=row.pk).exists()


def see_scheduled(trial: Trial) -> bool:
    edition = Edition.objects.get(brief=trial.brief("scheduled"))
    return trial.sees(f"/admin/briefs/edition/{edition.pk}/preview/")


def change_published(trial: Trial) -> bool:
    edition = Edition.objects.get(brief=trial.brief("published"))
    trial.client.post(change_url(edition), {"title": "Other"})
    trial.client.post(f"/admin/briefs/edition/{edition.pk}/delete/", {"post": "yes"})
    return [row.title for row in Edition.objects.all()] != [edition.title]


def _allowed(act: Callable[[], object]) -> bool:
    try:
        act()
    except NotAllowed:
        return False
    return True


ACTIONS: dict[str, Callable[[Trial], bool]] = {
    "write a brief": write_brief,
    "write a claim": write_claim,
    "write an article": lambda trial: write(trial, factories.ArticleFactory(), "note"),
    "add a capture": add_copy,
    "change or delete a capture": change_copy,
    "write a passage": write_passage,
    "write an actor": lambda trial: write(trial, factories.ActorFactory(), "description"),
    "write a recommendation": lambda trial: write(trial, factories.RecommendationFactory(), "text"),
    "write a topic, country or lever": write_terms,
    "send to review": lambda trial: trial.acts(trial.brief(), "submit"),
    "ask a colleague to read it": ask,
    "return to draft": lambda trial: trial.acts(trial.brief("in review"), "return", reason="The title."),
    "approve": lambda trial: trial.acts(trial.brief("in review"), "approve"),
    "publish": publish,
    "schedule": lambda trial: publish(trial, live_from="2029-01-01T09:00"),
    "undo a schedule": lambda trial: trial.acts(trial.brief("scheduled"), "unschedule", edition="1"),
    "withdraw": lambda trial: trial.acts(trial.brief("published"), "withdraw", edition="1", explanation="Forged."),
    "mend a note": mend,
    "reopen for a new edition": reopen,
    "say that an edition stands": uphold,
    "comment": comment,
    "resolve a comment": resolve,
    "open a comment again": open_again,
    "record a follow-up": record,
    "publish a follow-up": publish_answer,
    "delete a brief that was never published": lambda trial: delete(trial, trial.brief()),
    "delete a claim that nothing rests on": lambda trial: delete(trial, factories.ClaimFactory(evidence=False)),
    "delete an article that nothing rests on": lambda trial: delete(trial, factories.ArticleFactory()),
    "delete a passage of a claim that nothing rests on": delete_passage,
    "delete an actor whom nothing names": lambda trial: delete(trial, factories.ActorFactory()),
    "delete a recommendation that no brief makes": lambda trial: delete(trial, factories.RecommendationFactory()),
    "delete a topic, country or lever that nothing uses": delete_terms,
    "see the preview": lambda trial: trial.sees(f"/admin/briefs/brief/{trial.brief().pk}/preview/"),
    "see the changes": lambda trial: trial.sees(f"/admin/briefs/brief/{trial.brief().pk}/changes/"),
    "see the story": lambda trial: trial.sees(f"/admin/briefs/brief/{trial.brief().pk}/story/"),
    "see a scheduled edition before its time": see_scheduled,
    "see what is out of date": lambda trial: trial.sees("/admin/out-of-date/"),
    "change what was published": change_published,
    "manage accounts": lambda trial: trial.sees("/admin/auth/user/"),
}
