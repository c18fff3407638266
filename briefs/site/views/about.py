from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefs.site.gallery import gallery


def about(request: HttpRequest) -> HttpResponse:
    """What this is, how it is made and how it is put right. No query."""
    return render(request, "site/about.html")


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever changes how pages look. No query."""
    return render(request, "site/components.html", {**gallery(), "noindex": True})


def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read all that readers may; the editors' rooms are not for them. No query."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /about/components/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
