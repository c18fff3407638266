"""What every answer under /api/ has in common, whoever gave it: a view, Django, or another middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from .problems import PROBLEM_TYPE, problem_json, problem_response

API_PREFIX = "/api/"
METHODS = "GET, HEAD, OPTIONS"


class ApiMiddleware:
    """Answers HEAD like GET, OPTIONS with the methods, and turns every error page into a problem.

    Anybody's page may read the API: it is public, the same for all, and knows no cookie.
    Stands outside of whatever may refuse a request with a page of HTML.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        response = self.answer(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM_TYPE:
            make_problem(response)
        if response.status_code == 405:
            response.headers["Allow"] = METHODS
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        method = request.method
        if method == "OPTIONS":
            return tell_methods(request)
        if method != "HEAD":
            return self.get_response(request)
        # ninja knows no HEAD; the server drops the body of the answer.
        request.method = "GET"
        response = self.get_response(request)
        request.method = method
        return response


def make_problem(response: HttpResponseBase) -> None:
    """Put a problem in the place of an error page; its other headers stay."""
    content = problem_json(response.status_code).encode()
    response.content = content  # type: ignore[attr-defined]
    response.headers["Content-Type"] = PROBLEM_TYPE
    response.headers["Content-Length"] = str(len(content))


def tell_methods(request: HttpRequest) -> HttpResponse:
    """All addresses take the same methods; an unknown one takes none."""
    try:
        resolve(request.path_info)
    except Resolver404:
        return problem_response(404)
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    return response
