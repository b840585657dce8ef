"""Strict readers of environment variables: a wrong value stops the start and says what is allowed.

An empty variable counts as not set, as in a copied `.env.example`.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class EnvError(ValueError):
    """A variable holds what nobody can read."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        self.name, self.value, self.allowed = name, value, allowed
        super().__init__(f"环境变量 {name} 的值“{value}”无法识别，应为：{allowed}。")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool) -> bool:
    value = text(name).lower()
    if value and value not in TRUE + FALSE:
        raise EnvError(name, value, "、".join(TRUE + FALSE))
    return value in TRUE if value else default


def integer(name: str, default: int, least: int, most: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise EnvError(name, value, f"{least} 到 {most} 之间的整数")
    return int(value)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Names separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    path = Path(text(name, str(default))).expanduser()
    if not path.is_absolute():
        raise EnvError(name, str(path), "绝对路径，例如 /srv/govrules/var")
    return path


@dataclass(frozen=True)
class Robot:
    """A government's group robot. Whoever has its address may write to the group, so it is never shown or logged."""

    government: str
    channel: str
    address: str = field(repr=False)


ROBOT = re.compile(
    r"(?P<government>[\w-]+)="
    r"(?:(?P<dingtalk>dingtalk://(?:[a-z0-9]+@)?[a-z0-9]+)|(?P<wecom>wecombot://[\w-]+))/?",
    re.ASCII | re.IGNORECASE,
)
ROBOT_FORM = "“政府代号=dingtalk://加签密钥@access_token”或“政府代号=wecombot://key”，多个以逗号隔开"


def robots(name: str) -> tuple[Robot, ...]:
    """Group robots, one a government and service, never one for two: a group would hear of another government.

    What cannot be read is named by its place alone, since it may hold a secret.
    """
    found: dict[tuple[str, str], Robot] = {}
    taken: set[str] = set()
    for place, word in enumerate(words(name), start=1):
        read = ROBOT.fullmatch(word)
        if read is None:
            raise EnvError(name, f"第{place}项", ROBOT_FORM)
        channel = "dingtalk" if read["dingtalk"] else "wecom"
        robot = Robot(read["government"], channel, read["dingtalk"] or read["wecom"])
        secret = robot.address.rpartition("/")[2].rpartition("@")[2].lower()
        if (robot.government, channel) in found or secret in taken:
            raise EnvError(name, f"第{place}项", "每个政府在每种服务上至多一个机器人，不同政府不能共用一个机器人")
        found[robot.government, channel] = robot
        taken.add(secret)
    return tuple(found.values())
