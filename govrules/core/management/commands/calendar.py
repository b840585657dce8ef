"""manage.py calendar fill: the published years that this version of the program knows; run again, it adds nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from govrules.core.calendar.actions import fill_from_package
from govrules.core.calendar.queries import current
from govrules.core.workdays import chinese


class Command(BaseCommand):
    help = "工作日历：载入程序包里已公布的各年放假安排（fill），已有的年份不动"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["fill"])

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            years = fill_from_package().years
        except DatabaseError:
            raise CommandError("数据库还没有建好，请先运行 python manage.py prepare") from None
        until = f"工作日历到{chinese(current().last_known)}为止已经公布"
        told = f"已载入{years[0]}至{years[-1]}年的放假安排" if years else "没有新的年份"
        self.stdout.write(f"{told}；{until}")
