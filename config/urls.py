"""All addresses: the site's at the root, the API, the admin, and two for whoever watches the server."""

from django.contrib import admin
from django.urls import include, path

from config.api import api
from config.health import livez, readyz

urlpatterns = [
    path("livez", livez),
    path("readyz", readyz),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("", include("briefs.site.urls")),
]
