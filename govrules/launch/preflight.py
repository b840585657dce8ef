"""What can be seen before anything is started: can we write, are we alone, is the port free?"""

import errno
import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from govrules import env
from govrules.launch.places import Places
from govrules.launch.problem import Problem

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def wanted(cls) -> "Address":
        return cls(env.text("HOST", "127.0.0.1"), env.integer("PORT", 8000, 1, 65535))

    @property
    def bind(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """What to type into a browser on this machine."""
        return f"http://{self.reach.bind}/"

    @property
    def reach(self) -> "Address":
        """The address from this machine itself, where "every address" cannot be dialled."""
        return Address({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host), self.port)  # noqa: S104

    @property
    def public(self) -> bool:
        return self.host not in LOOPBACK


def check(places: Places, address: Address) -> None:
    """All of it, and let go again: the first look, before minutes of installing."""
    with alone(places, address):
        port_is_free(address)


def writable(places: Places) -> None:
    try:
        places.make()
        with tempfile.NamedTemporaryFile(dir=places.data), tempfile.NamedTemporaryFile(dir=places.log):
            pass
    except OSError as error:
        raise Problem(
            f"文件夹 {places.var} 不可写（{error.strerror}）："
            "请更改它的属主或权限，或指定另一个文件夹，例如 GOVRULES_VAR=$HOME/govrules make run。"
        ) from error


@contextmanager
def alone(places: Places, address: Address) -> Iterator[None]:
    """Hold the folder's lock; it goes with the process, however that ends."""
    writable(places)
    with places.lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Problem(
                f"GovRules 已在这个文件夹运行（{holder(places)}）：请直接打开它，或先按 Ctrl-C 停止；"
                "要另开一套，请指定另一个文件夹和端口：GOVRULES_VAR=$HOME/govrules2 PORT=8001 make run。"
            ) from error
        file.truncate(0)
        file.write(f"{address.url}，进程 {os.getpid()}")
        file.flush()
        yield


def holder(places: Places) -> str:
    return places.lock.read_text().strip() or "刚刚启动"


def port_is_free(address: Address) -> None:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise Problem(_why_not(address, error)) from error


def _why_not(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = address.port + 1 if address.port < 65535 else 8000
        return f"端口 {address.port} 已被别的程序占用：请换一个端口，例如 PORT={other} make run。"
    if error.errno == errno.EACCES:
        return f"没有使用端口 {address.port} 的权限：请用 1024 以上的端口，例如 PORT=8000 make run。"
    advice = "请改用 HOST=127.0.0.1，或 HOST=0.0.0.0 供别的机器访问。"
    return f"本机没有地址 {address.host}（{error.strerror}）：{advice}"
