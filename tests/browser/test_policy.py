"""The stock admin as Chromium sees it under our policy: no script or style of it is refused, nothing foreign asked."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/briefs/claim/", "/admin/briefs/claim/add/", "/admin/briefs/brief/add/"]
)
def test_admin_page_keeps_the_policy(live_server: Any, browser: Browser, path: str) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    site, faults = live_server.url, []
    page = browser.new_page()
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(site) else faults.append(request.url))
    answer = page.goto(site + path, wait_until="load")
    page.close()
    assert (answer and answer.status, faults) == (200, [])
