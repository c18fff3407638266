"""All settings, in one file. Values come from the environment through config/env.py; README.md lists them."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from config.database import parse_database_url
from config.env import Environment, SettingError, is_loopback, refusal
from config.mail import parse_email_url
from config.policies import ADMIN_POLICY, PUBLIC_POLICY

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# What the environment says ----------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False, purpose="Development: error pages with details. Off is production.")
SECRET_KEY = env.secret("SECRET_KEY", least=50, purpose="Signs sessions and forms. Production refuses without.")
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS", purpose="Host names this site answers to. Not set: the host of SITE_URL alone."
)
SITE_URL = env.web_address(
    "SITE_URL",
    purpose="Where readers find the site. https turns on secure cookies, HSTS and the redirect from http; "
    "http is for this machine alone. Not set: https and the first of ALLOWED_HOSTS.",
)
SITE_NAME = env.text(
    "SITE_NAME",
    default="Policy Briefs",
    example="Policy Briefs",
    purpose="What pages and feeds call the site.",
)
TIME_ZONE = env.time_zone("TIME_ZONE", default="UTC", purpose="Time zone of the times people see.")
LOG_LEVEL = env.choice(
    "LOG_LEVEL",
    default="WARNING",
    options=("DEBUG", "INFO", "WARNING", "ERROR"),
    purpose="How much is logged to stderr.",
)
DATABASE_URL = env.text(
    "DATABASE_URL",
    default="sqlite:///var/briefs.sqlite3",
    example="postgresql://user:password@127.0.0.1:5432/briefs",
    purpose="SQLite (three slashes: below the project) or PostgreSQL.",
)
DATABASE_POOL_SIZE = env.number(
    "DATABASE_POOL_SIZE", default=8, least=1, most=500, purpose="PostgreSQL connections a process may hold."
)
REDIS_URL = env.service(
    "REDIS_URL",
    schemes=("redis", "rediss", "unix"),
    example="redis://127.0.0.1:6379/0",
    purpose="Cache shared by all processes. Not set: memory of each process.",
)
HSTS_SECONDS = env.number(
    "HSTS_SECONDS",
    default=365 * 24 * 3600,
    least=0,
    most=10**9,
    purpose="How long browsers insist on https for this host and all below it. Needs an https SITE_URL.",
)
PORT = env.number(
    "PORT", default=8000, least=1, most=65535, purpose="Where `make demo` and `make run` listen on 127.0.0.1."
)
DEMO_PASSWORD = env.text(
    "DEMO_PASSWORD",
    example="a-long-pass-phrase",
    purpose="Password of the three demo logins. Not set: a random one, printed once.",
)
EMAIL_URL = env.text(
    "EMAIL_URL",
    example="smtps://desk:password@mail.example.org:465",
    purpose="The mail server (smtps, smtp+tls or smtp). Not set: mails are printed in development, and none is sent "
    "in production.",
)
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL",
    example="desk@briefs.example.org",
    purpose="Whom mails come from. Not set: desk@ and the host of SITE_URL.",
)
TRUSTED_PROXIES = env.networks(
    "TRUSTED_PROXIES",
    purpose="Addresses or networks of reverse proxies whose X-Forwarded-For and -Proto are believed.",
)

# Production refuses to start half configured ----------------------------------------------------------------

if DEBUG:
    SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)
    SITE_URL = SITE_URL or f"http://127.0.0.1:{PORT}"
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
if not SECRET_KEY:
    raise SettingError("SECRET_KEY is not set. Set it, or SECRET_KEY_FILE, or DEBUG=1 for development.")
if not SITE_URL and (not ALLOWED_HOSTS or ALLOWED_HOSTS[0].startswith((".", "*"))):
    raise SettingError("ALLOWED_HOSTS or SITE_URL must be set. Example: SITE_URL=https://briefs.example.org")
SITE_URL = SITE_URL or f"https://{ALLOWED_HOSTS[0]}"
ALLOWED_HOSTS = ALLOWED_HOSTS or [urlsplit(SITE_URL).hostname or ""]
HTTPS = SITE_URL.startswith("https://")
if not (HTTPS or DEBUG or is_loopback(SITE_URL)):
    wanted = "an https address: by http, passwords and cookies would cross the network unprotected"
    raise refusal("SITE_URL", SITE_URL, wanted, f"https://{urlsplit(SITE_URL).netloc}")

# Application ------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "briefs.apps.BriefsConfig",
    "config.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "simple_history",
    "axes",
    "csp",
    "config",
]
MIDDLEWARE = [
    "config.middleware.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PublicGZipMiddleware",
    "briefs.api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "briefs.desk.acts.ActMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "briefs.site.context.site",
            ],
        },
    },
]

# Data -------------------------------------------------------------------------------------------------------

DATABASES = {"default": parse_database_url(DATABASE_URL, base=BASE_DIR, pool_size=DATABASE_POOL_SIZE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
}

# Mail -------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = DEFAULT_FROM_EMAIL or f"desk@{urlsplit(SITE_URL).hostname}"
globals().update(parse_email_url(EMAIL_URL, debug=DEBUG))

# Language and time ------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True

# Static files -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = BASE_DIR / "var" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Accounts ---------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    # First, so that a locked-out login is refused before the password is hashed.
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

AXES_FAILURE_LIMIT = 5
LOGIN_FAILURES_PER_ADDRESS = 50
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Otherwise whoever keeps guessing keeps the owner of the account out for ever.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_HANDLER = "config.logins.LoginLimiter"
AXES_LOCKOUT_CALLABLE = "config.logins.refuse_login"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Security ---------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
CONTENT_SECURITY_POLICY_BY_PREFIX = {"/admin/": ADMIN_POLICY}

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
# Other sites learn nothing of what was read here; our own forms still prove where they come from.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "briefs.admin.saving.logged_out.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A claim with hundreds of passages is one form of eleven fields a passage.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Logs go to stderr, without addresses or names of users -----------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # It would log user names with network addresses.
        "axes": {"level": "CRITICAL"},
        # Robots send any Host; each would leave a traceback.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
