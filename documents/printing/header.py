"""The header of the first page: the red mark, the number, the red rule, the title."""

from .compose import Line, Piece
from .faces import Ruler
from .grid import (
    CELL,
    HALF,
    MARK_SIZE,
    MARK_TOP,
    MARK_WIDTH,
    PITCH,
    POINT,
    RULE,
    RULE_GAP,
    TEXT,
    TITLE_LINE,
    WIDTH,
)
from .markup import attribute, escaped, line_html
from .page import OfficialPage
from .paginate import Row
from .parts import extent, plain, spaced
from .text import clean
from .title import break_title

BLANK_LINES = 2 * PITCH
SIGNERS_A_LINE = 2
SIGNERS = "签发人："


def header(page: OfficialPage, ruler: Ruler) -> Row:
    """All of it as one row: it stands on the first page and nowhere else."""
    parts = [mark(clean(page.mark), ruler), number(page, ruler), rule(), title(page)]
    markup = "".join(text for text, _ in parts)
    return Row(f"<header>{markup}</header>", sum(height for _, height in parts))


def mark(text: str, ruler: Ruler) -> tuple[str, float]:
    """The ink begins 35 mm under the top of the text area; the number's line lies two lines under the ink."""
    size = min(MARK_SIZE, MARK_WIDTH / POINT / max(len(text), 1))
    begins, ends = (size * POINT * em for em in ruler.ink(text, "biao"))
    above = MARK_TOP + HALF - begins
    height = above + ends + BLANK_LINES
    style = f"font-size:{size:.3f}pt;padding-top:{above:.4f}mm;height:{height - above:.4f}mm"
    return f'<div class="mark" style="{style}">{escaped(text)}</div>', height


def number(page: OfficialPage, ruler: Ruler) -> tuple[str, float]:
    text = clean(page.number)
    if page.layout != "upward":
        indent = (WIDTH - extent(text, ruler) + TEXT.spacing) / 2
        return f'<div class="number">{line_html(plain(text, indent))}</div>', PITCH
    names = signer_lines(page, ruler)
    left = "".join(line_html(plain(part, CELL)) for part in [*[""] * (len(names) - 1), text])
    right = "".join(line_html(line) for line in names)
    return f'<div class="number">{left}<div class="signers">{right}</div></div>', PITCH * max(len(names), 1)


def signer_lines(page: OfficialPage, ruler: Ruler) -> list[Line]:
    """签发人： and the names in 楷体, two a line, one character from the right."""
    names = [clean(name) for name in page.signers]
    names = [spaced(name) for name in names] if len(names) > 1 else names
    lines = ["\u3000".join(names[at : at + SIGNERS_A_LINE]) for at in range(0, len(names), SIGNERS_A_LINE)]
    widest = max((extent(line, ruler, face="kai") for line in lines), default=0.0)
    start = WIDTH - CELL - widest + TEXT.spacing
    label = extent(SIGNERS, ruler)
    return [
        Line((Piece(line, "kai"),), TEXT.spacing, start)
        if at
        else Line((Piece(SIGNERS, "fang"), Piece(line, "kai")), TEXT.spacing, start - label)
        for at, line in enumerate(lines)
    ]


def rule() -> tuple[str, float]:
    """As wide as the text area, 4 mm under the number."""
    gap = RULE_GAP - HALF
    return f'<div class="rule" style="margin-top:{gap:.4f}mm"></div>', gap + RULE


def title(page: OfficialPage) -> tuple[str, float]:
    lines = break_title(page.title)
    if not lines:
        return f'<div style="height:{PITCH:.4f}mm"></div>', PITCH
    name = attribute("".join(lines))
    first = f'<h1 class="title" data-label="{name}">{escaped(lines[0])}</h1>'
    more = "".join(f'<p class="title">{escaped(line)}</p>' for line in lines[1:])
    height = BLANK_LINES + len(lines) * TITLE_LINE + PITCH
    style = f"padding:{BLANK_LINES:.4f}mm 0 {PITCH:.4f}mm"
    return f'<div style="{style}">{first}{more}</div>', height
