"""manage.py office import | template | export: a government's people as one workbook."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from govrules.core import clock
from govrules.core.errors import Refused
from govrules.core.office.models import Government
from govrules.core.office.workbook import writing
from govrules.core.office.workbook.actions import Upload, carry_out, hand_in, look
from govrules.core.office.workbook.plan import VERBS, WRITES


class Command(BaseCommand):
    help = "一个政府的单位、岗位、干部、任职、分管、AB角：导入（import）、取模板（template）、导出（export）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["import", "template", "export"])
        parser.add_argument("file", type=Path, help="工作簿（.xlsx）")
        parser.add_argument("--government", required=True, metavar="KEY", help="政府的代号")
        parser.add_argument("--as-of", metavar="DATE", help="“自”留空的从这一天起；导出：这一天已终止的不列。默认今天")
        parser.add_argument("--dry-run", action="store_true", help="只核对，不导入")
        parser.add_argument("--json", action="store_true", help="结果用 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        government, on = _government(options["government"]), _day(options["as_of"])
        try:
            if options["what"] == "import":
                self._import(government, _upload(options["file"], on), options)
            else:
                self._write(getattr(writing, options["what"])(government, on), options["file"])
        except Refused as refused:
            said = ["。".join(part for part in (why.message, why.remedy) if part) for why in refused.reasons]
            raise CommandError("\n".join(said)) from None

    def _write(self, data: bytes, path: Path) -> None:
        if path.exists():
            raise CommandError(f"已有文件 {path}，请换一个名字")
        path.write_bytes(data)
        self.stdout.write(f"已写入 {path}")

    def _import(self, government: Government, upload: Upload, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            plan = look(government, upload, None)
            problems, items = [p.as_data() for p in plan.problems], [item.as_data() for item in plan.items]
        else:
            row = hand_in(government, upload, None)
            problems, items = row.problems, row.items
        errors = sum(problem["grave"] for problem in problems)
        changes = sum(item["verb"] in WRITES for item in items)
        applied = not options["dry_run"] and not errors and changes > 0
        if applied:
            carry_out(row.pk, None)
        told = {"errors": errors, "changes": changes, "applied": applied, "problems": problems, "items": items}
        self._tell(told, options["json"])
        if errors:
            sys.exit(1)

    def _tell(self, told: dict[str, Any], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for problem in told["problems"]:
            self.stdout.write(_problem(problem))
        for item in told["items"]:
            if item["verb"] in WRITES:
                details = "　".join(item["details"])
                self.stdout.write(f"{item['sheet']}第{item['row']}行 {VERBS[item['verb']]} {item['what']}　{details}")
        self.stdout.write(_outcome(told))


def _problem(problem: dict[str, Any]) -> str:
    row = f"第{problem['row']}行" if problem["row"] else ""
    column = f"“{problem['column']}”" if problem["column"] else ""
    kind = "错误" if problem["grave"] else "提示"
    return f"{kind} {problem['sheet']}{row}{column}：{problem['what']}。{problem['remedy']}"


def _outcome(told: dict[str, Any]) -> str:
    if told["errors"]:
        return f"有{told['errors']}处错误，整份都没有导入"
    if not told["changes"]:
        return "与现有资料一致，没有需要导入的"
    return f"已导入，共改动{told['changes']}项" if told["applied"] else f"没有错误，共有{told['changes']}项改动，未导入"


def _government(key: str) -> Government:
    found = Government.objects.filter(key=key).first()
    if found is None:
        known = "、".join(Government.objects.order_by("key").values_list("key", flat=True)) or "（还没有）"
        raise CommandError(f"没有代号为“{key}”的政府，现有：{known}")
    return found


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else clock.today()
    except ValueError:
        raise CommandError(f"“{text}”不是日期，应写成 2026-06-01") from None


def _upload(path: Path, on: date) -> Upload:
    try:
        return Upload(path.read_bytes(), path.name, on)
    except OSError as error:
        raise CommandError(f"读不到文件 {path}：{error.strerror}") from None
