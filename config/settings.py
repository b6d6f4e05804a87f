"""Django settings. Everything that differs between places comes from the environment (see README)."""

from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import embedded
from config.environment import ROOT, WrongEnvironment, flag, required, text, var_dir, whole_number, words

VAR_DIR = var_dir()
DEBUG = flag("DEBUG")
SITE_URL = (text("SITE_URL") or f"http://localhost:{whole_number('PORT', 8000, lowest=1)}").rstrip("/")
if not SITE_URL.startswith(("http://", "https://")):
    raise WrongEnvironment("SITE_URL must be the address people use, such as https://equality.example.gov.uk.")
DATABASE_URL = text("DATABASE_URL")

# A copy that runs on its own embedded database is a demonstration on one machine; one that is pointed at a real
# database must be told its hosts and its key.
IS_SELF_CONTAINED = not DATABASE_URL
if IS_SELF_CONTAINED:
    SECRET_KEY = text("SECRET_KEY") or embedded.secret_key()
    ALLOWED_HOSTS = words("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
else:
    SECRET_KEY = required("SECRET_KEY", "a long random text that signs sessions and links")
    ALLOWED_HOSTS = words("ALLOWED_HOSTS")
    if not ALLOWED_HOSTS:
        raise WrongEnvironment("set ALLOWED_HOSTS: the host names people use, separated by commas.")
if len(SECRET_KEY) < 32:
    raise WrongEnvironment("SECRET_KEY must have at least 32 characters.")

try:
    if DATABASE_URL and not DATABASE_URL.startswith(("postgres://", "postgresql://")):
        raise ValueError
    DATABASES = {
        "default": dj_database_url.parse(
            DATABASE_URL or embedded.database_url(), conn_max_age=60, conn_health_checks=True
        )
    }
except ValueError:
    raise WrongEnvironment(
        "DATABASE_URL cannot be read; write postgres://USER:PASSWORD@HOST:5432/NAME, with %40 for an @ in the password."
    ) from None
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_forms_gds",
    "csp",
    "django_filters",
    "django_fsm",
    "pgtrigger",
    "pghistory",
    "rules",
    "toolkit",
    "organisation",
    "governance",
    "workforce",
    "objectives",
    "evidence",
    "eqia",
    "actionplans",
    "oversight",
    "reporting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "toolkit.drafts.KeepDraftsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "toolkit.history.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ]
            if not DEBUG
            else ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.house",
            ],
            "builtins": ["toolkit.templatetags.words"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "organisation.accounts.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "toolkit.accounts.SignInForm",
    "change_password": "toolkit.accounts.ChangePasswordForm",
    "reset_password": "toolkit.accounts.AskForNewPasswordForm",
    "reset_password_from_key": "toolkit.accounts.SetNewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = VAR_DIR / "static"
# Uploads and frozen PDFs are private: no address serves them but views that ask who is reading.
MEDIA_ROOT = Path(text("STORAGE_DIR") or VAR_DIR / "files")
if text("STORAGE_DIR") and not MEDIA_ROOT.is_dir():
    raise WrongEnvironment(f"STORAGE_DIR names {MEDIA_ROOT}, which is not a directory; create it or correct the name.")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

CELERY_BROKER_URL = text("CELERY_BROKER_URL") or embedded.broker_url()
if not CELERY_BROKER_URL.startswith(("redis://", "rediss://", "redis+socket://", "sentinel://", "amqp://", "amqps://")):
    raise WrongEnvironment("CELERY_BROKER_URL must be an address such as redis://HOST:6379/0 or amqp://USER@HOST//.")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 60 * 60
CELERY_BEAT_SCHEDULE = {
    "follow-calendars": {"task": "actionplans.tasks.follow_calendars", "schedule": crontab(hour=6, minute=30)},
    "send-action-reminders": {"task": "actionplans.tasks.send_reminders", "schedule": crontab(hour=7, minute=0)},
    "send-sign-off-reminders": {"task": "eqia.tasks.remind_signers", "schedule": crontab(hour=7, minute=10)},
    "remove-forgotten-staff-files": {"task": "workforce.tasks.remove_forgotten_uploads", "schedule": 600.0},
    "verify-stored-proofs": {"task": "workforce.tasks.verify_proofs", "schedule": crontab(hour=2, minute=40)},
    "index-assessments-that-are-behind": {"task": "eqia.tasks.index_behind", "schedule": 300.0},
    "take-up-forgotten-promises": {"task": "actionplans.tasks.take_up_promises", "schedule": 1800.0},
    "fail-lost-jobs": {"task": "toolkit.tasks.fail_lost_jobs", "schedule": 60.0},
    "hand-over-waiting-jobs": {"task": "toolkit.tasks.hand_over_waiting_jobs", "schedule": 60.0},
    "question-broken-promises": {
        "task": "oversight.tasks.question_broken_promises",
        "schedule": crontab(hour=6, minute=30),
    },
    "fold-tallies": {"task": "oversight.tasks.fold", "schedule": 3600.0},
    "fold-action-tallies": {"task": "actionplans.tasks.fold", "schedule": 3600.0},
    "suggest-same-work": {"task": "actionplans.tasks.suggest_same_work", "schedule": crontab(hour=3, minute=20)},
    "send-kept-messages": {"task": "toolkit.tasks.send_kept_messages", "schedule": 300.0},
}

# Every message is kept in the outbox; EMAIL_HOST says whether it is also sent.
EMAIL_BACKEND = "toolkit.mail.OutboxBackend"
EMAIL_HOST = text("EMAIL_HOST")
EMAIL_PORT = whole_number("EMAIL_PORT", 587, lowest=1)
EMAIL_HOST_USER = text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL") or "due-regard@localhost"
if EMAIL_HOST and not text("DEFAULT_FROM_EMAIL"):
    raise WrongEnvironment("set DEFAULT_FROM_EMAIL: the address that mail sent through EMAIL_HOST comes from.")

IS_HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
# Rate limits count the reader's own address, which only a proxy of ours may tell.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("BEHIND_PROXY") else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "toolkit.drafts.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"

PGHISTORY_APPEND_ONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"hide_tokens": {"()": "toolkit.private_links.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"weasyprint": {"level": "ERROR"}, "fontTools": {"level": "ERROR"}},
}
