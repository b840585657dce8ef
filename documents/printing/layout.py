"""An official document as HTML: one section a page, each line a block."""

from dataclasses import replace

from .compose import compose
from .faces import Ruler
from .grid import HALF, IMPRINT, PITCH, SMALL_LINE, THICK, THIN
from .header import header
from .markup import escaped, line_html, whole
from .page import OfficialPage
from .paginate import Row, Sheet, paginate, with_imprint
from .parts import (
    attachments,
    body,
    clearance,
    held_together,
    notes,
    people,
    recipients,
    signature,
)
from .text import clean, closed

CC = "抄送："


def rows(page: OfficialPage, ruler: Ruler) -> list[Row]:
    """The whole document; the signature keeps a line of text before it, and what follows it."""
    text = [header(page, ruler), *recipients(page, ruler), *body(page, ruler), *attachments(page, ruler)]
    signed, remarks = signature(page, ruler), notes(page, ruler)
    if signed:
        text[-1] = replace(text[-1], sticks=True)
        kept = [*signed, *remarks]
        text += [*held_together(kept[:-1]), kept[-1]]
    else:
        text += remarks
    return [*text, *people(page, ruler)]


def imprint(page: OfficialPage, ruler: Ruler) -> tuple[str, float]:
    """版记: 抄送 and the issuing office between rules, in 4号, and its height; nothing without an office."""
    if not clean(page.issuer):
        return "", 0.0
    copies = cc_lines(page, ruler)
    thick, thin = '<div class="thick"></div>', '<div class="thin"></div>'
    issue = (
        f'<div class="l issue"><span>{escaped(clean(page.issuer))}</span>'
        f"<span>{escaped(clean(page.issued_on).removesuffix('印发'))}印发</span></div>"
    )
    inner = thick + "".join(copies) + (thin if copies else "") + issue + thick
    height = (len(copies) + 1) * SMALL_LINE + 2 * THICK + (THIN if copies else 0.0) + HALF
    return f'<footer class="imprint">{inner}</footer>', height


def cc_lines(page: OfficialPage, ruler: Ruler) -> list[str]:
    text = closed(clean(page.cc).removeprefix(CC), "。")
    if not text:
        return []
    hang = 1 + len(CC)
    return [line_html(line) for line in compose([(CC + text, "fang")], IMPRINT, ruler, first=1, hang=hang)]


def sheets(page: OfficialPage, ruler: Ruler) -> tuple[list[Sheet], str]:
    """The pages, and the imprint that stands on one of them."""
    pages = paginate(rows(page, ruler))
    foot, height = imprint(page, ruler)
    if not foot:
        return [Sheet(page_rows) for page_rows in pages], ""
    return with_imprint(pages, height, clearance(page)), foot


def html(page: OfficialPage, ruler: Ruler) -> str:
    placed, foot = sheets(page, ruler)
    sections = "".join(section(sheet, foot) for sheet in placed)
    return whole(sections, page.heading, clean(page.organ) or clean(page.issuer))


def section(sheet: Sheet, foot: str) -> str:
    """A page; no blank is left above its first row."""
    names = "" if sheet.numbered else ' class="unnumbered"'
    rows = "".join(row.markup if at == 0 else spaced(row) for at, row in enumerate(sheet.rows))
    return f"<section{names}>{rows}{foot if sheet.imprint else ''}</section>"


def spaced(row: Row) -> str:
    lines = round(row.gap / PITCH)
    return f'<div class="gap{lines}">{row.markup}</div>' if lines else row.markup
