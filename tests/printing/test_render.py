"""The file that comes out: its properties, what it may reach for, what is missing on this machine."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from documents.printing import OfficialPage, PrintingUnavailable, SheetPage, engine, faces, render_pdf
from documents.printing.engine import FacesUsed
from govrules import env
from tests.printing.cast import MINUTES, REPLY, REQUEST, SHEET, printed
from tests.printing.reading import pages_of, text_of

EVIL = '<script>alert(1)</script><img src="http://example.org/x.png"> & &amp; <b>粗</b>'


def reader(page: OfficialPage | SheetPage) -> PdfReader:
    return PdfReader(io.BytesIO(printed(page).pdf))


def elsewhere(code: str, **environment: str) -> str:
    """What another process prints: settings of fonts hold for a whole process."""
    told = {**os.environ, "PYTHONPATH": str(env.ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    done = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, text=True, check=True)
    return done.stdout.removesuffix("\n")


# --- the file -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize("document", [REPLY, REQUEST, MINUTES, SHEET], ids=["reply", "request", "minutes", "sheet"])
def test_printed_says_how_many_pages_there_are(document: OfficialPage | SheetPage) -> None:
    assert printed(document).pages == len(reader(document).pages)
    assert printed(document).missing == ()


@pytest.mark.usefixtures("press")
def test_the_file_is_made_for_keeping() -> None:
    file = reader(REPLY)
    xmp = file.root_object["/Metadata"].get_object().get_data().decode()
    assert 'part="2"' in xmp.replace("pdfaid:", "")
    assert 'conformance="B"' in xmp.replace("pdfaid:", "")
    assert file.root_object["/Lang"] == "zh-CN"
    assert "/OutputIntents" in file.root_object


@pytest.mark.usefixtures("press")
def test_title_and_author_are_in_its_properties() -> None:
    assert reader(REPLY).metadata.title == REPLY.title
    assert reader(REPLY).metadata.author == REPLY.organ
    assert reader(MINUTES).metadata.author == MINUTES.issuer
    assert reader(SHEET).metadata.title == SHEET.title


@pytest.mark.usefixtures("press")
def test_the_faces_used_are_in_its_properties() -> None:
    used = printed(REPLY).faces
    assert {"GW FangSong", "GW BiaoSong", "GW HeiTi", "GW KaiTi", "GW SongTi"} <= set(used)
    assert reader(REPLY).metadata["/Keywords"] == ", ".join(used)


@pytest.mark.usefixtures("press")
def test_every_font_is_in_the_file() -> None:
    for page in reader(REPLY).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


@pytest.mark.usefixtures("press")
def test_bookmarks_name_the_title_and_the_headings() -> None:
    document = pdfium.PdfDocument(printed(REPLY).pdf)
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert marks[0] == (0, REPLY.title)
    assert (1, "一、总体要求") in marks
    assert (2, "（一）加强领导") in marks
    document.close()


@pytest.mark.usefixtures("press")
def test_the_same_page_is_the_same_file() -> None:
    assert render_pdf(REPLY).pdf == render_pdf(REPLY).pdf


@pytest.mark.usefixtures("press")
def test_a_file_is_small() -> None:
    assert len(printed(REPLY).pdf) < 400_000


# --- text is text -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("press")
def test_markup_in_the_text_is_printed_as_text() -> None:
    page = replace(REPLY, body=(EVIL,))
    assert "".join(EVIL.split()) in text_of(printed(page))
    assert "/Annots" not in reader(page).pages[0]


@pytest.mark.usefixtures("press")
def test_control_characters_are_no_obstacle() -> None:
    page = replace(REPLY, title="关于\x00同意\ud800的批复", body=("甲\x0b乙\u202e丙",))
    assert "甲" in text_of(printed(page))
    assert reader(page).metadata.title == "关于同意的批复"


# --- nothing is fetched -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize(
    "address", ["http://example.org/a.png", "https://example.org/a.css", "file:///etc/passwd", "ftp://example.org/a"]
)
def test_no_address_is_opened(address: str) -> None:
    with pytest.raises(ValueError, match="disallowed protocol"):
        engine.fetcher().fetch(address)


@pytest.mark.usefixtures("press")
def test_what_the_page_brings_itself_is_opened() -> None:
    assert engine.fetcher().fetch("data:text/plain;base64,5YWs5paH").read().decode() == "公文"


@pytest.mark.usefixtures("press")
def test_a_page_that_asks_for_a_picture_elsewhere_is_printed_without(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
    with engine.LOCK:
        pdf = engine.draw(engine.lay_out(f'<!doctype html><img src="{file.as_uri()}" alt="">', "p{}"))
    assert b"/XObject <<>>" in pdf or b"/Subtype /Image" not in pdf


# --- what is missing ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("press")
def test_rare_characters_are_no_boxes() -> None:
    page = replace(
        REPLY, body=("参加人员：张䶮、李翀、刘珺、陈垚、赵昇、王喆、孙赟、周堃、吴镕、郑祎、冯玥、褚旸、卫镠。",)
    )
    assert printed(page).missing == ()
    fonts = {glyph.font for sheet in pages_of(printed(page)) for row in sheet.text_rows for glyph in row.glyphs}
    assert fonts & {"GW-FangSong-Fill", "GW-Song-Fill"}


@pytest.mark.usefixtures("press")
def test_a_rare_character_does_not_move_the_line() -> None:
    page = replace(REPLY, body=("参加人员有张䶮。" * 12,))
    rows = [row for row in pages_of(printed(page))[0].text_rows if "䶮" in row.text]
    assert len(rows) >= 3
    assert all(glyph.y == pytest.approx(row.y, abs=0.02) for row in rows for glyph in row.glyphs)
    steps = {round(b.y - a.y, 2) for a, b in zip(rows, rows[1:], strict=False)}
    assert max(steps) - min(steps) < 0.05


@pytest.mark.usefixtures("press")
def test_a_character_without_any_font_is_named() -> None:
    assert render_pdf(replace(REPLY, body=("姓名：\U0010fabc。",))).missing == ("\U0010fabc",)


@pytest.mark.usefixtures("press")
def test_printing_works_here() -> None:
    assert engine.available() is None


PRINT = (
    "from tests.printing.cast import REPLY; from documents.printing import render_pdf; "
    "r = render_pdf(REPLY); print('|'.join(r.missing)); print('|'.join(r.faces))"
)


@pytest.mark.usefixtures("press")
def test_without_the_built_fonts_others_stand_in_and_are_reported(tmp_path: Path) -> None:
    missing, used = elsewhere(PRINT, GOVRULES_FONTS=str(tmp_path)).split("\n")
    if not used.startswith("Noto"):
        pytest.skip("no other Chinese font on this machine")
    assert missing.split("|")[:5] == ["仿宋", "楷体", "黑体", "小标宋", "宋体"]
    assert "GW" not in used


@pytest.mark.usefixtures("press")
def test_an_office_font_laid_in_the_folder_wins(tmp_path: Path) -> None:
    """Any font will do for the test, by the name of the licensed one."""
    for built in faces.folder().glob("*.ttf"):
        (tmp_path / built.name).symlink_to(built)
    font = TTFont(faces.folder() / "GW-HeiTi.ttf")
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]
    for number in (1, 4):
        font["name"].setName("方正小标宋简体", number, 3, 1, 0x409)
    font.save(tmp_path / "office.ttf")
    missing, used = elsewhere(PRINT, GOVRULES_FONTS=str(tmp_path)).split("\n")
    assert missing == ""
    assert "方正小标宋简体" in used.split("|")


def refused(message: type[Exception]) -> object:
    def load(name: str) -> None:
        raise message(name)

    return load


@pytest.fixture
def fresh() -> object:
    """The engine as a new process finds it."""
    cached = (engine.weasyprint, engine.available)
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError, ("Pango", "HarfBuzz", "apt-get install")), (ModuleNotFoundError, ("WeasyPrint", "requirements.txt"))],
)
def test_without_pango_one_sentence_says_so(
    fresh: object, monkeypatch: pytest.MonkeyPatch, error: type[Exception], said: tuple[str, ...]
) -> None:
    monkeypatch.setattr(engine.importlib, "import_module", refused(error))
    sentence = engine.available()
    assert sentence is not None
    assert sentence.startswith("无法打印：")
    assert sentence.count("。") == 1
    assert all(word in sentence for word in said)


def test_without_pango_printing_refuses_with_the_same_sentence(fresh: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.importlib, "import_module", refused(OSError))
    with pytest.raises(PrintingUnavailable, match="Pango"):
        render_pdf(SHEET)


def test_without_any_chinese_font_one_sentence_says_so(fresh: object, monkeypatch: pytest.MonkeyPatch) -> None:
    class Font:
        missing = {ord("公"): 1}

    class Document:
        fonts = {"a": Font()}

    monkeypatch.setattr(engine, "lay_out", lambda html, css: Document())
    monkeypatch.setattr(engine, "draw", lambda document: b"")
    sentence = engine.available()
    assert sentence == f"无法打印：本机没有中文字体，{engine.HOW_FONTS}。"
    assert "govrules.launch.fonts" in sentence


def test_importing_the_package_needs_neither_pango_nor_django() -> None:
    code = (
        "import sys; sys.modules['weasyprint'] = None; import documents.printing, documents.printing.docx; "
        "print(sorted({'django', 'celery'} & set(sys.modules)))"
    )
    assert elsewhere(code) == "[]"


# --- small parts --------------------------------------------------------------------------------------------


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/mine")
    with engine.environment("FONTCONFIG_FILE", "/other"):
        assert os.environ["FONTCONFIG_FILE"] == "/other"
    assert os.environ["FONTCONFIG_FILE"] == "/mine"
    monkeypatch.delenv("FONTCONFIG_FILE")
    with engine.environment("FONTCONFIG_FILE", "/other"):
        pass
    assert "FONTCONFIG_FILE" not in os.environ


def test_faces_are_known_when_they_have_been_used() -> None:
    class Font:
        def __init__(self, family: str) -> None:
            self.family = family

    class Document:
        fonts: dict[str, Font] = {}

    used = FacesUsed(Document())
    assert (list(used), len(used)) == ([], 0)
    Document.fonts |= {"1": Font("B"), "2": Font("A"), "3": Font("B")}
    assert (list(used), used[0]) == (["A", "B"], "A")
