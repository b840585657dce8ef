"""The four programs: what is run, on which socket, with which queue."""

import os
import stat
import subprocess
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from govrules.launch import probe, programs
from govrules.launch.children import Child
from govrules.launch.places import Places
from govrules.launch.preflight import Address
from govrules.launch.problem import Problem

LOCAL = Address("127.0.0.1", 8000)


@pytest.fixture
def here(tmp_path: Path) -> Places:
    places = Places(tmp_path / "v")
    places.make()
    return places


@pytest.fixture(autouse=True)
def no_other_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)


def test_the_queue_comes_first_and_the_pages_last(here: Places) -> None:
    assert [p.name for p in programs.all_of(here, LOCAL)] == ["broker", "worker", "beat", "web"]


def test_a_queue_named_by_the_office_is_not_started(here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://queue.example:6379/0")
    assert [p.name for p in programs.all_of(here, LOCAL)] == ["worker", "beat", "web"]
    assert "REDIS_URL" not in programs.environment(here, LOCAL)


def test_beat_is_a_process_of_its_own(here: Places) -> None:
    assert "-B" not in programs.worker().command
    assert "--beat" not in programs.worker().command
    assert "beat" in programs.beat(here).command
    assert str(here.data / "timetable") in programs.beat(here).command


def test_the_pages_are_bound_where_asked(here: Places) -> None:
    command = programs.web(here, Address("::1", 8001)).command
    assert command[command.index("--bind") + 1] == "[::1]:8001"


def test_everyone_is_told_the_same_queue(here: Places) -> None:
    told = programs.environment(here, LOCAL)
    assert told["REDIS_URL"] == f"unix://{here.broker}"
    assert str(here.broker) in programs.broker(here).command
    assert "ALLOWED_HOSTS" not in told


def test_an_open_address_answers_to_any_name_unless_names_are_given(
    here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone = Address("0.0.0.0", 8000)
    assert programs.environment(here, everyone)["ALLOWED_HOSTS"] == "*"
    monkeypatch.setenv("ALLOWED_HOSTS", "office.example")
    assert "ALLOWED_HOSTS" not in programs.environment(here, everyone)


# --- a socket's path is short ---
def test_a_long_folder_gets_a_short_private_socket_always_the_same(tmp_path: Path) -> None:
    long = Places(tmp_path / ("long" * 30))
    path = programs.socket_path(long)
    assert len(os.fsencode(path)) <= programs.LONGEST_SOCKET
    assert programs.socket_path(long) == path
    assert programs.socket_path(Places(long.var / "other")) != path
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.parent.rmdir()
    programs.socket_path(Places(long.var / "other")).parent.rmdir()


def test_a_short_folder_keeps_its_socket_inside() -> None:
    assert programs.socket_path(Places(Path("/srv/var"))) == Path("/srv/var/data/broker.sock")


def test_somebody_elses_folder_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(programs.os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(Problem, match="不属于当前用户"):
        programs.socket_path(Places(tmp_path / ("long" * 30)))


# --- the queue itself ---
def test_no_queue_on_the_machine_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(programs.shutil, "which", lambda _: None)
    with pytest.raises(Problem, match="apt-get install redis-server"):
        programs.broker_binary()


def test_the_systems_queue_serves_where_the_wheel_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.platform, "machine", lambda: "riscv64")
    monkeypatch.setattr(
        programs.shutil, "which", lambda name: "/usr/bin/redis-server" if name == "redis-server" else None
    )
    assert programs.broker_binary() == "/usr/bin/redis-server"


def test_the_queue_answers_on_its_socket_and_nowhere_else(here: Places) -> None:
    program = programs.broker(here)
    assert program.ready() is False
    child = Child(program, here.log / "broker.log", here.var)
    try:
        wait_until_ready(program, child)
        assert stat.S_IMODE(here.broker.stat().st_mode) == 0o700
        listening = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=False).stdout
        assert f"pid={child.process.pid}," not in listening
    finally:
        child.ask_to_stop()
        child.clear_away()
    assert program.ready() is False


def wait_until_ready(program: programs.Program, child: Child) -> None:
    end = time.monotonic() + 5
    while not program.ready():
        assert child.code is None
        assert time.monotonic() < end
        time.sleep(0.02)


# --- asking whether the pages are there ---
class Office(BaseHTTPRequestHandler):
    """Answers to one name alone, as Django does."""

    def do_GET(self) -> None:
        self.send_response(200 if self.headers["Host"] == "office.example" else 400)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def office() -> str:
    with HTTPServer(("127.0.0.1", 0), Office) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/healthz"
        server.shutdown()


@pytest.mark.parametrize("names", ["office.example", ".office.example", "office.example,other.example"])
def test_the_health_check_asks_under_the_offices_own_name(
    office: str, names: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", names)
    assert probe.main([office]) == 0


def test_another_answer_is_ill_but_is_an_answer(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "*")
    assert probe.status(office) == 400
    assert probe.main([office]) == 1


def test_no_answer_is_ill() -> None:
    assert probe.status("http://127.0.0.1:1/healthz") is None
    assert probe.main(["http://127.0.0.1:1/healthz"]) == 1
