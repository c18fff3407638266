"""The API's documentation as a page without scripts, drawn from its own OpenAPI schema."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Router
from ninja.openapi.docs import DocsBase

Node = dict[str, Any]

router = Router()


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse other methods with 405; without it, Django's CSRF check would come first and speak of cookies."""
    return csrf_exempt(require_safe(view))


class PlainDocs(DocsBase):
    """Operations by noun, then the shapes they answer with."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        context = {
            "api": api,
            "schema_address": self.get_openapi_url(api, {}),
            "groups": [
                (tag, list(found)) for tag, found in groupby(operations(schema), key=lambda found: found["tag"])
            ],
            "shapes": [shape(name, node) for name, node in sorted(schema["components"]["schemas"].items())],
        }
        return render(request, "api/docs.html", context)


@router.get("", response={302: None}, include_in_schema=False, summary="Lead to the documentation")
def lead_to_docs(request: HttpRequest) -> HttpResponseBase:
    return redirect("api:openapi-view")


def operations(schema: Node) -> Iterator[Node]:
    """Every operation with what the page says of it, in the order of the routers."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield {
                "tag": operation["tags"][0],
                "id": operation["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": operation["summary"],
                "description": plain(operation),
                "parameters": [parameter_line(parameter) for parameter in operation["parameters"]],
                "responses": [response_line(status, node) for status, node in operation["responses"].items()],
            }


def parameter_line(parameter: Node) -> Node:
    """A parameter: where it stands, what it takes, and what it is when left out."""
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "type": type_in_words(schema),
        "description": plain(schema),
        "default": schema.get("default"),
    }


def response_line(status: int, response: Node) -> Node:
    """An answer: its status, its media type and the name of its shape; 304 has neither."""
    contents: Node = response.get("content", {})
    media_type = next(iter(contents), "")
    name = contents[media_type]["schema"]["$ref"].rpartition("/")[2] if contents else ""
    return {"status": status, "title": response["description"], "media_type": media_type, "shape": name}


def shape(name: str, node: Node) -> Node:
    """A shape and its fields."""
    fields = [(field, type_in_words(part)) for field, part in node.get("properties", {}).items()]
    return {"name": name, "description": plain(node), "fields": fields}


def plain(node: Node) -> str:
    """A description without its Markdown."""
    return str(node.get("description", "")).replace("`", "")


def type_in_words(node: Node) -> str:
    """What a field holds: “list of Term”, “integer from 1 to 100”, “text or null”."""
    if "$ref" in node:
        return str(node["$ref"]).rpartition("/")[2]
    if "anyOf" in node:
        return " or ".join(type_in_words(option) for option in node["anyOf"])
    if "enum" in node:
        return " | ".join(node["enum"])
    if "const" in node:
        return f"always {node['const']}"
    if node.get("type") == "array":
        return f"list of {type_in_words(node['items'])}"
    words = str(node.get("format") or node["type"]).replace("string", "text")
    if "minimum" in node and "maximum" in node:
        words += f" from {node['minimum']} to {node['maximum']}"
    return words
