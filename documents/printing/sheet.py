"""An office form as HTML: its table flows over pages with its heading repeated."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from . import faces
from .grid import THICK, THIN
from .markup import attribute, escaped, whole
from .page import Column, SheetPage
from .style import RESET
from .text import clean

LONG = 14  # characters of a fact's value that no longer fit in half a row
DIVIDED = 120  # characters of a cell above which its row may go on over the page
LABEL = 14  # % of the width for a label, where no column of the table gives a measure
TYPE, LINE = 12, 18  # pt: 小四, and the line
NUMBER = 10.5
DENSE = (12, 11, 10, 9, 8)  # pt: the sizes of a dense form, the first by which it is one page


def html(page: SheetPage) -> str:
    parts = [title(page), facts(page.facts, page.columns), table(page), footer(page.footer)]
    return whole("".join(parts), page.heading, clean(page.organ))


def cell_text(text: str) -> str:
    return "<br>".join(escaped(clean(line)) for line in text.splitlines())


def title(page: SheetPage) -> str:
    organ = f'<p class="organ">{cell_text(page.organ)}</p>' if page.organ else ""
    lines = "".join(f'<p class="subtitle">{cell_text(line)}</p>' for line in page.subtitle)
    return f'{organ}<h1 data-label="{attribute(clean(page.heading))}">{cell_text(page.title)}</h1>{lines}'


def facts(pairs: tuple[tuple[str, str], ...], columns: Sequence[Column]) -> str:
    """Boxes above the table: label, value, label, value; a long value takes the whole row."""
    if not pairs:
        return ""
    rows = "".join(f"<tr>{boxes(row)}</tr>" for row in in_rows(pairs))
    return f'<table class="facts">{widths(boundaries(columns))}<tbody>{rows}</tbody></table>'


def boundaries(columns: Sequence[Column]) -> list[float]:
    """Where the boxes end (%): the rules meet those of the table below, at its first column and near the middle."""
    shares = [column.share for column in columns]
    ends = [100 * end / sum(shares) for end in accumulate(shares)]
    label = ends[0] if len(ends) > 1 and 10 <= ends[0] <= 20 else LABEL
    middle = min(
        (end for end in ends if 2 * label <= end <= 100 - 2 * label), key=lambda end: abs(50 - end), default=50
    )
    return [label, middle, middle + label, 100]


def widths(ends: Sequence[float]) -> str:
    """Columns by where each ends (%)."""
    return "".join(f'<col style="width:{end - start:.2f}%">' for start, end in zip([0, *ends], ends, strict=False))


def boxes(row: list[tuple[str, str]]) -> str:
    return "".join(fact(label, value, wide=len(row) == 1) for label, value in row)


def fact(label: str, value: str, wide: bool) -> str:
    span = ' colspan="3"' if wide else ""
    return f'<th class="hei">{cell_text(label)}</th><td{span}>{cell_text(value)}</td>'


def in_rows(pairs: tuple[tuple[str, str], ...]) -> list[list[tuple[str, str]]]:
    """Two short facts to a row."""
    rows: list[list[tuple[str, str]]] = []
    for pair in pairs:
        short = len(pair[1]) <= LONG
        if short and rows and len(rows[-1]) == 1 and len(rows[-1][0][1]) <= LONG:
            rows[-1].append(pair)
        else:
            rows.append([pair])
    return rows


def table(page: SheetPage) -> str:
    shares = sum(column.share for column in page.columns)
    columns = widths([100 * end / shares for end in accumulate(column.share for column in page.columns)])
    heads = "".join(f"<th>{cell_text(column.name)}</th>" for column in page.columns)
    centred = [column.centred for column in page.columns]
    rows = "".join(row_html(row, centred, n in page.shaded) for n, row in enumerate(page.rows))
    head = f'<thead class="hei"><tr>{heads}</tr></thead>'
    return f'<table class="list">{columns}{head}<tbody>{rows}</tbody></table>'


def row_html(row: tuple[str, ...], centred: list[bool], shaded: bool = False) -> str:
    """A row is kept on one page, unless a cell of it is very long."""
    classes = [name for name, so in (("long", max(map(len, row)) > DIVIDED), ("grey", shaded)) if so]
    names = f' class="{" ".join(classes)}"' if classes else ""
    return f"<tr{names}>{''.join(map(cell, row, centred))}</tr>"


def cell(text: str, centred: bool) -> str:
    return f"<td{' class=centred' if centred else ''}>{cell_text(text)}</td>"


def footer(lines: tuple[str, ...]) -> str:
    return "".join(f'<p class="below">{cell_text(line)}</p>' for line in lines)


@cache
def css(landscape: bool, dense: float = 0) -> str:
    """The style sheet; `dense` is the size of type of a dense form."""
    size = "A4 landscape" if landscape else "A4"
    return f"""{RESET}
@page {{ size: {size}; margin: 25mm 20mm 24mm 20mm; @bottom-center {{
  content: "第 " counter(page) " 页  共 " counter(pages) " 页"; font: {NUMBER}pt {faces.css("song")};
  white-space: pre; vertical-align: top; padding-top: 6mm }} }}
html {{ font: {TYPE}pt/{LINE}pt {faces.css("fang")} }}
.hei {{ font-family: {faces.css("hei")} }}
h1 {{ font: 22pt/33pt {faces.css("biao")}; text-align: center; margin-bottom: 4mm;
  bookmark-level: 1; bookmark-label: attr(data-label) }}
.organ {{ font: 18pt/27pt {faces.css("biao")}; text-align: center }}
.subtitle {{ text-align: center; font-size: 14pt; line-height: 21pt; margin-bottom: 2mm }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; border: {THICK}mm solid }}
.facts + .list {{ margin-top: -{THICK}mm }}
th, td {{ border: {THIN}mm solid; padding: 1.4mm 1.2mm; vertical-align: middle; text-align: left;
  overflow-wrap: anywhere }}
th {{ font-weight: normal; text-align: center }}
.list th {{ height: 10mm }}
td {{ height: 7mm }}
tr {{ break-inside: avoid }}
.long {{ break-inside: auto }} .long td {{ vertical-align: top }}
.centred {{ text-align: center }}
.below {{ margin-top: 2.5mm; text-indent: 2em }}
.grey td {{ background: #ececec }}
""" + (dense_rules(dense) if dense else "")


def dense_rules(size: float) -> str:
    """Low rows, narrow margins, no page number."""
    return f"""
@page {{ margin: 12mm 15mm 10mm; @bottom-center {{ content: none }} }}
html {{ font-size: {size}pt; line-height: {1.34 * size}pt }}
.organ {{ line-height: 25pt }} h1 {{ line-height: 31pt; margin-bottom: 2.5mm }}
.list th {{ height: 6.5mm }} td {{ height: {0.475 * size:.2f}mm }} th, td {{ padding: 0.5mm 1mm }}
.below {{ font: {NUMBER}pt/15pt {faces.css("song")}; margin-top: 1.5mm; text-indent: 0 }}
"""
