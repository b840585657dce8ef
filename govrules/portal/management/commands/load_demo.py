"""Load the demo: `load_demo [--as-of 2026-06-01] [--only yanggao] [--if-empty] [--show-logins]`."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from govrules.core.office.models import Government
from govrules.demo import loader


class Command(BaseCommand):
    help = "载入演示单位、人员和公文。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", help="把办公时钟拨到这一天（2026-06-01）或这一刻（2026-06-01T09:00），默认现在")
        parser.add_argument("--if-empty", action="store_true", help="已有单位时什么也不做")
        parser.add_argument("--only", action="append", choices=loader.PLACES, help="只载入这个政府（可重复），默认全部")
        parser.add_argument("--show-logins", action="store_true", help="只列出演示账号")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("只有演示模式（GOVRULES_DEMO=1）才能载入演示数据")
        places = options["only"] or loader.PLACES
        if options["show_logins"]:
            self.stdout.write(loader.logins(places))
            return
        if Government.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("库里已有数据；请换一个空的数据文件夹（GOVRULES_VAR）再载入")
        self.stdout.write("正在载入演示数据……")
        stories = loader.load(moment(options["as_of"]), places)
        self.stdout.write(loader.logins(stories))


def moment(text: str | None) -> datetime | None:
    """A day means its nine o'clock in the morning."""
    if text is None:
        return None
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time(9), loader.ZONE)
        return datetime.fromisoformat(text).replace(tzinfo=loader.ZONE)
    except ValueError as error:
        raise CommandError(f"看不懂这个日期：{text}，请写成 2026-06-01") from error
