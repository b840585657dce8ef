"""A program that runs beside the others: it dies with its parent, whatever kills that."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """What to run. `ready` tells when it answers; the log is `<name>.log`."""

    name: str
    title: str
    command: Sequence[str]
    extra: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], bool] | None = None


class Child:
    """One running program, in a process group of its own: Ctrl-C reaches the supervisor alone."""

    def __init__(self, program: Program, log: Path, folder: Path) -> None:
        self.program = program
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                program.command,
                cwd=folder,
                env={**os.environ, **program.extra},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with(os.getpid()),  # noqa: PLW1509 - the supervisor has no threads
            )

    @property
    def code(self) -> int | None:
        """Its exit code, None while it runs."""
        return self.process.poll()

    def ask_to_stop(self) -> None:
        if self.code is None:
            self.process.terminate()

    def clear_away(self) -> None:
        """Kill what is left of its group, grandchildren included, and collect it."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _die_with(parent: int) -> Callable[[], None]:
    """Have the kernel kill this process with its parent, also when the parent went before we could ask."""

    def ask() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)

    return ask
