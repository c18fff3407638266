"""Who else has a form open, in sentences."""

from datetime import datetime

from django.utils import timezone

from briefs.desk.services.working_copies import Presence, Tab, who_is_editing


def tell_others(tab: Tab, *, own: bool = True) -> list[str]:
    """A sentence for each person who has the form of ``tab`` open; with ``own``, also for its owner's other tabs.

    Nobody else has the empty form of something that does not exist yet.
    """
    if not tab.object_id:
        return []
    left_out = None if own else tab.owner
    present = who_is_editing(noun=tab.noun, object_id=tab.object_id, except_tab=tab.name, except_user=left_out)
    return sentences(tab, present)


def sentences(tab: Tab, present: list[Presence]) -> list[str]:
    """What is told of each who is there to the owner of ``tab``."""
    return [_sentence(presence, presence.user.pk == tab.owner.pk) for presence in present]


def clock(moment: datetime) -> str:
    """The time of day; with its date, unless it is today."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%B %Y, %H:%M}"


def _sentence(presence: Presence, own: bool) -> str:
    """For example “aida has been editing since 14:02.”"""
    since = clock(presence.since)
    if own:
        what = "have been editing this" if presence.has_typed else "have had this open"
        return f"You {what} in another tab since {since}."
    what = "been editing" if presence.has_typed else "had this open"
    return f"{presence.user.get_username()} has {what} since {since}."
