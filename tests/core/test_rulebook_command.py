"""`manage.py rulebook`: the rulebook command with the office's calendar and what the floors have built."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govrules.core import registry
from govrules.core.calendar.actions import fill_from_package
from govrules.core.management.commands.rulebook import HOOKS, Command
from govrules.rulebook.cli import main

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def ask(capsys):
    def run(*words):
        code = main(list(words), HOOKS)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def calendar(db):
    fill_from_package(NOW)


def due(ask, *words):
    code, out, err = ask("due", "yanggao-2024", *words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize(
    ("rule", "start", "last_day"),
    [
        # The May holiday of 2024 with its make-up day on 11 May.
        ("countersign_reply", "2024-04-29", "2024-05-09"),
        ("countersign_reply", "2026-06-01", "2026-06-08"),
        ("countywide_request", "2024-05-13", "2024-04-30"),
        ("proxy_draft", "2024-05-10", "2024-05-03"),
        ("proxy_draft", "2024-06-20", "2024-06-13"),
    ],
)
def test_due_counts_by_the_office_s_calendar(ask, calendar, rule, start, last_day):
    found = due(ask, rule, "--from", start)
    assert (found["last_day"], found["provisional"]) == (last_day, False)


@pytest.mark.parametrize("body", ["plenary", "standing"])
def test_minutes_are_due_seven_working_days_after_the_meeting(ask, calendar, body):
    assert due(ask, "minutes_issue", "--from", "2024-04-29", "--fact", f"body={body}")["last_day"] == "2024-05-11"


def test_the_host_s_limit_is_counted_alike(ask, calendar):
    found = due(ask, "countersign_reply", "--from", "2024-04-29", "--host-limit", "2")
    assert (found["last_day"], found["due_at"]) == ("2024-05-06", "2024-05-07T00:00:00+08:00")


def test_a_year_without_its_notice_is_provisional(ask, calendar):
    assert due(ask, "countersign_reply", "--from", "2027-03-01")["provisional"]
    _, out, _ = ask("due", "yanggao-2024", "countersign_reply", "--from", "2027-03-01")
    assert out.splitlines()[-1].startswith("暂定：")


@pytest.mark.parametrize("start", ["1203-01-01", "9999-12-31"])
def test_absurd_days_are_refused_in_one_line(ask, calendar, start):
    code, out, err = ask("due", "yanggao-2024", "countersign_reply", "--from", start)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_without_a_calendar_it_says_so(ask, db):
    code, out, err = ask("due", "yanggao-2024", "countersign_reply", "--from", "2026-06-01")
    assert (code, out) == (2, "")
    assert err == "还没有载入工作日历：请系统管理员在服务器上运行 python manage.py calendar fill\n"


FRESH = [
    ("due", "yanggao-2024", "countersign_reply", "--from", "2026-06-01"),
    ("adopt", "yanggao-2024", "--government", "yanggao"),
]


@pytest.mark.parametrize("words", FRESH, ids=["due", "adopt"])
def test_on_a_database_without_tables_it_says_what_comes_first(tmp_path, words):
    """A fresh installation, in a process of its own, for people and for scripts; no traceback."""
    fresh = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/fresh.sqlite3", "GOVRULES_VAR": str(tmp_path)}
    for more in ([], ["--json"]):
        command = [sys.executable, "manage.py", "rulebook", *words, *more]
        done = subprocess.run(command, cwd=ROOT, env=fresh, capture_output=True, text=True, check=False)
        said = json.loads(done.stdout)["error"] if more else done.stderr.removesuffix("\n")
        assert (done.returncode, said) == (2, "数据库还没有建好，或者连接不上：请先运行 python manage.py prepare")


def test_coverage_takes_what_the_floors_have_registered(ask):
    _, out, _ = ask("coverage", "yanggao-2024", "--json")
    (covered,) = json.loads(out)
    waiting = {key for row in covered["provisions"] for key in row["waits_for"]}
    assert registry.built().isdisjoint(waiting)
    assert covered["enforce"]["carried"] + covered["enforce"]["not_yet"] == covered["enforce"]["total"]


def test_the_command_ends_with_the_code_of_its_answer(capsys):
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "rulebook", "show", "nowhere-1999"])
    assert ended.value.code == 2
    assert "没有这部规则" in capsys.readouterr().err


def test_the_command_lists_like_the_plain_one(capsys):
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "rulebook", "list"])
    assert ended.value.code == 0
    assert "yanggao-2024" in capsys.readouterr().out
