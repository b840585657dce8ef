"""Keeps the programs running until it is told to stop, and then leaves none behind."""

import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govrules.launch import shell
from govrules.launch.children import Child, Program
from govrules.launch.problem import Problem, say

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL = 0.1
READY = 60.0  # seconds for a program to answer; a busy machine takes long
PATIENCE = 15.0  # seconds for all of them to stop
LONGEST_PAUSE = 30.0
STEADY = 60.0  # after so long a crash counts as the first one again


@dataclass
class Place:
    """A program's place: who fills it, and how it has gone."""

    program: Program
    child: Child | None = None
    started: float = 0.0
    crashes: int = 0
    again_at: float = 0.0


class Supervisor:
    def __init__(self, programs: Sequence[Program], logs: Path, folder: Path, patience: float = PATIENCE) -> None:
        self.places = [Place(program) for program in programs]
        self.logs = logs
        self.folder = folder
        self.patience = patience
        self.told = threading.Event()

    def listen(self) -> None:
        """Take the signals that mean stop; a second Ctrl-C while stopping changes nothing."""
        for number in STOPPING:
            signal.signal(number, lambda *_: self.told.set())

    def start(self) -> None:
        """Start them in order; one that others need is waited for before the next."""
        for place in self.places:
            self._start(place)
            if place.program.ready is not None:
                self._wait_for(place)

    def watch(self) -> None:
        """Restart what falls, until told to stop."""
        while not self.told.wait(POLL):
            for place in self.places:
                self._look_after(place)

    def stop(self) -> None:
        """Ask all, wait, and kill what is left."""
        children = [place.child for place in reversed(self.places) if place.child is not None]
        for child in children:
            child.ask_to_stop()
        end = time.monotonic() + self.patience
        while time.monotonic() < end and any(child.code is None for child in children):
            time.sleep(POLL / 2)
        for child in children:
            child.clear_away()

    def log_of(self, program: Program) -> Path:
        return self.logs / f"{program.name}.log"

    def _start(self, place: Place) -> None:
        shell.set_aside(self.log_of(place.program))
        place.child = Child(place.program, self.log_of(place.program), self.folder)
        place.started = time.monotonic()

    def _wait_for(self, place: Place) -> None:
        program, end = place.program, place.started + READY
        while not self.told.is_set() and not program.ready():
            if place.child.code is not None or time.monotonic() > end:
                log = self.log_of(program)
                raise Problem(f"{program.title}没有启动起来：\n{shell.tail(log)}\n完整输出见 {log}")
            time.sleep(POLL / 2)

    def _look_after(self, place: Place) -> None:
        now = time.monotonic()
        if place.child is None:
            if now >= place.again_at:
                self._start(place)
        elif place.child.code is not None:
            self._fallen(place, now)

    def _fallen(self, place: Place, now: float) -> None:
        """Say so, clear away what it left, plan its return: after 1, 2, 4 … seconds, at most 30."""
        program, code = place.program, place.child.code
        place.crashes = 1 if now - place.started > STEADY else place.crashes + 1
        pause = min(2.0 ** (place.crashes - 1), LONGEST_PAUSE)
        place.child.clear_away()
        place.child, place.again_at = None, now + pause
        say(f"{program.title}意外停止（代码 {code}），{pause:.0f} 秒后重新启动；日志：{self.log_of(program)}")
