"""Answers of the API: canonical JSON, so that what is hashed in the record is hashed alike by a client."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from briefs.text.canonical import canonical_json


def answer(request: HttpRequest, value: dict[str, Any]) -> HttpResponseBase:
    """The value as JSON with an ETag of its bytes; 304 without a body when the client holds them already."""
    content = canonical_json(value).encode("utf-8")
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = HttpResponse(content, content_type="application/json", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response
