"""The queue “out of date”: each brief with what reads otherwise by now, and what can be done about it."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from briefs.admin.briefs.acts import ACTS, Act
from briefs.admin.briefs.standing import Standing, standing_of
from briefs.admin.roles import who_may
from briefs.desk.models import Article, Brief, Claim, StaleVersion
from briefs.publishing import NotAllowed
from briefs.publishing.cascade import OutOfDate, draft_affected, out_of_date, propose_note, say_it_stands
from briefs.record.models import Edition
from briefs.renditions.words import count_words

MOST_BRIEFS = 100
FILTERS = ("claim", "brief")
NEXT: dict[str, str] = {Brief.State.DRAFT: "submit", Brief.State.IN_REVIEW: "approve", Brief.State.APPROVED: "publish"}
"""The act that follows each state of a brief in work."""


@dataclass
class Line:
    """One thing that reads otherwise; ``token`` names it as it was read, ``url`` is its page at the desk."""

    item: OutOfDate
    url: str
    is_ticked: bool = True

    @property
    def token(self) -> str:
        return f"{self.item.noun} {self.item.entry_sha256} {self.item.key}"


@dataclass
class Group:
    """A brief with all that is out of date in its newest edition, and what an editor has typed so far."""

    edition: Edition
    lines: list[Line]
    note: str
    reason: str = ""
    is_ticked: bool = True
    may_act: bool = False

    @property
    def brief(self) -> Brief:
        return self.lines[0].item.brief

    @property
    def standing(self) -> Standing:
        """The brief's state in words."""
        edition = self.edition
        return standing_of(
            self.brief.state, live_from=edition.live_from, zone=edition.chosen_zone, is_withdrawn=edition.was_withdrawn
        )

    @property
    def next_act(self) -> Act | None:
        """What brings a brief in work closer to its next edition; nothing for one that stands as published."""
        return ACTS[NEXT[self.brief.state]] if self.brief.state in NEXT else None

    @property
    def act_page(self) -> str:
        return f"admin:briefs_brief_{self.next_act.name}" if self.next_act else ""

    @property
    def is_noted(self) -> bool:
        """Whether a brief in work already has the note that would be proposed for it."""
        return self.next_act is not None and self.note in self.brief.proposed_note

    @property
    def is_scheduled(self) -> bool:
        return self.edition.live_from > timezone.now()


def cascade_urls(site: AdminSite) -> list[URLPattern]:
    """The address of the queue."""
    view = site.admin_view(partial(out_of_date_view, site=site))
    return [path("out-of-date/", view, name="out_of_date")]


def out_of_date_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Show the queue (GET); draft the next editions, or say why one stands (POST)."""
    if not request.user.has_perm("briefs.view_brief"):
        raise PermissionDenied
    narrowed = {name: value for name in FILTERS if (value := request.GET.get(name, ""))}
    groups = _groups(narrowed)
    if request.method == "POST":
        act = {"draft": _draft, "stand": _stand}.get(request.POST.get("act", ""))
        try:
            if act is None:
                raise NotAllowed("act: is neither draft nor stand. Open the queue again and use its buttons.")
            messages.success(request, act(request, groups))
        except (NotAllowed, StaleVersion) as refusal:
            messages.error(request, str(refusal))
            _keep_what_was_typed(request, groups)
        else:
            return redirect(f"{reverse('admin:out_of_date')}{'?' if narrowed else ''}{urlencode(narrowed)}")
    shown = list(groups.values())[:MOST_BRIEFS]
    for group in shown:
        group.may_act = group.next_act is not None and request.user.has_perm(group.next_act.permission)
    context = {
        **site.each_context(request),
        "title": "Out of date",
        "groups": shown,
        "total": len(groups),
        "narrowed": narrowed,
        "may_draft": request.user.has_perm("briefs.change_brief"),
        "may_uphold": request.user.has_perm("briefs.uphold_edition"),
    }
    return render(request, "admin/briefs/out_of_date.html", context)


def _groups(narrowed: dict[str, str]) -> dict[str, Group]:
    """The queue by the id of the brief, as forms post it."""
    if any("\x00" in value for value in narrowed.values()):
        return {}
    items = out_of_date(
        claims=[narrowed["claim"]] if "claim" in narrowed else None,
        briefs=[narrowed["brief"]] if "brief" in narrowed else None,
    )
    pages = _pages(items)
    lines: dict[Edition, list[Line]] = {}
    for item in items:
        lines.setdefault(item.edition, []).append(Line(item, pages.get((item.noun, item.key), "")))
    groups = [Group(edition, mine, propose_note(line.item for line in mine)) for edition, mine in lines.items()]
    for group in groups:
        group.is_ticked = group.next_act is None
    return {str(group.edition.brief_id): group for group in groups}


def _pages(items: list[OutOfDate]) -> dict[tuple[str, str], str]:
    pages = {}
    for noun, model in (("claim", Claim), ("article", Article)):
        keys = {item.key for item in items if item.noun == noun}
        for key, pk in model._default_manager.filter(key__in=keys).values_list("key", "pk"):
            pages[noun, key] = reverse(f"admin:briefs_{noun}_change", args=[pk])
    return pages


def _draft(request: HttpRequest, groups: dict[str, Group]) -> str:
    _require(request, "briefs.change_brief", "Drafting the next edition")
    chosen = request.POST.getlist("brief")
    if any(pk not in groups for pk in chosen):
        raise NotAllowed("brief: one of those ticked is not out of date any more. Look at the queue as it stands now.")
    notes = {groups[pk].edition.brief_id: request.POST.get(f"note-{pk}", "") for pk in chosen}
    drafted = draft_affected(notes=notes, by=request.user)
    done = []
    if drafted.reopened:
        done.append(f"{count_words(len(drafted.reopened), 'brief')} opened for the next edition")
    if drafted.in_work:
        done.append(f"{count_words(len(drafted.in_work), 'brief')} in work already, with the note proposed there")
    return f"{'; '.join(done)}. Each stays in this queue until it is published again."


def _stand(request: HttpRequest, groups: dict[str, Group]) -> str:
    _require(request, "briefs.uphold_edition", "Saying that an edition stands")
    group = groups.get(request.POST.get("brief", ""))
    tokens = request.POST.getlist("item")
    if group is None:
        raise NotAllowed("brief: is not out of date any more. Look at the queue as it stands now.")
    if not tokens:
        raise NotAllowed("item: none is ticked. Tick what the edition stands in spite of.")
    with transaction.atomic():
        for token in dict.fromkeys(tokens):
            noun, sha256, key = [*token.split(" ", 2), "", ""][:3]
            say_it_stands(
                edition=group.edition,
                noun=noun[:10],
                key=key[:100],
                entry_sha256=sha256,
                reason=request.POST.get("reason", ""),
                by=request.user,
            )
    return f"Edition {group.edition.number} of “{group.edition.title}” stands, with your reason in its brief’s story."


def _require(request: HttpRequest, permission: str, doing: str) -> None:
    if not request.user.has_perm(permission):
        raise NotAllowed(who_may(permission, doing=doing))


def _keep_what_was_typed(request: HttpRequest, groups: dict[str, Group]) -> None:
    chosen, tokens = request.POST.getlist("brief"), request.POST.getlist("item")
    for pk, group in groups.items():
        if request.POST.get("act") == "stand":
            if pk in chosen:
                group.reason = request.POST.get("reason", "")
                for line in group.lines:
                    line.is_ticked = line.token in tokens
        else:
            group.note = request.POST.get(f"note-{pk}", group.note)
            group.is_ticked = pk in chosen
