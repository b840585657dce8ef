"""Make the data ready for a start: `prepare [--as-of 2026-06-01]`; in one process, so that a start is quick."""

from __future__ import annotations

from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "更新数据库结构，载入工作日历；演示模式下，库是空的就载入演示数据。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", help="演示数据截至哪一天，默认今天；只在首次载入时有用")

    def handle(self, *args: Any, as_of: str | None, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO:
            call_command("load_demo", if_empty=True, as_of=as_of)
        call_command("calendar", "fill", stdout=StringIO())
