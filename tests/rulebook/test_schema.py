"""The elements: frozen, complete, and saying of themselves what they cite and what they need."""

from datetime import date

import pytest
from pydantic import ValidationError

from tests.rulebook.samples import PROVISIONS, RULES, book, changed

SAMPLE = book()


def test_the_head_of_the_rulebook_is_read():
    header = SAMPLE.header
    assert (header.issued, header.in_force) == (date(2030, 1, 2), date(2030, 1, 5))
    assert header.repeals == ""


@pytest.mark.parametrize("element", SAMPLE.elements, ids=lambda element: element.key)
def test_an_element_cannot_be_changed(element):
    with pytest.raises(ValidationError, match="frozen"):
        element.article = 2


def test_a_rulebook_cannot_be_changed():
    with pytest.raises(AttributeError):
        SAMPLE.sha256 = ""


def test_plain_values_have_their_defaults():
    gate = SAMPLE.gate("length")
    assert (gate.when, gate.silent, gate.also, gate.kind) == ({}, False, (), None)
    deadline = SAMPLE.deadline("countersign_reply")
    assert (deadline.unit, deadline.direction, deadline.warn_before) == ("workday", "after", 1)


@pytest.mark.parametrize(
    ("key", "note"),
    [("head", "区长"), ("length", "篇幅"), ("letters_register", "来信登记"), ("standing", "常务会议")],
)
def test_what_has_no_note_is_called_by_its_title_or_its_check(key, note):
    assert next(e for e in SAMPLE.elements if e.key == key).note == note


def test_a_note_of_its_own_stands():
    noted = book(changed(RULES, 'title = "区长"', 'title = "区长"\nnote = "领导区政府工作"'))
    assert noted.post("head").note == "领导区政府工作"


@pytest.mark.parametrize(
    ("section", "key", "articles"),
    [
        ("gates", "length", (4,)),
        ("deadlines", "countersign_reply", (5, 5, 6)),
        ("routes", "incoming_ordinary", (7, 7, 7)),
        ("features", "stand_in_head", (1, 1)),
    ],
)
def test_an_element_cites_its_parts_articles_too(section, key, articles):
    element = next(e for e in getattr(SAMPLE, section) if e.key == key)
    assert element.articles == articles


def test_further_articles_are_cited_by_also():
    wider = book(changed(RULES, 'act = "submit"\narticle = 4', 'act = "submit"\narticle = 4\nalso = [2, 9]'))
    assert wider.gate("length").articles == (4, 2, 9)


def test_a_provision_of_a_further_article_may_be_carried():
    rules = changed(RULES, 'carries = ["SP-5-1"]', 'carries = ["SP-5-1", "SP-6-1"]')
    assert book(rules).deadline("countersign_reply").carries == ("SP-5-1", "SP-6-1")


@pytest.mark.parametrize(
    ("section", "key", "needs"),
    [
        ("posts", "head", {"head"}),
        ("bodies", "standing", {"standing"}),
        ("gates", "length", {"length", "submit"}),
        ("deadlines", "countersign_reply", {"countersign_reply", "deemed_no_objection"}),
        ("routes", "incoming_ordinary", {"incoming"}),
        ("cadences", "standing", {"meeting_cadence"}),
        ("registers", "letters_register", {"letters_register"}),
        ("features", "stand_in_head", {"stand_in"}),
    ],
)
def test_an_element_says_what_must_be_built_for_it(section, key, needs):
    element = next(e for e in getattr(SAMPLE, section) if e.key == key)
    assert element.needs == needs


LEDGER = """also = [4]
about = "decisions_taken"
open_days = 15
fields = [
  { key = "kind", name = "类别", type = "choice", choices = ["反馈", "评估"], preset = "反馈", each = ["评估"] },
  { key = "organ", name = "承办单位", type = "organ", required = true, host = true },
  { key = "at", name = "发生时间", type = "moment" },
  { key = "told", name = "时间", type = "moment", since = "at", closes = true, waits = "未报告", only = { at = true } },
  { key = "done", name = "评估结论", article = 4, closes = true, only = { kind = ["评估"] } },
  { key = "reader", name = "阅批人", type = "official", own = true, posts = ["head"], tell = true },
  { key = "comment", name = "阅批意见", own = true },
]
"""


def test_a_ledger_says_what_it_is_about_what_it_waits_for_and_what_each_column_cites():
    ledger = book(changed(RULES, RULES[RULES.index('fields = [{ key = "organ"') :].splitlines()[0], LEDGER)).register(
        "letters_register"
    )
    assert ledger is not None
    assert ledger.needs == {"letters_register", "decisions_taken"}
    assert [(column.key, column.waits, ledger.cited(column)) for column in ledger.closing] == [
        ("told", "未报告", 8), ("done", "", 4),
    ]  # fmt: skip
    assert [column.key for column in ledger.of_kind("moment")] == ["at", "told"]
    assert ledger.closing[0].only == {"at": True}
    assert ledger.closing[1].only == {"kind": ("评估",)}


def test_a_deadline_without_consequence_needs_only_itself():
    rules = RULES
    for line in (
        'on_pass = "deemed_no_objection"\n',
        "on_pass_article = 6\n",
        'on_pass_strength = "must"\n',
    ):
        rules = changed(rules, line, "")
    assert book(rules).deadline("countersign_reply").needs == {"countersign_reply"}


@pytest.mark.parametrize(("post", "role"), [("head", False), ("deputy", False), ("portfolio_leader", True)])
def test_a_role_has_no_seat_of_its_own(post, role):
    rules = RULES + '\n[posts.portfolio_leader]\ntitle = "分管领导"\narticle = 1\nstrength = "must"\n'
    assert book(rules).post(post).role is role


def test_a_silent_element_has_no_strength_and_needs_none():
    silent = book(changed(RULES, 'strength = "principle"\nat_least = 2\nper = "month"', "silent = true")).cadences[0]
    assert (silent.silent, silent.strength, silent.at_least) == (True, None, None)


def test_a_silent_deadline_keeps_what_starts_it_and_whether_the_host_may_set_one():
    text = RULES[: RULES.index("[deadlines.countersign_reply]")] + RULES[RULES.index("[routes.incoming_ord") :]
    text += "\n[deadlines.processing]\narticle = 5\nsilent = true\n"
    text += 'starts = "submission_accepted"\nhost_may_set = true\n'
    rule = book(text).deadline("processing")
    assert (rule.count, rule.starts, rule.host_may_set) == (None, "submission_accepted", True)


def test_the_quorum_of_a_body_cites_its_article():
    rules = changed(
        RULES,
        'chairs = [{ post = "head" }]',
        'quorum = { share = "half_or_more", article = 3, strength = "must" }',
    )
    quorum = book(rules).body("standing").quorum
    assert (quorum.share, quorum.of, quorum.article) == ("half_or_more", "members", 3)
    assert SAMPLE.body("standing").quorum is None


def test_the_same_content_has_the_same_hash_and_any_change_another():
    assert book().sha256 == SAMPLE.sha256
    assert book(RULES + "\n# a remark\n").sha256 != SAMPLE.sha256
    assert book(provisions=PROVISIONS.replace("宗旨", "目的")).sha256 != SAMPLE.sha256
    assert len(SAMPLE.sha256) == 64


def test_moving_text_from_one_file_to_the_other_changes_the_hash():
    """The two texts are kept apart in what is hashed."""
    assert book(RULES + "\n").sha256 != book(RULES, PROVISIONS + "\n").sha256
