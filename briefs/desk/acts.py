"""One act, one id: all rows that a click or a call writes can be found together, in events and in histories."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_current: ContextVar[UUID | None] = ContextVar("act", default=None)


@contextmanager
def act() -> Iterator[UUID]:
    """Everything written inside shares one id; an act inside another is part of it."""
    running = _current.get()
    if running is not None:
        yield running
        return
    token = _current.set(uuid4())
    try:
        yield _current.get() or uuid4()
    finally:
        _current.reset(token)


def current_act() -> UUID:
    """The id of the act under way; a new one for a write that stands alone."""
    return _current.get() or uuid4()


def stamp_history(history_instance: Any, **kwargs: Any) -> None:
    """Give a history row the act that made it; called by simple-history before each is written."""
    history_instance.act = current_act()


class ActMiddleware:
    """Each request is one act."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with act():
            return self.get_response(request)
