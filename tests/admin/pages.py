"""Forms of the admin: what a browser would post back from a page."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

ASIDE = ("logout-form", "comment-form")


def login(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


class FormReader(HTMLParser):
    """The fields of the last POST form on a page but those beside the text, as a browser would send them unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.in_form = False
        self.textarea = self.select = ""
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.in_form = at.get("method") == "post" and not at.get("id", "").startswith(ASIDE)
            if self.in_form:
                self.data = {}
        if not self.in_form:
            return
        name, kind = at.get("name", ""), at.get("type", "text")
        if tag == "textarea":
            self.textarea, self.text = name, []
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in at:
            self.data.setdefault(self.select, []).append(at.get("value", ""))
        elif tag == "input" and name and (kind not in {"checkbox", "radio"} or "checked" in at):
            default = "on" if kind == "checkbox" else ""
            self.data.setdefault(name, []).append(at.get("value", default))

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            self.data[self.textarea] = ["".join(self.text).removeprefix("\n")]
            self.textarea = ""
        if tag == "form":
            self.in_form = False


def open_form(client: Client, url: str) -> dict[str, Any]:
    """What the form at this address would post if nothing were changed."""
    return read_form(client.get(url))


def read_form(response: Any) -> dict[str, Any]:
    assert response.status_code == 200, response.status_code
    reader = FormReader()
    reader.feed(response.content.decode())
    return {name: values if len(values) > 1 else values[0] for name, values in reader.data.items()}


def change_url(row: Any) -> str:
    return f"/admin/briefs/{row._meta.model_name}/{row.pk}/change/"
