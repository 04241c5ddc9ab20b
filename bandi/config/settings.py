"""Settings of the house. What an installation may change comes from `environment`; `docs/settings.md` lists it."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from bandi.config import environment
from bandi.keyholder.kept import usual_megabytes

BASE = Path(__file__).resolve().parents[2]
HOME = environment.folder("BANDI_HOME", BASE / "var")
PORT = environment.number("BANDI_PORT", 8000, least=1, most=65535)
DEBUG = False
SAMPLE = environment.flag("BANDI_SAMPLE", default=False)

OPERATIONAL_KEY = Path(environment.text("BANDI_OPERATIONAL_KEY", str(HOME / "operational.key")))
UNLOCK_COST = {"memory_kib": 65536, "passes": 3, "lanes": 4}
KEYHOLDER = environment.text("BANDI_KEYHOLDER", "")
IDLE_SECONDS = 60 * environment.number("BANDI_IDLE_MINUTES", 15, least=1, most=720)
QUOTAS = environment.quotas("BANDI_QUOTAS", {1: 1_000_000, 2: 2_000, 3: 300, 4: 20})
SEARCH_MEGABYTES = environment.number("BANDI_SEARCH_MEMORY", usual_megabytes(), least=0, most=65_536)
SECRET_KEY = environment.secret(HOME / "secret")
ALLOWED_HOSTS = list(environment.names("BANDI_HOSTS", ("127.0.0.1", "localhost", "[::1]", "testserver")))
CSRF_TRUSTED_ORIGINS = list(environment.names("BANDI_ORIGINS", ()))

ROOT_URLCONF = "bandi.config.urls"
WSGI_APPLICATION = "bandi.config.wsgi.application"
AUTH_USER_MODEL = "access.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "desk:sign_in"

WRITTEN_SCHEMA = BASE / "bandi" / "config" / "schema.sql"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "bandi.foundation.audit",
    "bandi.foundation.reference",
    "bandi.foundation.vault",
    "bandi.foundation.backup",
    "bandi.foundation.access",
    "bandi.foundation.records",
    "bandi.register.people",
    "bandi.register.claims",
    "bandi.register.activities",
    "bandi.work.advocacy",
    "bandi.work.funding",
    "bandi.work.programmes",
    "bandi.publishing",
    "bandi.interfaces.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bandi.foundation.access.headers.GuardingHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "bandi.foundation.access.middleware.KeptVisits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bandi.foundation.access.middleware.DeclaredPermissions",
]

FORM_RENDERER = "bandi.interfaces.desk.widgets.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bandi.interfaces.desk.context.desk",
            ],
        },
    }
]

BACKUP_FOLDER = environment.text("BANDI_BACKUP_FOLDER", "")
BACKUP_RECIPIENTS = environment.text("BANDI_BACKUP_RECIPIENTS", "")
FONTS = BASE / "bandi" / "publishing" / "fonts"
PAPER_PAGES = BASE / "docs" / "pages"

DATABASE_ENCRYPTED = environment.flag("BANDI_DATABASE_ENCRYPTED", default=True)
DATABASES = {"default": environment.database("BANDI_DATABASE", HOME, encrypted=DATABASE_ENCRYPTED)}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
TIME_ZONE = environment.text("BANDI_TIME_ZONE", "Asia/Seoul")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_COOKIES = environment.flag("BANDI_HTTPS", default=False)
PROXIES = environment.number("BANDI_PROXIES", 0, least=0, most=5)
_HOST = "__Host-" if SECURE_COOKIES else ""
SESSION_ENGINE = "bandi.foundation.access.sessions"
SESSION_COOKIE_NAME = f"{_HOST}bandi"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
VISIT_HOURS = environment.number("BANDI_SESSION_HOURS", 12, least=1, most=24)
SESSION_COOKIE_AGE = VISIT_HOURS * 60 * 60
BINDING_COOKIE = f"{_HOST}bandi-binding"
KNOWN_BROWSER_COOKIE = f"{_HOST}bandi-browser"
CSRF_COOKIE_NAME = f"{_HOST}csrftoken"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_COOKIES
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if SECURE_COOKIES:
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = True
    if PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["bandi.foundation.vault.uploads.SealingHandler"]
LARGEST_UPLOAD = 1024 * 1024 * environment.number("BANDI_LARGEST_UPLOAD_MB", 200, least=1, most=20_000)
WATCH_FOLDER = environment.text("BANDI_WATCH_FOLDER", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECOND_FACTOR_ROLES = environment.names("BANDI_SECOND_FACTOR_ROLES", ("director", "officer", "steward", "administrator"))
KEY_HOST = environment.text("BANDI_KEY_HOST", "localhost")
TOUCH_ALWAYS = environment.flag("BANDI_TOUCH_ALWAYS", default=False)
KEY_ORIGINS = environment.names("BANDI_KEY_ORIGINS", () if KEY_HOST == "localhost" else (f"https://{KEY_HOST}",))
FACTORS_URL = "desk:security"
AGAIN_URL = "desk:again"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
