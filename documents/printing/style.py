"""The style sheet of official documents, computed from the grid."""

from functools import cache

from .faces import FACES, Ruler, css
from .grid import (
    BODY,
    BOTTOM,
    BOX_HEIGHT,
    HALF,
    LEFT,
    NUMBER_GAP,
    PAGE_WIDTH,
    PITCH,
    POINT,
    RULE,
    SEAL,
    SLACK,
    SMALL,
    SMALL_LINE,
    THICK,
    THIN,
    TITLE,
    TITLE_LINE,
    TOP,
    WIDTH,
)
from .markup import USUAL, spacing_css

RED = "#e60012"

RESET = """
body, h1, h2, h3, p, div, header, footer, section {
  margin: 0; padding: 0; font-size: inherit; font-weight: normal; break-after: auto; break-inside: auto }
html { color: #000; font-kerning: none; font-variant-ligatures: none; hyphens: none; orphans: 1; widows: 1 }
i { font-style: normal; line-height: 0 }
"""


def page_rules(ruler: Ruler) -> str:
    """Margins, and the page number: odd pages right, even left, one character in, its dashes 7 mm down."""
    dash, _ = ruler.ink("—", "song")
    down = NUMBER_GAP - HALF - dash * SMALL * POINT
    sides = PAGE_WIDTH - LEFT - WIDTH
    return f"""
@page {{ size: A4; margin: {TOP - HALF:.4f}mm {sides}mm {BOTTOM - HALF - SLACK:.4f}mm {LEFT}mm }}
@page :right {{ @bottom-right {{ {number_rules(down, "right")} }} }}
@page :left {{ @bottom-left {{ {number_rules(down, "left")} }} }}
@page unnumbered {{ @bottom-right {{ content: none }} @bottom-left {{ content: none }} }}
"""


def number_rules(down: float, side: str) -> str:
    return (
        f'content: "— " counter(page) " —"; font: {SMALL}pt/1 {css("song")}; white-space: pre; width: 60mm;'
        f"vertical-align: top; text-align: {side}; padding-top: {down:.4f}mm; padding-{side}: {SMALL}pt"
    )


def line_rules() -> str:
    faces = "".join(f".{face} {{ font-family: {css(face)} }}\n" for face in FACES)
    return f"""
html {{ font: {BODY}pt/{PITCH:.5f}mm {css("fang")} }}
section {{ height: {BOX_HEIGHT:.4f}mm; position: relative; break-after: page }}
section:last-child {{ break-after: auto }}
.unnumbered {{ page: unnumbered }}
{faces}
.l {{ height: {PITCH:.5f}mm; white-space: pre; letter-spacing: {spacing_css(USUAL)} }}
.gap1 {{ padding-top: {PITCH:.5f}mm }} .gap2 {{ padding-top: {2 * PITCH:.5f}mm }}
h1 {{ bookmark-level: 1; bookmark-label: attr(data-label) }}
h2 {{ bookmark-level: 2; bookmark-label: attr(data-label) }}
h3 {{ bookmark-level: 3; bookmark-label: attr(data-label) }}
"""


def header_rules() -> str:
    return f"""
.mark {{ font-family: {css("biao")}; line-height: 1; color: {RED}; text-align: center; white-space: pre }}
.number {{ position: relative }}
.signers {{ position: absolute; top: 0; left: 0 }}
.rule {{ border-top: {RULE}mm solid {RED} }}
.title {{ font: {TITLE}pt/{TITLE_LINE:.5f}mm {css("biao")}; height: {TITLE_LINE:.5f}mm; text-align: center;
  white-space: pre }}
"""


def foot_rules() -> str:
    return f"""
.sign {{ position: relative }}
.seal {{ position: absolute; width: {SEAL}mm; height: {SEAL}mm; object-fit: contain }}
.imprint {{ position: absolute; left: 0; right: 0; bottom: {HALF:.4f}mm;
  font-size: {SMALL}pt; line-height: {SMALL_LINE:.5f}mm }}
.imprint .l {{ height: {SMALL_LINE:.5f}mm }} .issue {{ letter-spacing: 0 }}
.thick {{ border-top: {THICK}mm solid }} .thin {{ border-top: {THIN}mm solid }}
.issue {{ position: relative }}
.issue span {{ position: absolute; left: {SMALL}pt }}
.issue span + span {{ left: auto; right: {SMALL}pt }}
"""


@cache
def official(ruler: Ruler) -> str:
    return RESET + page_rules(ruler) + line_rules() + header_rules() + foot_rules()
