"""One malformed example per message: each names the file, the key, what is wrong and what is allowed."""

import tomllib
from pathlib import Path

import pytest

from govrules import rulebook
from govrules.rulebook import RulebookError
from tests.rulebook.samples import PROVISIONS, RULES, book, changed, folder

TOML, CSV = "rulebook.toml", "provisions.csv"


def refusal(at, rules=RULES, provisions=PROVISIONS) -> RulebookError:
    with pytest.raises(RulebookError) as raised:
        rulebook.load_folder(folder(at / "sample", rules, provisions))
    return raised.value


def test_the_sample_itself_is_in_order(tmp_path):
    assert rulebook.load_folder(folder(tmp_path / "sample")).id == "sample-2030"


ONE_WRONG_LINE = tomllib.loads(Path(__file__).with_name("one_wrong_line.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", ONE_WRONG_LINE.values(), ids=ONE_WRONG_LINE)
def test_one_wrong_line_is_named(tmp_path, case):
    error = refusal(tmp_path, changed(RULES, case["old"], case["new"]))
    assert (error.file, error.key) == (TOML, case["key"])
    assert case["message"] in error.message
    assert set(case["allowed"]) <= set(error.allowed)
    if not case["allowed"]:
        assert error.allowed == () or "写法" in error.message


@pytest.mark.parametrize("section", ["posts", "gates", "deadlines", "routes", "features"])
def test_a_section_that_is_no_table_is_named(tmp_path, section):
    cut = RULES.split(f"[{section}.")[0]
    error = refusal(tmp_path, f"{section} = 1\n" + cut)
    assert (error.file, error.key) == (TOML, section)
    assert f"[{section}.名称]" in error.message


def test_an_element_that_is_no_table_is_named(tmp_path):
    error = refusal(tmp_path, RULES + "\n[gates]\nextra = 5\n")
    assert error.key == "gates.extra"
    assert "[gates.extra]" in error.message


def test_the_same_element_twice_is_named_with_its_line(tmp_path):
    error = refusal(tmp_path, RULES + '\n[posts.head]\ntitle = "县长"\n')
    line = RULES.count("\n") + 2
    assert error.key.startswith(f"第{line}行")
    assert error.message == "同一个键写了两次"


def test_the_same_line_twice_is_named(tmp_path):
    error = refusal(tmp_path, changed(RULES, "articles = 9", "articles = 9\narticles = 10"))
    assert "第10行" in error.key
    assert error.message == "同一个键写了两次"


def test_bad_toml_is_named_with_its_line(tmp_path):
    error = refusal(tmp_path, changed(RULES, "articles = 9", "articles = nine"))
    assert error.file == TOML
    assert error.key == "第9行第12列"
    assert error.message.startswith("TOML 写法有误")


def test_toml_that_breaks_off_is_named(tmp_path):
    error = refusal(tmp_path, "[rulebook")
    assert error.file == TOML
    assert error.message.startswith("TOML 写法有误")


def test_steps_must_stand_in_order(tmp_path):
    rules = changed(RULES, "group = 1\narticle = 7", "group = 3\narticle = 7")
    error = refusal(tmp_path, rules)
    assert error.key == "routes.incoming_ordinary.steps"
    assert "按先后" in error.message


def test_a_route_without_steps_must_say_that_the_rules_are_silent(tmp_path):
    rules = RULES.split("[[routes.incoming_major.steps]]")[0]
    error = refusal(tmp_path, rules)
    assert error.key == "routes.incoming_major.steps"
    assert "silent = true" in error.message


def test_a_silent_route_has_no_steps(tmp_path):
    rules = changed(RULES, 'strength = "must"\nwhen = { major = true }', "silent = true\nwhen = { major = true }")
    error = refusal(tmp_path, rules)
    assert error.key == "routes.incoming_major.steps"
    assert "规则未作规定" in error.message


def test_stand_in_gives_grounds_or_says_that_the_rules_are_silent(tmp_path):
    error = refusal(tmp_path, RULES.split("[[features.stand_in_head")[0])
    assert error.key == "features.stand_in_head.params.grounds"
    assert "silent = true" in error.message


def test_two_stand_ins_for_the_same_post_are_named(tmp_path):
    again = RULES[RULES.index("[features.stand_in_head]") :].replace("stand_in_head", "stand_in_again")
    error = refusal(tmp_path, RULES + again)
    assert error.key == "features.stand_in.head"
    assert set(error.allowed) == {"stand_in_head", "stand_in_again"}


def test_stand_ins_for_different_posts_live_side_by_side():
    another = RULES[RULES.index("[features.stand_in_head]") :].replace("stand_in_head", "stand_in_director")
    another = another.replace('post = "head"', 'post = "office_director"')
    assert len(book(RULES + another).features) == 2


CSV_FAULTS = {
    "missing column": (
        PROVISIONS.replace(",summary", "", 1), "第1行", "各列名称不对", ["id", "article", "summary"],
    ),
    "another column": (PROVISIONS.replace("capability", "topic", 1), "第1行", "各列名称不对", ["capability"]),
    "nothing at all": ("", "第1行", "各列名称不对", ["id"]),
    "a row too short": (PROVISIONS + "SP-9-2,9,enforce\n", "第7行", "列数不对，应为5列", ["summary"]),
    "a row too long": (PROVISIONS + "SP-9-2,9,enforce,A,b,c\n", "第7行", "列数不对，应为5列", []),
    "an article that is no number": (
        changed(PROVISIONS, "SP-5-1,5", "SP-5-1,five"), "第3行.article", "条号应为整数，现为“five”", [],
    ),
    "article 0": (changed(PROVISIONS, "SP-5-1,5", "SP-0-1,0"), "第3行.article", "应不小于1", []),
    "an article beyond the last": (
        PROVISIONS + "SP-10-1,10,enforce,A,b\n", "第7行.article", "全文只有9条", [],
    ),
    "an unknown kind": (
        changed(PROVISIONS, "5,enforce", "5,force"), "第3行.kind", "不能写“force”", ["enforce", "declare"],
    ),
    "an id of another form": (
        changed(PROVISIONS, "SP-5-1", "SP51"), "第3行.id", "“SP51”的写法不合要求", [],
    ),
    "an id of another rulebook": (
        changed(PROVISIONS, "SP-5-1", "YG-5-1"), "第3行.id", "编号“YG-5-1”与条号不符", ["SP-5-…"],
    ),
    "an id of another article": (
        changed(PROVISIONS, "SP-5-1,5", "SP-5-1,6"), "第3行.id", "编号“SP-5-1”与条号不符", ["SP-6-…"],
    ),
    "the same id twice": (
        PROVISIONS + "SP-4-1,4,enforce,A,b\n", "第2行.id", "编号“SP-4-1”重复", [],
    ),
    "no summary": (PROVISIONS + "SP-9-2,9,enforce,A,\n", "第7行.summary", "不能为空", []),
    "a quotation that never ends": (PROVISIONS + 'SP-9-2,9,enforce,A,"b\n', "第7行", "CSV 写法有误", []),
}  # fmt: skip


@pytest.mark.parametrize(("provisions", "key", "message", "allowed"), CSV_FAULTS.values(), ids=CSV_FAULTS)
def test_one_wrong_row_is_named(tmp_path, provisions, key, message, allowed):
    error = refusal(tmp_path, provisions=provisions)
    assert (error.file, error.key) == (CSV, key)
    assert message in error.message
    assert set(allowed) <= set(error.allowed)


@pytest.mark.parametrize("absent", ["rules", "provisions"])
def test_an_absent_file_is_named(tmp_path, absent):
    error = refusal(tmp_path, **{absent: None})
    assert error.file.endswith({"rules": TOML, "provisions": CSV}[absent])
    assert error.message == "文件不存在或读不出来"


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    folder(tmp_path / "sample", rules=None)
    (tmp_path / "sample" / TOML).mkdir()
    with pytest.raises(RulebookError, match="读不出来"):
        rulebook.load_folder(tmp_path / "sample")


@pytest.mark.parametrize("file", [TOML, CSV])
def test_another_encoding_is_named(tmp_path, file):
    place = folder(tmp_path / "sample")
    (place / file).write_bytes((place / file).read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(RulebookError, match="不是 UTF-8 编码") as raised:
        rulebook.load_folder(place)
    assert raised.value.file == file


def test_a_byte_order_mark_is_no_fault(tmp_path):
    place = folder(tmp_path / "sample")
    for file in (TOML, CSV):
        (place / file).write_text("\ufeff" + (place / file).read_text(encoding="utf-8"), encoding="utf-8")
    assert rulebook.load_folder(place).sha256 == book().sha256


def test_windows_line_ends_are_no_fault(tmp_path):
    place = folder(tmp_path / "sample")
    for file in (TOML, CSV):
        (place / file).write_bytes((place / file).read_bytes().replace(b"\n", b"\r\n"))
    assert len(rulebook.load_folder(place).provisions) == 5


def test_an_error_reads_as_one_sentence():
    error = RulebookError("rulebook.toml", "gates.length.check", "没有“lenght”这个核对项", ["length", "matters"])
    assert str(error) == "rulebook.toml:gates.length.check：没有“lenght”这个核对项。可用：length、matters"


@pytest.mark.parametrize(
    ("file", "key", "said"),
    [
        ("a.toml", "", "a.toml：坏了"),
        ("", "gates.x", "gates.x：坏了"),
        ("", "", "坏了"),
    ],
)
def test_an_error_without_a_place_reads_well_too(file, key, said):
    assert str(RulebookError(file, key, "坏了")) == said


def test_only_the_first_fault_is_told_and_nothing_is_loaded(tmp_path):
    rules = changed(changed(RULES, "count = 3", "count = 0"), "at_least = 2", "at_least = 0")
    error = refusal(tmp_path, rules)
    assert error.key == "deadlines.countersign_reply.count"
    assert "\n" not in str(error)
