"""`manage.py rulebook import-text`: exit codes, words for people, data for scripts, and nothing half done."""

import json
from pathlib import Path

import pytest

from govrules.core import clock
from govrules.core.management.commands.rulebook import HOOKS
from govrules.core.texts import queries
from govrules.core.texts.models import OfficialText
from govrules.rulebook.cli import main
from tests.core.cast import Cast
from tests.core.files import samples
from tests.core.office.hours import MONDAY
from tests.core.texts.papers import ARTICLES, file, lines

ID = "yanggao-2024"


@pytest.fixture
def run(capsys, db):
    def ask(*words: object):
        with clock.frozen(MONDAY):
            code = main(["import-text", *map(str, words)], HOOKS)
        out, err = capsys.readouterr()
        return code, out, err

    return ask


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "规则.txt"
    path.write_bytes(file())
    return path


def test_all_governments_that_adopted_the_rules_get_the_text(run, cast: Cast, rules: Path) -> None:
    code, out, err = run(ID, rules)
    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [
        "规则.txt：46条，没有缺漏和重复",
        "  第一章 总则　第一条至第二十条",
        "  第二章 办理　第二十一条至第四十六条",
    ]
    assert sorted(out.splitlines()[3:]) == ["云岭县人民政府：已载入", "阳高县人民政府：已载入"]
    for government in (cast.government, cast.other_government):
        assert len(queries.by_number(government, cast.book)) == ARTICLES


def test_one_government_alone(run, cast: Cast, rules: Path) -> None:
    assert run(ID, rules, "--government", "yunling")[0] == 0
    assert [row.government for row in OfficialText.objects.all()] == [cast.other_government]


def test_data_for_scripts(run, cast: Cast, rules: Path) -> None:
    code, out, _ = run(ID, rules, "--government", "yanggao", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["articles"] == ARTICLES and found["dry_run"] is False and len(found["sha256"]) == 64
    assert found["chapters"][1] == {"name": "第二章 办理", "first": 21, "last": 46}
    assert found["governments"] == [{"government": "yanggao", "changed": True}]
    again = json.loads(run(ID, rules, "--government", "yanggao", "--json")[1])
    assert again["governments"] == [{"government": "yanggao", "changed": False}]


def test_the_same_again_says_so(run, cast: Cast, rules: Path) -> None:
    run(ID, rules, "--government", "yanggao")
    assert run(ID, rules, "--government", "yanggao")[1].splitlines()[-1] == "阳高县人民政府：与已载入的相同，没有变化"


def test_a_dry_run_stores_nothing(run, cast: Cast, rules: Path) -> None:
    code, out, _ = run(ID, rules, "--dry-run")
    assert code == 0
    assert out.splitlines()[-1] == "只核对，没有载入"
    assert not OfficialText.objects.exists()


def test_a_dry_run_needs_no_government(run, rules: Path) -> None:
    assert run(ID, rules, "--dry-run", "--json")[0] == 0
    assert run("no-such-2024", rules, "--dry-run")[0] == 2


def test_a_text_without_chapters(run, cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "规则.txt"
    path.write_text("\n".join(line for line in lines() if "章　" not in line), "utf-8")
    assert "  （不分章）　第一条至第四十六条" in run(ID, path, "--dry-run")[1]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"without": (7,)}, "缺第七条"),
        ({"without": (7, 30, 31, 32)}, "缺第七条、第三十条至第三十二条"),
        ({"last": 45}, "缺第四十六条（规则共46条）"),
        ({"last": 48}, "规则共46条，文件里多出第四十七条、第四十八条"),
    ],
)
def test_what_is_missing_or_too_much_is_said_and_nothing_is_stored(run, cast: Cast, tmp_path: Path, how, said) -> None:
    path = tmp_path / "规则.txt"
    path.write_bytes(file(**how))
    code, out, err = run(ID, path)
    assert (code, out, err) == (2, "", f"规则.txt：{said}\n")
    assert not OfficialText.objects.exists()


def test_a_doubled_article_is_said(run, cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "规则.txt"
    doubled = lines()
    doubled.insert(9, doubled[9])
    path.write_text("\n".join(doubled), "utf-8")
    assert run(ID, path)[2] == "规则.txt：第八条出现2次（文件第10行、第11行）\n"


def test_a_refused_text_leaves_the_one_that_is_there(run, cast: Cast, rules: Path, tmp_path: Path) -> None:
    run(ID, rules)
    bad = tmp_path / "坏.txt"
    bad.write_bytes(file("划龙舟", without=(3,)))
    assert run(ID, bad)[0] == 2
    assert OfficialText.objects.filter(replaced_at=None).count() == 2
    assert "放风筝" in queries.by_number(cast.government, cast.book)[1].text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no-such-2024",), "还没有政府采用“no-such-2024”，请先运行 rulebook adopt；现有：yanggao-2024（yanggao）"),
        ((ID, "--government", "nowhere"), "代号为“nowhere”的政府没有采用“yanggao-2024”"),
        ((ID, "--government", "nowhere", "--dry-run"), "代号为“nowhere”的政府没有采用"),
    ],
)
def test_rules_that_nobody_adopted(run, cast: Cast, rules: Path, words, said: str) -> None:
    code, out, err = run(words[0], rules, *words[1:])
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1


def test_files_that_cannot_be_read(run, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_bytes(samples.a_docx())
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.html").write_text("<html></html>")
    for name, said in {
        "a.pdf": "PDF 请先复制文字", "b.txt": "内容是压缩包或者 Word 文档", "c.txt": "文件是空的",
        "d.html": "网页里没有文字", "e.txt": "文件不存在或读不出来", "": "是一个文件夹",
    }.items():  # fmt: skip
        code, out, err = run(ID, tmp_path / name)
        assert (code, out) == (2, "")
        assert said in err and err.count("\n") == 1


def test_a_word_file_comes_in_too(run, cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "规则.docx"
    path.write_bytes(samples.a_docx(*lines()))
    assert run(ID, path, "--government", "yanggao")[0] == 0
    assert queries.by_number(cast.government, cast.book)[46].text.startswith("第46项")
