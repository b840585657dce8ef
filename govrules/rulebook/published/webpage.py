"""The text of a web page: a line for each block, without scripts, styles and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from govrules.rulebook.errors import TextError

DROPPED = frozenset({
    "script", "style", "head", "template", "noscript", "svg", "iframe", "object", "select", "button", "textarea",
    "input", "audio", "video", "map",
})  # fmt: skip
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "st1:chsdate", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p",
})  # fmt: skip
CELLS = frozenset({"td", "th"})
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
HAN = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…]"
BROKEN_HAN = re.compile(rf"(?<={HAN})[ \t]*[\r\n]\s*(?={HAN})")
WHITE = re.compile(r"[ \t\r\n]+")


def page_text(name: str, markup: str) -> str:
    """All that a reader of the page would see; `TextError` where that is nothing."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(markup.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    text = "".join(_seen(tree)) if tree is not None else ""
    if not text.strip():
        raise TextError(name, "网页里没有文字（可能要在浏览器里打开后另存，或者复制文字存为 .txt）")
    return text


def _seen(tree: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(tree, events=("start", "end"))
    kept = 0  # how many elements are open that keep their line ends
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else "script"
        dropped, begins = _is_dropped(element, name), event == "start"
        kept += (1 if begins else -1) if name == "pre" else 0
        text = element.text if begins else element.tail
        if begins and dropped:
            walk.skip_subtree()
            continue
        yield ("" if dropped else _border(name)) + (text or "" if kept > 0 else _flat(text))


def _is_dropped(element: etree._Element, name: str) -> bool:
    hidden = "hidden" in element.attrib or HIDDEN.search(element.get("style", ""))
    return name in DROPPED or bool(hidden)


def _border(name: str) -> str:
    """What parts an element from its neighbours: nothing, a blank between cells, else a new line."""
    return "" if name in INLINE else " " if name in CELLS else "\n"


def _flat(text: str | None) -> str:
    """Text as a browser shows it: a line end in the source is a blank, and none between Chinese characters."""
    return WHITE.sub(" ", BROKEN_HAN.sub("", text or ""))
