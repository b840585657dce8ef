"""From a folder with `rulebook.toml` and `provisions.csv` to a checked Rulebook, or one clear error."""

import csv
import io
import re
import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from govrules.rulebook.book import Rulebook
from govrules.rulebook.crosscheck import crosscheck
from govrules.rulebook.errors import RulebookError
from govrules.rulebook.faults import to_error
from govrules.rulebook.features import FEATURES, Feature
from govrules.rulebook.ledgers import Register
from govrules.rulebook.schema import (
    Body,
    Cadence,
    DeadlineRule,
    Element,
    Gate,
    Header,
    Post,
    Provision,
    Route,
)

M = TypeVar("M", bound=BaseModel)

RULES = "rulebook.toml"
PROVISIONS = "provisions.csv"
COLUMNS = tuple(Provision.model_fields)
DATA = Path(__file__).with_name("data")

SECTIONS: dict[str, type[Element]] = {
    "posts": Post,
    "bodies": Body,
    "gates": Gate,
    "deadlines": DeadlineRule,
    "routes": Route,
    "cadences": Cadence,
    "registers": Register,
    "features": Feature,
}


def available() -> list[str]:
    """The rulebooks that are shipped."""
    return sorted(path.parent.name for path in DATA.glob(f"*/{RULES}"))


@cache
def load(rulebook_id: str) -> Rulebook:
    """A shipped rulebook, read and checked once per process."""
    if rulebook_id not in available():
        raise RulebookError("", rulebook_id, "没有这部规则", available())
    return load_folder(DATA / rulebook_id)


def load_folder(folder: Path) -> Rulebook:
    return load_text(read_text(folder, RULES), read_text(folder, PROVISIONS))


def read_text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_bytes().decode("utf-8-sig")
    except OSError:
        raise RulebookError(str(folder / name), "", "文件不存在或读不出来") from None
    except UnicodeDecodeError as error:
        raise RulebookError(name, "", f"不是 UTF-8 编码（第{error.start + 1}个字节起）") from None


def load_text(rules: str, provisions: str) -> Rulebook:
    """The same from the two files' texts, as adoption stores them."""
    tables = parse_toml(rules)
    header = parsed(Header, tables.pop("rulebook", {}), RULES, "rulebook")
    sections = {name: parse_section(name, tables.pop(name, {})) for name in SECTIONS}
    if tables:
        raise RulebookError(RULES, next(iter(tables)), "没有这一节", ["rulebook", *SECTIONS])
    book = Rulebook(
        header=header,
        provisions=parse_provisions(provisions),
        sha256=sha256(f"{rules}\0{provisions}".encode()).hexdigest(),
        **sections,
    )
    crosscheck(book, RULES, PROVISIONS)
    return book


def parse_toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise toml_error(str(error)) from None


def toml_error(said: str) -> RulebookError:
    """`tomllib` says where at the end of its message: (at line 3, column 5)."""
    found = re.search(r" \(at line (\d+), column (\d+)\)$", said)
    place = f"第{found[1]}行第{found[2]}列" if found else "文件末尾"
    twice = any(word in said for word in ("twice", "overwrite", "redefine", "mutate"))
    return RulebookError(RULES, place, "同一个键写了两次" if twice else f"TOML 写法有误（{said.split(' (')[0]}）")


def parse_section(name: str, tables: Any) -> tuple[Any, ...]:
    if not isinstance(tables, dict):
        raise RulebookError(RULES, name, f"应写成 [{name}.名称] 的表")
    return tuple(parse_element(name, key, table) for key, table in tables.items())


def parse_element(section: str, key: str, table: Any) -> Element:
    if not isinstance(table, dict):
        raise RulebookError(RULES, f"{section}.{key}", f"应写成 [{section}.{key}] 的表")
    if "key" in table:
        raise RulebookError(RULES, f"{section}.{key}.key", "名称写在方括号里，不再写 key")
    return parsed(model_for(section, key, table), {**table, "key": key}, RULES, f"{section}.{key}")


def model_for(section: str, key: str, table: dict[str, Any]) -> type[Element]:
    """The class that an element's table is read with; a feature's follows from its kind."""
    if section != "features":
        return SECTIONS[section]
    return FEATURES.get(str(table.get("kind", key)), Feature)


def parsed(model: type[M], data: Any, file: str, key: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as fault:
        raise to_error(fault, model, file, key) from None


def parse_provisions(text: str) -> tuple[Provision, ...]:
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise RulebookError(PROVISIONS, f"第{reader.reader.line_num}行", f"CSV 写法有误（{error}）") from None
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise RulebookError(PROVISIONS, "第1行", "各列名称不对", COLUMNS)
    return tuple(parse_provision(row, number) for number, row in enumerate(rows, start=2))


def parse_provision(row: dict[str, Any], number: int) -> Provision:
    key = f"第{number}行"
    if None in row or None in row.values():
        raise RulebookError(PROVISIONS, key, f"列数不对，应为{len(COLUMNS)}列", COLUMNS)
    if not row["article"].isdecimal():
        raise RulebookError(PROVISIONS, f"{key}.article", f"条号应为整数，现为“{row['article']}”")
    return parsed(Provision, {**row, "article": int(row["article"])}, PROVISIONS, key)
