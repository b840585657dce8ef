"""阳高's rulebook as a whole: the head, the provisions, and what is said to carry them out."""

from collections import Counter
from datetime import date

import pytest

from govrules import rulebook
from govrules.rulebook.coverage import carriers
from govrules.rulebook.vocabulary import STRENGTHS

BOOK = rulebook.load("yanggao-2024")
CARRIED = carriers(BOOK)


def test_which_rules_these_are():
    assert BOOK.title == "阳高县人民政府工作规则"
    assert BOOK.government == "阳高县人民政府"
    assert BOOK.number == "阳政发〔2024〕1号"
    assert BOOK.header.repeals == "阳政发〔2013〕62号"
    assert (BOOK.articles, BOOK.prefix) == (46, "YG")


def test_in_force_from_the_day_of_issue():
    assert BOOK.issued == BOOK.in_force == date(2024, 2, 22)


def test_every_provision_of_the_inventory_is_here():
    assert len(BOOK.provisions) == 189
    assert Counter(provision.kind for provision in BOOK.provisions) == {
        "enforce": 129, "record": 39, "declare": 21,
    }  # fmt: skip


def test_every_article_has_at_least_one_provision():
    assert {provision.article for provision in BOOK.provisions} == set(range(1, 47))


def test_the_provisions_of_an_article_are_numbered_without_a_gap():
    for article in range(1, BOOK.articles + 1):
        numbers = [int(p.id.rsplit("-", 1)[1]) for p in BOOK.article_provisions(article)]
        assert numbers == list(range(1, len(numbers) + 1)), article


@pytest.mark.parametrize("provision", BOOK.provisions, ids=lambda provision: provision.id)
def test_a_provision_is_summed_up_in_chinese(provision):
    assert any("\u4e00" <= character <= "\u9fff" for character in provision.summary)
    assert not set(provision.summary) & set(",;:()")


def test_declarations_are_carried_by_nothing():
    assert [p.id for p in BOOK.provisions if p.kind == "declare" and CARRIED[p.id]] == []


# What this rulebook gives to no element yet: an addition, or a loss, is a decision, not an accident.
NOT_YET = {
    "enforce": [
        "YG-14-3", "YG-15-3", "YG-35-7", "YG-37-1", "YG-37-2", "YG-39-3", "YG-42-2",
        "YG-43-16",
    ],
    "record": [
        "YG-6-2", "YG-16-1", "YG-32-11", "YG-35-1", "YG-35-4", "YG-35-9",
        "YG-36-1", "YG-36-2", "YG-36-3", "YG-37-3", "YG-39-2", "YG-43-2", "YG-43-3", "YG-43-14",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", NOT_YET)
def test_what_no_element_carries_is_known(kind):
    open_still = [p.id for p in BOOK.provisions if p.kind == kind and not CARRIED[p.id]]
    assert open_still == NOT_YET[kind]


@pytest.mark.parametrize("article", [5, 27, 28, 29, 30, 31, 32, 33])
def test_the_articles_of_a_document_s_way_are_carried_whole_but_for_one(article):
    missing = [p.id for p in BOOK.article_provisions(article) if not CARRIED[p.id] and p.kind != "declare"]
    assert missing in ([], ["YG-32-11"])


@pytest.mark.parametrize(
    ("provision", "elements"),
    [
        ("YG-5-5", ["stand_in_head"]),
        ("YG-5-7", ["stand_in_executive_deputy", "stand_in_deputy"]),
        ("YG-18-2", ["major_issue_decided", "decide_major"]),
        ("YG-27-5", ["one_matter"]),
        ("YG-27-7", ["not_to_leader"]),
        ("YG-29-1", ["length"]),
        ("YG-29-2", ["length_special"]),
        ("YG-31-2", ["signed_by_main_head"]),
        ("YG-31-4", ["disagreement_set_out"]),
        ("YG-31-5", ["countersign_reply"]),
        ("YG-31-6", ["countersign_reply"]),
        ("YG-31-7", ["countersign_reply"]),
        ("YG-32-8", ["incoming_request"]),
        ("YG-33-2", ["dispatch_normative"]),
        ("YG-33-6", ["dispatch_county_consented"]),
        ("YG-33-8", ["dispatch_office_important_leader", "dispatch_office_important_head"]),
        ("YG-43-10", ["leave_deputy"]),
    ],
)
def test_who_carries_what(provision, elements):
    assert [element.key for element in CARRIED[provision]] == elements


@pytest.mark.parametrize("element", BOOK.elements, ids=lambda element: f"{BOOK.section_of(element)}-{element.key}")
def test_an_element_cites_an_article_and_has_a_strength_or_is_silent(element):
    assert 1 <= element.article <= 46
    assert (element.strength is None) == element.silent or element.strength in STRENGTHS
    assert element.strength or element.silent
    assert element.note


def test_silence_is_never_said_to_carry_anything():
    assert [element.key for element in BOOK.elements if element.silent and element.carries] == []


def test_what_the_program_does_under_article_31():
    keys = {element.key for element in BOOK.article_elements(31)}
    assert keys >= {"consulted", "disagreement_set_out", "countersign_reply", "stand_in_department_head"}


def test_the_official_text_is_not_shipped():
    """Our own summaries only; the longest is a sentence."""
    assert max(len(provision.summary) for provision in BOOK.provisions) < 60
    assert max(len(element.note) for element in BOOK.elements) < 80
