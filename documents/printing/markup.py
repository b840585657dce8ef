"""From composed lines to HTML. Every text passes through `escaped`, and nothing else writes text."""

from html import escape
from math import copysign

from .compose import Line, Piece
from .grid import TEXT
from .text import clean, is_rare


def thousandths(em: float) -> int:
    """Spacing in thousandths of an em: the PDF file knows no smaller steps, and cuts off what lies between."""
    return round(em * 1000)


def spacing_css(spacing: int) -> str:
    """A little more than the step, so that it is not cut off to the one before."""
    return f"{(spacing + copysign(0.1, spacing)) / 1000:.4f}em" if spacing else "0"


USUAL = thousandths(TEXT.spacing / TEXT.em)


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
    classes = " ".join(filter(None, ("l", names, whole if whole != "fang" else "")))
    style = line_style(line)
    attributes = f' style="{style}"' if style else ""
    attributes += f' data-label="{attribute(label)}"' if label else ""
    return f'<{tag} class="{classes}"{attributes}>{"".join(map(piece_html, pieces))}</{tag}>'


def line_style(line: Line) -> str:
    """What sets the line apart from the usual one."""
    spacing = thousandths(line.spacing / line.em)
    apart = "" if spacing == USUAL else f"letter-spacing:{spacing_css(spacing)};"
    return apart + (f"padding-left:{line.indent:.4f}mm" if line.indent else "")


def whole(body: str, title: str, author: str = "") -> str:
    """The whole HTML document around its body."""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<title>{attribute(clean(title))}</title><meta name="author" content="{attribute(author)}"></head>'
        f"<body>{body}</body></html>"
    )
