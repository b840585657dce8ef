"""The one command for real: it starts, answers, works in the background, and leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from govrules.launch import __main__ as launch
from govrules.launch import assets, programs
from govrules.launch.places import Places
from govrules.launch.preflight import Address
from govrules.management.commands import prepare

ROOT = Path(__file__).resolve().parents[2]
EARNEST = {"GOVRULES_DEMO": "0", "GOVRULES_HTTPS": "0", "GOVRULES_LOG_LEVEL": "DEBUG"}
KEPT = ("PATH", "HOME", "LANG")  # of the tests' surroundings; the rest would be the test settings'
FIRST_START, NEXT_START, END = 180.0, 60.0, 60.0  # most of it for a machine with much else to do

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc"),
    pytest.mark.skipif(not assets.is_current(ROOT / "static"), reason="front-end files are not installed"),
]


@dataclass
class Office:
    var: Path
    port: int
    process: subprocess.Popen[str] | None = None
    said: str = ""

    def start(self) -> None:
        told = {"GOVRULES_VAR": str(self.var), "PORT": str(self.port), **EARNEST}
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.launch.office"],
            cwd=ROOT, env=kept | told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def until(self, word: str, seconds: float) -> float:
        """Wait for it to say a word; the seconds it took."""
        began = time.monotonic()
        for line in self.process.stdout:
            self.said += line
            if word in line:
                return time.monotonic() - began
            assert time.monotonic() - began < seconds, self.said
        raise AssertionError(self.said)

    def status(self) -> int:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        line.request("GET", "/healthz")
        return line.getresponse().status

    def processes(self) -> dict[int, str]:
        """This office's processes, by the folder in their surroundings; the queue by its socket."""
        told, socket = f"GOVRULES_VAR={self.var}", str(programs.socket_path(Places(self.var)))
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                command = (entry / "cmdline").read_text(errors="replace")
                if told in (entry / "environ").read_text(errors="replace") or socket in command:
                    found[int(entry.name)] = command.replace("\0", " ")
        return found

    def kept(self) -> tuple[str, int]:
        """What tells this office's data from another's."""
        data = self.var / "data"
        return (data / "secret_key").read_text(), (data / "govrules.sqlite3").stat().st_ino

    def log(self, name: str) -> str:
        return (self.var / "log" / f"{name}.log").read_text()


def within(condition: Callable[[], object], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = Office(tmp_path / "var", port)
    yield started
    if started.process is not None:
        started.process.kill()
        started.process.communicate()


def test_it_starts_answers_works_and_stops_then_starts_again_with_its_data(office: Office) -> None:
    office.start()
    office.until("GovRules 已启动", FIRST_START)
    assert f"http://127.0.0.1:{office.port}/" in office.said
    assert office.status() == 200, office.log("web")
    running = " ".join(office.processes().values())
    assert {word for word in ("valkey-server", "celery", "beat", "gunicorn") if word not in running} == set()
    assert within(lambda: "ready." in office.log("worker"), END), office.log("worker")
    assert within(lambda: "run_prints" in office.log("worker"), END), office.log("beat")

    office.process.send_signal(signal.SIGINT)
    office.until("已停止", END)
    assert office.process.wait(END) == 0
    assert office.processes() == {}

    kept = office.kept()
    office.start()
    assert office.until("GovRules 已启动", NEXT_START) < NEXT_START
    assert office.kept() == kept

    office.process.kill()
    office.process.wait()
    assert within(lambda: not office.processes(), 5), office.processes()


# --- what it says at the end of a start ---
def test_the_demos_log_ins_are_shown_with_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = Places(tmp_path)
    here.make()
    (here.data / "demo_logins.txt").write_text("县长 xianzhang\n")
    monkeypatch.setenv("GOVRULES_DEMO", "1")
    launch.welcome(here, Address("127.0.0.1", 8000), 3.2)
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8000/" in said
    assert "县长 xianzhang" in said
    assert "Ctrl-C" in said
    assert "对其他机器开放" not in said


def test_an_office_in_earnest_shows_no_log_ins_and_an_open_one_is_warned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = Places(tmp_path)
    here.make()
    (here.data / "demo_logins.txt").write_text("县长 xianzhang\n")
    monkeypatch.setenv("GOVRULES_DEMO", "0")
    launch.welcome(here, Address("0.0.0.0", 8000), 3.2)
    said = capsys.readouterr().out
    assert "xianzhang" not in said
    assert "对其他机器开放" in said


@pytest.mark.parametrize(
    ("day", "demo", "command", "said"),
    [
        ("", "0", ["prepare"], "· 建立数据库 …\n"),
        ("", "1", ["prepare"], "· 建立数据库，装入演示数据 …\n"),
        ("2026-06-01", "1", ["prepare", "--as-of", "2026-06-01"], "· 建立数据库，装入演示数据 …\n"),
    ],
)
def test_the_data_is_made_ready(
    day: str, demo: str, command: list[str], said: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    run: list[list[str]] = []
    monkeypatch.setattr(launch.shell, "run", lambda words, log, **_: run.append(words))
    monkeypatch.delenv("DATABASE_URL", raising=False)  # in the services shape no new database is announced
    monkeypatch.setenv("AS_OF", day)
    monkeypatch.setenv("GOVRULES_DEMO", demo)
    launch.fill(Places(tmp_path))
    assert [words[1:] for words in run] == [["manage.py", *command]]
    assert capsys.readouterr().out == said


def test_another_database_is_not_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/office")
    monkeypatch.setattr(launch.shell, "run", lambda *_, **__: None)
    launch.fill(Places(tmp_path))
    assert capsys.readouterr().out == ""


def test_data_that_is_there_is_not_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = Places(tmp_path)
    here.make()
    here.database.touch()
    monkeypatch.setattr(launch.shell, "run", lambda *_, **__: None)
    launch.fill(here)
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demo", "called"),
    [(True, ["migrate", "load_demo", "calendar"]), (False, ["migrate", "calendar"])],
)
def test_prepare_loads_the_demo_only_in_demo_mode_and_always_the_calendar(
    demo: bool, called: list[str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, *_, **told: calls.append((name, told)))
    settings.DEMO = demo
    call_command("prepare", as_of="2026-06-01")
    assert [name for name, _ in calls] == called
    assert all(told == {"if_empty": True, "as_of": "2026-06-01"} for name, told in calls if name == "load_demo")


def test_a_wrong_word_ends_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "eighty")
    assert launch.main() == 1
    assert capsys.readouterr().out == "环境变量 PORT 的值“eighty”无法识别，应为：1 到 65535 之间的整数。\n"
