"""The parts of an official document below its header, each as rows of lines."""

from dataclasses import replace

from .compose import Line, Piece, Run, compose
from .faces import Ruler
from .grid import CELL, COLUMNS, EM, PITCH, SEAL, TEXT, WIDTH, Measure
from .markup import attribute, line_html
from .page import OfficialPage
from .paginate import Row
from .seals import picture
from .text import Heading, bare, bracketed, clean, closed, headings, paragraphs

INDENT = 2.0
SLOT = 4  # cells for a name in a list of people: three characters and a blank
DATE_INDENT = 4.0
SEAL_TOP = PITCH - 5.0 - SEAL / 2  # from the top of the signature's line


def extent(text: str, ruler: Ruler, measure: Measure = TEXT, face: str = "fang") -> float:
    """Width of a text set in one line (mm)."""
    return sum(ruler.width(character, face) * measure.em + measure.spacing for character in text)


def plain(text: str, indent: float) -> Line:
    """A line that is not filled, `indent` mm from the left."""
    return Line((Piece(text, "fang"),), TEXT.spacing, indent)


def set_apart(rows: list[Row], lines: float = 1.0) -> list[Row]:
    """The rows with blank lines above them."""
    return [replace(rows[0], gap=lines * PITCH), *rows[1:]] if rows else []


def held_together(rows: list[Row]) -> list[Row]:
    return [replace(row, sticks=True) for row in rows]


def recipients(page: OfficialPage, ruler: Ruler) -> list[Row]:
    runs = [(closed(page.recipients, "："), "fang")]
    return [Row(line_html(line)) for line in compose(runs, TEXT, ruler)]


def body(page: OfficialPage, ruler: Ruler) -> list[Row]:
    return [row for head in headings(paragraphs(page.body)) for row in paragraph(head, ruler)]


def paragraph(head: Heading, ruler: Ruler) -> list[Row]:
    """A paragraph; on the first two levels its heading has a face and a bookmark of its own."""
    runs: list[Run] = [run for run in ((head.text, head.face), (head.rest, "fang")) if run[0]]
    lines = compose(runs, TEXT, ruler, first=INDENT)
    if not head.text:
        return [Row(line_html(line)) for line in lines]
    first = Row(line_html(lines[0], f"h{head.level + 1}", label=head.text.rstrip("。")))
    rows = [first, *(Row(line_html(line)) for line in lines[1:])]
    return held_together(rows) if head.alone else rows


def attachments(page: OfficialPage, ruler: Ruler) -> list[Row]:
    """One blank line, 附件：, the names; turned lines stand under the first character of the name."""
    names = [bare(name) for name in page.attachments if bare(name)]
    if len(names) == 1:
        return set_apart(labelled("附件：", names[0], INDENT, ruler))
    rows = []
    for number, name in enumerate(names, 1):
        label, indent = (f"附件：{number}.", INDENT) if number == 1 else (f"{number}.", INDENT + 3)
        rows += labelled(label, name, indent, ruler)
    return set_apart(rows)


def labelled(label: str, text: str, indent: float, ruler: Ruler, face: str = "fang") -> list[Row]:
    hang = indent + extent(label, ruler, face=face) / CELL
    lines = compose([(label, face), (text, "fang")], TEXT, ruler, first=indent, hang=hang)
    return [Row(line_html(line)) for line in lines]


def signature(page: OfficialPage, ruler: Ruler) -> list[Row]:
    """The organ over the date, the seal over both: one row, so that they are not divided."""
    organ, date = clean(page.organ), clean(page.date)
    if not organ and not date:
        return []
    wide, narrow = extent(organ, ruler), extent(date, ruler)
    centre = max(DATE_INDENT * CELL + narrow / 2, wide / 2)  # of both, from the right edge
    lines = [
        line_html(plain(text, WIDTH - centre - width / 2)) for text, width in ((organ, wide), (date, narrow)) if text
    ]
    stamp = seal(page.seal, centre) if page.seal else ""
    blank = 2 if page.seal else 1
    return [Row(f'<div class="sign">{"".join(lines)}{stamp}</div>', len(lines) * PITCH, blank * PITCH)]


def seal(image: bytes, centre: float) -> str:
    place = f"right:{centre - SEAL / 2:.3f}mm;top:{SEAL_TOP:.3f}mm"
    return f'<img class="seal" alt="印章" src="{attribute(picture(image))}" style="{place}">'


def notes(page: OfficialPage, ruler: Ruler) -> list[Row]:
    """附注: in brackets, two characters in."""
    runs = [[(bracketed(text), "fang")] for text in page.notes]
    return [Row(line_html(line)) for run in runs for line in compose(run, TEXT, ruler, first=INDENT)]


def people(page: OfficialPage, ruler: Ruler) -> list[Row]:
    """出席、请假、列席 of minutes: labels in 黑体, names in columns, turned lines after the colon."""
    return set_apart([row for label, names in page.people for row in roll(clean(label), names, ruler)])


def roll(label: str, names: tuple[str, ...], ruler: Ruler) -> list[Row]:
    label = closed(label, "：")
    hang = INDENT + len(label)
    lines = in_columns([spaced(clean(name)) for name in names if clean(name)], COLUMNS - hang, ruler)
    rows = []
    for at, pieces in enumerate(lines or [()]):
        start = INDENT if at == 0 else hang
        lead = (Piece(label, "hei"),) if at == 0 else ()
        rows.append(Row(line_html(Line((*lead, *pieces), TEXT.spacing, start * CELL))))
    return rows


def spaced(name: str) -> str:
    """A name of two characters takes the room of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name


def in_columns(names: list[str], cells: float, ruler: Ruler) -> list[tuple[Piece, ...]]:
    """The names in columns of four cells; a longer one takes as many columns as it needs."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for name in names:
        width = extent(name, ruler) / CELL
        slots = int(-(-(width + 1 - 1e-6) // SLOT))
        if lines[-1] and used + width > cells + 1e-6:
            lines.append([])
            used = 0
        lines[-1].append(padded(name, slots * SLOT - width))
        used += slots * SLOT
    return [tuple(line) for line in lines if line]


def padded(name: str, blank: float) -> Piece:
    """The name and blanks up to the next column: whole ones as characters, the rest as space."""
    whole = int(blank + 1e-6)
    return Piece(name + "\u3000" * whole, "fang", trim=min(whole - blank, 0.0) * CELL)


def clearance(page: OfficialPage) -> float:
    """What must stay free between the text and the imprint; a seal reaches below its rows."""
    overhang = SEAL_TOP + SEAL - 2 * PITCH if page.seal and not page.notes else 0.0
    return max(PITCH, overhang + EM)
