"""A published text cut into its articles, or told what keeps it from being cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from govrules.rulebook.articles import article_name
from govrules.rulebook.errors import TextError
from govrules.rulebook.published import headings
from govrules.rulebook.published.headings import Candidate, Part, ends_sentence, is_title, part
from govrules.rulebook.published.model import Article, Published
from govrules.rulebook.published.sequence import Numbering, best
from govrules.rulebook.published.tail import IN_LINE, begins_tail, is_marked
from govrules.rulebook.published.tidy import Line, tidy

MOST_CHARACTERS, MOST_CANDIDATES = 400_000, 6_000
LONGEST_TITLE = 20
LEVELS = "编章节"
ENUMERATED = re.compile(
    r"[（(] ?[一二三四五六七八九十百\d]{1,4} ?[）)]|\d{1,3} ?[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、"
)
LATIN = re.compile(r"[A-Za-z]")


def cut(text: str, expected: int | None = None, name: str = "") -> Published:
    """The articles 1, 2, 3 … with their chapters. `expected`: how many the rules have; `name`: of the file.

    1. lines without noise; 2. where articles may begin, and the best row of numbers; 3. nothing missing, doubled or too
    much; 4. the text between; else `TextError` with everything that is wrong.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextError(name, f"有{len(text)}字，太长，不像是一部规则（最多{MOST_CHARACTERS}字）")
    lines = tidy(text)
    numbering = _numbering(lines, name)
    faults = list(numbering.faults(expected))
    if faults:
        raise TextError(name, *faults)
    found = _Cutting(lines, numbering.row).published()
    empty = [f"{article_name(a.number)}没有内容" for a in found.articles if not a.paragraphs]
    if empty:
        raise TextError(name, *empty)
    return found


def _numbering(lines: Sequence[Line], name: str) -> Numbering:
    """By 第一条 or by 一、, whichever goes further."""
    ways = [headings.clauses(lines), headings.items(lines)]
    if max(map(len, ways)) > MOST_CANDIDATES:
        raise TextError(name, "里面的编号太多，不像是一部规则")
    rows = [best(candidates) for candidates in ways]
    by_items = len(rows[1]) > len(rows[0])
    if not rows[by_items]:
        raise TextError(name, "没有找到“第一条”或者“一、”这样的条文编号；可能不是规则正文，或者只是扫描的图片")
    return Numbering(lines, rows[by_items], ways[by_items], by_items)


@dataclass
class _Piece:
    """A stretch of text of one line; `begins` the article of this number."""

    text: str
    begins: int | None = None


@dataclass
class _Where:
    """In which chapter and section the reading is."""

    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return " · ".join(self.parts[level].name for level in LEVELS if level in self.parts)

    def enter(self, found: Part) -> None:
        for level in LEVELS[LEVELS.index(found.level) :]:
            self.parts.pop(level, None)
        self.parts[found.level] = found

    def follows(self, found: Part) -> bool:
        """Whether a heading counts on; a chapter named in a sentence does not."""
        known = self.parts.get(found.level)
        return known is None or found.number > known.number

    def title(self, words: str) -> bool:
        """Give the words to a heading that has none of its own, if the last one has none."""
        last = next((self.parts[level] for level in reversed(LEVELS) if level in self.parts), None)
        if last is None or last.title:
            return False
        self.parts[last.level] = Part(last.level, last.number, "".join(words.split()))
        return True

    def leave(self) -> None:
        self.parts.clear()


class _Cutting:
    """Reads the pieces once, from the preface to the end."""

    def __init__(self, lines: Sequence[Line], row: Sequence[Candidate]) -> None:
        self.pieces = list(_pieces(lines, row))
        self.where = _Where()
        self.fresh = False  # the last piece was a heading
        self.before: list[str] = []
        self.articles: list[tuple[int, str, list[str]]] = []

    def published(self) -> Published:
        for piece in self.pieces:
            self._read(piece)
        *most, (number, chapter, texts) = self.articles
        titled = 3 * sum(_has_title(said) for _, _, said in self.articles) > len(self.articles)
        own, after = _ended(texts, titled)
        cut_up = [Article(n, where, tuple(_paragraphs(said, titled))) for n, where, said in most]
        last = Article(number, chapter, tuple(own))
        return Published((*cut_up, last), tuple(self.before), tuple(after))

    def _read(self, piece: _Piece) -> None:
        if piece.begins:
            self._begin(piece.begins)
            self.articles[-1][2].extend([piece.text] if piece.text else [])
        elif not self._is_heading(piece.text):
            self._add(piece.text)

    def _begin(self, number: int) -> None:
        chapter = self.where.parts.get("章")
        if not self.articles and chapter and chapter.number != 1:
            self.where.leave()  # the last line of a table of contents
        self.articles.append((number, self.where.name, []))
        self.fresh = False

    def _is_heading(self, text: str) -> bool:
        if self.fresh and is_title(text, LONGEST_TITLE) and part(text) is None and self.where.title(text):
            return True
        found = part(text)
        if found is None or (self.articles and not self.where.follows(found)):
            return False
        self.where.enter(found)
        self.fresh = True
        return True

    def _add(self, text: str) -> None:
        self.fresh = False
        if self.articles:
            self.articles[-1][2].append(text)
        else:
            self.where.leave()
            self.before.append(text)


def _pieces(lines: Sequence[Line], row: Sequence[Candidate]) -> Iterator[_Piece]:
    """Every line, parted where articles begin and before a chapter's heading that stands at the end of a line."""
    starts: dict[int, list[Candidate]] = {}
    for one in row:
        starts.setdefault(one.line, []).append(one)
    for at, line in enumerate(lines):
        here = starts.get(at, [])
        ends = [one.start for one in here[1:]] + [len(line.text)]
        yield from _plain(line.text[: here[0].start] if here else line.text)
        for one, end in zip(here, ends, strict=False):
            text, *heading = headings.PART_AT_END.split(line.text[one.end : end].strip())
            yield _Piece(text, one.number)
            yield from map(_Piece, heading)


def _plain(text: str) -> Iterator[_Piece]:
    pieces = [one for part in headings.PART_AT_END.split(text.strip()) for one in headings.PART_AFTER_NAME.split(part)]
    yield from (_Piece(one.strip()) for one in pieces if one.strip())


def _has_title(texts: Sequence[str]) -> bool:
    """Whether an article begins with a line that may be its title (印章使用); one alone may be half a sentence."""
    return len(texts) > 1 and is_title(texts[0]) and not ENUMERATED.match(texts[1])


def _paragraphs(texts: Iterable[str], titled: bool = False) -> list[str]:
    """Lines put together where a page break or a narrow page had parted them in mid-sentence."""
    found: list[str] = []
    for text in texts:
        is_headed = titled and len(found) == 1 and is_title(found[0])
        if found and not is_headed and _goes_on(found[-1], text):
            found[-1] += (" " if LATIN.match(found[-1][-1]) and LATIN.match(text) else "") + text
        else:
            found.append(text)
    return found


def _goes_on(begun: str, text: str) -> bool:
    return not (ends_sentence(begun) or ENUMERATED.match(text) or is_marked(text))


def _ended(texts: Sequence[str], titled: bool) -> tuple[list[str], list[str]]:
    """The last article's own paragraphs, and what follows the rules."""
    texts = [one for text in texts for one in IN_LINE.split(text) if one]
    found = _paragraphs(texts, titled)
    if found and texts and not ends_sentence(found[0]) and found[0] != texts[0]:
        return [texts[0]], _paragraphs(texts[1:])  # an end without its mark, and not its continuation
    end = next((n for n, text in enumerate(found) if n and begins_tail(text)), len(found))
    return found[:end], found[end:]
