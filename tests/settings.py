"""The settings under test: the demo's, with fast passwords, a throw-away database and no outside broker."""

import atexit
import os
import shutil
import tempfile

from govrules.launch import places

os.environ.setdefault("GOVRULES_FONTS", str(places.here().fonts))  # built once, for the tests as well
if "GOVRULES_VAR" not in os.environ:  # the first process makes and clears it; xdist's inherit it
    os.environ["GOVRULES_VAR"] = tempfile.mkdtemp(prefix="govrules-test-")
    atexit.register(shutil.rmtree, os.environ["GOVRULES_VAR"], ignore_errors=True)
os.environ["GOVRULES_DEMO"] = "1"
os.environ["GOVRULES_STATIC_MANIFEST"] = "0"
os.environ.setdefault("SECRET_KEY", "for the tests alone")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop

from govrules.settings import *  # noqa: F403
from govrules.settings import CELERY_BROKER_URL, DATABASES, EMBEDDED, PLACES, SQLITE_OPTIONS

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if "REDIS_URL" not in os.environ:
    CELERY_BROKER_URL = "memory://"
if EMBEDDED:
    # A file rather than memory: threads of a live server wait for each other as in earnest.
    DATABASES["default"]["TEST"] = {"NAME": PLACES.data / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS | {
        "init_command": SQLITE_OPTIONS["init_command"] + "PRAGMA synchronous=OFF;"
    }
