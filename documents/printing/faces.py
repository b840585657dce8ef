"""The faces of a document: which fonts stand for them, and what printing finds on this machine.

A licensed office font wins by its name; then come the fonts built by `govrules.launch.fonts`, of which one
prints the Latin half-width; then, for rare characters, the two that fill up; then whatever the system has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from govrules.launch import places


@dataclass(frozen=True)
class Face:
    """A face of the standard: its Chinese name, the office fonts for it, the built one, and the next best."""

    name: str
    office: tuple[str, ...]
    built: str
    half: bool = False
    system: tuple[str, ...] = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")

    @property
    def stack(self) -> tuple[str, ...]:
        half = (HALF,) if self.half else ()
        return (*self.office, *half, self.built, *FILL, *self.system)

    @property
    def css(self) -> str:
        return ",".join(f'"{family}"' for family in self.stack) + ",serif"

    def is_among(self, families: Iterable[str]) -> bool:
        right = {family.lower() for family in (*self.office, self.built)}
        return any(family.lower() in right for family in families)


HALF = "GW Half"
FILL = ("GW FangSong Fill", "GW Song Fill")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Zen Hei")
KAI = ("LXGW WenKai", "AR PL UKai CN", "Noto Serif CJK SC", "Noto Serif SC")
FACES = {
    "fang": Face(
        "仿宋",
        (
            "仿宋_GB2312",
            "FangSong_GB2312",
            "方正仿宋_GBK",
            "FZFangSong-Z02",
            "仿宋",
            "FangSong",
            "STFangsong",
        ),
        "GW FangSong",
        half=True,
    ),
    "kai": Face(
        "楷体",
        ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "FZKai-Z03", "楷体", "KaiTi", "STKaiti"),
        "GW KaiTi",
        half=True,
        system=KAI,
    ),
    "hei": Face("黑体", ("方正黑体_GBK", "FZHei-B01", "黑体", "SimHei", "STHeiti"), "GW HeiTi", system=SANS),
    "biao": Face("小标宋", ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "小标宋"), "GW BiaoSong"),
    "song": Face("宋体", ("宋体", "SimSun", "STSong", "方正书宋_GBK"), "GW SongTi"),
}
SAMPLE = "".join(chr(code) for code in range(0x21, 0x7F)) + "“”‘’—…·％℃№①Ⅰ国"
BASELINE = 0.81  # em below the top of the line, in the built fonts
INK = (-0.08, 0.84)  # em above the base line, of an ideograph whose font cannot be read


def css(face: str) -> str:
    return FACES[face].css


@dataclass(frozen=True, eq=False)
class Ruler:
    """What was measured of the faces on this machine, in em.

    `widths` are advances of characters (half or one em where not measured), `baselines` how far the base line
    lies below the top of a line as high as its type.
    """

    widths: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    baselines: Mapping[str, float] = field(default_factory=dict)

    def width(self, character: str, face: str) -> float:
        known = self.widths.get(face, {}).get(character)
        if known is not None:
            return known
        return 0.5 if character.isascii() else 1.0

    def ink(self, text: str, face: str) -> tuple[float, float]:
        """Where the ink of the text begins and ends, from the top of a line as high as its type."""
        baseline = self.baselines.get(face, BASELINE)
        low, high = ink(text, face)
        return baseline - high, baseline - low


def folder() -> Path:
    """Where the built fonts are; an office may lay its own licensed ones beside them."""
    return places.here().fonts


def configuration(fonts: Path, inherited: Iterable[str]) -> str:
    """A fontconfig file: the system's fonts, and those of the folder."""
    includes = "".join(f'<include ignore_missing="yes">{escape(path)}</include>' for path in inherited)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{includes}<dir>{escape(str(fonts))}</dir></fontconfig>"
    )


@cache
def opened(path: Path) -> TTFont | None:
    return TTFont(path, lazy=True) if path.exists() else None


def ink(text: str, face: str) -> tuple[float, float]:
    """How far the ink of the text reaches above the base line: lowest and highest, of the built font."""
    font = opened(folder() / (FACES[face].built.replace(" ", "-") + ".ttf"))
    if font is None:
        return INK
    glyphs, cmap, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    reaches = [reach(glyphs, cmap[ord(c)]) for c in text if ord(c) in cmap and not c.isspace()]
    if not reaches:
        return INK
    return min(low for low, _ in reaches) / em, max(high for _, high in reaches) / em


def reach(glyphs: Mapping[str, object], name: str) -> tuple[float, float]:
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return (pen.bounds[1], pen.bounds[3]) if pen.bounds else (0.0, 0.0)
