"""WeasyPrint, loaded when it is first needed: without Pango the program runs, and only printing says so.

One FontConfiguration is kept per process. Nothing is fetched: what is drawn comes in the page itself.
Pango keeps state of its own, so one lock lets one thread print at a time; more at once are more processes.
"""

import importlib
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any

from . import faces

PDF_VARIANT = "pdf/a-2b"
SYSTEM_FONTS = (
    "/etc/fonts/fonts.conf",
    "/usr/local/etc/fonts/fonts.conf",
    "/opt/homebrew/etc/fonts/fonts.conf",
)
HOW_LIBRARIES = "在 Debian 上以 root 执行 apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 安装"
HOW_FONTS = "请在程序目录执行 python -m govrules.launch.fonts 生成公文字体，或安装 fonts-noto-cjk"
LOCK = RLock()


class PrintingUnavailable(RuntimeError):
    """Printing lacks something on this machine; the text says what, and how to get it."""


@cache
def weasyprint() -> ModuleType:
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    try:
        return importlib.import_module("weasyprint")
    except ImportError as error:
        raise PrintingUnavailable("无法打印：缺少排版程序 WeasyPrint，请按 requirements.txt 安装。") from error
    except OSError as error:
        raise PrintingUnavailable(f"无法打印：缺少系统组件 Pango、HarfBuzz，{HOW_LIBRARIES}。") from error


@contextmanager
def environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@cache
def font_configuration() -> Any:
    """The system's fonts and the built ones: read once, while a configuration file of ours is in force."""
    make = importlib.import_module("weasyprint.text.fonts").FontConfiguration
    given = os.environ.get("FONTCONFIG_FILE")
    text = faces.configuration(faces.folder(), [given] if given else SYSTEM_FONTS)
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "fonts.conf"
        file.write_text(text, encoding="utf-8")
        with environment("FONTCONFIG_FILE", str(file)):
            return make()


@cache
def fetcher() -> Any:
    """Opens data: addresses and refuses all others."""
    urls = importlib.import_module("weasyprint.urls")
    return urls.URLFetcher(allowed_protocols={"data"}, allow_redirects=False)


@cache
def stylesheet(css: str) -> Any:
    return weasyprint().CSS(string=css, font_config=font_configuration(), url_fetcher=fetcher())


class FacesUsed(Sequence[str]):
    """The families a document is drawn in: known once it has been drawn, and then complete."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def _families(self) -> list[str]:
        return sorted({font.family for font in self._document.fonts.values()})

    def __len__(self) -> int:
        return len(self._families())

    def __getitem__(self, index: Any) -> Any:
        return self._families()[index]


def lay_out(html: str, css: str) -> Any:
    """The document, laid out; the faces it will be drawn in are among its properties."""
    source = weasyprint().HTML(string=html, url_fetcher=fetcher())
    document = source.render(font_config=font_configuration(), stylesheets=[stylesheet(css)], pdf_variant=PDF_VARIANT)
    document.metadata.keywords = FacesUsed(document)
    return document


def draw(document: Any) -> bytes:
    return document.write_pdf(pdf_variant=PDF_VARIANT)


def without_glyph(document: Any) -> set[str]:
    """The characters for which no font was found."""
    return {chr(code) for font in document.fonts.values() for code in font.missing}


@cache
def ruler() -> faces.Ruler:
    """Measure the faces as this machine prints them."""
    with LOCK:
        measured = {face: sample(face) for face in faces.FACES}
    return faces.Ruler(
        {face: widths for face, (widths, _) in measured.items()},
        {face: baseline for face, (_, baseline) in measured.items()},
    )


def sample(face: str) -> tuple[dict[str, float], float]:
    """Advances in a face, and its base line."""
    style = f"p{{font:16pt {faces.css(face)};font-kerning:none;font-variant-ligatures:none}}"
    document = lay_out(f"<!doctype html><meta charset=utf-8><p>{escape(faces.SAMPLE)}", style)
    draw(document)
    fonts = list(document.fonts.values())
    widths = {text: font.widths[glyph] / 1000 for font in fonts for glyph, text in font.to_unicode.items()}
    main = next((font for font in fonts if "—" in font.to_unicode.values() and not font.missing), None)
    return widths, 0.5 + (main.ascent + main.descent) / 2000 if main else faces.BASELINE


@cache
def available() -> str | None:
    """None when printing works; else one sentence: what is missing, and how to get it."""
    try:
        with LOCK:
            document = lay_out("<!doctype html><meta charset=utf-8><p>公文", f"p{{font:16pt {faces.css('fang')}}}")
            draw(document)
    except PrintingUnavailable as error:
        return str(error)
    return f"无法打印：本机没有中文字体，{HOW_FONTS}。" if without_glyph(document) else None
