"""The project's addresses, and a page that renders with every context processor, as public pages do."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as project

PAGE = "{% if messages_shown %}{{ messages }}{% endif %}<p>{{ request.path }}</p>"


def public_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


def failing_page(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


def long_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("A sentence that repeats. " * 400)


urlpatterns = [
    path("admin/long/", long_page),
    *project,
    path("public/", public_page),
    path("failing/", failing_page),
    path("long/", long_page),
]
