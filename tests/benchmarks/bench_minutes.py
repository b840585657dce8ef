"""How long minutes of twenty pages take to be printed by a warm engine, with 120 names, beside one page of text.

    python tests/benchmarks/bench_minutes.py

Absolute times depend on the machine. The measure is the ratio of twenty pages to one: of the two medians that were
taken when the engine was chosen it was 1.2 s / 0.13 s, about 9; a ratio well above it means that a page costs more.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from documents.printing import available, render_pdf
from documents.printing.docx import render_docx
from tests.benchmarks.bench_print import median, stages
from tests.printing.cast import REPLY, with_text
from tests.printing.test_minutes_whole import minutes

WANTED = 1.2 / 0.13
PAGES = 20


def main() -> None:
    lacking = available()
    if lacking:
        sys.exit(lacking)
    part = minutes(9, 120)
    long = replace(part, body=part.body * 2)
    pages = render_pdf(long).pages
    one = median(lambda: render_pdf(with_text(REPLY, 150)))
    whole = median(lambda: render_pdf(long))
    scaled = whole / pages * PAGES
    shares = ", ".join(f"{name} {100 * part / whole:.0f}%" for name, part in stages(long).items())
    print(f"one page {one:.3f} s; {pages} pages of minutes {whole:.3f} s ({whole / pages:.3f} s a page); {shares}")
    print(f"twenty pages to one: {scaled / one:.1f}, wanted about {WANTED:.1f}")
    print(f"the same for Word: {median(lambda: render_docx(long)):.3f} s")


if __name__ == "__main__":
    main()
