"""The printed minutes, measured on their file."""

from __future__ import annotations

import re

from documents.printing.page import Printed
from tests.printing.reading import Page, pages_of, text_of


def measured(paper: Printed, mark: str, year: int) -> str:
    """Minutes as 纪要: A4, a red mark and a red rule, the number alone, the text in its area, an even last page."""
    pages = pages_of(paper)
    assert len(pages) % 2 == 0
    for page in pages:
        assert (round(page.width), round(page.height)) == (210, 297)
        assert all(row.left >= 27.9 and inside(page, row.right, row.glyphs[-1].text) for row in page.text_rows)
    first = pages[0]
    assert "".join(row.text for row in first.rows if row.glyphs[0].red) == mark
    assert first.row(re.escape(f"〔{year}〕1号"))
    assert len(first.rules(red=True)) == 1
    return text_of(paper)


def inside(page: Page, right: float, last: str) -> bool:
    """Within the text area, but for a mark that hangs over its edge."""
    return right <= 184.4 or last in "，。、；：！？”）》"
