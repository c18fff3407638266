"""Is the process alive, and can it do its work? For load balancers and supervisors."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("The process answers.\n", content_type=PLAIN)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if database and cache answer, else 503 and a sentence for each that doesn't."""
    faults = [fault for fault in (database_fault(), cache_fault()) if fault]
    return HttpResponse(
        "\n".join(faults or ["Database and cache answer."]) + "\n",
        status=503 if faults else 200,
        content_type=PLAIN,
    )


def database_fault() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database does not answer: check DATABASE_URL and that its server runs."
    return ""


def cache_fault() -> str:
    try:
        cache.set("readyz", "yes", 5)
        answer = cache.get("readyz")
    except Exception:  # noqa: BLE001  each cache backend raises errors of its own
        answer = None
    return "" if answer == "yes" else "The cache does not answer: check REDIS_URL and that its server runs."
