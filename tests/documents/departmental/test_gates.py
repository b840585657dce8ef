"""The gates before a department issues a document of its own, county by county: `scenarios/departmental.toml`."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.departmental import actions, gates
from documents.departmental.facts import article_of, bases, facts_of, questions, standing
from documents.departmental.models import Basis, Position
from documents.departmental.states import State
from govrules.core import acts, clock
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.files.actions import attach
from govrules.core.matters.models import Step, Waiver
from govrules.rulebook import available, load
from govrules.rulebook.vocabulary import FACTS
from tests.core.cast import in_county
from tests.documents.counties.tables import cases, rows
from tests.documents.departmental.desk import Desk

TABLE = "departmental.toml"
ORGANS = ("sent_to", "touched", "joint")
WORDS = {"yes", "to", "record", "reasons", "refused", "says", *ORGANS}


def drafted(desk: Desk, case: dict) -> object:
    organs = {kind: case[kind] for kind in ORGANS if kind in case}
    made = desk.draft(yes=case.get("yes", ()), to=case.get("to", ("level",)), organs=organs)
    desk.record(made, *case.get("record", ()))
    return made


@cases(TABLE, WORDS)
def test_what_may_be_sent_to_be_signed(desk: Desk, case):
    made = drafted(desk, case)
    if not case["refused"]:
        desk.send(made, **case.get("reasons", {}))
        assert desk.matter(made).state == State.SIGNING
        assert [w.rule for w in Waiver.objects.filter(matter=made.pk)] == list(case.get("reasons", {}))
        return
    with pytest.raises(BrokenRule) as refused:
        desk.send(made)
    whys = refused.value.reasons
    assert [why.rule for why in whys] == case["refused"]
    assert {why.article for why in whys} == {case["article"]} and all(why.remedy for why in whys)
    assert all(desk.cast.local(words) in str(refused.value) for words in case.get("says", ()))
    assert desk.matter(made).state == State.DRAFT and not Step.objects.filter(matter=made.pk).exists()


@cases(TABLE, WORDS)
def test_the_page_says_before_what_the_act_will_say(desk: Desk, case):
    made = drafted(desk, case)
    said = {one.rule for one in gates.judge(made) if not one.passed and one.strength == "must"}
    assert said == {key for key in case["refused"] if "skip" not in key}


@pytest.mark.parametrize("county", available())
def test_every_gate_of_the_act_refuses_in_the_table(county):
    own = [case.values[1] for case in rows(TABLE, WORDS) if case.values[0] == county]
    refused = {key for case in own for key in case["refused"]}
    assert refused == {gate.key for gate in load(county).gates if gate.act == "issue_department"}


@pytest.mark.parametrize("county", available())
def test_every_fact_that_a_gate_looks_at_is_asked_recorded_or_worked_out(desk: Desk, county):
    """Nothing that the rules look at passes because nobody knows it."""
    made = desk.draft()
    known = facts_of(made, standing(made)).keys()
    assert {key for key in desk.cast.book.facts_for("issue_department") if not FACTS[key].any_of} <= known


# --- Questions and what is on record ---------------------------------------------------------------------------------


def test_only_what_the_rules_ask_is_asked():
    asked = {county: set(questions(load(county))) for county in available()}
    assert asked["yanggao-2024"] == {
        "normative", "several_departments", "sensitive_policy", "directs_townships", "demands_supporting",
    }  # fmt: skip
    assert asked["yangcheng-2021"] == {
        "normative", "several_departments", "skips_level", "directs_townships", "demands_reports",
    }  # fmt: skip
    assert asked["toksun-2021"] == {"normative", "several_departments", "sensitive_policy", "important"}
    assert asked["taobei-2020"] == {"normative", "several_departments", "directs_townships"}
    assert asked["yunyang-2025"] == {"normative"}


def test_only_what_the_rules_want_can_be_put_on_record():
    wanted = {county: bases(load(county)) for county in available()}
    assert wanted["yunyang-2025"] == []
    assert wanted["yangcheng-2021"] == [Basis.OPINION, Basis.AUTHORISED, Basis.SKIPPED]
    assert wanted["taobei-2020"] == [Basis.LEGALITY, Basis.OPINION, Basis.REQUESTED, Basis.AUTHORISED]


@pytest.mark.parametrize("left_open", ["normative", "several_departments", "directs_townships", "demands_supporting"])
def test_a_question_left_open_is_no_no(desk: Desk, left_open):
    answers = dict(desk.text().answers or {})
    del answers[left_open]
    made = desk.draft(answers=answers)
    with pytest.raises(BadInput) as refused:
        desk.send(made)
    [why] = refused.value.reasons
    assert why.message == f"没有答明：{gates.named(left_open)}" and why.article == article_of(desk.cast.book, left_open)
    assert desk.matter(made).state == State.DRAFT


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"checked_basis": " "}, "核对的人"),
        ({"checked_on": None}, "核对的人"),
        ({"body": "  "}, "没有正文"),
        ({"recipients": ()}, "主送"),
        ({"addressees": ()}, "主送"),
        ({"yes": ("several_departments",)}, "没有选出"),
        ({"organs": {"touched": ["finance"]}}, "不涉及其他部门"),
        ({"organs": {"joint": ["finance"]}}, "不涉及其他部门"),
    ],
)
def test_what_the_gates_cannot_do_without(desk: Desk, values, says):
    made = desk.draft(**values)
    with pytest.raises(BadInput, match=says):
        desk.send(made)
    assert any(says in shown.text for shown in gates.findings(made, standing(made)))


def test_the_day_of_the_check_is_not_ahead(desk: Desk):
    with pytest.raises(BadInput, match="核对日期"):
        desk.draft(checked_on=desk.text().checked_on.replace(day=2))


# --- A review is of a text -------------------------------------------------------------------------------------------

BOTH = ("legality_review by education", "competition_reviewed by education")


def test_after_a_change_of_the_text_a_review_counts_no_more(desk: Desk):
    made = desk.draft(yes=["normative"])
    desk.record(made, *BOTH)
    actions.revise(made.pk, desk.cast.education_clerk, desk.text(yes=["normative"], body="全文重写。"))
    with pytest.raises(BrokenRule) as refused:
        desk.send(made)
    assert [why.article for why in refused.value.reasons] == [34, 34]
    desk.record(made, *BOTH)
    desk.send(made)


def test_a_change_of_anything_else_leaves_it_standing(desk: Desk):
    made = desk.draft(yes=["normative"])
    desk.record(made, *BOTH)
    actions.revise(made.pk, desk.cast.education_clerk, desk.text(yes=["normative"], recipients=("县财政局",)))
    desk.send(made)


def test_a_file_that_is_part_of_the_document_is_part_of_what_was_reviewed(desk: Desk):
    made = desk.draft(yes=["normative"])
    desk.record(made, *BOTH)
    with acts.on(made.pk) as matter:
        attach(matter, SimpleUploadedFile("细则.txt", "第一条".encode()), desk.cast.education_clerk, clock.now())
    with pytest.raises(BrokenRule):
        desk.send(made)


@in_county("toksun-2021")
def test_the_minutes_of_a_decision_are_no_part_of_the_document(desk: Desk):
    """So that putting them on record does not undo the review before."""
    made = desk.draft(yes=["normative"])
    desk.record(made, "legality_review by education", "collectively_discussed")
    desk.send(made)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("legality_review", "由哪个单位"),
        ("opinion by finance agree", "请先在"),
        ("collectively_discussed", ""),
    ],
)
def test_what_cannot_be_put_on_record(desk: Desk, words, says):
    made = desk.draft()
    if not says:
        said = actions.Recorded(Basis.COLLECTIVE, None, desk.text().checked_on, "党组会纪要")
        with pytest.raises(BadInput, match="会议纪要"):
            actions.record_basis(made.pk, desk.cast.education_clerk, said)
        return
    with pytest.raises(BadInput, match=says):
        desk.record(made, words)


@pytest.mark.parametrize(
    ("changed", "says"), [({"note": " "}, "文号"), ({"issued_on": None}, "晚于今天"), ({"position": ""}, "同意还是")]
)
def test_a_basis_has_its_text_its_day_and_what_was_said(desk: Desk, changed, says):
    made = desk.draft(yes=["several_departments"], organs={"touched": ["finance"]})
    today = desk.text().checked_on
    values = {
        "kind": Basis.OPINION, "issuer": desk.cast.finance, "issued_on": today, "note": "复函",
        "position": Position.AGREE,
    } | changed  # fmt: skip
    values["issued_on"] = values["issued_on"] or today.replace(day=2)
    with pytest.raises(BadInput, match=says):
        actions.record_basis(made.pk, desk.cast.education_clerk, actions.Recorded(**values))


def test_another_governments_bureau_reviews_nothing_here(desk: Desk):
    made = desk.draft(yes=["normative"])
    said = actions.Recorded(Basis.LEGALITY, desk.cast.other_finance, desk.text().checked_on, "审查意见书")
    with pytest.raises(BadInput, match="本政府"):
        actions.record_basis(made.pk, desk.cast.education_clerk, said)
