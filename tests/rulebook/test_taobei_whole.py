"""洮北's rulebook as a whole: the head, the provisions, and what is said to carry them out."""

from collections import Counter
from datetime import date

import pytest

from govrules import rulebook
from govrules.rulebook.coverage import carriers
from govrules.rulebook.vocabulary import ROUTES, STRENGTHS

BOOK = rulebook.load("taobei-2020")
CARRIED = carriers(BOOK)


def test_which_rules_these_are():
    assert BOOK.title == "白城市洮北区人民政府工作规则"
    assert BOOK.government == "白城市洮北区人民政府"
    assert BOOK.header.repeals == "白洮政发〔2018〕12号"
    assert (BOOK.articles, BOOK.prefix) == (98, "TB")
    assert "〔" not in BOOK.number, "the text bears no number, and none is made up"


def test_in_force_from_the_day_of_issue():
    assert BOOK.issued == BOOK.in_force == date(2020, 8, 27)


def test_every_provision_of_the_inventory_is_here():
    assert len(BOOK.provisions) == 313
    assert Counter(provision.kind for provision in BOOK.provisions) == {
        "enforce": 198, "record": 73, "declare": 42,
    }  # fmt: skip


def test_every_article_has_at_least_one_provision():
    assert {provision.article for provision in BOOK.provisions} == set(range(1, 99))


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


def test_every_kind_of_way_is_here():
    assert {route.chosen_by for route in BOOK.routes} == set(ROUTES) - {"seal_custody"}, "不准委托他人代管"


# Of the articles of a document's way, what no element carries yet. TB-67-3: the signatory's answer for the
# content; 67-6: the office's check of form; 68-1, 68-8, 68-14: quality,
# preparation, reminders; 70: plans, the consent phrase, papers asked of townships, measures, briefings.
NOT_YET = {
    15: [],
    25: ["TB-25-1", "TB-25-2"],
    30: ["TB-30-2"],
    67: ["TB-67-3", "TB-67-6"],
    68: ["TB-68-1", "TB-68-8", "TB-68-14"],
    69: [],
    70: ["TB-70-1", "TB-70-4", "TB-70-6", "TB-70-7", "TB-70-11", "TB-70-12"],
}


@pytest.mark.parametrize("article", NOT_YET)
def test_what_no_element_carries_of_a_document_s_way_is_known(article):
    open_still = [p.id for p in BOOK.article_provisions(article) if p.kind != "declare" and not CARRIED[p.id]]
    assert open_still == NOT_YET[article]


@pytest.mark.parametrize(
    ("provision", "elements"),
    [
        ("TB-15-1", ["stand_in_head"]),
        ("TB-15-2", ["stand_in_executive_deputy", "stand_in_deputy"]),
        ("TB-67-1", ["signed", "stand_in_department_head", "stand_in_township_head", "stand_in_institution_head"]),
        ("TB-67-18", ["draft_procedures"]),
        ("TB-68-7", ["incoming_request_side_by_side"]),
        ("TB-68-13", ["leader_decision_extra_important"]),
        ("TB-69-1", ["dispatch_head_only", "dispatch_upward"]),
        ("TB-69-4", ["dispatch_office_head"]),
        ("TB-79-2", ["foreign_invitation"]),
    ],
)
def test_who_carries_what(provision, elements):
    assert [element.key for element in CARRIED[provision]] == elements


@pytest.mark.parametrize("element", BOOK.elements, ids=lambda element: f"{BOOK.section_of(element)}-{element.key}")
def test_an_element_cites_an_article_and_has_a_strength_or_is_silent(element):
    assert 1 <= element.article <= 98
    assert (element.strength is None) == element.silent or element.strength in STRENGTHS
    assert element.strength or element.silent
    assert element.note


def test_silence_is_never_said_to_carry_anything():
    assert [element.key for element in BOOK.elements if element.silent and element.carries] == []


def test_the_official_text_is_not_shipped():
    """Our own summaries only; the longest is a sentence."""
    assert max(len(provision.summary) for provision in BOOK.provisions) < 60
    assert max(len(element.note) for element in BOOK.elements) < 80
