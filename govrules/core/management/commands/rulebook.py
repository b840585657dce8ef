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
    try:
        calendar = current()
    except DatabaseError:
        raise Refused("数据库还没有建好，请先运行 make run") from None
    if direction == "before":
        return due_before(start, count, unit, calendar)
    return due_after(midnight(start), count, unit, calendar)


MORE = {"adopt": adopting.arguments, "import-text": importing.arguments}
HOOKS = cli.Hooks(built=registry.built, reckon=reckon, errors=(Refused,), more=MORE)


class Command(BaseCommand):
    help = "工作规则：查看、核对、计算"

    def run_from_argv(self, argv: Sequence[str]) -> None:
        sys.exit(cli.main(argv[2:], HOOKS))
