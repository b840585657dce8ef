"""`rulebook import-text`: the published text of the rules comes in, article by article."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from govrules.core.errors import Refused
from govrules.core.office.models import Adoption
from govrules.core.texts.actions import Imported, import_text
from govrules.core.texts.queries import Edition, editions
from govrules.core.texts.reading import MOST_BYTES, Read, read
from govrules.rulebook import Rulebook, article_name, load
from govrules.rulebook.cli import Hooks, Reply, Run
from govrules.rulebook.errors import TextError
from govrules.rulebook.published import Published, cut


def arguments(command: Any) -> Run:
    """What the subcommand takes, and what runs it."""
    command.description = "载入规则的正式文本（.txt、.html 或 .docx），按条编号切开；缺一条、重一条都不载入"
    command.add_argument("id", help="规则编号，如 list 所列")
    command.add_argument("file", type=Path, help="含正式文本的文件")
    command.add_argument("--government", help="只为这一个政府载入；不写为采用这部规则的所有政府")
    command.add_argument("--dry-run", action="store_true", help="只核对，不载入")
    return run


def run(options: argparse.Namespace, _: Hooks) -> Reply:
    """Read, cut, check, and load unless it is a dry run; the whole or nothing."""
    wanted = _editions(options)
    found = read(options.file.name, _bytes(options.file))
    published = cut(found.text, _book(options.id, wanted).articles, found.source.name)
    done = [] if options.dry_run else import_text(wanted, published, found.source)
    return Reply(answer(options, found, published, done), told(options, found, published, done))


def _editions(options: argparse.Namespace) -> list[Edition]:
    """The latest document of this id of each government; only a dry run does without any."""
    found: dict[int, Edition] = {}
    for edition in editions(options.id, options.government or ""):
        found.setdefault(edition.government.pk, edition)
    if not found and not (options.dry_run and not options.government):
        raise Refused(_nobody(options))
    return list(found.values())


def _nobody(options: argparse.Namespace) -> str:
    known = Adoption.objects.order_by("government__key", "rulebook_id").values_list("government__key", "rulebook_id")
    pairs = "、".join(f"{rulebook}（{government}）" for government, rulebook in dict.fromkeys(known)) or "（还没有）"
    who = f"代号为“{options.government}”的政府没有采用" if options.government else "还没有政府采用"
    return f"{who}“{options.id}”，请先运行 rulebook adopt；现有：{pairs}"


def _book(rulebook_id: str, wanted: list[Edition]) -> Rulebook:
    """The rules to count against (the act counts again for each government); unadopted ones as they are shipped."""
    return wanted[0].book if wanted else load(rulebook_id)


def _bytes(path: Path) -> bytes:
    """The file, and no more of it than tells that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise TextError(str(path), "是一个文件夹，应为一个文件") from None
    except OSError:
        raise TextError(str(path), "文件不存在或读不出来") from None


def answer(options: argparse.Namespace, found: Read, published: Published, done: list[Imported]) -> dict[str, Any]:
    """What was found and done, as data."""
    return {
        "rulebook": options.id, "file": found.source.name, "sha256": found.source.sha256,
        "dry_run": options.dry_run, "articles": len(published.articles),
        "chapters": [{"name": c.name, "first": c.first, "last": c.last} for c in published.chapters],
        "governments": [{"government": one.edition.government.key, "changed": one.changed} for one in done],
    }  # fmt: skip


def told(options: argparse.Namespace, found: Read, published: Published, done: list[Imported]) -> str:
    """The same for people."""
    lines = [f"{found.source.name}：{len(published.articles)}条，没有缺漏和重复"]
    for chapter in published.chapters:
        span = f"{article_name(chapter.first)}至{article_name(chapter.last)}"
        lines.append(f"  {chapter.name or '（不分章）'}　{span}")
    for one in done:
        lines.append(f"{one.edition.government.name}：{'已载入' if one.changed else '与已载入的相同，没有变化'}")
    return "\n".join([*lines, *(["只核对，没有载入"] if options.dry_run else [])])
