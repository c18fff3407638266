"""What the preview shows of a form is what readers get once it is published."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from briefs.desk.models import Brief
from tests import factories
from tests.admin.pages import change_url, open_form
from tests.large_briefs import large_brief

pytestmark = pytest.mark.django_db
AsRole = Callable[[str], Client]

OF_EDITIONS = (
    r'<p class="print-only">.*?</p>',
    r"<div><dt>Edition</dt>.*?</div>",
    r'<section class="apparatus" aria-labelledby="editions">.*?</section>',
    r'<a href="/claims/[^"]*">Page of.*?</a>',
    r'<p class="claim-links"></p>',
    r"as of \d+ \w+ \d{4}",
)
"""What only an edition has: its number, its address, its time and its fingerprint, and the pages that come with it."""
TYPED = {
    "title": "Typed, never stored before",
    "summary": "A summary with *weight* [@large-claim-1].",
    "key_messages": "First message [@large-claim-0].\nSecond message [@large-claim-2; @large-claim-0].",
    "body": (
        "## A heading\n\nWords with “quotes”, a [link](https://example.org/) and a citation [@large-claim-2].\n\n"
        "- one\n- two [@large-claim-1]\n\n> Said by somebody.\n\n### Below\n\n<b>No</b> & markup [@large-claim-0].\n"
    ),
}


def article(html: str) -> str:
    """The text of the brief, without what only an edition has."""
    found = re.search(r'<article class="brief">.*</article>', html, re.DOTALL)
    assert found is not None
    text = found.group()
    for pattern in OF_EDITIONS:
        text = re.sub(pattern, "", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text)


def test_preview_of_the_form_reads_as_the_published_page_will(as_role: AsRole, client: Client) -> None:
    brief = large_brief(3)
    writer = as_role("author")
    form = open_form(writer, change_url(brief)) | TYPED
    preview = writer.post(f"/admin/briefs/brief/{brief.pk}/preview/", form).content.decode()
    assert Brief.objects.get(pk=brief.pk).title != TYPED["title"]

    assert writer.post(change_url(brief), form).status_code == 302
    brief = Brief.objects.get(pk=brief.pk)
    for item in brief.recommendations.all():
        item.lineage.all().delete()
    edition = factories.published(brief)

    page = client.get(f"/briefs/{edition.slug}/").content.decode()
    assert article(preview) == article(page)
    for words in ("Typed, never stored before", "Said by somebody.", 'id="claims"', 'id="sources"'):
        assert words in article(page)
