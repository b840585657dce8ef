"""Running a command to its end, its output kept in a log."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from govrules.launch.problem import Problem

SHOWN = 12  # lines of a failed command that are shown at once
LONGEST = 5_000_000  # bytes of a log


def run(
    command: Sequence[str], log: Path, *, folder: Path | None = None, extra: Mapping[str, str] | None = None
) -> None:
    """Run quietly; a failure shows the end of its output and names the log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        file.write(f"\n$ {' '.join(command)}    ({time.strftime('%F %T')})\n".encode())
        file.flush()
        began = file.tell()
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env={**os.environ, **(extra or {})},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                check=False,
            )
        except OSError as error:
            raise Problem(f"无法运行 {command[0]}：{error.strerror}。") from error
    if done.returncode:
        what = f"命令失败（代码 {done.returncode}）：{' '.join(command)}"
        raise Problem(f"{what}\n{tail(log, began)}\n完整输出见 {log}")


def set_aside(log: Path) -> None:
    """Begin a long log anew, and keep the last one beside it."""
    if log.exists() and log.stat().st_size > LONGEST:
        log.replace(log.with_name(f"{log.name}.1"))


def tail(log: Path, began: int = 0) -> str:
    """The last lines of what was written since."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(began)
        return "\n".join(file.read().decode(errors="replace").splitlines()[-SHOWN:])
