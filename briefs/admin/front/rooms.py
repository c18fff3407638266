"""The rooms whose pages belong to no single noun: one line each."""

from collections.abc import Callable

from django.contrib.admin import AdminSite
from django.urls import URLPattern

from briefs.admin.act_page import act_page_urls
from briefs.admin.cascade.page import cascade_urls
from briefs.admin.picking import complete_urls
from briefs.admin.saving.endpoint import saving_urls

ROOMS: tuple[Callable[[AdminSite], list[URLPattern]], ...] = (
    act_page_urls,
    cascade_urls,
    complete_urls,
    saving_urls,
)
