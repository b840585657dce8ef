"""Which fonts stand for a face, and what is measured of them."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from documents.printing import engine, faces
from documents.printing.faces import FACES, Ruler


@pytest.mark.parametrize(
    ("face", "name", "office", "built"),
    [
        ("fang", "仿宋", ["仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "FangSong"], "GW FangSong"),
        ("kai", "楷体", ["楷体_GB2312", "KaiTi"], "GW KaiTi"),
        ("hei", "黑体", ["SimHei", "黑体"], "GW HeiTi"),
        ("biao", "小标宋", ["方正小标宋简体", "FZXiaoBiaoSong-B05S"], "GW BiaoSong"),
        ("song", "宋体", ["SimSun", "宋体"], "GW SongTi"),
    ],
)
def test_an_office_font_comes_first_then_the_built_one(face: str, name: str, office: list[str], built: str) -> None:
    stack = FACES[face].stack
    assert FACES[face].name == name
    assert all(stack.index(family) < stack.index(built) for family in office)
    assert stack.index(built) < stack.index("GW Song Fill")


@pytest.mark.parametrize("face", ["fang", "kai"])
def test_figures_are_half_width_in_the_text_faces(face: str) -> None:
    stack = FACES[face].stack
    assert stack.index("GW Half") < stack.index(FACES[face].built)
    assert all(stack.index(family) < stack.index("GW Half") for family in FACES[face].office)


def test_other_faces_have_figures_of_their_own() -> None:
    assert all("GW Half" not in FACES[face].stack for face in ("hei", "biao", "song"))


def test_css_quotes_every_name() -> None:
    css = faces.css("biao")
    assert css.startswith('"方正小标宋简体",')
    assert css.endswith(",serif")


@pytest.mark.parametrize(
    ("families", "right"),
    [
        (["GW FangSong"], True),
        (["gw fangsong"], True),
        (["仿宋_GB2312", "GW BiaoSong"], True),
        (["Noto Serif CJK SC"], False),
        (["GW Half", "GW FangSong Fill"], False),  # they only fill up
        ([], False),
    ],
)
def test_a_stand_in_is_not_the_face(families: list[str], right: bool) -> None:
    assert FACES["fang"].is_among(families) is right


def test_what_was_not_measured_is_half_or_one() -> None:
    ruler = Ruler({"fang": {"·": 0.33}})
    assert [ruler.width(c, "fang") for c in "国，5a·"] == [1.0, 1.0, 0.5, 0.5, 0.33]
    assert ruler.width("·", "hei") == 1.0


def test_ink_begins_under_the_top_of_the_line() -> None:
    begins, ends = Ruler().ink("国", "biao")
    assert -0.1 < begins < 0.12
    assert 0.8 < ends < 1.0


def test_ink_where_no_font_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVRULES_FONTS", str(tmp_path))
    assert faces.ink("国", "biao") == faces.INK


def test_the_folder_is_the_one_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVRULES_FONTS", str(tmp_path))
    assert faces.folder() == tmp_path


def test_the_folder_is_below_var_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVRULES_FONTS", raising=False)
    monkeypatch.setenv("GOVRULES_VAR", str(tmp_path))
    assert faces.folder() == tmp_path / "fonts"


def test_the_configuration_adds_the_folder_to_the_system(tmp_path: Path) -> None:
    odd = tmp_path / "字体 & <fonts>"
    root = ElementTree.fromstring(faces.configuration(odd, ["/etc/fonts/fonts.conf"]).split("?>", 1)[1])
    assert [(node.tag, node.text) for node in root] == [("include", "/etc/fonts/fonts.conf"), ("dir", str(odd))]
    assert root[0].get("ignore_missing") == "yes"


# --- measured -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("press")
def test_figures_are_measured_half_width() -> None:
    ruler = engine.ruler()
    assert {ruler.width(digit, "fang") for digit in "0123456789"} == {0.5}
    assert {ruler.width(digit, "kai") for digit in "0123456789"} == {0.5}


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize("face", ["fang", "kai", "hei", "biao"])
def test_all_faces_have_one_base_line(face: str) -> None:
    """So that a heading in a line of text does not move it."""
    assert engine.ruler().baselines[face] == pytest.approx(0.81, abs=0.002)


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize("mark", "“”‘’—…％℃")
def test_chinese_marks_are_full_width(mark: str) -> None:
    expected = pytest.approx(1.0, abs=0.11)  # the dots of an ellipsis are a little closer
    assert engine.ruler().width(mark, "fang") == expected
