"""The page of GB/T 9704-2012 in millimetres, and type in points.

A line is a character and seven eighths of one below it (3.2), and 22 lines fill the text area (5.2.3): so the
area reaches from the top of the first line's characters to the bottom of the last line's. The box that holds
the lines sticks out of it by half the leading on both sides.
"""

from dataclasses import dataclass

POINT = 25.4 / 72
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, LEFT = 37.0, 28.0
WIDTH, HEIGHT = 156.0, 225.0
COLUMNS, ROWS = 28, 22
BODY, TITLE, SMALL = 16.0, 22.0, 14.0  # 3号, 2号, 4号

EM = BODY * POINT
CELL = WIDTH / COLUMNS
PITCH = (HEIGHT - EM) / (ROWS - 1)
LEADING = PITCH - EM
HALF = LEADING / 2
BOX_HEIGHT = ROWS * PITCH
BOTTOM = PAGE_HEIGHT - TOP - HEIGHT
TITLE_LINE = TITLE * POINT + LEADING
SMALL_LINE = SMALL * POINT + LEADING
SLACK = 0.02  # keeps the last line on its page when lengths are rounded

MARK_TOP = 35.0  # from the top of the text area to the red mark
MARK_WIDTH, MARK_SIZE = 150.0, 62.0  # the mark's greatest width (mm) and size (pt)
RULE_GAP, RULE = 4.0, 0.5
NUMBER_GAP = 7.0  # from the bottom of the text area to the dashes of the page number
SEAL = 42.0
THICK, THIN = 0.35, 0.25


@dataclass(frozen=True)
class Measure:
    """What lines are composed to: size of type (pt), width of the line and of a character's cell (mm)."""

    size: float
    width: float
    cell: float

    @property
    def em(self) -> float:
        return self.size * POINT

    @property
    def spacing(self) -> float:
        """Letter spacing (mm) of a line that is not stretched."""
        return self.cell - self.em


TEXT = Measure(BODY, WIDTH, CELL)
IMPRINT = Measure(SMALL, WIDTH - SMALL * POINT, SMALL * POINT)  # one character free at the right
