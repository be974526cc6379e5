"""The only settings. Everything that differs between two installations comes from the environment."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from congress import env
from congress.patience import FOR_AN_EXPORT

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.text("PORTAL_VAR", str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)

DATABASE_URL = env.text("DATABASE_URL", "")
REDIS_URL = env.text("REDIS_URL", "")
# The demo lives in the embedded database only: with a server of either kind there is none.
DEMO = not DATABASE_URL and not REDIS_URL and env.flag("PORTAL_DEMO", True)
DEBUG = env.flag("DEBUG")
# An embedded installation makes its own secrets; one with a database server must be given them.
SECRET_KEY = env.text("SECRET_KEY", None if DATABASE_URL and not DEBUG else "embedded-" + "0" * 50)
FIELD_KEY = env.text("FIELD_KEY", SECRET_KEY)
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
HTTPS = env.flag("HTTPS", default=bool(DATABASE_URL) and not DEBUG)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "congress",
    "deputies",
    "groups",
    "training",
    "proposals",
]
MIDDLEWARE = [
    "congress.logs.numbered",
    "congress.headers.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "congress.middleware.PageCompression",
    "congress.interface.problems.apart",
    "congress.open_pages.cookieless",
    "congress.middleware.hostile_input",
    "congress.patience.limited",
    "congress.remembered.remembered",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "congress.accounts.idle.idle",
    "congress.interrupted.interrupted",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "congress.accounts.first_steps.first_steps",
    "congress.middleware.acting",
    "congress.middleware.refusals",
]
ROOT_URLCONF = "congress.urls"
WSGI_APPLICATION = "congress.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "congress.frame.frame",
            ],
            "builtins": ["congress.templatetags.portal"],
        },
    }
]

if DATABASE_URL:
    # The web sets this (congress/wsgi.py); commands and workers take their time.
    seconds = int(env.text("STATEMENT_SECONDS", "0"))
    PAGE_SECONDS = 4 * seconds  # for all statements of a request (congress/patience.py); 0 for no limit
    DATABASES = {"default": env.database(DATABASE_URL, seconds=seconds)}
    if copy := env.text("REPLICA_URL", ""):  # read for reports and exports (congress/replica.py)
        DATABASES["replica"] = env.database(copy, seconds=seconds and FOR_AN_EXPORT)
        DATABASE_ROUTERS = ["congress.replica.Router"]
else:
    PAGE_SECONDS = 0
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "portal.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON;"  # REPLACE, too, asks the triggers of what it deletes
                "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in limits are counted here: in the database, so that they hold with Redis away.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "congress_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = REDIS_URL or "files://"  # congress/file_queue.py
if REDIS_URL:
    # Nobody waits for ever for a queue that takes everything and answers nothing: no page, no clock, no worker.
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "visibility_timeout": 120,
        "socket_connect_timeout": 3,
        "socket_timeout": 5,
    }
else:
    QUEUE = VAR / "queue"
    for folder in ("messages", "processed", "control"):
        (QUEUE / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE / "messages"),
        "data_folder_out": str(QUEUE / "messages"),
        "processed_folder": str(QUEUE / "processed"),
        "store_processed": False,
        "control_folder": str(QUEUE / "control"),
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "congress.bundles.BundleFinder",
]
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(VAR / "files")}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if bucket := env.text("S3_BUCKET", ""):
    STORAGES["default"] = env.s3_store(bucket)
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # for pages of other sites there is nothing here
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

CRISPY_ALLOWED_TEMPLATE_PACKS = "portal"
CRISPY_TEMPLATE_PACK = "portal"
CRISPY_FAIL_SILENTLY = False

# Signing in: congress/accounts holds our part, django-allauth the rest.
AUTH_USER_MODEL = "congress.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "congress:home"
PASSWORD_HASHERS = [
    "congress.accounts.hashing.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts made before; hashed anew when they sign in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "congress.accounts.passwords.NotEasyHere"},
]
# Offices need a one-time password beside their password; a trial on the embedded database may do without.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=not DEMO)
ACCOUNT_ADAPTER = "congress.accounts.adapter.PortalAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_RATE_LIMITS = {
    "login": None,  # the package's own knows no devices; "sign_in" stands for it
    "sign_in": "60/10m/ip",
    "login_failed": "20/10m/ip,5/15m/key",
    "login_failed_known": "5/15m/key",
    "request_login_code": "1/m/key,5/d/key",
    # Of one address; what somebody redeems is given back (congress/accounts/one_address.py).
    "code_in_vain": "100/10m/ip",
    "code_wrong": "30/10m/ip",
    "attendance_digits": "20/10m/key",  # wrong six digits of one person (training/views/signing.py)
}
ACCOUNT_FORMS = {
    "login": "congress.accounts.forms.PasswordSignInForm",
    "request_login_code": "congress.accounts.forms.PhoneForm",
    "confirm_login_code": "congress.accounts.forms.CodeForm",
    "change_password": "congress.accounts.forms.PasswordForm",
    "reauthenticate": "congress.accounts.forms.PasswordAgainForm",
}
MFA_ADAPTER = "congress.accounts.second_factor.PortalMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "congress.accounts.forms.SecondFactorForm",
    "reauthenticate": "congress.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "congress.accounts.forms.ActivateSecondFactorForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.text("TRUSTED_PROXIES", "1" if HTTPS else "0"))

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = int(env.text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "portal@localhost")
SMS_GATEWAY_URL = env.text("SMS_GATEWAY_URL", "")
SMS_GATEWAY_TOKEN = env.text("SMS_GATEWAY_TOKEN", "")
METRICS_TOKEN = env.text("METRICS_TOKEN", "")  # what Prometheus shows at /metrics; without one there is no such page
WECOM_WEBHOOK_URL = env.text("WECOM_WEBHOOK_URL", "")
# Networks of our own, like 10.1.0.0/16, to which other systems may have steps told (congress/interface/outgoing.py).
WEBHOOK_NETWORKS = env.items("WEBHOOK_NETWORKS")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [NONE],
        "connect-src": [SELF],
        "media-src": [SELF],  # recordings of lessons
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "congress.views.errors.forged"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# With a database server the law asks for a log of at least six months; a trial on somebody's desk writes faults only.
LOG_REQUESTS = env.flag("LOG_REQUESTS", default=bool(DATABASE_URL) and not DEBUG)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "congress.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Who asked for which page, who tried to sign in, and each event that a request or task added to the timeline.
    "loggers": {
        name: {"level": "INFO" if LOG_REQUESTS else "WARNING"}
        for name in ("congress.requests", "congress.accounts.tries", "congress.timeline")
    },
}
