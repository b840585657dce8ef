"""From a page to a PDF file (PDF/A-2b, Chinese, with bookmarks)."""

import re
from typing import Any

from . import engine, layout, sheet, style
from .faces import FACES
from .page import OfficialPage, Printed, SheetPage

ALWAYS = {"fang", "biao", "song"}


def render_pdf(page: OfficialPage | SheetPage) -> Printed:
    """Print a page; PrintingUnavailable where this machine cannot."""
    with engine.LOCK:
        html, document = laid_out(page)
        pdf = engine.draw(document)
        families = tuple(document.metadata.keywords)
        absent = (*missing(html, families), *sorted(engine.without_glyph(document)))
        return Printed(pdf, len(document.pages), families, absent)


def laid_out(page: OfficialPage | SheetPage) -> tuple[str, Any]:
    """Its HTML, and the document; a dense form in the largest type by which it is one page."""
    html, css = source(page)
    document = engine.lay_out(html, css)
    if isinstance(page, SheetPage) and page.dense:
        for size in sheet.DENSE[1:]:
            if len(document.pages) == 1:
                break
            document = engine.lay_out(html, sheet.css(page.landscape, size))
    return html, document


def source(page: OfficialPage | SheetPage) -> tuple[str, str]:
    """HTML and style sheet."""
    if isinstance(page, SheetPage):
        return sheet.html(page), sheet.css(page.landscape, sheet.DENSE[0] if page.dense else 0)
    ruler = engine.ruler()
    return layout.html(page, ruler), style.official(ruler)


def missing(html: str, families: tuple[str, ...]) -> list[str]:
    """The faces of the page that none of their own fonts was found for."""
    used = ALWAYS.union(*(names.split() for names in re.findall(r'class="([^"]*)"', html)))
    return [face.name for key, face in FACES.items() if key in used and not face.is_among(families)]
