"""All settings. What the environment may change is read in the first screen; `.env.example` explains each."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from claimtracker import rest
from claimtracker.environment import Environment
from claimtracker.logs import log_settings
from claimtracker.secret import local_secret
from claimtracker.sessions import session

BASE_DIR = Path(__file__).resolve().parent.parent

environment = Environment(os.environ)
DATA_DIR = environment.folder("DATA_DIR", BASE_DIR / "var")
PRODUCTION = environment.flag("PRODUCTION", default=bool(environment.text("SECRET_KEY")))
AUDIT_DIR = environment.folder("AUDIT_DIR", DATA_DIR / "audit")
DEBUG = environment.flag("DEBUG", default=False)
DATABASE = environment.database("DATABASE_URL")
DATABASE_REPLICA = environment.database("DATABASE_REPLICA_URL")
DATABASE_POOL_SIZE = environment.number("DATABASE_POOL_SIZE", default=8 if PRODUCTION else 0)
BROKER_URL = environment.broker("BROKER_URL")
DUMP_DIR = environment.folder("DUMP_DIR", DATA_DIR / "dumps")
DUMPS_KEPT = environment.number("DUMPS_KEPT", default=7 if PRODUCTION else 0)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", () if PRODUCTION else ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = environment.text(
    "SITE_URL", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION and ALLOWED_HOSTS else "http://127.0.0.1:8000"
)
TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXY_COUNT", default=0)
SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=PRODUCTION)
EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = environment.number("EMAIL_PORT", default=587, least=1)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "Claim Tracker <claimtracker@localhost>")
DISK_FLOOR_MB = environment.number("DISK_FLOOR_MB", default=200)
METRICS_TOKEN = environment.text("METRICS_TOKEN")
LOG_LEVEL = environment.text("LOG_LEVEL", "INFO")
LOG_FORMAT = environment.text("LOG_FORMAT", "json" if PRODUCTION else "plain")

if PRODUCTION:
    SECRET_KEY = environment.needed("SECRET_KEY", "signs sessions and links, and production has no default for it")
    environment.needed("ALLOWED_HOSTS", "lists the names this site answers to in production")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG shows strangers the source of a fault: unset it, or set PRODUCTION=0.")
else:
    SECRET_KEY = environment.text("SECRET_KEY") or local_secret(DATA_DIR / "secret_key")

# classes that are generic only in their stubs accept ModelAdmin[Outlet] at run time too
django_stubs_ext.monkeypatch()

INSTALLED_APPS = [
    "articles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "pghistory",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "claimtracker.uploads.BodyLimits",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # pages and downloads shrink to a quarter; Django pads them against guessing by length
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "claimtracker.replicas.ReplicaReads",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "claimtracker.urls"
WSGI_APPLICATION = "claimtracker.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

EMBEDDED_POSTGRES_DIR = DATA_DIR / "postgres"
EMBEDDED_POSTGRES_THROWAWAY = False
TASKS_AT_ONCE = False
if DATABASE is None:
    DATABASE = {"ENGINE": "claimtracker.embedded.postgresql", "NAME": "claims", "OPTIONS": {}}
DATABASE["OPTIONS"] = session(DATABASE["OPTIONS"])
# a pool and connections kept by thread exclude each other
DATABASE |= {"CONN_MAX_AGE": 0 if DATABASE_POOL_SIZE else 60, "CONN_HEALTH_CHECKS": True}
if DATABASE_POOL_SIZE:
    DATABASE["OPTIONS"]["pool"] = {"min_size": 1, "max_size": DATABASE_POOL_SIZE, "timeout": 10}
DATABASES: dict[str, dict[str, Any]] = {"default": DATABASE}
if DATABASE_REPLICA is not None:
    pool = {"pool": DATABASE["OPTIONS"]["pool"]} if DATABASE_POOL_SIZE else {}
    DATABASE_REPLICA["OPTIONS"]["options"] = "-c default_transaction_read_only=on"
    options = {**session(DATABASE_REPLICA["OPTIONS"]), **pool}
    DATABASES["replica"] = {
        **DATABASE_REPLICA,
        "CONN_MAX_AGE": DATABASE["CONN_MAX_AGE"],
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
DATABASE_ROUTERS = ["claimtracker.replicas.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PGHISTORY_APPEND_ONLY = True

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"

# by account and address together, so that a stranger cannot lock an account for its owner
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# who shares an address with a guesser is let in again all the same
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
OTP_TOTP_ISSUER = "Claim Tracker"
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
AXES_CLIENT_IP_CALLABLE = "claimtracker.proxies.client_address"

SESSION_ENGINE = "articles.models.session"
CSRF_FAILURE_VIEW = "articles.api.problems.forged"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# files are capped by the upload handler; these cap everything else of a request
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "claimtracker.uploads.CountedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_TIMEOUT = 10
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LANGUAGE_CODE = "en"
# one language: every number of a page would be asked for its words in the reader's
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = environment.folder("STATIC_ROOT", BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# a local installation serves the files from where they lie: nothing to collect
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not PRODUCTION
MEDIA_ROOT = DATA_DIR / "media"

REST_FRAMEWORK: dict[str, Any] = {**rest.FRAMEWORK, "NUM_PROXIES": TRUSTED_PROXY_COUNT}
SPECTACULAR_SETTINGS = rest.SCHEMA
# requests a minute of one person or address; 0 leaves it to the proxy
API_RATES = {
    "read": environment.number("API_READS_A_MINUTE", default=1200 if PRODUCTION else 0),
    "write": environment.number("API_WRITES_A_MINUTE", default=120 if PRODUCTION else 0),
}

LOGGING = log_settings(LOG_LEVEL, LOG_FORMAT)
