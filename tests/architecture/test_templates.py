"""Pages carry no script, style or handler and load nothing from elsewhere: so the strict policy holds."""

import re
from pathlib import Path

import pytest

from tests.architecture import source

TEMPLATES = tuple(source.served(".html"))
FORBIDDEN = {
    "a script in the page": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json))", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style on an element": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a handler on an element": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script as an address": re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "code for htmx to evaluate": re.compile(r"\shx-(?:on[:-]|vals=[\"']js:|vars=)", re.IGNORECASE),
    "something from elsewhere": re.compile(r"\b(?:src|srcset|hx-[a-z]+)=[\"']?(?:https?:)?//", re.IGNORECASE),
    "a style sheet from elsewhere": re.compile(r"<link[^>]*href=[\"']?(?:https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=source.short)
def test_a_template_is_clean(path: Path) -> None:
    text = path.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("<script>alert(1)</script>", "a script in the page"),
        ("<STYLE>", "a style in the page"),
        ('<p class="a" style="color:red">', "a style on an element"),
        ('<a href="#" onclick="go()">', "a handler on an element"),
        ('<a href="javascript:go()">', "a script as an address"),
        ("<button hx-on:click=\"go()\">", "code for htmx to evaluate"),
        ('<img src="//example.com/a.png">', "something from elsewhere"),
        ('<link rel="stylesheet" href="https://example.com/a.css">', "a style sheet from elsewhere"),
    ],
)  # fmt: skip
def test_what_is_forbidden_is_found(line: str, what: str) -> None:
    assert FORBIDDEN[what].search(line)


@pytest.mark.parametrize(
    "line",
    [
        '<script src="{% static "app.js" %}" defer></script>',
        '<script id="facts" type="application/json">{}</script>',
        '<a href="https://example.com/">其他网站</a>',
        '<td class="one" data-onset="1">',
        "<p>on = 1</p>",
    ],
)
def test_what_is_allowed_is_left_alone(line: str) -> None:
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(line)] == []


@pytest.mark.parametrize("path", tuple(source.served(".css")), ids=source.short)
def test_a_style_sheet_loads_nothing_from_elsewhere(path: Path) -> None:
    assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", path.read_text())


@pytest.mark.parametrize("path", tuple(source.served(".js")), ids=source.short)
def test_a_script_evaluates_no_text_and_writes_no_style(path: Path) -> None:
    dangerous = r"\beval\(|new Function\(|\.innerHTML\s*=|document\.write|setAttribute\(\"style\""
    assert not re.search(dangerous, path.read_text())
