"""manage.py sweep: what the timer does, by hand; ends red when a deadline failed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from govrules.core.deadlines.sweep import sweep


class Command(BaseCommand):
    help = "办理到期事项：发出提醒、记录逾期、执行到期后果"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", metavar="WHEN", help="按这一时刻（如 2026-06-08T00:00），默认为现在")
        parser.add_argument("--batch", type=int, default=1000, metavar="N", help="每批多少项")

    def handle(self, *_: Any, **options: Any) -> None:
        run = sweep(_moment(options["at"]), options["batch"])
        self.stdout.write(
            f"提醒{run.warned}项，逾期{run.passed}项，执行{run.acted}项，暂缓{run.waiting}项，失败{run.failed}项"
        )
        if run.failed:
            sys.exit(1)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}”不是时刻，请写成 2026-06-08T00:00") from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
