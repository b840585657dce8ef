"""Before anything starts: an unwritable folder, a second start, a port in use: one sentence each."""

import errno
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from govrules import env
from govrules.launch import preflight
from govrules.launch.places import Places
from govrules.launch.preflight import Address
from govrules.launch.problem import Problem

ROOT = Path(__file__).resolve().parents[2]
LOCAL = Address("127.0.0.1", 8000)


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return Places(tmp_path / "var")


@pytest.fixture
def taken() -> int:
    """A port of this machine on which somebody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


# --- the address ---
@pytest.mark.parametrize(
    ("host", "bind", "url", "public"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000/", False),
        ("localhost", "localhost:8000", "http://localhost:8000/", False),
        ("::1", "[::1]:8000", "http://[::1]:8000/", False),
        ("0.0.0.0", "0.0.0.0:8000", "http://127.0.0.1:8000/", True),
        ("::", "[::]:8000", "http://[::1]:8000/", True),
        ("10.1.2.3", "10.1.2.3:8000", "http://10.1.2.3:8000/", True),
    ],
)
def test_an_address_is_bound_and_reached(host: str, bind: str, url: str, public: bool) -> None:
    address = Address(host, 8000)
    assert (address.bind, address.url, address.public) == (bind, url, public)


def test_the_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    assert Address.wanted() == LOCAL
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "8001")
    assert Address.wanted() == Address("0.0.0.0", 8001)


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(env.EnvError, match="PORT"):
        Address.wanted()


# --- the port ---
def test_a_free_port_passes_and_stays_free(taken: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    preflight.port_is_free(Address("127.0.0.1", free))
    preflight.port_is_free(Address("127.0.0.1", free))


def test_a_port_in_use_is_named_with_the_way_out(taken: int) -> None:
    with pytest.raises(Problem) as refused:
        preflight.port_is_free(Address("127.0.0.1", taken))
    assert f"端口 {taken} 已被别的程序占用" in str(refused.value)
    assert f"PORT={taken + 1} make run" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("number", "host", "port", "advice"),
    [
        (errno.EACCES, "127.0.0.1", 80, "没有使用端口 80 的权限：请用 1024 以上的端口"),
        (errno.EADDRINUSE, "127.0.0.1", 65535, "PORT=8000 make run"),
        (errno.EADDRNOTAVAIL, "10.9.8.7", 8000, "本机没有地址 10.9.8.7"),
    ],
)
def test_each_reason_has_its_sentence(number: int, host: str, port: int, advice: str) -> None:
    assert advice in preflight._why_not(Address(host, port), OSError(number, "no"))


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Problem, match="本机没有地址 192.0.2.1"):
        preflight.port_is_free(Address("192.0.2.1", 8000))


# --- the folder ---
def test_a_folder_is_made_and_found_writable(here: Places) -> None:
    preflight.writable(here)
    assert here.data.is_dir()
    assert list(here.data.iterdir()) == []


def test_a_file_in_the_folders_place_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")
    with pytest.raises(Problem) as refused:
        preflight.writable(Places(tmp_path / "var"))
    assert f"文件夹 {tmp_path / 'var'} 不可写" in str(refused.value)
    assert "GOVRULES_VAR=" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_folder_that_refuses_us_is_said_in_one_sentence(
    here: Places, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(preflight.tempfile, "NamedTemporaryFile", refuse)
    with pytest.raises(Problem, match=os.strerror(number)):
        preflight.writable(here)


# --- alone ---
HOLD = """
import sys
from pathlib import Path
from govrules.launch import preflight
from govrules.launch.places import Places
with preflight.alone(Places(Path(sys.argv[1])), preflight.Address("127.0.0.1", 8123)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(here: Places) -> subprocess.Popen:
    """Another process that holds the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(here.var)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"held\n"
    with process:
        yield process
        process.kill()


def test_a_second_start_on_the_same_folder_says_where_the_first_is(here: Places, holder: subprocess.Popen) -> None:
    with pytest.raises(Problem) as refused, preflight.alone(here, LOCAL):
        pass
    said = str(refused.value)
    assert f"http://127.0.0.1:8123/，进程 {holder.pid}" in said
    assert "Ctrl-C" in said
    assert "\n" not in said


def test_another_folder_is_another_office(here: Places, holder: subprocess.Popen, tmp_path: Path) -> None:
    with preflight.alone(Places(tmp_path / "other"), LOCAL):
        pass


def test_the_lock_goes_with_its_holder_however_that_ends(here: Places, holder: subprocess.Popen) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with preflight.alone(here, LOCAL):
        assert f"进程 {os.getpid()}" in here.lock.read_text()


def test_a_child_does_not_inherit_the_lock(here: Places) -> None:
    with preflight.alone(here, LOCAL):
        child = subprocess.Popen(["sleep", "30"], close_fds=False)
    try:
        with preflight.alone(here, LOCAL):
            pass
    finally:
        child.kill()
        child.wait()


def test_the_first_look_lets_go_again(here: Places) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = Address("127.0.0.1", probe.getsockname()[1])
    preflight.check(here, free)
    preflight.check(here, free)


def test_the_first_look_sees_the_port(here: Places, taken: int) -> None:
    with pytest.raises(Problem, match=str(taken)):
        preflight.check(here, Address("127.0.0.1", taken))
