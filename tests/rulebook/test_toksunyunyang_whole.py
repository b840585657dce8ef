"""托克逊's and 云阳's rulebooks as a whole: the head, the provisions, and what is said to carry them out."""

from collections import Counter
from datetime import date

import pytest

from govrules.rulebook.coverage import carriers
from govrules.rulebook.vocabulary import ROUTES, STRENGTHS
from tests.rulebook.toksunyunyang import BOOKS, TOKSUN, YUNYANG

CARRIED = {county: carriers(book) for county, book in BOOKS.items()}


def test_which_rules_these_are():
    assert (TOKSUN.title, TOKSUN.articles, TOKSUN.prefix) == ("托克逊县人民政府工作规则", 87, "TK")
    assert (YUNYANG.title, YUNYANG.articles, YUNYANG.prefix) == ("云阳县人民政府工作规则", 71, "YY")
    assert (YUNYANG.number, YUNYANG.in_force) == ("云阳府发〔2025〕11号", date(2025, 10, 26))
    assert "2024年3月13日" in YUNYANG.header.repeals


def test_toksun_s_number_and_day_of_issue_are_not_known_and_that_is_said():
    assert TOKSUN.number == "文号未载明"
    assert TOKSUN.in_force == date(2021, 9, 18), "the day on which it was put online"
    assert "空缺" in TOKSUN.feature("commencement").note


@pytest.mark.parametrize(
    ("county", "enforce", "record", "declare"), [("toksun", 198, 67, 30), ("yunyang", 146, 67, 24)]
)
def test_every_provision_of_the_inventory_is_here(county, enforce, record, declare):
    kinds = Counter(provision.kind for provision in BOOKS[county].provisions)
    assert kinds == {"enforce": enforce, "record": record, "declare": declare}
    assert {p.article for p in BOOKS[county].provisions} == set(range(1, BOOKS[county].articles + 1))


@pytest.mark.parametrize("county", BOOKS)
def test_the_provisions_of_an_article_are_numbered_without_a_gap(county):
    book = BOOKS[county]
    for article in range(1, book.articles + 1):
        numbers = [int(p.id.rsplit("-", 1)[1]) for p in book.article_provisions(article)]
        assert numbers == list(range(1, len(numbers) + 1)), article


@pytest.mark.parametrize("county", BOOKS)
def test_a_provision_is_summed_up_in_chinese_and_in_our_words(county):
    for provision in BOOKS[county].provisions:
        assert any("\u4e00" <= character <= "\u9fff" for character in provision.summary), provision.id
        assert not set(provision.summary) & set(",;:()"), provision.id
        assert len(provision.summary) < 60, provision.id
    assert max(len(element.note) for element in BOOKS[county].elements) < 80


@pytest.mark.parametrize("county", BOOKS)
def test_declarations_are_carried_by_nothing_and_silence_carries_nothing(county):
    declared = [p.id for p in BOOKS[county].provisions if p.kind == "declare" and CARRIED[county][p.id]]
    silent = [element.key for element in BOOKS[county].elements if element.silent and element.carries]
    assert (declared, silent) == ([], [])


# Of the articles of a document's way, what no element carries: an addition, or a loss, is a decision.
OPEN = {
    "toksun": {
        5: ["TK-5-3"],  # the daily business of a government has no word
        22: ["TK-22-1", "TK-22-8", "TK-22-9", "TK-22-10", "TK-22-12", "TK-22-13", "TK-22-14"],
        28: ["TK-28-2"],  # argument by experts, if the organ finds it necessary
        61: [],
        62: [],
        63: ["TK-63-6"],  # further leaders: the leader's wish, laid out by the office
        64: [],
        65: ["TK-65-5", "TK-65-6"],  # pencils; the clerk who passes it on
        66: ["TK-66-1"],
    },
    "yunyang": {
        5: [],
        20: ["YY-20-2", "YY-20-3", "YY-20-5"],
        25: [],
        32: ["YY-32-2", "YY-32-3", "YY-32-4", "YY-32-5"],
        52: [],
        53: ["YY-53-11", "YY-53-13"],  # joint documents; what the head has ordered otherwise
        54: ["YY-54-2", "YY-54-3"],  # the system itself, instead of paper
        55: [],
        56: ["YY-56-5"],
    },
}


@pytest.mark.parametrize(("county", "article"), [(c, a) for c in OPEN for a in OPEN[c]])
def test_the_articles_of_a_document_s_way_are_carried_but_for_what_is_known(county, article):
    provisions = BOOKS[county].article_provisions(article)
    missing = [p.id for p in provisions if not CARRIED[county][p.id] and p.kind != "declare"]
    assert missing == OPEN[county][article]


@pytest.mark.parametrize(("county", "enforce", "record"), [("toksun", 156, 31), ("yunyang", 115, 27)])
def test_how_much_is_carried(county, enforce, record):
    carried = Counter(p.kind for p in BOOKS[county].provisions if CARRIED[county][p.id])
    assert carried == {"enforce": enforce, "record": record}


@pytest.mark.parametrize(
    ("county", "provision", "elements"),
    [
        ("toksun", "TK-5-4", ["stand_in_head"]),
        ("toksun", "TK-61-7", ["not_to_leader"]),
        ("toksun", "TK-62-2", ["signed_by_main_head"]),
        ("toksun", "TK-62-5", ["countersign_reply"]),
        ("toksun", "TK-62-7", ["countersign_reply"]),
        ("toksun", "TK-64-6", ["dispatch_upward"]),
        ("toksun", "TK-64-8", ["dispatch_ordinary"]),
        ("toksun", "TK-65-3", ["circling"]),
        ("yunyang", "YY-5-5", ["stand_in_executive_deputy", "stand_in_deputy", "ab_roles"]),
        ("yunyang", "YY-32-1", ["disclosure", "dispatch_disclosure"]),
        ("yunyang", "YY-53-6", ["dispatch_several_head", "dispatch_several_executive"]),
        ("yunyang", "YY-53-12", ["legality_review", "dispatch_normative"]),
        ("yunyang", "YY-55-3", ["disagreement_set_out"]),
        ("yunyang", "YY-59-4", ["leave_heads"]),
    ],
)
def test_who_carries_what(county, provision, elements):
    assert [element.key for element in CARRIED[county][provision]] == elements


@pytest.mark.parametrize("county", BOOKS)
def test_an_element_cites_an_article_and_has_a_strength_or_is_silent(county):
    for element in BOOKS[county].elements:
        assert all(1 <= article <= BOOKS[county].articles for article in element.articles), element.key
        assert (element.strength is None) == element.silent or element.strength in STRENGTHS, element.key
        assert element.note, element.key


@pytest.mark.parametrize("county", BOOKS)
def test_every_way_that_the_program_knows_is_spoken_of_and_told_in_chinese(county):
    assert {route.kind for route in BOOKS[county].routes} <= set(ROUTES)
    seals = {key for key in ROUTES if key.startswith("seal_")} if county == "yunyang" else set()
    assert {route.chosen_by for route in BOOKS[county].routes} == set(ROUTES) - seals
    for route in BOOKS[county].routes:
        for text in (route.note, *(step.note for step in route.steps)):
            assert text and not set(text) & set(",;:()"), route.key
