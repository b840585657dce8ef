"""What comes from the system, for printing: installed where we may, named where we may not."""

import ctypes.util
import os
import shutil
from pathlib import Path

from govrules.launch import shell
from govrules.launch.problem import Problem, say

PACKAGES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def missing() -> list[str]:
    """The Debian packages whose library is not found."""
    return [package for library, package in PACKAGES.items() if ctypes.util.find_library(library) is None]


def may_install() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def ensure(log: Path) -> None:
    """Never stops the start: without them only printing is missing."""
    packages = missing()
    if not packages:
        return
    command = f"apt-get install {' '.join(packages)}"
    if not may_install():
        say(f"· 打印需要系统组件，其余功能不受影响；请管理员运行：{command}")
        return
    say("· 安装打印所需的系统组件 …")
    try:
        apt_install(packages, log)
    except Problem as problem:
        say(f"  没有装上，打印暂不可用，其余功能不受影响；可稍后运行：{command}\n{problem}")


def apt_install(packages: list[str], log: Path) -> None:
    shell.run(["apt-get", "update", "-qq"], log, extra=QUIET)
    shell.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], log, extra=QUIET)
