"""The command `rulebook`: read-only questions to the rulebooks, for people and, with --json, for scripts.

Exit codes: 0 all is well, 1 a gate found something, 2 an error, told in one line, with --json as {"error": …}.
What needs the database (`due` with the office's calendar, `adopt`, what the floors have built) comes in through
`Hooks`.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from govrules.rulebook import answers, render
from govrules.rulebook.book import Rulebook
from govrules.rulebook.coverage import PROVEN_FILE, coverage, read_proof
from govrules.rulebook.errors import RulebookError
from govrules.rulebook.facts import parse_facts
from govrules.rulebook.jsonschema import rulebook_schema, schema_text
from govrules.rulebook.loader import available, load, load_folder

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
Run = Callable[[argparse.Namespace, "Hooks"], "Reply"]


@dataclass(frozen=True)
class Reply:
    """An answer as data and as text."""

    data: Any
    text: str
    code: int = 0


@dataclass(frozen=True)
class Hooks:
    """What only the whole program knows; without Django there is neither calendar nor database."""

    built: Callable[[], frozenset[str]] = frozenset
    reckon: answers.Reckon | None = None
    errors: tuple[type[Exception], ...] = ()
    say: Callable[[Exception], str] = str
    more: Mapping[str, Callable[[Any], Run]] = field(default_factory=dict)
    """Further subcommands: name -> function that adds the arguments and gives what runs them."""


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise RulebookError("", self.prog, f"命令写法有误：{message}")


def main(argv: Sequence[str] | None = None, hooks: Hooks | None = None) -> int:
    hooks = hooks or Hooks()
    argv = sys.argv[1:] if argv is None else argv
    try:
        options = parser(hooks).parse_args(argv)
        reply = options.run(options, hooks)
    except (RulebookError, *hooks.errors) as error:
        return refused(hooks.say(error), "--json" in argv)
    data = json.dumps(reply.data, ensure_ascii=False, indent=1)
    sys.stdout.write(f"{data if options.json else reply.text}\n")
    return reply.code


def refused(said: str, as_json: bool) -> int:
    """An error, where whoever asked looks for the answer: a script on the standard output."""
    if as_json:
        sys.stdout.write(json.dumps({"error": said}, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{said}\n")
    return 2


def parser(hooks: Hooks) -> Parser:
    top = Parser(prog="rulebook", description="工作规则：查看、核对、计算")
    commands = top.add_subparsers(required=True, metavar="命令")
    for name, (help_text, arguments, run) in COMMANDS.items():
        arguments(add_command(commands, name, help_text, run))
    if hooks.reckon:
        due_arguments(add_command(commands, "due", "一项时限何时届满", run_due))
    for name, build in hooks.more.items():
        command = add_command(commands, name, "", None)
        command.set_defaults(run=build(command))
    return top


def add_command(commands: Any, name: str, help_text: str, run: Run | None) -> Parser:
    command: Parser = commands.add_parser(name, help=help_text, description=help_text)
    command.add_argument("--json", action="store_true", help="输出 JSON")
    command.set_defaults(run=run)
    return command


def no_arguments(command: Parser) -> None:
    """Nothing but --json."""


def book_arguments(command: Parser) -> None:
    command.add_argument("id", help="规则编号，如 list 所列")


def show_arguments(command: Parser) -> None:
    book_arguments(command)
    command.add_argument("article", nargs="?", type=int, help="条号")


def folder_arguments(command: Parser) -> None:
    command.add_argument("folder", type=Path, help="含 rulebook.toml 和 provisions.csv 的文件夹")


def fact_arguments(command: Parser, name: str, help_text: str) -> None:
    book_arguments(command)
    command.add_argument(name, help=help_text)
    command.add_argument("--fact", action="append", default=[], metavar="名称=值", help="事实，可写多个")


def route_arguments(command: Parser) -> None:
    fact_arguments(command, "kind", "流程")


def check_arguments(command: Parser) -> None:
    fact_arguments(command, "gate", "关口")


def due_arguments(command: Parser) -> None:
    fact_arguments(command, "rule", "时限")
    command.add_argument("--from", dest="start", type=day, required=True, help="起算事件之日，如 2026-06-01")
    command.add_argument("--host-limit", type=int, help="主办单位另定的天数")


def coverage_arguments(command: Parser) -> None:
    command.add_argument("id", nargs="*", help="规则编号，不写为全部")
    command.add_argument("--proven", type=Path, default=PROVEN_FILE, help="完整测试留下的结果文件")


def day(text: str) -> date:
    """The office's day on which an event falls, given as a day or as a moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise RulebookError("", "--from", f"“{text}”不是日期，应写成 2026-06-01") from None
    return moment.astimezone(OFFICE_ZONE).date() if moment.tzinfo else moment.date()


def run_list(options: argparse.Namespace, hooks: Hooks) -> Reply:
    books = [answers.book_answer(load(key)) for key in available()]
    return Reply(books, render.books_text(books))


def run_show(options: argparse.Namespace, hooks: Hooks) -> Reply:
    shown = answers.show_answer(load(options.id), options.article)
    return Reply(shown, render.show_text(shown))


def run_validate(options: argparse.Namespace, hooks: Hooks) -> Reply:
    book: Rulebook = load_folder(options.folder)
    return Reply(answers.book_answer(book), f"{book.id}：{len(book.elements)}项，没有发现错误")


def run_route(options: argparse.Namespace, hooks: Hooks) -> Reply:
    found = answers.route_answer(load(options.id), options.kind, parse_facts(options.fact))
    return Reply(found, render.route_text(found))


def run_check(options: argparse.Namespace, hooks: Hooks) -> Reply:
    found = answers.check_answer(load(options.id), options.gate, parse_facts(options.fact))
    return Reply(found, render.check_text(found), 0 if found["passed"] else 1)


def run_due(options: argparse.Namespace, hooks: Hooks) -> Reply:
    rule = load(options.id).deadline(options.rule, parse_facts(options.fact))
    assert hooks.reckon is not None
    found = answers.due_answer(rule, options.start, hooks.reckon, options.host_limit)
    return Reply(found, render.due_text(found))


def run_coverage(options: argparse.Namespace, hooks: Hooks) -> Reply:
    proof, built = read_proof(options.proven), hooks.built()
    found = [coverage(load(key), built, proof) for key in options.id or available()]
    return Reply(found, "\n\n".join(map(render.coverage_text, found)))


def run_schema(options: argparse.Namespace, hooks: Hooks) -> Reply:
    return Reply(rulebook_schema(), schema_text().rstrip())


COMMANDS: dict[str, tuple[str, Callable[[Parser], None], Run]] = {
    "list": ("有哪些规则", no_arguments, run_list),
    "show": ("程序为每一条做什么", show_arguments, run_show),
    "validate": ("核对一个文件夹里的规则", folder_arguments, run_validate),
    "route": ("一件事项经谁办理", route_arguments, run_route),
    "check": ("一道关口怎么看这些事实", check_arguments, run_check),
    "coverage": ("条款落实和证实的情况", coverage_arguments, run_coverage),
    "schema": ("供编辑器使用的 JSON Schema", no_arguments, run_schema),
}
