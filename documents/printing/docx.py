"""The same document for Word, to be edited by the office: faces by name, a grid of 22 lines of 28 characters.

A word processor puts 22 line boxes into the text area, so a line is 225 mm / 22 = 28.99 pt high. Rounded to
29 pt only 21 would fit: 28.95 pt, the next step below that Word keeps, holds 22. No seal is in it: a file
that can be edited is not sealed.
"""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from . import grid
from .page import OfficialPage
from .text import bare, bracketed, clean, closed, headings, paragraphs
from .title import break_title, cells

NAMES = {"fang": "仿宋_GB2312", "kai": "楷体_GB2312", "hei": "黑体", "biao": "方正小标宋简体", "song": "宋体"}
LATIN = "Times New Roman"
LINE = 28.95  # pt
TITLE_LINE = 35.0
TWIPS = 20  # to a point
TIGHTER = -4  # twips after each character: 28 of them fill the line
SLACK = 0.1  # mm; twips are coarse
RED = RGBColor(0xE6, 0x00, 0x12)
ORDER = ("w:keepNext", "w:widowControl", "w:pBdr", "w:tabs", "w:spacing", "w:ind", "w:jc")
SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def render_docx(page: OfficialPage) -> bytes:
    document = Document()
    set_page(document)
    set_style(document)
    add_header(document, page)
    add_text(document, page)
    add_signature(document, page)
    add_people(document, page)
    add_imprint(document, page)
    add_page_numbers(document)
    set_properties(document, page)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- XML that python-docx has no words for ------------------------------------------------------------------


def element(name: str, **attributes: object) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def set_face(properties: Any, face: str) -> None:
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:ascii"), LATIN)
    fonts.set(qn("w:hAnsi"), LATIN)
    fonts.set(qn("w:eastAsia"), NAMES[face])


def put(paragraph: Paragraph, child: Any) -> None:
    """Into the paragraph's properties, in the order that Word demands."""
    at = next(place for place, name in enumerate(ORDER) if qn(name) == child.tag)
    paragraph._p.get_or_add_pPr().insert_element_before(child, *ORDER[at + 1 :])


def indent_characters(paragraph: Paragraph, size: float = grid.BODY, **characters: float) -> None:
    """Indents in characters (firstLine, left, right, hanging), and in twips for those that cannot count."""
    values = {f"{side}Chars": round(100 * count) for side, count in characters.items()}
    values |= {side: round(count * size * TWIPS) for side, count in characters.items()}
    put(paragraph, element("w:ind", **values))


def rules(name: str, colour: str = "000000", **edges: float) -> Any:
    """Borders of a paragraph or a table, by their thickness in mm; 0 for none."""
    borders = element(name)
    for edge, thickness in edges.items():
        eighths = round(thickness / grid.POINT * 8)
        kind = "single" if thickness else "nil"
        borders.append(element(f"w:{edge}", val=kind, sz=eighths, space=1, color=colour))
    return borders


# --- the page -----------------------------------------------------------------------------------------------


def set_page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(grid.PAGE_WIDTH), Mm(grid.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(grid.TOP), Mm(grid.BOTTOM)
    section.left_margin = Mm(grid.LEFT)
    section.right_margin = Mm(grid.PAGE_WIDTH - grid.LEFT - grid.WIDTH - SLACK)
    section.footer_distance = Mm(grid.BOTTOM - grid.NUMBER_GAP - grid.SMALL * grid.POINT)


def set_style(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(grid.BODY)
    set_face(normal.element.get_or_add_rPr(), "fang")
    normal.element.rPr.insert_element_before(element("w:spacing", val=TIGHTER), "w:sz", "w:szCs", "w:lang")
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    layout.widow_control = False


def set_properties(document: Any, page: OfficialPage) -> None:
    document.core_properties.title = clean(page.heading)
    document.core_properties.author = clean(page.organ) or clean(page.issuer)
    document.core_properties.language = "zh-CN"
    document.core_properties.comments = ""


def add_run(paragraph: Paragraph, text: str, face: str = "fang", size: float | None = None) -> Run:
    run = paragraph.add_run(text)
    set_face(run._r.get_or_add_rPr(), face)
    if size:
        run.font.size = Pt(size)
    return run


def add_line(document: Any, text: str = "", face: str = "fang", side: str = "left") -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = SIDES[side]
    if text:
        add_run(paragraph, text, face)
    return paragraph


def blank_lines(document: Any, count: int) -> None:
    for _ in range(count):
        add_line(document)


# --- header -------------------------------------------------------------------------------------------------


def add_header(document: Any, page: OfficialPage) -> None:
    add_mark(document, clean(page.mark))
    blank_lines(document, 2)
    add_number(document, page)
    blank_lines(document, 2)
    for line in break_title(page.title):
        paragraph = document.add_paragraph()
        paragraph.alignment = SIDES["centre"]
        paragraph.paragraph_format.line_spacing = Pt(TITLE_LINE)
        add_run(paragraph, clean(line), "biao", grid.TITLE)
    blank_lines(document, 1)


def add_mark(document: Any, text: str) -> None:
    size = min(grid.MARK_SIZE, grid.MARK_WIDTH / grid.POINT / max(len(text), 1))
    paragraph = add_line(document, side="centre")
    paragraph.paragraph_format.space_before = Mm(grid.MARK_TOP)
    paragraph.paragraph_format.line_spacing = Pt(size * 1.1)
    add_run(paragraph, text, "biao", round(size * 2) / 2).font.color.rgb = RED


def add_number(document: Any, page: OfficialPage) -> None:
    """The number line, upward with the signers at its right; the red rule is its lower border."""
    upward = page.layout == "upward"
    paragraph = add_line(document, side="left" if upward else "centre")
    stops = paragraph.paragraph_format.tab_stops
    if upward:
        stops.add_tab_stop(Mm(grid.CELL))
        stops.add_tab_stop(Mm(grid.WIDTH - grid.CELL), WD_TAB_ALIGNMENT.RIGHT)
    add_run(paragraph, ("\t" if upward else "") + clean(page.number))
    if upward:
        add_run(paragraph, "\t签发人：")
        add_run(paragraph, "\u3000".join(clean(name) for name in page.signers), "kai")
    put(paragraph, rules("w:pBdr", colour=str(RED), bottom=grid.RULE))


# --- text ---------------------------------------------------------------------------------------------------


def add_text(document: Any, page: OfficialPage) -> None:
    if clean(page.recipients):
        add_line(document, closed(page.recipients, "："))
    for head in headings(paragraphs(page.body)):
        paragraph = indented(document)
        if head.text:
            add_run(paragraph, head.text, head.face)
        if head.rest:
            add_run(paragraph, head.rest)
        paragraph.paragraph_format.keep_with_next = head.alone or None
    add_attachments(document, [bare(name) for name in page.attachments if bare(name)])


def indented(document: Any, text: str = "") -> Paragraph:
    paragraph = add_line(document, text, side="both")
    indent_characters(paragraph, firstLine=2)
    return paragraph


def add_attachments(document: Any, names: list[str]) -> None:
    if names:
        blank_lines(document, 1)
    for number, name in enumerate(names, 1):
        label = "附件：" if number == 1 else ""
        mark = f"{number}." if len(names) > 1 else ""
        hanging = 3 + (1 if mark else 0) if label else 1
        paragraph = add_line(document, f"{label}{mark}{name}")
        indent_characters(paragraph, left=(2 if label else 5) + hanging, hanging=hanging)


def add_signature(document: Any, page: OfficialPage) -> None:
    """The date four characters from the right, the organ centred over it."""
    organ, date = clean(page.organ), clean(page.date)
    narrow, wide = cells(date), cells(organ)
    centre = max(4 + narrow / 2, wide / 2)
    blank_lines(document, 2 if organ or date else 0)
    for text, width in ((organ, wide), (date, narrow)):
        if text:
            paragraph = add_line(document, text, side="right")
            paragraph.paragraph_format.keep_with_next = text == organ or None
            indent_characters(paragraph, right=centre - width / 2)
    for note in page.notes:
        indented(document, bracketed(note))


def add_people(document: Any, page: OfficialPage) -> None:
    """出席、请假、列席: labels in 黑体, turned lines after the colon."""
    if page.people:
        blank_lines(document, 1)
    for label, names in page.people:
        label = closed(label, "：")
        paragraph = add_line(document, label, "hei")
        add_run(paragraph, "\u3000".join(clean(name) for name in names))
        indent_characters(paragraph, left=2 + len(label), hanging=len(label))


# --- foot ---------------------------------------------------------------------------------------------------


def add_imprint(document: Any, page: OfficialPage) -> None:
    """版记: a table at the foot of the last page's text area."""
    issuer = clean(page.issuer)
    if not issuer:
        return
    copies = closed(clean(page.cc).removeprefix("抄送："), "。")
    table = document.add_table(rows=2 if copies else 1, cols=1)
    settle(table)
    if copies:
        add_run(table.cell(0, 0).paragraphs[0], f"抄送：{copies}", size=grid.SMALL)
        indent_characters(table.cell(0, 0).paragraphs[0], grid.SMALL, left=4, hanging=3, right=1)
    last = table.rows[-1].cells[0].paragraphs[0]
    last.paragraph_format.tab_stops.add_tab_stop(Mm(grid.WIDTH) - Pt(grid.SMALL), WD_TAB_ALIGNMENT.RIGHT)
    issued = clean(page.issued_on).removesuffix("印发")
    add_run(last, f"{issuer}\t{issued}印发", size=grid.SMALL)
    indent_characters(last, grid.SMALL, left=1)
    add_line(document).paragraph_format.line_spacing = Pt(1)  # what the table is anchored to


def settle(table: Any) -> None:
    """As wide as the text area, at its foot, rules above, between and below, no blank inside."""
    properties = table._tbl.tblPr
    for name in ("w:tblpPr", "w:tblW", "w:tblBorders", "w:tblCellMar"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    place = element("w:tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom")
    width = element("w:tblW", w=round(grid.WIDTH / grid.POINT * TWIPS), type="dxa")
    lines = rules("w:tblBorders", top=grid.THICK, bottom=grid.THICK, insideH=grid.THIN)
    margins = element("w:tblCellMar")
    margins.extend(element(f"w:{side}", w=0, type="dxa") for side in ("left", "right"))
    properties.insert(0 if properties.find(qn("w:tblStyle")) is None else 1, place)
    place.addnext(width)
    layout = properties.find(qn("w:tblLook"))
    for part in (lines, margins):
        layout.addprevious(part)


def add_page_numbers(document: Any) -> None:
    """— 1 —, odd pages right and even left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = SIDES[side]
        indent_characters(paragraph, grid.SMALL, **{side: 1})
        add_run(paragraph, "— ", "song", grid.SMALL)
        add_field(paragraph, "PAGE")
        add_run(paragraph, " —", "song", grid.SMALL)


def add_field(paragraph: Paragraph, instruction: str) -> None:
    for kind in ("begin", "instruction", "end"):
        run = add_run(paragraph, "", "song", grid.SMALL)._r
        if kind == "instruction":
            code = element("w:instrText")
            code.text = instruction
            run.append(code)
        else:
            run.append(element("w:fldChar", fldCharType=kind))
