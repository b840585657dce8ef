"""The gates of meetings, case by case from the tables of the five counties."""

from collections import Counter

import pytest

from govrules.rulebook import load
from tests.proves import proves
from tests.rulebook.meeting_gates import BOOKS, book, cases, findings


def listed():
    for county in BOOKS:
        for case in cases(county):
            marks = [proves(*case["proves"])] if "proves" in case else []
            yield pytest.param(county, case, id=f"{county}: {case['name']}", marks=marks)


@pytest.mark.parametrize(("county", "case"), list(listed()))
def test_the_gates_find_what_the_table_says(county, case):
    assert findings(county, case) == case["finds"]


@pytest.mark.parametrize("county", BOOKS)
def test_each_case_has_its_own_name(county):
    counted = Counter(case["name"] for case in cases(county))
    assert [name for name, times in counted.items() if times > 1] == []


LATE = {"yangcheng": "principle", "toksun": "principle"}
SPONSOR = {"yangcheng": {"principle", "must"}, "toksun": {"must"}, "taobei": {"principle"}}


@pytest.mark.parametrize("county", BOOKS)
def test_how_strongly_late_items_and_absent_sponsors_are_barred(county):
    """一般不再追加, 一般不安排, 一般不研究: principles; where the rules are silent there is no gate."""
    late = {gate.strength for gate in book(county).gates if gate.act == "add_item_late"}
    absent = {gate.strength for gate in book(county).gates if gate.check == "sponsor_present"}
    assert late == ({LATE[county]} if county in LATE else set())
    assert absent == SPONSOR.get(county, set())


BARRED = {
    "yanggao": (["plan", "work_report"], False), "yangcheng": (["plan", "budget", "personnel"], True),
    "toksun": (["plan", "budget", "large_payment"], True), "yunyang": (["plan", "pricing", "investment"], True),
    "taobei": (["plan", "budget", "personnel"], True),
}  # fmt: skip


@pytest.mark.parametrize("county", BOOKS)
def test_what_only_the_deciding_meetings_may_decide(county):
    subjects, normative = BARRED[county]
    deciding = {body.key for body in book(county).bodies if body.decides_major}
    for subject in subjects:
        assert {body.key for body in book(county).must_be_decided_by({"subject": subject})} == deciding
    found = {body.key for body in book(county).must_be_decided_by({"normative": True})}
    assert found == (deciding if normative else set())
    assert book(county).must_be_decided_by({"subject": "daily"}) == []


@pytest.mark.parametrize(
    ("county", "facts", "where"),
    [
        ("yanggao", {"subject": "work_report"}, {"plenary": [1], "standing": [3]}),
        ("yanggao", {"normative": True, "important": True}, {"standing": [5]}),
        ("yangcheng", {"subject": "budget"}, {"standing": [11]}),
        ("yangcheng", {"normative": True}, {"standing": [3]}),
        ("yangcheng", {"subject": "coordination"}, {"head_office": [1], "special": [1]}),
        ("toksun", {"normative": True}, {"standing": [7]}),
        ("toksun", {"subject": "plan", "normative": True}, {"standing": [7]}),
        ("toksun", {"subject": "event"}, {"head_office": [5]}),
        ("yunyang", {"subject": "personnel"}, {"standing": [13]}),
        ("yunyang", {"subject": "emergency"}, {"special": [3]}),
        ("taobei", {"subject": "agreement"}, {"party_group": [3]}),
        ("taobei", {"subject": "large_payment"}, {"party_group": [6], "standing": [2]}),
        ("taobei", {"subject": "other"}, {}),
    ],
)
def test_which_body_has_a_matter_among_its_business(county, facts, where):
    assert {body.key: classes for body, classes in book(county).bodies_for(facts)} == where


@pytest.mark.parametrize("county", BOOKS)
def test_what_people_are_asked_is_what_the_floors_cannot_work_out(county):
    asked = book(county).asked_of_people("propose_item", "agenda_item")
    assert asked <= book(county).asked("propose_item", "agenda_item")
    assert not asked & {"body", "proposer", "business_class", "legality_reviewer", "standing_discussed"}


def test_only_the_papers_that_a_rulebook_lists_are_asked():
    listed = "meeting_papers_given"
    assert {key for key in load("toksun-2021").facts_for("propose_item") if key.endswith("_given")} >= {listed}
    assert "policy_basis_given" not in load("toksun-2021").facts_for("propose_item")
    assert "policy_basis_given" in load("yangcheng-2021").facts_for("propose_item")
