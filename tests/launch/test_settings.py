"""The two shapes by environment variables alone, and the numbered checks of what is set wrongly."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core import checks as django_checks
from django.test import override_settings

from govrules import checks

ROOT = Path(__file__).resolve().parents[2]
SHOW = """
import json, sys
from govrules import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""
SERVICES = {
    "DATABASE_URL": "postgres://govrules:secret@db.example:5433/office",
    "REDIS_URL": "redis://queue.example:6379/2",
    "SECRET_KEY": "a-key-of-the-office",
    "ALLOWED_HOSTS": "office.example",
}


def surroundings(var: Path, told: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "GOVRULES_VAR": str(var), **told}


def settings_with(var: Path, *names: str, **told: str) -> dict[str, Any]:
    """The settings that a fresh process has with this environment."""
    command = [sys.executable, "-c", SHOW, *names]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(var, told), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# --- the embedded shape ---
def test_without_a_word_everything_is_below_the_folder(tmp_path: Path) -> None:
    names = ("DATABASES", "CELERY_BROKER_URL", "STORAGES", "FILE_UPLOAD_TEMP_DIR", "EMAIL_FILE_PATH", "FONTS")
    read = settings_with(tmp_path, "EMBEDDED", "EMAIL_BACKEND", *names)
    assert read["EMBEDDED"] is True
    assert read["DATABASES"]["default"]["NAME"] == str(tmp_path / "data" / "govrules.sqlite3")
    assert read["CELERY_BROKER_URL"] == f"redis+socket://{tmp_path}/data/broker.sock"
    assert read["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert all(str(tmp_path) in json.dumps(read[name]) for name in names)


def test_sqlite_waits_its_turn_and_keeps_its_keys(tmp_path: Path) -> None:
    options = settings_with(tmp_path, "DATABASES")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]


def test_the_embedded_shape_keeps_one_secret(tmp_path: Path) -> None:
    first = settings_with(tmp_path, "SECRET_KEY")["SECRET_KEY"]
    assert len(first) >= 50
    assert settings_with(tmp_path, "SECRET_KEY")["SECRET_KEY"] == first
    assert settings_with(tmp_path / "other", "SECRET_KEY")["SECRET_KEY"] != first


# --- the services shape ---
def test_the_services_shape_by_environment_alone(tmp_path: Path) -> None:
    read = settings_with(
        tmp_path, "EMBEDDED", "DATABASES", "CELERY_BROKER_URL", "ALLOWED_HOSTS", "STORAGES", **SERVICES
    )
    database = read["DATABASES"]["default"]
    assert read["EMBEDDED"] is False
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "office")
    assert database["CONN_MAX_AGE"] == 60
    assert "server_side_binding" not in database.get("OPTIONS", {})
    assert read["CELERY_BROKER_URL"] == "redis://queue.example:6379/2"
    assert read["ALLOWED_HOSTS"] == ["office.example"]
    assert "Manifest" in read["STORAGES"]["staticfiles"]["BACKEND"]


def test_the_services_shape_makes_no_secret_of_its_own(tmp_path: Path) -> None:
    """Two machines would each have their own, and sign each other's users out."""
    told = {name: value for name, value in SERVICES.items() if name != "SECRET_KEY"}
    assert settings_with(tmp_path, "SECRET_KEY", **told)["SECRET_KEY"] == ""
    assert not (tmp_path / "data" / "secret_key").exists()


def test_a_mail_server_is_used_where_there_is_one(tmp_path: Path) -> None:
    read = settings_with(
        tmp_path, "EMAIL_BACKEND", "DEFAULT_FROM_EMAIL", EMAIL_HOST="m.example", OFFICE_EMAIL="o@x.example"
    )
    assert read["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert read["DEFAULT_FROM_EMAIL"] == "o@x.example"


# --- group robots ---
ROBOTS = "yanggao=dingtalk://SEChush@hushhush"


def test_robots_come_from_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    """Settings are shown on a developer's error page, which masks by names that do not include ours."""
    read = settings_with(tmp_path, "NOTICE_ROBOTS", NOTICE_ROBOTS=ROBOTS)
    assert read["NOTICE_ROBOTS"] == ["Robot(government='yanggao', channel='dingtalk')"]
    assert settings_with(tmp_path, "NOTICE_ROBOTS")["NOTICE_ROBOTS"] == []


def test_a_robot_that_cannot_be_read_stops_the_start_without_telling_it(tmp_path: Path) -> None:
    told = surroundings(tmp_path, {"NOTICE_ROBOTS": ROBOTS + "?", "GOVRULES_DEMO": "1"})
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0 and "环境变量 NOTICE_ROBOTS 的值“第1项”无法识别" in done.stderr
    assert "hush" not in done.stderr + done.stdout


def test_even_a_debugger_s_log_does_not_name_a_robot_s_address(tmp_path: Path) -> None:
    logging = settings_with(tmp_path, "LOGGING", GOVRULES_LOG_LEVEL="DEBUG")["LOGGING"]
    assert {logging["loggers"][name]["level"] for name in ("apprise", "urllib3")} == {"CRITICAL"}


@pytest.mark.parametrize(
    ("origins", "portal"),
    [("", ""), ("https://a.example,https://b.example", "https://a.example"), ("https://*.x.example", "")],
)
def test_the_portal_s_address_is_the_first_origin(tmp_path: Path, origins: str, portal: str) -> None:
    assert settings_with(tmp_path, "PORTAL", CSRF_TRUSTED_ORIGINS=origins)["PORTAL"] == portal


# --- transport ---
SECURED = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")


@pytest.mark.parametrize(
    ("told", "secure"),
    [
        ({}, True),
        ({"GOVRULES_DEMO": "0"}, True),
        ({"GOVRULES_DEMO": "1"}, False),
        ({"GOVRULES_HTTPS": "0"}, False),
    ],
)
def test_https_is_demanded_but_of_the_demo(tmp_path: Path, told: dict[str, str], secure: bool) -> None:
    read = settings_with(tmp_path, *SECURED, "SECURE_HSTS_SECONDS", **told)
    assert all(read[name] is secure for name in SECURED)
    assert bool(read["SECURE_HSTS_SECONDS"]) is secure


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(settings: Any) -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {source for sources in directives.values() for source in sources}
    assert allowed == {"'self'", "'none'", "data:"}
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]


def test_a_word_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "check"]
    told = surroundings(tmp_path, {"GOVRULES_DEMO": "perhaps"})
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "环境变量 GOVRULES_DEMO 的值“perhaps”无法识别" in done.stderr.splitlines()[-1]


# --- the checks ---
def found(**settings: Any) -> dict[str, django_checks.CheckMessage]:
    with override_settings(**settings):
        messages = [*checks.check_settings(None), *checks.check_deployment(None)]
    return {message.id: message for message in messages}


RIGHT = {
    "SECRET_KEY": "x" * 50,
    "DEBUG": False,
    "DEMO": False,
    "EMAIL_HOST": "mail.example",
    "OFFICE_EMAIL": "office@example",
    "EMBEDDED": False,
    "REDIS_URL": "redis://queue.example",
}


def test_right_settings_find_nothing() -> None:
    assert found(**RIGHT) == {}


@pytest.mark.parametrize(
    ("wrong", "number", "hint"),
    [
        ({"SECRET_KEY": ""}, "govrules.E001", "SECRET_KEY"),
        ({"DEBUG": True}, "govrules.E002", "GOVRULES_DEBUG"),
        ({"DEMO": True}, "govrules.E003", "GOVRULES_DEMO"),
        ({"OFFICE_EMAIL": ""}, "govrules.W004", "OFFICE_EMAIL"),
        ({"EMAIL_HOST": ""}, "govrules.W005", "EMAIL_HOST"),
        ({"REDIS_URL": "unix:///srv/broker.sock"}, "govrules.W007", "REDIS_URL"),
    ],
)
def test_a_wrong_setting_has_a_number_and_a_hint(
    wrong: dict[str, Any], number: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)
    messages = found(**RIGHT | wrong)
    assert list(messages) == [number]
    assert hint in messages[number].hint
    assert messages[number].level == (django_checks.ERROR if ".E" in number else django_checks.WARNING)


def test_an_unwritable_folder_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.os, "access", lambda *_: False)
    messages = found(**RIGHT)
    assert list(messages) == ["govrules.E006"]
    assert "GOVRULES_VAR" in messages["govrules.E006"].hint


def test_the_checks_are_registered() -> None:
    registered = django_checks.registry.registry
    assert checks.check_settings in registered.get_checks()
    assert checks.check_deployment not in registered.get_checks()
    assert checks.check_deployment in registered.get_checks(include_deployment_checks=True)
