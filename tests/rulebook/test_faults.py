"""One malformed example per message: each names the file, the key, what is wrong and what is allowed."""

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


# name: (what stands there, what is written instead, key of the error, its message, some of what is allowed)
ONE_CHANGE = {
    "unknown section": (
        "[cadences.standing]", "[cadence.standing]", "cadence", "没有这一节", ["cadences", "gates"],
    ),
    "unknown key of an element": (
        'remedy = "压缩篇幅"', 'remdy = "压缩篇幅"', "gates.length.remdy", "没有“remdy”这一项", ["remedy", "message"],
    ),
    "unknown key of the head": (
        "articles = 9", "articles = 9\ncolour = 1", "rulebook.colour", "没有“colour”这一项", ["articles", "prefix"],
    ),
    "unknown key of a step": (
        'post = "deputy"\ngroup = 2', 'post = "deputy"\ngrp = 2\ngroup = 2',
        "routes.incoming_ordinary.steps[2].grp", "没有“grp”这一项", ["group", "whose", "optional"],
    ),
    "unknown key of a feature's parameters": (
        'post = "head"\n[[features', 'post = "head"\nwho = 1\n[[features',
        "features.stand_in_head.params.who", "没有“who”这一项", ["post", "grounds"],
    ),
    "unknown key of a ground": (
        'candidates = ["deputy"]', 'candidates = ["deputy"]\nuntil = 1',
        "features.stand_in_head.params.grounds[1].until", "没有“until”这一项", ["candidates", "acts"],
    ),
    "a key that is written in the brackets": (
        'check = "length"', 'key = "length"\ncheck = "length"', "gates.length.key", "名称写在方括号里", [],
    ),
    "unknown post as an element": (
        "[posts.deputy]", "[posts.vice]", "posts.vice.key", "没有“vice”这个职务", ["head", "deputy"],
    ),
    "unknown post in a step": (
        'post = "office_director"', 'post = "director"',
        "routes.incoming_ordinary.steps[1].post", "没有“director”这个职务", ["office_director"],
    ),
    "a post that this rulebook has not": (
        'post = "office_director"', 'post = "office_clerk"',
        "routes.incoming_ordinary", "本规则的职务（posts）里没有“office_clerk”", ["head", "deputy", "office_director"],
    ),
    "a stand-in that this rulebook has not": (
        'candidates = ["deputy"]', 'candidates = ["executive_deputy"]',
        "features.stand_in_head", "没有“executive_deputy”", ["head", "deputy", "office_director"],
    ),
    "a member that this rulebook has not": (
        'members = ["head", "deputy"]', 'members = ["head", "department_head"]',
        "bodies.standing", "没有“department_head”", ["deputy"],
    ),
    "unknown body": (
        "[bodies.standing]", "[bodies.council]", "bodies.council.key", "没有“council”这个会议", ["standing", "plenary"],
    ),
    "a body that this rulebook has not": (
        'body = "standing"', 'body = "plenary"', "cadences.standing.body", "里没有“plenary”", ["standing"],
    ),
    "unknown check": (
        'check = "length"', 'check = "lenght"', "gates.length.check", "没有“lenght”这个核对项", ["length", "one_matter"],
    ),
    "unknown act of a gate": (
        'act = "submit"', 'act = "send"', "gates.length.act", "没有“send”这个行为", ["submit"],
    ),
    "unknown parameter of a check": (
        "params = { max = 2000 }", "params = { maximum = 2000 }", "gates.length.params",
        "没有“maximum”这个参数", ["max"],
    ),
    "missing parameter of a check": (
        "params = { max = 2000 }\n", "", "gates.length.params", "缺少参数“max”", ["max"],
    ),
    "unknown act of a step": (
        'act = "review"', 'act = "look"', "routes.incoming_ordinary.steps[1].act", "没有“look”这个步骤", ["review"],
    ),
    "unknown start": (
        'starts = "countersign_sent"', 'starts = "sent"', "deadlines.countersign_reply.starts",
        "没有“sent”这个起算事件", ["countersign_sent"],
    ),
    "unknown consequence": (
        'on_pass = "deemed_no_objection"', 'on_pass = "deemed_agreed"', "deadlines.countersign_reply.on_pass",
        "没有“deemed_agreed”这个后果", ["deemed_no_objection"],
    ),
    "unknown ground": (
        'ground = "entrustment"', 'ground = "habit"', "features.stand_in_head.params.grounds[1].ground",
        "没有“habit”这个代行依据", ["ab_pair", "entrustment"],
    ),
    "unknown occasion": (
        'on = ["absence"]', 'on = ["holiday"]', "features.stand_in_head.params.grounds[1].on[1]",
        "没有“holiday”这个情形", ["absence", "vacancy"],
    ),
    "no occasion": (
        'on = ["absence"]', "on = []", "features.stand_in_head.params.grounds[1].on", "不能为空", [],
    ),
    "unknown kind of route": (
        'kind = "incoming"', 'kind = "inbox"', "routes.incoming_ordinary.kind", "没有“inbox”这个流程", ["incoming"],
    ),
    "a route whose key is no kind": (
        '[routes.incoming_major]\nkind = "incoming"', "[routes.incoming_major]",
        "routes.incoming_major.kind", "没有“incoming_major”这一种", ["incoming", "dispatch"],
    ),
    "a deadline whose key is no kind": (
        "[deadlines.countersign_reply]", "[deadlines.answer]", "deadlines.answer.kind", "没有“answer”这一种",
        ["countersign_reply"],
    ),
    "unknown feature": (
        'kind = "stand_in"', 'kind = "substitute"', "features.stand_in_head.kind", "没有“substitute”这个特性",
        ["stand_in"],
    ),
    "unknown register": (
        "[registers.letters_register]", "[registers.letters]", "registers.letters.key", "没有“letters”这个台账",
        ["letters_register"],
    ),
    "unknown fact": (
        "when = { major = false }", "when = { majr = false }", "routes.incoming_ordinary.when.majr",
        "没有“majr”这项事实", ["major", "doc_kind"],
    ),
    "unknown fact with a range": (
        "when = { major = false }", "when = { pages = { min = 1 } }", "routes.incoming_ordinary.when.pages",
        "没有“pages”这项事实", ["length"],
    ),
    "value outside a domain": (
        "when = { major = false }", 'when = { doc_kind = "letter" }', "routes.incoming_ordinary.when.doc_kind",
        "“文种”不能取“letter”", ["request", "report"],
    ),
    "value outside a domain in a list": (
        "when = { major = false }", 'when = { doc_kind = ["request", "letter"] }',
        "routes.incoming_ordinary.when.doc_kind", "“文种”不能取“letter”", ["request", "report"],
    ),
    "value of the wrong type": (
        "when = { major = false }", 'when = { major = "no" }', "routes.incoming_ordinary.when.major",
        "“重大事项”应为true 或 false", [],
    ),
    "range of a fact that is no number": (
        "when = { major = false }", "when = { major = { min = 1 } }", "routes.incoming_ordinary.when.major",
        "范围条件只用于整数和日期", ["min", "max"],
    ),
    "range with an unknown bound": (
        "when = { major = false }", "when = { portfolios = { over = 1 } }",
        "routes.incoming_ordinary.when.portfolios", "范围条件只用于整数和日期", ["min", "max"],
    ),
    "condition without values": (
        "when = { major = false }", "when = { doc_kind = [] }", "routes.incoming_ordinary.when.doc_kind",
        "条件不能是空列表", [],
    ),
    "missing article": (
        'act = "submit"\narticle = 4', 'act = "submit"', "gates.length.article", "缺少“article”这一项", [],
    ),
    "article 0": (
        'act = "submit"\narticle = 4', 'act = "submit"\narticle = 0', "gates.length.article", "应不小于1，现为 0", [],
    ),
    "article that is no number": (
        'act = "submit"\narticle = 4', 'act = "submit"\narticle = "4"', "gates.length.article",
        "应为整数，现为 '4'", [],
    ),
    "article beyond the last": (
        'act = "submit"\narticle = 4', 'act = "submit"\narticle = 10', "gates.length.article",
        "没有第10条，全文共9条", [],
    ),
    "article of a step beyond the last": (
        "group = 2\narticle = 7", "group = 2\narticle = 70", "routes.incoming_ordinary.article", "没有第70条", [],
    ),
    "article of a consequence beyond the last": (
        "on_pass_article = 6", "on_pass_article = 60", "deadlines.countersign_reply.article", "没有第60条", [],
    ),
    "unknown provision": (
        'carries = ["SP-4-1"]', 'carries = ["SP-4-9"]', "gates.length.carries", "没有条款“SP-4-9”", ["SP-4-1"],
    ),
    "provision of another article": (
        'carries = ["SP-4-1"]', 'carries = ["SP-8-1"]', "gates.length.carries", "条款“SP-8-1”属第8条", ["4"],
    ),
    "no strength": (
        'article = 4\nstrength = "principle"', "article = 4", "gates.length.strength", "没有写明力度",
        ["must", "principle", "may"],
    ),
    "unknown strength": (
        'article = 4\nstrength = "principle"', 'article = 4\nstrength = "mostly"', "gates.length.strength",
        "不能写“mostly”", ["must", "principle", "may"],
    ),
    "silence that carries": (
        'article = 4\nstrength = "principle"', "article = 4\nsilent = true", "gates.length.carries",
        "不能说落实了条款", [],
    ),
    "silence with a number": (
        'carries = ["SP-5-1"]', "silent = true", "deadlines.countersign_reply.count", "规则未作规定", [],
    ),
    "no number and no silence": (
        "count = 3\n", "", "deadlines.countersign_reply.count", "没有写明天数", [],
    ),
    "count of 0": (
        "count = 3", "count = 0", "deadlines.countersign_reply.count", "应不小于1，现为 0", [],
    ),
    "negative count": (
        "count = 3", "count = -5", "deadlines.countersign_reply.count", "应不小于1，现为 -5", [],
    ),
    "count that is no whole number": (
        "count = 3", "count = 3.5", "deadlines.countersign_reply.count", "应为整数，现为 3.5", [],
    ),
    "unknown unit": (
        "count = 3", 'count = 3\nunit = "week"', "deadlines.countersign_reply.unit", "不能写“week”",
        ["workday", "day"],
    ),
    "unknown direction": (
        "count = 3", 'count = 3\ndirection = "around"', "deadlines.countersign_reply.direction", "不能写“around”",
        ["after", "before"],
    ),
    "consequence without its article": (
        "on_pass_article = 6\n", "", "deadlines.countersign_reply.on_pass_article", "到期的后果要写明条号", [],
    ),
    "consequence without its strength": (
        'on_pass_strength = "must"\n', "", "deadlines.countersign_reply.on_pass_article", "到期的后果要写明条号", [],
    ),
    "extension without its article": (
        "extension_article = 5\n", "", "deadlines.countersign_reply.extension_article", "要写明条号", [],
    ),
    "extension by nobody known": (
        'extension_by = "host"', 'extension_by = "guest"', "deadlines.countersign_reply.extension_by",
        "不能写“guest”", ["host"],
    ),
    "two routes for the same facts": (
        "when = { major = true }\n", "", "routes.incoming", "同时符合的不止一条（major=False）",
        ["incoming_ordinary", "incoming_major"],
    ),
    "no route for some facts": (
        "when = { major = true }", 'when = { major = true, doc_kind = "request" }', "routes.incoming",
        "没有一条符合（major=True，doc_kind=report）", ["incoming_ordinary", "incoming_major"],
    ),
    "missing article of a step": (
        "group = 2\narticle = 7", "group = 2", "routes.incoming_ordinary.steps[2].article", "缺少“article”这一项", [],
    ),
    "cadence without a number": (
        "at_least = 2\n", "", "cadences.standing.at_least", "没有写明次数和周期", [],
    ),
    "cadence without a period": (
        'per = "month"\n', "", "cadences.standing.at_least", "没有写明次数和周期", [],
    ),
    "cadence of an unknown period": (
        'per = "month"', 'per = "moon"', "cadences.standing.per", "不能写“moon”", ["month", "quarter", "year"],
    ),
    "cadence with more at least than at most": (
        "at_least = 2", "at_least = 2\nat_most = 1", "cadences.standing.at_most", "不能少于最少次数2", [],
    ),
    "silent cadence with a number": (
        'article = 3\nstrength = "principle"', "article = 3\nsilent = true", "cadences.standing.at_least",
        "规则未作规定", [],
    ),
    "choices of a column that has none": (
        'type = "organ"', 'type = "organ", choices = ["甲"]', "registers.letters_register.fields[1].choices",
        "只有“choice”类的栏目", [],
    ),
    "a choice without choices": (
        'type = "organ"', 'type = "choice"', "registers.letters_register.fields[1].choices",
        "只有“choice”类的栏目", [],
    ),
    "empty title": ('title = "区长"', 'title = ""', "posts.head.title", "不能为空", []),
    "identifier of the wrong form": (
        'id = "sample-2030"', 'id = "Sample"', "rulebook.id", "“Sample”的写法不合要求", [],
    ),
    "date that is none": (
        "issued = 2030-01-02", 'issued = "soon"', "rulebook.issued", "应为日期，如 2024-02-22，现为 'soon'", [],
    ),
    "a rulebook without articles": ("articles = 9", "articles = 0", "rulebook.articles", "应不小于1", []),
    "missing head line": ('prefix = "SP"', "", "rulebook.prefix", "缺少“prefix”这一项", []),
    "a key of an element that is no word": (
        "[gates.length]", '[gates."Length!"]', "gates.Length!.key", "“Length!”的写法不合要求", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "message", "allowed"), ONE_CHANGE.values(), ids=ONE_CHANGE)
def test_one_wrong_line_is_named(tmp_path, old, new, key, message, allowed):
    error = refusal(tmp_path, changed(RULES, old, new))
    assert (error.file, error.key) == (TOML, key)
    assert message in error.message
    assert set(allowed) <= set(error.allowed)
    if not allowed:
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
    rules = changed(
        RULES, 'strength = "must"\nwhen = { major = true }', "silent = true\nwhen = { major = true }"
    )
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
        changed(PROVISIONS, "5,enforce", "5,force"), "第3行.kind", "不能写“force”", ["enforce", "record", "declare"],
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
    error = RulebookError(
        "rulebook.toml", "gates.length.check", "没有“lenght”这个核对项", ["length", "matters"]
    )
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
