"""Put rows on pages. Heights are known beforehand, so the pages are known before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from .grid import BOX_HEIGHT, PITCH


@dataclass(frozen=True)
class Row:
    """What is not divided: usually a line. `gap` is left blank above it, but not at the top of a page.

    A row that `sticks` does not stand last on a page: a heading, the text's last line before the signature.
    """

    markup: str
    height: float = PITCH
    gap: float = 0.0
    sticks: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page: its rows, whether it is numbered, and whether the imprint (版记) stands at its foot."""

    rows: tuple[Row, ...]
    numbered: bool = True
    imprint: bool = False


def height(rows: Sequence[Row]) -> float:
    return sum(row.height + (row.gap if at else 0.0) for at, row in enumerate(rows))


def paginate(rows: Sequence[Row], room: float = BOX_HEIGHT) -> list[tuple[Row, ...]]:
    """Fill page after page; rows that stick go over with what follows them."""
    pages: list[tuple[Row, ...]] = []
    page: list[Row] = []
    for row in rows:
        while page and height([*page, row]) > room + 1e-6:
            full, page = parted(page)
            pages.append(tuple(full))
        page.append(row)
    return [*pages, tuple(page)]


def parted(page: list[Row]) -> tuple[list[Row], list[Row]]:
    """The page without the rows at its end that stick, and those; a page of nothing else is left as it is."""
    keep = len(page)
    while keep and page[keep - 1].sticks:
        keep -= 1
    return (page[:keep], page[keep:]) if keep else (page, [])


def with_imprint(pages: Sequence[tuple[Row, ...]], imprint: float, clearance: float = PITCH) -> list[Sheet]:
    """Place the imprint at the foot of the last page, which must be even (GB/T 9704-2012, 7.4).

    1. On the last page of text, if that is even and holds it; 2. after an odd one, on the next; 3. else an
    empty page goes before it, and neither that page nor the imprint's is numbered (7.5).
    """
    sheets = [Sheet(rows) for rows in pages]
    if len(pages) % 2:
        return [*sheets, Sheet((), imprint=True)]
    if height(pages[-1]) + clearance + imprint <= BOX_HEIGHT:
        return [*sheets[:-1], Sheet(pages[-1], imprint=True)]
    return [*sheets, Sheet((), numbered=False), Sheet((), numbered=False, imprint=True)]
