"""`rulebook adopt`: a government takes a rulebook into force from a day on."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from govrules.core.errors import Refused
from govrules.core.office.actions import adopt
from govrules.core.office.models import Adoption, Government
from govrules.rulebook.cli import Hooks, Reply, Run
from govrules.rulebook.errors import RulebookError


def arguments(command: Any) -> Run:
    """What the subcommand takes, and what runs it."""
    command.description = "由一个政府采用一部规则，自某日起施行；先核对，后留存，不再改动"
    command.add_argument("source", help="随程序的规则编号，或含 rulebook.toml 的文件夹")
    command.add_argument("--government", required=True, help="政府的代号，如其行政区的拼音")
    command.add_argument("--from", dest="start", type=day, help="施行日期，如 2024-03-01；不写按规则本身")
    return run


def run(options: argparse.Namespace, _: Hooks) -> Reply:
    """Adopt, and say what is in force from when."""
    government = Government.objects.filter(key=options.government).first()
    if government is None:
        known = "、".join(Government.objects.order_by("key").values_list("key", flat=True)) or "（还没有）"
        raise Refused(f"没有代号为“{options.government}”的政府；现有：{known}")
    source = Path(options.source) if Path(options.source).is_dir() else options.source
    row = adopt(government, source, in_force=options.start)
    return Reply(answer(row), f"{government.name}自{row.in_force}起施行{row.rulebook_id}（{row.sha256[:12]}）")


def answer(row: Adoption) -> dict[str, str]:
    """The adoption as data."""
    return {
        "government": row.government.key, "rulebook": row.rulebook_id, "sha256": row.sha256,
        "in_force": row.in_force.isoformat(),
    }  # fmt: skip


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RulebookError("", "--from", f"“{text}”不是日期，应写成 2024-03-01") from None
