"""Fetching the free fonts and reducing them: what is built, once, and what is said where it cannot be."""

import json
import os
import stat
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from documents.printing import faces
from govrules.launch import fonts
from govrules.launch.fonts import ARPHIC, CWTEX, FACES, FANDOL, CannotFetch, Face

EM = 1000


def square(pen: object, side: int = 900) -> None:
    pen.moveTo((50, 0))
    pen.lineTo((50, side))
    pen.lineTo((side, side))
    pen.lineTo((side, 0))
    pen.closePath()


def source(path: Path, characters: str, cubic: bool, advance: int = EM) -> None:
    """A small font as the packages bring it, with odd metrics."""
    order = [".notdef", *(f"glyph{ord(c):X}" for c in characters)]
    builder = FontBuilder(EM, isTTF=not cubic)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(c): f"glyph{ord(c):X}" for c in characters})
    if cubic:
        pen = T2CharStringPen(advance, None)
        square(pen)
        builder.setupCFF("Odd", {}, dict.fromkeys(order, pen.getCharString()), {})
    else:
        pen = TTGlyphPen(None)
        square(pen)
        builder.setupGlyf(dict.fromkeys(order, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (advance, 50)))
    builder.setupHorizontalHeader(ascent=1200, descent=300)  # a descent above the line, as Fandol has it
    builder.setupNameTable({"familyName": "Odd", "styleName": "Bold"})
    builder.setupOS2(usWeightClass=700)
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """All the files that the faces are built from, with a few characters each."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for name in {face.source for face in FACES if face.package == FANDOL}:
        source(folder / name, "公文1—第页", cubic=True)
    source(folder / "cwfs.ttf", "珺昇公", cubic=False, advance=920)
    source(folder / "uming.ttc", "䶮珺0A", cubic=False)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def face(family: str) -> Face:
    return next(each for each in FACES if each.family == family)


# --- which characters ---------------------------------------------------------------------------------------


def test_text_faces_have_all_of_gb2312() -> None:
    assert len([c for c in fonts.gb2312() if "\u4e00" <= c <= "\u9fff"]) == 6763
    assert fonts.gb2312() <= fonts.wanted("text")
    assert set("—“”…〔〕℃①Ⅰ〇09Az") <= fonts.wanted("text")


def test_the_rest_is_what_they_lack() -> None:
    assert set("䶮珺垚昇翀喆镕祎") <= fonts.wanted("rest")
    assert not fonts.wanted("rest") & fonts.gb2312()
    assert len(fonts.wanted("rest")) > 14_000


def test_the_half_width_face_has_latin_only() -> None:
    assert all(character.isascii() for character in fonts.wanted("latin"))


def test_the_figures_are_enough_for_page_numbers() -> None:
    assert set("0123456789—第页共 ") <= fonts.wanted("figures")
    assert len(fonts.wanted("figures")) < 150


def test_every_face_that_printing_asks_for_is_built() -> None:
    built = {each.family for each in FACES}
    asked = {each.built for each in faces.FACES.values()} | {faces.HALF, *faces.FILL}
    assert built == asked


def test_every_package_has_its_licence() -> None:
    assert {each.package for each in FACES} == set(fonts.LICENCES) == {FANDOL, CWTEX, ARPHIC}


# --- what is built ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", [each.family for each in FACES])
def test_faces_share_their_metrics(family: str, sources: Path, out: Path) -> None:
    fonts.build(face(family), sources, out)
    font = TTFont(out / face(family).file)
    assert (font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap) == (810, -190, 0)
    assert (font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender) == (810, -190)
    assert (font["OS/2"].usWinAscent, font["OS/2"].usWinDescent) == (810, 190)
    assert font["OS/2"].usWeightClass == 400


def test_outlines_become_quadratic_and_names_are_our_own(sources: Path, out: Path) -> None:
    fonts.build(face("GW FangSong"), sources, out)
    font = TTFont(out / "GW-FangSong.ttf")
    assert "glyf" in font
    assert "CFF " not in font
    assert (font["name"].getDebugName(1), font["name"].getDebugName(13)) == ("GW FangSong", fonts.LICENCES[FANDOL])
    assert set(map(chr, font.getBestCmap())) == set("公文1—第页")


def test_characters_that_are_not_wanted_are_left_out(sources: Path, out: Path) -> None:
    fonts.build(face("GW Half"), sources, out)
    assert set(map(chr, TTFont(out / "GW-Half.ttf").getBestCmap())) == set("0A")
    fonts.build(face("GW FangSong Fill"), sources, out)
    assert set(map(chr, TTFont(out / "GW-FangSong-Fill.ttf").getBestCmap())) == set("珺昇")


def test_a_narrow_font_is_widened_and_lowered(sources: Path, out: Path) -> None:
    fonts.build(face("GW FangSong Fill"), sources, out)
    font = TTFont(out / "GW-FangSong-Fill.ttf")
    name = font.getBestCmap()[ord("珺")]
    assert font["hmtx"][name][0] == 1000
    glyph = font["glyf"][name]
    assert (glyph.xMin, glyph.yMin) == (round(50 / 0.92), -62)


def test_the_record_says_what_from_what_under_which_licence(sources: Path, out: Path) -> None:
    record = fonts.build(face("GW HeiTi"), sources, out)
    assert record["from"] == "texlive-lang-chinese: FandolHei-Regular.otf"
    assert record["licence"] == "Fandol: GPL-3.0 with font exception"
    assert (record["glyphs"], record["em"], record["ascent"], record["descent"]) == (7, 1000, 810, -190)


def test_the_same_sources_give_the_same_file(sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.build(face("GW HeiTi"), sources, out)
    first = (out / "GW-HeiTi.ttf").read_bytes()
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    fonts.build(face("GW HeiTi"), sources, out)
    assert (out / "GW-HeiTi.ttf").read_bytes() == first


def test_no_half_written_font_is_left(sources: Path, out: Path) -> None:
    fonts.build(face("GW Half"), sources, out)
    assert [path.name for path in out.iterdir()] == ["GW-Half.ttf"]


# --- fetching -----------------------------------------------------------------------------------------------


def package(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    """A Debian package, as far as unpacking needs one."""
    data = BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as tar:
        for path, content in files.items():
            entry = tarfile.TarInfo(f"./{path}")
            entry.size = len(content)
            tar.addfile(entry, BytesIO(content))
    control = BytesIO()
    with tarfile.open(fileobj=control, mode="w:gz"):
        pass
    target = folder / f"{name}_1.0_all.deb"
    members = [("debian-binary", b"2.0\n"), ("control.tar.gz", control.getvalue()), ("data.tar.gz", data.getvalue())]
    with target.open("wb") as file:
        file.write(b"!<arch>\n")
        for member, content in members:
            head = f"{member:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n"
            file.write(head.encode() + content + b"\n" * (len(content) % 2))
    return target


needs_dpkg = pytest.mark.skipif(
    not fonts.shutil.which("dpkg-deb") and not os.environ.get("CI"), reason="no dpkg-deb on this machine"
)


@needs_dpkg
def test_only_the_named_files_are_unpacked(tmp_path: Path) -> None:
    archive = package(
        tmp_path, CWTEX, {"usr/share/a/cwfs.ttf": b"font", "usr/share/b/other.ttf": b"no", "etc/x": b"no"}
    )
    folder = tmp_path / "to"
    folder.mkdir()
    fonts.unpack(archive, {"cwfs.ttf"}, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"cwfs.ttf": b"font"}


@needs_dpkg
def test_packages_may_lie_in_a_folder(tmp_path: Path) -> None:
    package(tmp_path, CWTEX, {"usr/share/cwfs.ttf": b"font"})
    folder = tmp_path / "to"
    folder.mkdir()
    fonts.fetch(CWTEX, tmp_path, folder)
    assert (folder / "cwfs.ttf").exists()


@needs_dpkg
def test_a_package_without_its_font_is_named(tmp_path: Path) -> None:
    package(tmp_path, CWTEX, {"usr/share/readme": b"none"})
    with pytest.raises(CannotFetch, match=r"中没有 cwfs\.ttf"):
        fonts.fetch(CWTEX, tmp_path, tmp_path)


@needs_dpkg
def test_a_broken_package_is_named(tmp_path: Path) -> None:
    (tmp_path / f"{CWTEX}_1_all.deb").write_bytes(b"broken")
    with pytest.raises(CannotFetch, match="无法解开"):
        fonts.fetch(CWTEX, tmp_path, tmp_path)


def test_a_package_that_is_not_in_the_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotFetch, match=CWTEX):
        fonts.fetch(CWTEX, tmp_path, tmp_path)


def test_a_machine_without_apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.shutil, "which", lambda name: None)
    with pytest.raises(CannotFetch, match="没有 apt-get"):
        fonts.download(CWTEX, tmp_path)


class Apt:
    """Stands for apt-get: refuses to download until its lists are renewed."""

    def __init__(self, folder: Path, works_after_update: bool) -> None:
        self.folder, self.works_after_update, self.commands = folder, works_after_update, []

    def __call__(self, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        self.commands.append(command[1])
        if command[1] == "download" and self.works_after_update and "update" in self.commands:
            (folder / f"{command[2]}_1_all.deb").write_bytes(b"")
            return subprocess.CompletedProcess(command, 0, "", "")
        return subprocess.CompletedProcess(command, 100, "", "E: Unable to locate package\n")


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Apt:
    stand_in = Apt(tmp_path, works_after_update=True)
    monkeypatch.setattr(fonts.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(fonts, "run", stand_in)
    return stand_in


def test_root_renews_the_lists_once(apt: Apt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.os, "geteuid", lambda: 0)
    assert fonts.download(CWTEX, tmp_path).name == f"{CWTEX}_1_all.deb"
    assert apt.commands == ["download", "update", "download"]


def test_others_are_told_what_apt_said(apt: Apt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.os, "geteuid", lambda: 1000)
    with pytest.raises(CannotFetch, match="Unable to locate package"):
        fonts.download(CWTEX, tmp_path)
    assert apt.commands == ["download"]


def test_what_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PATIENCE", 0.05)
    assert fonts.run(["sleep", "5"], tmp_path).returncode == 1


# --- the whole ----------------------------------------------------------------------------------------------


@pytest.fixture
def fetched(sources: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Packages come from the small sources; the list says which were fetched."""
    asked: list[str] = []

    def fetch(package: str, packages: Path | None, folder: Path) -> None:
        asked.append(package)
        for name in fonts.sources_of(package):
            if not (sources / name).exists():
                raise CannotFetch("下载失败")
            (folder / name).write_bytes((sources / name).read_bytes())

    monkeypatch.setattr(fonts, "fetch", fetch)
    return asked


def test_all_faces_are_built_and_recorded(fetched: list[str], out: Path) -> None:
    assert fonts.make(out) == f"公文字体已生成：{out}"
    assert {path.name for path in out.iterdir()} == {"metrics.json", *(each.file for each in FACES)}
    assert set(json.loads((out / "metrics.json").read_text())["faces"]) == {each.family for each in FACES}
    assert sorted(fetched) == sorted([FANDOL, CWTEX, ARPHIC])


def test_a_second_run_does_nothing(fetched: list[str], out: Path) -> None:
    fonts.make(out)
    fetched.clear()
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    assert fonts.make(out) == f"公文字体已就绪：{out}"
    assert fetched == []
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_a_lost_file_is_built_again_and_only_that(fetched: list[str], out: Path) -> None:
    fonts.make(out)
    fetched.clear()
    (out / "GW-FangSong-Fill.ttf").unlink()
    assert [each.family for each in fonts.wanting(out)] == ["GW FangSong Fill"]
    fonts.make(out)
    assert fetched == [CWTEX]
    assert fonts.wanting(out) == []


def test_a_changed_recipe_builds_anew(fetched: list[str], out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.make(out)
    monkeypatch.setattr(fonts, "RECIPE", fonts.RECIPE + 1)
    assert fonts.wanting(out) == list(FACES)


def test_a_broken_record_builds_anew(fetched: list[str], out: Path) -> None:
    (out / "metrics.json").write_text("{")
    assert fonts.wanting(out) == list(FACES)
    assert fonts.make(out) == f"公文字体已生成：{out}"


def test_one_missing_package_leaves_the_others(fetched: list[str], sources: Path, out: Path) -> None:
    (sources / "cwfs.ttf").unlink()
    sentence = fonts.make(out)
    assert sentence == (f"公文字体未备齐（缺 GW FangSong Fill），打印时以其他字体代替。{CWTEX}：下载失败")
    assert (out / "GW-FangSong.ttf").exists()
    assert [each.family for each in fonts.wanting(out)] == ["GW FangSong Fill"]


def test_a_font_that_cannot_be_read_leaves_the_others(
    fetched: list[str], sources: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sources / "cwfs.ttf").write_bytes(b"broken")
    assert "缺 GW FangSong Fill" in fonts.make(out)
    assert "字体 GW FangSong Fill 未能生成" in capsys.readouterr().out
    assert (out / "GW-KaiTi.ttf").exists()


def test_the_command_prints_one_line_and_ends_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fonts.shutil, "which", lambda name: None)
    assert fonts.main(["--out", str(tmp_path / "new")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1
    assert "公文字体未备齐" in said[0]
    assert "没有 apt-get" in said[0]


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert fonts.main(["--out", str(tmp_path / "file")]) == 0
    assert "请检查文件夹" in capsys.readouterr().out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_of_somebody_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert fonts.main(["--out", str(tmp_path / "new")]) == 0
    assert "请检查文件夹" in capsys.readouterr().out


# --- the fonts as they are on this machine ------------------------------------------------------------------


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize("family", ["GW FangSong", "GW KaiTi", "GW HeiTi", "GW BiaoSong"])
def test_built_faces_have_every_character_one_em_wide(family: str) -> None:
    font = TTFont(faces.folder() / face(family).file, lazy=True)
    cmap, em = font.getBestCmap(), font["head"].unitsPerEm
    ideographs = [ord(c) for c in fonts.gb2312() if "\u4e00" <= c <= "\u9fff"]
    assert [chr(code) for code in ideographs if code not in cmap] == []
    assert {font["hmtx"][cmap[code]][0] for code in ideographs} == {em}


@pytest.mark.usefixtures("press")
def test_names_of_people_can_be_printed() -> None:
    covered = set()
    for family in ("GW FangSong", "GW FangSong Fill", "GW Song Fill"):
        covered |= set(TTFont(faces.folder() / face(family).file, lazy=True).getBestCmap())
    names = "赟堃喆镕祎玥珺翀昇旸垚䶮㛃䥽䲢鑫淼焱犇骉彧翾"
    assert [character for character in names if ord(character) not in covered] == []
