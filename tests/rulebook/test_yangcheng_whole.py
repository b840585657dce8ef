"""阳城's rulebook as a whole: the head, the provisions, and what is said to carry them out."""

from collections import Counter
from datetime import date

import pytest

from govrules import rulebook
from govrules.rulebook.coverage import carriers
from govrules.rulebook.vocabulary import STRENGTHS

BOOK = rulebook.load("yangcheng-2021")
CARRIED = carriers(BOOK)


def test_which_rules_these_are():
    assert BOOK.title == "阳城县人民政府工作规则"
    assert BOOK.government == "阳城县人民政府"
    assert BOOK.number == "阳政发〔2021〕14号"
    assert BOOK.header.repeals == "阳政发〔2016〕35号"
    assert (BOOK.articles, BOOK.prefix) == (104, "YC")


def test_in_force_from_the_day_of_issue():
    assert BOOK.issued == BOOK.in_force == date(2021, 4, 28)


def test_every_provision_of_the_inventory_is_here():
    assert len(BOOK.provisions) == 406
    assert Counter(provision.kind for provision in BOOK.provisions) == {
        "enforce": 297, "record": 78, "declare": 31,
    }  # fmt: skip


def test_every_article_has_at_least_one_provision():
    assert {provision.article for provision in BOOK.provisions} == set(range(1, 105))


def test_the_provisions_of_an_article_are_numbered_without_a_gap():
    for article in range(1, BOOK.articles + 1):
        numbers = [int(p.id.rsplit("-", 1)[1]) for p in BOOK.article_provisions(article)]
        assert numbers == list(range(1, len(numbers) + 1)), article


@pytest.mark.parametrize("provision", BOOK.provisions, ids=lambda provision: provision.id)
def test_a_provision_is_summed_up_in_chinese(provision):
    assert any("\u4e00" <= character <= "\u9fff" for character in provision.summary)
    assert not set(provision.summary) & set(",;:()[]")


def test_declarations_are_carried_by_nothing():
    assert [p.id for p in BOOK.provisions if p.kind == "declare" and CARRIED[p.id]] == []


# What this rulebook gives to no element yet: an addition, or a loss, is a decision, not an accident.
NOT_YET = {
    "enforce": """
        5-3 9-2 9-3 19-7 24-2 25-5 27-1 27-2 28-1 28-2 29-1 29-2 29-3 29-4 29-5 30-2 34-4 37-3 37-4
        37-5 38-1 38-2 38-3 38-4 42-3 44-4 46-1 46-2 47-2 47-3 50-11 68-6 68-7 69-4 72-1 72-3
        74-1 74-2 74-3 74-4 74-5 74-6 74-7 74-8 75-1 77-5 78-1 83-1 83-3 83-4 83-5 85-1 87-1 87-3 88-1
        88-3 88-4 89-2 95-2 95-3 95-5 95-6 97-1 97-2 97-3 98-1 98-2
        98-3 99-1 99-2 99-3 99-4
    """,
    "record": """
        5-2 7-3 8-1 9-4 13-2 17-2 23-1 23-3 23-4 25-4 26-2 28-3 30-1 31-1 32-1 32-2 34-1 36-2 36-3 39-1 39-2
        40-2 40-4 42-4 42-5 44-6 45-1 45-2 46-3 47-1 76-2 79-1 80-1 81-1 82-1 82-2 82-3 82-4 83-2 84-1 85-2
        86-1 86-2 89-1 93-1 95-4 95-7 100-2
    """,
}


@pytest.mark.parametrize("kind", NOT_YET)
def test_what_no_element_carries_is_known(kind):
    open_still = [p.id for p in BOOK.provisions if p.kind == kind and not CARRIED[p.id]]
    assert open_still == [f"YC-{number}" for number in NOT_YET[kind].split()]


# 68: what leaders do with papers that come to them directly; 69: a title's clearness; 72: who drafts a contract and
# when it is sealed; 75: the card itself.
@pytest.mark.parametrize(
    ("article", "missing"),
    [
        (67, []),
        (68, ["YC-68-6", "YC-68-7"]),
        (69, ["YC-69-4"]),
        (70, []),
        (71, []),
        (72, ["YC-72-1", "YC-72-3"]),
        (73, []),
        (75, ["YC-75-1"]),
        (76, ["YC-76-2"]),
        (101, []),
        (102, []),
    ],
)
def test_what_is_missing_in_the_articles_of_a_document_s_way(article, missing):
    assert [p.id for p in BOOK.article_provisions(article) if not CARRIED[p.id]] == missing


@pytest.mark.parametrize(
    ("provision", "elements"),
    [
        ("YC-5-4", ["stand_in_head"]),
        ("YC-6-2", ["major_issue_decided", "decide_major"]),
        ("YC-68-3", ["not_to_leader"]),
        ("YC-68-5", ["never_skip_level"]),
        ("YC-69-5", ["length"]),
        ("YC-69-6", ["length_special"]),
        ("YC-69-9", ["countersign_reply"]),
        ("YC-69-11", ["countersign_reply"]),
        ("YC-70-3", ["incoming_request"]),
        ("YC-70-5", ["incoming_request", "incoming_report"]),
        ("YC-71-2", ["circling"]),
        ("YC-75-2", ["dispatch_county", "dispatch_office"]),
        ("YC-75-4", ["dispatch_county"]),
        ("YC-85-5", ["supervision_feedback"]),
        ("YC-101-5", ["leave_coal_mine"]),
        (
            "YC-102-2",
            ["stand_in_executive_deputy", "stand_in_deputy", "stand_in_party_group_member"],
        ),
        ("YC-102-3", ["pair_present"]),
    ],
)
def test_who_carries_what(provision, elements):
    assert [element.key for element in CARRIED[provision]] == elements


@pytest.mark.parametrize("element", BOOK.elements, ids=lambda element: f"{BOOK.section_of(element)}-{element.key}")
def test_an_element_cites_an_article_and_has_a_strength_or_is_silent(element):
    assert all(1 <= article <= 104 for article in element.articles)
    assert (element.strength is None) == element.silent
    assert element.silent or element.strength in STRENGTHS
    assert element.note


def test_silence_is_never_said_to_carry_anything():
    assert [element.key for element in BOOK.elements if element.silent and element.carries] == []


def test_the_official_text_is_not_shipped():
    """Our own summaries only; the longest is a sentence."""
    assert max(len(provision.summary) for provision in BOOK.provisions) < 60
    assert max(len(element.note) for element in BOOK.elements) < 80
