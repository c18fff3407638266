"""Which editions what the desk does can put out of date."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from briefs.record.models import Edition


def newest_editions() -> QuerySet[Edition]:
    """The newest edition of each brief, live or scheduled, unless it is withdrawn. Lazy."""
    newer = Edition.objects.going_out().filter(brief=OuterRef("brief"), number__gt=OuterRef("number"))
    return Edition.objects.going_out().filter(withdrawal=None).exclude(Exists(newer))


def read_editions() -> QuerySet[Edition]:
    """Every edition that readers get or will get: those standing, and those scheduled. Lazy."""
    standing = Q(pk__in=Edition.objects.standing().values("pk"))
    return Edition.objects.going_out().filter(standing | Q(live_from__gt=timezone.now(), withdrawal=None))
