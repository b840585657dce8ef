"""How long printing takes: documents of 1, 5 and 20 pages of text, warm, and what the first print of a process costs.

    python tests/benchmarks/bench_print.py

Absolute times depend on the machine; read the ratios to the first row, and the share of each stage.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from documents.printing import OfficialPage, available, engine, layout, render_pdf, style
from documents.printing.docx import render_docx
from tests.printing.cast import REPLY, SHEET, with_text

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
LENGTHS = {1: 150, 5: 2000, 20: 9000}  # pages of text → characters of text
COLD = "from tests.printing.cast import REPLY; from documents.printing import render_pdf; render_pdf(REPLY)"


def median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return statistics.median(times)


def stages(page: OfficialPage) -> dict[str, float]:
    """Seconds for composing and paginating in Python, for laying out, and for drawing with the fonts' subsets."""
    ruler = engine.ruler()
    html, css = layout.html(page, ruler), style.official(ruler)
    composing = median(lambda: layout.html(page, ruler))
    laying_out = median(lambda: engine.lay_out(html, css))
    both = median(lambda: engine.draw(engine.lay_out(html, css)))
    return {"compose": composing, "lay out": laying_out, "draw": max(both - laying_out, 0.0)}


def cold() -> float:
    """A new process: imports, fonts, measuring the faces, one print."""
    return median(lambda: subprocess.run([sys.executable, "-c", COLD], cwd=ROOT, check=True))


def main() -> None:
    lacking = available()
    if lacking:
        sys.exit(lacking)
    first = None
    print(f"{'text':>8} {'printed':>8} {'seconds':>8} {'ratio':>6} {'a page':>7}  stages")
    for pages, characters in LENGTHS.items():
        page = with_text(REPLY, characters)
        printed = render_pdf(page).pages
        seconds = median(lambda page=page: render_pdf(page))
        first = first or seconds
        shares = ", ".join(f"{name} {100 * part / seconds:.0f}%" for name, part in stages(page).items())
        print(f"{pages:>8} {printed:>8} {seconds:>8.3f} {seconds / first:>6.2f} {seconds / printed:>7.3f}  {shares}")
    for name, work in (("sheet", lambda: render_pdf(SHEET)), ("docx", lambda: render_docx(REPLY))):
        seconds = median(work)
        print(f"{name:>8} {'':>8} {seconds:>8.3f} {seconds / first:>6.2f}")
    seconds = cold()
    print(f"{'cold':>8} {'':>8} {seconds:>8.3f} {seconds / first:>6.2f}")


if __name__ == "__main__":
    main()
