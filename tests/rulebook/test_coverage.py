"""What is carried and proven is derived from what the floors have built and what a run has passed."""

import json

import pytest

from govrules import rulebook
from govrules.rulebook import RulebookError
from govrules.rulebook.coverage import Proof, carriers, coverage, read_proof, unbuilt
from tests.rulebook.samples import PROVISIONS, RULES, book, changed

SAMPLE = book(
    changed(RULES, 'carries = ["SP-5-1"]', 'carries = ["SP-5-1", "SP-6-1"]'),
    PROVISIONS + "SP-4-2,4,enforce,DOC.length,没有人落实的一条\n",
)
SUBMITTING = {"length", "submit"}
COUNTERSIGNING = {"countersign_reply", "deemed_no_objection"}


def states(built, proven=()):
    rows = coverage(SAMPLE, built, Proof(frozenset(proven)))["provisions"]
    return {row["id"]: row["state"] for row in rows}


def test_nothing_built_carries_nothing():
    assert set(states(set()).values()) == {"not_yet"}


@pytest.mark.parametrize(
    ("built", "state"),
    [
        ({"length"}, "not_yet"),
        ({"submit"}, "not_yet"),
        (SUBMITTING, "carried"),
        (SUBMITTING | {"research"}, "carried"),
    ],
)
def test_a_gate_needs_its_check_and_the_act_it_stands_before(built, state):
    assert states(built)["SP-4-1"] == state


@pytest.mark.parametrize(
    ("built", "state"),
    [({"countersign_reply"}, "not_yet"), ({"deemed_no_objection"}, "not_yet"), (COUNTERSIGNING, "carried")],
)
def test_a_deadline_needs_itself_and_its_consequence(built, state):
    assert states(built)["SP-5-1"] == states(built)["SP-6-1"] == state


def test_what_no_element_lists_is_never_carried():
    everything = {key for element in SAMPLE.elements for key in element.needs}
    assert states(everything)["SP-4-2"] == "not_yet"


def test_proven_is_what_is_carried_and_passed():
    assert states(SUBMITTING, ["SP-4-1"])["SP-4-1"] == "proven"
    assert states(SUBMITTING, ["SP-8-1"])["SP-4-1"] == "carried"


def test_a_test_that_passed_proves_nothing_that_is_not_built():
    assert states(set(), ["SP-4-1"])["SP-4-1"] == "not_yet"


SECOND_GATE = """
[gates.matters]
check = "one_matter"
act = "submit"
article = 4
strength = "must"
carries = ["SP-4-1"]
params = { max = 1 }
message = "多件"
"""


def test_of_several_elements_that_carry_a_provision_all_must_be_built():
    rules = changed(RULES, "[gates.length]", f"{SECOND_GATE}\n[gates.length]")
    both = book(rules)
    assert [element.key for element in carriers(both)["SP-4-1"]] == ["matters", "length"]
    assert row(both, SUBMITTING, "SP-4-1")["state"] == "not_yet"
    assert row(both, SUBMITTING, "SP-4-1")["waits_for"] == ["one_matter"]
    assert row(both, SUBMITTING | {"one_matter"}, "SP-4-1")["state"] == "carried"


def row(of, built, key):
    return next(row for row in coverage(of, built, Proof())["provisions"] if row["id"] == key)


def test_the_counts_add_up():
    covered = coverage(SAMPLE, SUBMITTING | COUNTERSIGNING, Proof(frozenset({"SP-4-1"}), "abc", "2026-06-01"))
    assert covered["enforce"] == {"total": 4, "carried": 3, "proven": 1, "not_yet": 1}
    assert covered["record"] == {"total": 1, "carried": 0, "proven": 0, "not_yet": 1}
    assert covered["declare"] == 1
    assert covered["run"] == {"commit": "abc", "date": "2026-06-01"}
    assert (covered["id"], len(covered["provisions"])) == ("sample-2030", 5)


def test_a_declaration_is_not_listed():
    assert "SP-9-1" not in {row["id"] for row in coverage(SAMPLE, set(), Proof())["provisions"]}


def test_what_is_unbuilt_is_named():
    assert unbuilt(SAMPLE.deadline("countersign_reply"), {"deemed_no_objection"}) == ["countersign_reply"]
    assert unbuilt(SAMPLE.gate("length"), SUBMITTING) == []


def test_every_key_that_elements_wait_for_can_be_built():
    for name in rulebook.available():
        everything = {key for element in rulebook.load(name).elements for key in element.needs}
        rows = coverage(rulebook.load(name), everything, Proof())["provisions"]
        assert all((row["state"] == "carried") == bool(row["elements"]) for row in rows)


def test_a_kept_result_is_read(tmp_path):
    kept = tmp_path / "proven.json"
    kept.write_text(json.dumps({"commit": "abc123", "date": "2026-06-01", "ids": ["SP-4-1"], "clean": True}))
    assert read_proof(kept) == Proof(frozenset({"SP-4-1"}), "abc123", "2026-06-01")


def test_no_kept_result_proves_nothing(tmp_path):
    assert read_proof(tmp_path / "absent.json") == Proof()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "not json", '{"ids": ["YG-1-1"]}', '{"ids": 3, "commit": "", "date": ""}']
)
def test_a_spoiled_result_is_an_error(tmp_path, text):
    kept = tmp_path / "proven.json"
    kept.write_text(text)
    with pytest.raises(RulebookError, match="不是完整运行测试后留下的结果文件"):
        read_proof(kept)
