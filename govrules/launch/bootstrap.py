"""Make the virtual environment and install the pinned packages: the first thing that `make` runs.

    python3 -m govrules.launch.bootstrap run    what the program needs; looks first whether it could start
    python3 -m govrules.launch.bootstrap test   the test tools as well

Runs under the system's Python with nothing installed, so it uses the standard library alone.
"""

import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from govrules import env
from govrules.launch import places, preflight, shell
from govrules.launch.problem import Problem, say

LEAST = (3, 11)
RUN = ("requirements.txt", "requirements-embedded.txt")
FILES = {"run": RUN, "test": (*RUN, "requirements-dev.txt")}


def main(arguments: list[str]) -> int:
    try:
        prepare(env.ROOT, arguments[0])
    except (Problem, env.EnvError) as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("\n已停止；重新运行会接着安装。")
        return 130
    return 0


def prepare(root: Path, purpose: str) -> None:
    log = places.here().log / "setup.log"
    if purpose == "run":
        preflight.check(places.here(), preflight.Address.wanted())
    environment = root / ".venv"
    if not works(environment / "bin" / "python"):
        say("· 建立 Python 环境 …")
        create(environment, log)
    wanted = {name: digest(root / name) for name in FILES[purpose]}
    stamp = environment / "installed.json"
    if not wanted.items() <= installed(stamp).items():
        say("· 安装程序包（首次约需一分钟）…")
        install(environment, root, FILES[purpose], log)
        stamp.write_text(json.dumps(installed(stamp) | wanted))


def works(python: Path) -> bool:
    """Whether an environment is there, whole, and new enough; one half made is made again."""
    try:
        probe = [python, "-c", f"import pip, sys; sys.exit(sys.version_info < {LEAST})"]
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def create(environment: Path, log: Path) -> None:
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        raise Problem("这个 Python 缺少 venv：请先安装，例如 apt-get install python3-venv，然后重新运行。")
    try:
        shell.run([sys.executable, "-m", "venv", "--clear", str(environment)], log)
    except Problem as problem:
        advice = "请看文件夹权限，或先 apt-get install python3-venv。"
        raise Problem(f"无法在 {environment} 建立 Python 环境：{advice}\n{problem}") from problem


def install(environment: Path, root: Path, names: tuple[str, ...], log: Path) -> None:
    command = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", *(part for name in names for part in ("-r", str(root / name)))]
    try:
        shell.run(command, log)
    except Problem as problem:
        raise Problem(f"安装程序包失败；请看网络或 pip 源的设置，然后重新运行。\n{problem}") from problem


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def installed(stamp: Path) -> dict[str, str]:
    """What was installed last time, by requirements file."""
    try:
        return dict(json.loads(stamp.read_text()))
    except (OSError, ValueError):
        return {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
