"""What a published text is cut into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from govrules.rulebook.articles import article_name


@dataclass(frozen=True)
class Article:
    """One article: its number, the chapter (and section) that it stands in as printed, its paragraphs."""

    number: int
    chapter: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(frozen=True)
class Chapter:
    """A run of articles under one heading; `name` is empty where the text has none."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Published:
    """A whole text. `before` and `after` are the lines that belong to no article: notice, mark, signature, web page."""

    articles: tuple[Article, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def chapters(self) -> list[Chapter]:
        runs = [(name, list(run)) for name, run in groupby(self.articles, key=lambda article: article.chapter)]
        return [Chapter(name, run[0].number, run[-1].number) for name, run in runs]


def names(numbers: Iterable[int]) -> str:
    """第三条、第七条至第九条."""
    ordered = sorted(set(numbers))
    runs = [[n for _, n in run] for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])]
    return "、".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    if len(run) < 3:
        return "、".join(map(article_name, run))
    return f"{article_name(run[0])}至{article_name(run[-1])}"
