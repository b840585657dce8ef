"""`manage.py rulebook`: the rulebook command with what only the whole program knows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from govrules.core import registry
from govrules.core.calendar.queries import current
from govrules.core.errors import Refused
from govrules.core.management import adopting, importing
from govrules.core.workdays import Due, due_after, due_before, midnight
from govrules.rulebook import cli


def reckon(start: date, count: int, unit: str, direction: str) -> Due:
    """A period by the office's calendar."""
    calendar = current()
    if direction == "before":
        return due_before(start, count, unit, calendar)
    return due_after(midnight(start), count, unit, calendar)


def say(error: Exception) -> str:
    """An error in one line, with what to do about it."""
    if isinstance(error, DatabaseError):
        return "数据库还没有建好，或者连接不上：请先运行 python manage.py prepare"
    if isinstance(error, Refused):
        return "；".join("：".join(filter(None, (why.message, why.remedy))) for why in error.reasons)
    return str(error)


MORE = {"adopt": adopting.arguments, "import-text": importing.arguments}
HOOKS = cli.Hooks(
    built=registry.built, reckon=reckon, errors=(Refused, DatabaseError), say=say, more=MORE
)  # fmt: skip


class Command(BaseCommand):
    help = "工作规则：查看、核对、计算"

    def run_from_argv(self, argv: Sequence[str]) -> None:
        sys.exit(cli.main(argv[2:], HOOKS))
