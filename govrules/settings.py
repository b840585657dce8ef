"""Settings, all of them; what differs between offices comes from the environment (see .env.example).

No number of the law stands here: those are in the rulebooks.
"""

from contextlib import suppress
from datetime import timedelta

import environ

from govrules import env
from govrules.launch import places

ROOT = places.ROOT
PLACES = places.here()
with suppress(OSError):  # the system check govrules.E006 says what is wrong
    PLACES.make()

# --- The two shapes: embedded (SQLite, one machine) and services (PostgreSQL, Redis) ---
DEMO = env.boolean("GOVRULES_DEMO", False)
DEBUG = env.boolean("GOVRULES_DEBUG", False)
SECURE = not DEMO and env.boolean("GOVRULES_HTTPS", True)
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{PLACES.database}")
EMBEDDED = DATABASE_URL.startswith("sqlite")
REDIS_URL = env.text("REDIS_URL", f"unix://{PLACES.broker}")

SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY and EMBEDDED:
    with suppress(OSError):
        SECRET_KEY = places.kept_secret(PLACES.data / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]") if EMBEDDED else ())

# --- What the program is made of ---
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "guardian",
    "simple_history",
    "axes",
    "csp",
    "django_htmx",
    "django_filters",
    "govrules.apps.ProjectConfig",
    "govrules.core",
    "supervision",
    "leave",
    "documents",
    "meetings",
    "govrules.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "govrules.core.access.RequireDeclaredAccess",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "govrules.core.errors_page.ExplainRefusals",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "govrules.portal.frame.frame",
            ],
        },
    }
]
ROOT_URLCONF = "govrules.urls"
WSGI_APPLICATION = "govrules.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database ---
# PostgreSQL keeps Django's client-side binding: a generic plan would not use partial indexes of open rows.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
if EMBEDDED:
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- People and log-in ---
AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"

# --- Browser: cookies, transport, content policy ---
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.boolean("GOVRULES_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Files: static ones are served by the program itself, uploads only through views ---
STATIC_URL = "/static/"
STATIC_ROOT = PLACES.static
STATICFILES_DIRS = [ROOT / "static"]
MANIFEST = env.boolean("GOVRULES_STATIC_MANIFEST", not EMBEDDED)  # needs `manage.py collectstatic` beforehand
WHITENOISE_USE_FINDERS = not MANIFEST
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PLACES.data / "media"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
FONTS = PLACES.fonts
GOVRULES_UPLOAD_MAX_MB = env.integer("GOVRULES_UPLOAD_MAX_MB", 50, 1, 1024)
FILE_UPLOAD_HANDLERS = [
    "govrules.core.files.handlers.CutAtLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = PLACES.temporary

# --- Language and time ---
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Mail ---
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 25, 1, 65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = PLACES.data / "mail"
OFFICE_EMAIL = env.text("OFFICE_EMAIL")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = OFFICE_EMAIL or "govrules@localhost"

# --- Group robots: whoever has such an address may write to the group, so these are secrets ---
NOTICE_ROBOTS = env.robots("NOTICE_ROBOTS")
PORTAL = next((origin for origin in CSRF_TRUSTED_ORIGINS if "*" not in origin), "")  # the link in a robot's message

# --- Celery: its settings and its timetable are in govrules/celery.py ---
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)

# --- Log ---
LOG_LEVEL = env.text("GOVRULES_LOG_LEVEL", "INFO").upper()
TELLTALES = ("apprise", "urllib3")  # they log a robot's address, which is a secret
TICKS = ("celery.beat", "celery.worker.strategy", "celery.app.trace")  # two lines for each tick, told to debuggers
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stream"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        **{name: {"level": "WARNING"} for name in ("fontTools", "weasyprint", *TICKS) if LOG_LEVEL != "DEBUG"},
        **{name: {"level": "CRITICAL"} for name in TELLTALES},
    },
}
