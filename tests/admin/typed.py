"""What the page of a form sends while somebody types into it."""

import json
from typing import Any

from django.test import Client

from briefs.desk.models import WorkingCopy
from tests.admin.pages import change_url, open_form

URL = "/admin/working-copies/"


def message(row: Any, by: Any, **changes: Any) -> dict[str, Any]:
    """What the page of a form sends, with one text in it."""
    return {
        "noun": row._meta.model_name,
        "object_id": row.pk or 0,
        "user": by.pk,
        "tab": "tab-of-a-page",
        "turn": 1,
        "started_from": row.version,
        "fields": {"name": ["Typed"]},
    } | changes


def send(client: Client, sent: Any) -> Any:
    return client.post(URL, json.dumps(sent), content_type="application/json")


def keep(client: Client, row: Any, by: Any, **fields: str) -> WorkingCopy:
    """The form of a row as it stands, with some fields typed anew, kept by its page."""
    form = open_form(client, change_url(row)) | fields
    texts = {name: value if isinstance(value, list) else [value] for name, value in form.items()}
    assert send(client, message(row, by, fields=texts)).status_code == 200
    return WorkingCopy.objects.get()
