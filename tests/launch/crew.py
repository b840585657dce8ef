"""Runs a supervisor over stand-ins for the real programs; the tests start it and send it signals.

python -m tests.launch.crew FOLDER NAME...
"""

import sys
from pathlib import Path

from govrules.launch.children import Program
from govrules.launch.problem import Problem, say
from govrules.launch.supervisor import Supervisor

PID = "import os, pathlib, signal, subprocess, sys, time; "
NOTE = "pathlib.Path('{name}.pids').open('a').write(f'{{os.getpid()}}\\n'); "
STAND_INS = {
    "steady": "time.sleep(60)",
    "second": "time.sleep(60)",
    "clerk": "signal.signal(signal.SIGTERM, lambda *_: (print('put away', flush=True), sys.exit(0))); time.sleep(60)",
    "stubborn": "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
    "family": "child = subprocess.Popen(['sleep', '61']); "
    "pathlib.Path('family.pids').open('a').write(f'{child.pid}\\n'); time.sleep(60)",
    "broken": "sys.exit(3)",
    "mute": "print('no socket today', flush=True); sys.exit(4)",
}


def stand_in(name: str, folder: Path) -> Program:
    noted = folder / f"{name}.pids"
    ready = bool if name == "mute" else lambda: noted.exists() and noted.read_text().endswith("\n")
    command = [sys.executable, "-c", PID + NOTE.format(name=name) + STAND_INS[name]]
    return Program(name, f"程序 {name} ", command, ready=ready)


def main(folder: Path, names: list[str]) -> int:
    supervisor = Supervisor([stand_in(name, folder) for name in names], folder, folder, patience=2.0)
    supervisor.listen()
    try:
        supervisor.start()
        say("all running")
        supervisor.watch()
    except Problem as problem:
        say(str(problem))
        return 1
    finally:
        supervisor.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
