"""Countries: where what briefs and claims tell of happens."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel

from briefs.record.models import PublishedCountry

from .paging import Paging
from .parts import DETAIL_PROBLEMS, LIST_PROBLEMS, Resource
from .terms import describe_use

router = Router(tags=["Countries"])


class Country(BaseModel):
    """A country by its ISO 3166-1 alpha-2 code in lower case, with slugs of briefs and keys of claims on it."""

    code: str
    name: str
    briefs: list[str]
    claims: list[str]


class CountryPage(BaseModel):
    """A page of countries, by code."""

    items: list[Country]
    next: str | None


def describe_country(rows: list[PublishedCountry]) -> dict[str, Any]:
    """A country from its live rows."""
    return {"code": rows[0].key, **describe_use(rows)}


countries = Resource("country", PublishedCountry, describe_country)


@router.get("", response={200: CountryPage, **LIST_PROBLEMS}, summary="List the countries of live editions")
def list_countries(request: HttpRequest, paging: Query[Paging]) -> HttpResponseBase:
    return countries.give_page(request, paging)


@router.get("/{code}", response={200: Country, **DETAIL_PROBLEMS}, summary="Read one country")
def get_country(request: HttpRequest, code: str) -> HttpResponseBase:
    return countries.give_item(request, code)
