"""Settings of the test suite: those of production, minus what makes tests slow."""

import os

os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("SITE_URL", "http://127.0.0.1")
os.environ.setdefault("DATABASE_URL", "sqlite:///var/test.sqlite3")

from config.settings import *  # noqa: F403

SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
# Tables straight from the models: half a minute less. CI migrates an empty database of each kind.
MIGRATION_MODULES = dict.fromkeys(("admin", "auth", "axes", "briefs", "contenttypes", "sessions"))
# A pooled connection of the live server may still be open when the test database is dropped.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: in memory, the live server and the test share one connection and lock each other out.
    (BASE_DIR / "var").mkdir(exist_ok=True)  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / "var" / f"tests-{os.getpid()}.sqlite3")}  # noqa: F405
# Nothing is collected for tests; the live server finds files where they lie.
STATIC_ROOT = None
# Hashed names answer 404 under the live server, and pages would stand there without their style.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
