"""Invented texts of as many articles as the cast's rulebook has, as files."""

from __future__ import annotations

from collections.abc import Collection

from govrules.core.texts.actions import Imported, import_text
from govrules.core.texts.queries import editions
from govrules.core.texts.reading import read
from govrules.rulebook.articles import article_name
from govrules.rulebook.published import Published, cut

ARTICLES = 46
KITES = "放风筝"  # words that stand in no rulebook
NAME = "规则.txt"


def lines(about: str = KITES, *, last: int = ARTICLES, without: Collection[int] = ()) -> list[str]:
    """第一条 … in two chapters."""
    found = ["样例县人民政府工作规则", "第一章　总则"]
    for number in range(1, last + 1):
        found += ["第二章　办理"] if number == 21 else []
        if number not in without:
            found.append(f"{article_name(number)}　第{number}项关于{about}的工作，由县政府办公室负责。")
    return found


def file(about: str = KITES, **how: object) -> bytes:
    return "\n\n".join(lines(about, **how)).encode()  # type: ignore[arg-type]


def published(about: str = KITES) -> Published:
    return cut(file(about).decode(), ARTICLES)


def load(government: str = "", about: str = KITES, name: str = NAME, by: object = None) -> list[Imported]:
    """Load a text for one government of the cast, or for both."""
    source = read(name, file(about)).source
    return import_text(editions("yanggao-2024", government), published(about), source, by)  # type: ignore[arg-type]
