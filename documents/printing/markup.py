"""From composed lines to HTML. Every text passes through `escaped`, and nothing else writes text."""

from html import escape

from .compose import Line, Piece
from .grid import POINT, TEXT
from .text import clean, is_rare

EVEN = round((TEXT.width - 28 * TEXT.em) / 27, 4)  # spacing of 28 characters from edge to edge
NEARLY = 0.002  # mm


def escaped(text: str) -> str:
    """The text; rare characters are set apart, so that another font does not move the base line."""
    if not any(map(is_rare, text)):
        return escape(text)
    return "".join(f"<i>{escape(c)}</i>" if is_rare(c) else escape(c) for c in text)


def attribute(text: str) -> str:
    return escape(text, quote=True)


def piece_html(piece: Piece) -> str:
    names = f' class="{piece.face}"' if piece.face != "fang" else ""
    style = f' style="margin-{piece.side}:{-piece.trim:.4f}mm"' if piece.trim else ""
    text = escaped(piece.text)
    return f"<span{names}{style}>{text}</span>" if names or style else text


def line_html(line: Line, tag: str = "p", names: str = "", label: str = "") -> str:
    """One block for one line; `label` is its bookmark."""
    whole = line.pieces[0].face if len({piece.face for piece in line.pieces}) == 1 else "fang"
    pieces = [Piece(p.text, "fang", p.trim) if p.face == whole else p for p in line.pieces]
    classes = " ".join(filter(None, ("l", even(line), names, whole if whole != "fang" else "")))
    style = line_style(line)
    attributes = f' style="{style}"' if style else ""
    attributes += f' data-label="{attribute(label)}"' if label else ""
    return f'<{tag} class="{classes}"{attributes}>{"".join(map(piece_html, pieces))}</{tag}>'


def even(line: Line) -> str:
    return "e" if abs(line.spacing - EVEN) < NEARLY else ""


def line_style(line: Line) -> str:
    """What sets the line apart from the usual one."""
    usual = even(line) or abs(line.spacing - TEXT.spacing) < 1e-9
    spacing = "" if usual else f"letter-spacing:{line.spacing / POINT:.4f}pt;"
    return spacing + (f"padding-left:{line.indent:.4f}mm" if line.indent else "")


def whole(body: str, title: str, author: str = "") -> str:
    """The whole HTML document around its body."""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<title>{attribute(clean(title))}</title><meta name="author" content="{attribute(author)}"></head>'
        f"<body>{body}</body></html>"
    )
