"""Errors as RFC 9457 problem details: a status, and a sentence that says what is wrong and what would do."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel

from briefs.text.canonical import canonical_json

PROBLEM_TYPE = "application/problem+json"

# What a field takes, by its name; completes the sentence "<field> must be …".
EXPECTED = {
    "limit": "a whole number from 1 to 100",
    "edition": "a whole number from 1 to 2147483647",
    "cursor": "taken from the “next” of a page of this list, unchanged; leave it out to start from the first page",
}

DETAILS = {
    400: "The request can't be understood: its host name or a header is not one this server accepts.",
    404: "Nothing is at this address. /api/v1/docs lists all there are.",
    405: "This API is read-only. Use GET, HEAD or OPTIONS.",
    500: "The server failed to answer, and the failure was logged. Try again later.",
}


class FieldProblem(BaseModel):
    """What is wrong with one field of the request."""

    field: str
    detail: str


class Problem(BaseModel):
    """Why there is no other answer, after RFC 9457. ``errors`` is there when fields are at fault."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


class RequestRefused(Exception):
    """A request without an answer but this status and sentence; the handlers below turn it into a problem."""

    def __init__(self, status: int, detail: str, field: str = "") -> None:
        self.status, self.detail, self.field = status, detail, field
        super().__init__(detail)


def problem_json(status: int, detail: str = "", errors: Sequence[FieldProblem] = ()) -> str:
    """The body of a problem; the sentence is that of the status when none is given."""
    known = HTTPStatus(status)
    problem = Problem(
        type="about:blank",
        title=known.phrase,
        status=status,
        detail=detail or DETAILS.get(status, known.description or known.phrase),
        errors=list(errors),
    )
    return canonical_json(problem.model_dump(exclude_defaults=True))


def problem_response(status: int, detail: str = "", errors: Sequence[FieldProblem] = ()) -> HttpResponse:
    """A problem as a response."""
    return HttpResponse(problem_json(status, detail, errors), status=status, content_type=PROBLEM_TYPE)


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """Handler of RequestRefused."""
    fields = [FieldProblem(field=error.field, detail=error.detail)] if error.field else []
    return problem_response(error.status, error.detail, fields)


def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """Handler of ninja's ValidationError: one sentence a field."""
    fields = []
    for fault in error.errors:
        name = str(fault["loc"][-1])
        detail = f"{name} must be {EXPECTED[name]}." if name in EXPECTED else f"{name}: {fault['msg']}."
        fields.append(FieldProblem(field=name, detail=detail))
    return problem_response(422, " ".join(field.detail for field in fields), fields)


def not_found(request: HttpRequest, error: Any) -> HttpResponse:
    """Handler of Http404."""
    return problem_response(404)


def http_error(request: HttpRequest, error: Any) -> HttpResponse:
    """Handler of ninja's HttpError."""
    return problem_response(error.status_code, error.message)


HANDLERS: dict[type[Exception], Any] = {
    RequestRefused: refused,
    ValidationError: invalid,
    Http404: not_found,
    HttpError: http_error,
}
