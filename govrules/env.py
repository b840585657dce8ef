"""Strict readers of environment variables: a wrong value stops the start and says what is allowed.

An empty variable counts as not set, as in a copied `.env.example`.
"""

import os
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
