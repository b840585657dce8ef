"""The automatic numbers of a Word file (一、（一）1. …), worked out as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from govrules.core.files.word.parts import W, child_value

DIGITS = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
UNITS, FORMAL_UNITS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int) -> str:
    """一, 十, 十一, 二十, 一百零一 (up to 9999)."""
    text = _with_units(number, DIGITS, UNITS)
    return text[1:] if text.startswith("一十") else text


def _with_units(number: int, digits: str, units: tuple[str, ...]) -> str:
    if not 0 < number < 10_000:
        return str(number)
    figures = [int(figure) for figure in reversed(str(number))]
    parts = [digits[figure] + units[place] if figure else "零" for place, figure in enumerate(figures)]
    return re.sub("零+", "零", "".join(reversed(parts))).rstrip("零")


def _formal(number: int) -> str:
    return _with_units(number, FORMAL, FORMAL_UNITS)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        text, number = text + letters * (number // value), number % value
    return text


def _letter(number: int) -> str:
    """a … z, aa, bb … as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(figure) + 0xFEE0) for figure in str(number))


FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,  # what Word and WPS write for 一、二、三 in Chinese files
    "ideographDigital": lambda n: "".join(DIGITS[int(figure)] for figure in str(n)),
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _full_width,
    "decimalZero": lambda n: f"{n:02d}",
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}
SILENT = ("bullet", "none")


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how it writes, what stands around (`%1、`)."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass
class Numbering:
    """The lists of one file, with how far each has been counted."""

    levels: Mapping[str, Mapping[int, Level]]
    abstract: Mapping[str, str]
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, num_id: str, level: int) -> str:
        """The number of the next paragraph of this list and level; empty for a bullet or an unknown list."""
        levels = self.levels.get(num_id, {})
        if level not in levels:
            return ""
        counts = self.counted.setdefault(self.abstract.get(num_id, num_id), {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        return _written(levels, level, counts)


def _written(levels: Mapping[int, Level], level: int, counts: Mapping[int, int]) -> str:
    if levels[level].style in SILENT:
        return ""

    def figure(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        one = levels.get(which, Level())
        return FORMATS.get(one.style, str)(counts.get(which, one.start))

    return re.sub(r"%([1-9])", figure, levels[level].text)


def read(part: etree._Element | None) -> Numbering:
    """The lists of `word/numbering.xml` (None: the file has none)."""
    if part is None:
        return Numbering({}, {})
    abstracts = {one.get(f"{W}abstractNumId", ""): one for one in part.iterchildren(f"{W}abstractNum")}
    levels, abstract = {}, {}
    for num in part.iterchildren(f"{W}num"):
        num_id, its = num.get(f"{W}numId", ""), child_value(num, "abstractNumId")
        overrides = {_number(one.get(f"{W}ilvl"), 0): one for one in num.iterchildren(f"{W}lvlOverride")}
        levels[num_id] = {**_levels(abstracts.get(its)), **_overridden(abstracts.get(its), overrides)}
        abstract[num_id] = num_id if overrides else f"abstract {its}"
    return Numbering(levels, abstract)


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    return {_number(one.get(f"{W}ilvl"), 0): _level(one) for one in abstract.iterchildren(f"{W}lvl")}


def _level(one: etree._Element) -> Level:
    return Level(
        _number(child_value(one, "start"), 1),
        child_value(one, "numFmt") or "decimal",
        child_value(one, "lvlText"),
    )


def _overridden(abstract: etree._Element | None, overrides: Mapping[int, etree._Element]) -> dict[int, Level]:
    base, found = _levels(abstract), {}
    for level, one in overrides.items():
        inner = one.find(f"{W}lvl")
        now = _level(inner) if inner is not None else base.get(level, Level())
        start = _number(child_value(one, "startOverride"), now.start)
        found[level] = Level(start, now.style, now.text)
    return found


def _number(text: str | None, otherwise: int) -> int:
    """A small count as written in the file; a hostile one counts as not written."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
