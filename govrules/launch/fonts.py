"""Fetch the free fonts of official documents from Debian and reduce them for printing.

    python -m govrules.launch.fonts [--out FOLDER] [--packages FOLDER]

1. the packages are downloaded, not installed (`apt-get download`; no root needed), or taken from a folder;
2. the few font files in them are unpacked; 3. each face is rebuilt as a small TrueType file: the characters
that are needed, one em wide, one common ascent and descent, so that faces mixed in a line never move its
base line; 4. `metrics.json` records what was built, from what, under which licence.
A second run does nothing. What cannot be had is named in one line and left out: printing then says so itself.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.timeTools import timestampFromString
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError

from govrules.launch import places

SUMMARY = "Fetch the free fonts of official documents from Debian and reduce them for printing."
MANIFEST = "metrics.json"
RECIPE = 1  # raise it when the way of building changes
ASCENT, DESCENT = 0.81, 0.19  # em; the ideographs of Fandol are centred 0.31 em above the base line
CURVE_ERROR = 0.001  # em; how far a quadratic outline may lie from the cubic one it stands for
TIMELESS = timestampFromString("Thu Jan  1 00:00:00 2026")
PATIENCE = 300  # seconds for one package

FANDOL, CWTEX, ARPHIC = "texlive-lang-chinese", "fonts-cwtex-fs", "fonts-arphic-uming"
LICENCES = {
    FANDOL: "Fandol: GPL-3.0 with font exception",
    CWTEX: "cwTeX: GPL-2.0-or-later",
    ARPHIC: "AR PL UMing: Arphic Public License",
}


@dataclass(frozen=True)
class Face:
    """One font to build: its name, where it comes from, which characters, and how they are moved (in em)."""

    family: str
    package: str
    source: str
    characters: str
    index: int = -1
    scale: float = 1.0
    lift: float = 0.0

    @property
    def file(self) -> str:
        return self.family.replace(" ", "-") + ".ttf"


FACES = (
    Face("GW FangSong", FANDOL, "FandolFang-Regular.otf", "text"),
    Face("GW KaiTi", FANDOL, "FandolKai-Regular.otf", "text"),
    Face("GW HeiTi", FANDOL, "FandolHei-Regular.otf", "text"),
    Face("GW BiaoSong", FANDOL, "FandolSong-Bold.otf", "text"),
    Face("GW SongTi", FANDOL, "FandolSong-Regular.otf", "figures"),
    Face("GW FangSong Fill", CWTEX, "cwfs.ttf", "rest", scale=1 / 0.92, lift=-0.062),
    Face("GW Song Fill", ARPHIC, "uming.ttc", "rest", index=0, lift=-0.072),
    Face("GW Half", ARPHIC, "uming.ttc", "latin", index=0, lift=-0.03),
)


class CannotFetch(Exception):
    """A package cannot be had; the text says why, for the operator."""


# --- characters ---------------------------------------------------------------------------------------------


def decoded(encoding: str, first: Iterable[int], second: Sequence[int]) -> Iterator[str]:
    for lead in first:
        for trail in second:
            character = bytes([lead, trail]).decode(encoding, errors="ignore")
            if len(character) == 1:
                yield character


LATIN = {chr(code) for code in range(0x20, 0x7F)}
SIGNS = set("—–―‘’“”…·•‰′″℃№〇〔〕〖〗「」『』☐☑☒√×÷≈≠≤≥²³㎡㎞￥\u00a0\u3000") | set("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")
FIGURES = LATIN | set("—―－第页共年月日（）")
NAMES = set("䶮㙍㛃㭎㳇䥽䲢")  # seen in names of people, in no national character set before 2000


def gb2312() -> set[str]:
    return set(decoded("gb2312", range(0xA1, 0xFE), range(0xA1, 0xFF)))


def gbk_ideographs() -> set[str]:
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    return {c for c in decoded("gbk", range(0x81, 0xFF), trails) if 0x4E00 <= ord(c) <= 0x9FFF}


def wanted(characters: str) -> set[str]:
    if characters == "latin":
        return LATIN
    if characters == "figures":
        return FIGURES
    if characters == "rest":
        return (gbk_ideographs() | NAMES) - gb2312()
    return gb2312() | LATIN | SIGNS


# --- building -----------------------------------------------------------------------------------------------


def outline(source: TTFont, glyph_set: object, name: str, face: Face, em: int) -> object:
    """The glyph's outline as quadratic curves, scaled and lifted."""
    pen = TTGlyphPen(None)
    quadratic = Cu2QuPen(pen, CURVE_ERROR * em, reverse_direction="glyf" not in source)
    moved = TransformPen(quadratic, (face.scale, 0, 0, face.scale, 0, round(face.lift * em)))
    recording = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(recording)
    recording.replay(moved)
    return pen.glyph()


def glyph_names(source: TTFont, characters: set[str]) -> dict[int, str]:
    """Code point → name of the source's glyph, .notdef left out."""
    cmap = source.getBestCmap()
    return {ord(c): cmap[ord(c)] for c in sorted(characters) if ord(c) in cmap}


def assemble(source: TTFont, face: Face) -> FontBuilder:
    """A new font from the source's outlines: nothing else of the source is carried over."""
    em = source["head"].unitsPerEm
    glyph_set = source.getGlyphSet()
    names = glyph_names(source, wanted(face.characters))
    order = [".notdef", *dict.fromkeys(name for name in names.values() if name != ".notdef")]
    builder = FontBuilder(em, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: outline(source, glyph_set, name, face, em) for name in order})
    table = builder.font["glyf"]
    advances = {name: round(glyph_set[name].width * face.scale) for name in order}
    builder.setupHorizontalMetrics({n: (advances[n], getattr(table[n], "xMin", 0)) for n in order})
    return builder


def dress(builder: FontBuilder, face: Face) -> None:
    """Names and the common metrics; no time of building, so that the same sources give the same file."""
    builder.font.recalcTimestamp = False
    builder.updateHead(created=TIMELESS, modified=TIMELESS)
    em = builder.font["head"].unitsPerEm
    above, below = round(ASCENT * em), round(DESCENT * em)
    builder.setupHorizontalHeader(ascent=above, descent=-below, lineGap=0)
    builder.setupNameTable(
        {
            "copyright": f"Rebuilt from {face.source}",
            "familyName": face.family,
            "styleName": "Regular",
            "uniqueFontIdentifier": f"{face.family} {RECIPE}",
            "fullName": face.family,
            "version": f"Version {RECIPE}.0",
            "psName": face.family.replace(" ", "") + "-Regular",
            "licenseDescription": LICENCES[face.package],
        }
    )
    builder.setupOS2(
        sTypoAscender=above,
        sTypoDescender=-below,
        sTypoLineGap=0,
        usWinAscent=above,
        usWinDescent=below,
        usWeightClass=400,
        fsSelection=0x40,
        fsType=0,
    )
    builder.setupPost(keepGlyphNames=False)


def build(face: Face, sources: Path, out: Path) -> dict[str, object]:
    """Build one face; what is recorded of it in the manifest."""
    source = TTFont(sources / face.source, fontNumber=face.index, lazy=True)
    builder = assemble(source, face)
    dress(builder, face)
    target = out / face.file
    draft = target.with_suffix(".part")
    builder.save(draft)
    draft.replace(target)
    return {
        "file": face.file,
        "from": f"{face.package}: {face.source}",
        "licence": LICENCES[face.package],
        "recipe": recipe(face),
        "glyphs": builder.font["maxp"].numGlyphs,
        "em": builder.font["head"].unitsPerEm,
        "ascent": builder.font["hhea"].ascent,
        "descent": builder.font["hhea"].descent,
    }


def recipe(face: Face) -> str:
    """Changes when the face would be built otherwise."""
    ingredients = repr((RECIPE, astuple(face), ASCENT, DESCENT, CURVE_ERROR, sorted(wanted(face.characters))))
    return hashlib.sha256(ingredients.encode()).hexdigest()[:16]


# --- fetching -----------------------------------------------------------------------------------------------


def sources_of(package: str) -> set[str]:
    return {face.source for face in FACES if face.package == package}


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "超时")


def download(package: str, folder: Path) -> Path:
    """The package's file from Debian's archive; with root's rights a stale or empty list is renewed once."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise CannotFetch("本机没有 apt-get 和 dpkg-deb")
    command = ["apt-get", "download", package]
    done = run(command, folder)
    if done.returncode and os.geteuid() == 0:
        run(["apt-get", "update"], folder)
        done = run(command, folder)
    found = sorted(folder.glob(f"{package}_*.deb"))
    if done.returncode or not found:
        raise CannotFetch((done.stderr.strip().splitlines() or ["下载失败"])[-1])
    return found[-1]


def given(package: str, folder: Path) -> Path:
    found = sorted(folder.glob(f"{package}_*.deb"))
    if not found:
        raise CannotFetch(f"{folder} 中没有 {package} 的安装包")
    return found[-1]


def unpack(archive: Path, names: set[str], folder: Path) -> None:
    """Take the named files out of a Debian package, whatever folder they lie in, and nothing else."""
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE) as reader:
        with tarfile.open(fileobj=reader.stdout, mode="r|") as tar:
            for member in tar:
                name = Path(member.name).name
                if name in names and member.isfile():
                    (folder / name).write_bytes(tar.extractfile(member).read())
        reader.stdout.read()


def fetch(package: str, packages: Path | None, folder: Path) -> None:
    archive = given(package, packages) if packages else download(package, folder)
    try:
        unpack(archive, sources_of(package), folder)
    except (OSError, tarfile.TarError) as error:
        raise CannotFetch(f"{archive.name} 无法解开（{error}）") from error
    missing = [name for name in sources_of(package) if not (folder / name).exists()]
    if missing:
        raise CannotFetch(f"{package} 中没有 {'、'.join(sorted(missing))}")


# --- the whole ----------------------------------------------------------------------------------------------


def manifest(out: Path) -> dict[str, dict[str, object]]:
    try:
        return json.loads((out / MANIFEST).read_text(encoding="utf-8"))["faces"]
    except (OSError, ValueError, KeyError):
        return {}


def wanting(out: Path) -> list[Face]:
    """The faces not built yet, or built otherwise."""
    built = manifest(out)
    return [
        face
        for face in FACES
        if built.get(face.family, {}).get("recipe") != recipe(face) or not (out / face.file).exists()
    ]


def record(out: Path, faces: dict[str, dict[str, object]]) -> None:
    text = json.dumps({"faces": {**manifest(out), **faces}}, ensure_ascii=False, indent=1)
    draft = out / f"{MANIFEST}.part"
    draft.write_text(text, encoding="utf-8")
    draft.replace(out / MANIFEST)


def build_all(faces: list[Face], sources: Path, out: Path) -> dict[str, dict[str, object]]:
    """All faces that have their source, on all processors; a source that cannot be read is left out."""
    ready = [face for face in faces if (sources / face.source).exists()]
    built = {}
    with ProcessPoolExecutor() as pool:
        for face, work in [(face, pool.submit(build, face, sources, out)) for face in ready]:
            try:
                built[face.family] = work.result()
            except (TTLibError, OSError, KeyError, ValueError) as error:
                say(f"字体 {face.family} 未能生成：{error}")
    return built


def say(sentence: str) -> None:
    print(sentence, flush=True)


def fetch_all(faces: list[Face], packages: Path | None, folder: Path) -> list[str]:
    """Fetch what the faces are built from; a sentence for each package that cannot be had."""
    refusals = []
    for package in dict.fromkeys(face.package for face in faces):
        try:
            fetch(package, packages, folder)
        except CannotFetch as refusal:
            refusals.append(f"{package}：{refusal}")
    return refusals


def make(out: Path, packages: Path | None = None) -> str:
    """Build what is wanting; the sentence to print."""
    faces = wanting(out)
    if not faces:
        return f"公文字体已就绪：{out}"
    with tempfile.TemporaryDirectory() as work:
        sources = Path(work)
        refusals = fetch_all(faces, packages, sources)
        built = build_all(faces, sources, out)
        record(out, built)
    left = [face.family for face in faces if face.family not in built]
    if left:
        return f"公文字体未备齐（缺 {'、'.join(left)}），打印时以其他字体代替。{'；'.join(refusals)}"
    return f"公文字体已生成：{out}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m govrules.launch.fonts", description=SUMMARY)
    parser.add_argument("--out", type=Path, default=places.here().fonts, help="folder for the built fonts")
    parser.add_argument("--packages", type=Path, help="folder holding the .deb packages (no network needed)")
    options = parser.parse_args(arguments)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        say(make(options.out.resolve(), options.packages))
    except OSError as error:
        say(f"公文字体未备齐：{error}。请检查文件夹 {options.out} 是否可写。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
