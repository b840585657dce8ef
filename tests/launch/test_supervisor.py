"""The supervisor starts its programs, restarts what falls, and leaves no process behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from govrules.launch import supervisor as supervising
from govrules.launch.children import Program
from govrules.launch.supervisor import Place, Supervisor

ROOT = Path(__file__).resolve().parents[2]
SOON = 8.0


def within(condition: Callable[[], object], seconds: float = SOON) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    """Neither gone nor a zombie that nobody has collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@dataclass
class Crew:
    folder: Path
    process: subprocess.Popen[str]

    def pids(self, name: str) -> list[int]:
        """Every process that ever stood in under this name, the newest last."""
        path = self.folder / f"{name}.pids"
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    def everyone(self) -> list[int]:
        return [pid for path in self.folder.glob("*.pids") for pid in self.pids(path.stem)]

    def end(self) -> str:
        """What it said, once it is over."""
        return self.process.communicate(timeout=SOON)[0]

    def left(self) -> list[int]:
        return [pid for pid in self.everyone() if alive(pid)]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Crew]]:
    crews: list[Crew] = []

    def run(*names: str) -> Crew:
        command = [sys.executable, "-m", "tests.launch.crew", str(tmp_path), *names]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, process_group=0)
        crews.append(Crew(tmp_path, process))
        return crews[-1]

    yield run
    for crew in crews:
        crew.process.kill()
        crew.process.wait()
        crew.process.stdout.close()
        for pid in crew.left():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def test_it_starts_all(start: Callable[..., Crew]) -> None:
    crew = start("steady", "second")
    assert crew.process.stdout.readline() == "all running\n"
    assert len(crew.left()) == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_and_it_ends_well(start: Callable[..., Crew], number: signal.Signals) -> None:
    crew = start("steady", "clerk")
    assert crew.process.stdout.readline() == "all running\n"
    crew.process.send_signal(number)
    crew.end()
    assert crew.process.returncode == 0
    assert crew.left() == []
    assert "put away" in (crew.folder / "clerk.log").read_text()


def test_ctrl_c_in_the_terminal_reaches_the_programs_only_through_it(start: Callable[..., Crew]) -> None:
    """A terminal signals the whole foreground group; they must stop in order."""
    crew = start("clerk")
    assert crew.process.stdout.readline() == "all running\n"
    assert os.getpgid(crew.pids("clerk")[0]) != os.getpgid(crew.process.pid)
    os.killpg(crew.process.pid, signal.SIGINT)
    crew.end()
    assert crew.left() == []


def test_what_does_not_stop_is_killed(start: Callable[..., Crew]) -> None:
    crew = start("stubborn")
    assert crew.process.stdout.readline() == "all running\n"
    began = time.monotonic()
    crew.process.terminate()
    crew.end()
    assert 1.9 < time.monotonic() - began < SOON
    assert crew.left() == []


def test_the_children_of_a_program_go_with_it(start: Callable[..., Crew]) -> None:
    crew = start("family")
    assert within(lambda: len(crew.pids("family")) == 2)
    crew.process.terminate()
    crew.end()
    assert crew.left() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_kill_9_leaves_no_child(start: Callable[..., Crew]) -> None:
    crew = start("steady", "stubborn")
    assert crew.process.stdout.readline() == "all running\n"
    assert len(crew.left()) == 2
    crew.process.kill()
    crew.process.wait()
    assert within(lambda: not crew.left())


def test_a_fallen_program_is_started_again_and_it_says_so(start: Callable[..., Crew]) -> None:
    crew = start("steady", "second")
    assert crew.process.stdout.readline() == "all running\n"
    first = crew.pids("steady")[0]
    os.kill(first, signal.SIGKILL)
    assert within(lambda: len(crew.pids("steady")) == 2)
    said = crew.process.stdout.readline()
    assert "程序 steady 意外停止（代码 -9），1 秒后重新启动" in said
    assert "steady.log" in said
    assert len(crew.pids("second")) == 1
    crew.process.terminate()
    crew.end()
    assert crew.left() == []


def test_what_keeps_falling_is_started_less_and_less_often(start: Callable[..., Crew]) -> None:
    crew = start("broken")
    assert within(lambda: len(crew.pids("broken")) == 3)
    crew.process.terminate()
    said = crew.end()
    assert "1 秒后重新启动" in said
    assert "2 秒后重新启动" in said


def test_one_that_does_not_come_up_stops_the_start_and_shows_why(start: Callable[..., Crew]) -> None:
    crew = start("steady", "mute", "second")
    said = crew.end()
    assert crew.process.returncode == 1
    assert "程序 mute 没有启动起来" in said
    assert "no socket today" in said
    assert "mute.log" in said
    assert crew.pids("second") == []
    assert crew.left() == []


def test_the_pause_grows_to_half_a_minute_and_starts_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Supervisor([Program("p", "程序", ["true"])], tmp_path, tmp_path)
    place = over.places[0]
    pauses = [fall(over, place, started=0.0, now=1.0) for _ in range(8)]
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    assert fall(over, place, started=0.0, now=supervising.STEADY + 1) == 1
    assert capsys.readouterr().out.count("意外停止") == 9


def fall(over: Supervisor, place: Place, started: float, now: float) -> float:
    """Let the program end and the supervisor notice at `now`; the pause it makes."""
    over._start(place)
    place.child.process.wait()
    place.started = started
    over._fallen(place, now)
    assert place.child is None
    return place.again_at - now
