"""manage.py journal verify | seal: whether the journal stands as written, and sealing it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from govrules.core.journal.models import Seal
from govrules.core.journal.seals import seal
from govrules.core.journal.verify import Problem, verify
from govrules.core.office.models import Government


class Command(BaseCommand):
    help = "核对办理日志是否与当时所记一致（verify），或封存各日志的末条（seal）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument("--government", metavar="KEY", help="只核对这一个政府")
        parser.add_argument("--expect", metavar="DIGEST", help="verify：以前封存时记下的校验值，应仍在")
        parser.add_argument("--json", action="store_true", help="结果用 JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["what"] == "seal":
            self._seal(options["json"])
        else:
            self._verify(options)

    def _seal(self, as_json: bool) -> None:
        made = seal()
        if as_json:
            self.stdout.write(json.dumps({"digest": made and made.digest, "chains": len(made.heads) if made else 0}))
        elif made is None:
            self.stdout.write("上次封存以来没有新的记录")
        else:
            self.stdout.write(f"已封存{len(made.heads)}条日志，校验值 {made.digest}（请抄录另存）")

    def _verify(self, options: dict[str, Any]) -> None:
        problems = verify(self._government(options["government"]))
        sealed = Seal.objects.order_by("-pk").values_list("at", flat=True).first()
        lost = bool(options["expect"]) and not Seal.objects.filter(digest=options["expect"]).exists()
        if options["json"]:
            told = {"problems": [asdict(p) for p in problems], "seal_lost": lost}
            self.stdout.write(json.dumps(told | {"sealed_at": sealed and sealed.isoformat()}))
        else:
            self._say(problems, lost)
            self.stdout.write(self._upto(sealed))
        if problems or lost:
            sys.exit(1)

    def _say(self, problems: list[Problem], lost: bool) -> None:
        for problem in problems:
            self.stdout.write(str(problem))
        if lost:
            self.stdout.write("没有找到这个校验值的封存记录")
        if not problems and not lost:
            self.stdout.write("办理日志完整，与当时所记一致")

    def _upto(self, sealed: datetime | None) -> str:
        """How far this can be relied on, even if somebody could write to the whole database."""
        later = "此后的记录，如有人连同各日志的末条标记一并改动，要到下次封存才有据可查"
        return f"截至{localtime(sealed):%Y-%m-%d %H:%M}已封存；{later}" if sealed else f"还没有封存过；{later}"

    def _government(self, key: str | None) -> Government | None:
        if key is None:
            return None
        found = Government.objects.filter(key=key).first()
        if found is None:
            known = "、".join(Government.objects.order_by("key").values_list("key", flat=True))
            raise CommandError(f"没有代号为“{key}”的政府，现有：{known}")
        return found
