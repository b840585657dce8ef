"""The checks of gates, as truth tables: at the limit, one below, one above; every exception; every lack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules import rulebook
from govrules.rulebook import FactError
from govrules.rulebook.checks import QUESTIONS, check, check_all
from govrules.rulebook.schema import Gate
from govrules.rulebook.vocabulary import CHECKS, FACTS

PARAMS = {
    "max": 5000,
    "min": 2,
    "classes": 7,
    "by": "justice",
    "elements": ("number_given",),
    "allowed": ("head",),
    "reviewer": "authority",
    "except": ("assigned_by_leader", "major_direct"),
    "procedures": ("legality_review_done", "risk_assessed"),
    "papers": ("interpretation_given",),
    "senders": ("department", "township"),
    "aspects": ("necessity_assessed",),
    "meetings": ("standing_passed",),
}


def gate(name, **params):
    chosen = {key: params.get(key, PARAMS[key]) for key in CHECKS[name].params}
    return Gate(
        key=name, check=name, act="submit", article=29, strength="principle", params=chosen,
        message="不符合规定", remedy="改正后再报",
    )  # fmt: skip


def passes(name, facts, **params):
    return check(gate(name, **params), facts) is None


@pytest.mark.parametrize(
    ("name", "fact", "limit"),
    [("length", "length", 5000), ("length", "length", 4000), ("one_matter", "matters", 1)]
    + [("single_recipient", "recipients", 1), ("length", "length", 2000)],
)
def test_up_to_the_limit_and_with_it_is_allowed(name, fact, limit):
    assert passes(name, {fact: limit - 1}, max=limit)
    assert passes(name, {fact: limit}, max=limit)
    assert not passes(name, {fact: limit + 1}, max=limit)


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("consulted", "unconsulted"),
        ("consultation_answered", "open_consultations"),
        ("consultation_settled", "unsettled_consultations"),
        ("guests_invited", "guests_missing"),
    ],
)
def test_nothing_may_be_left_open(name, fact):
    assert passes(name, {fact: 0})
    assert not passes(name, {fact: 1})
    assert not passes(name, {fact: 12})


WANTED = {
    "necessity": "necessity_stated",
    "substance": "substance_confirmed",
    "heads_conferred": "heads_conferred",
    "coordinated": "coordinated",
    "disagreement_countersigned": "disagreement_countersigned",
    "signed_by_main_head": "signed_by_main_head",
    "research": "research_done",
    "risk_assessment": "risk_assessed",
    "standing_discussed": "standing_discussed",
    "standing_passed": "standing_passed",
    "collective_decision": "collectively_decided",
    "county_review_first": "county_reviewed",
    "usual_submitter": "usual_submitter",
    "party_decided": "party_decided",
    "joint_form": "issued_jointly",
    "prior_request": "county_requested",
    "study_first": "study_first",
    "meeting_approved": "meeting_approved",
    "event_approved": "event_approved",
    "budgeted": "budget_line",
    "before_departure": "before_departure",
    "abroad_approved": "abroad_approved",
    "release_approved": "release_approved",
    "upper_approved": "upper_approved",
    "special_case": "special_case",
    "party_arranged": "party_arranged",
    "rules_named": "rules_named",
    "public_concern": "public_concern",
    "reported_to_party": "reported_to_party",
    "specially_approved": "specially_approved",
    "takes_over_named": "takes_over_named",
    "abroad_within_limits": "abroad_within_limits",
    "result_published": "result_published",
    "disclosure_set": "disclosure_given",
    "field_checked": "field_checked",
    "collective_record": "collectively_discussed",
    "urgency_explained": "urgency_reason_given",
    "government_studied": "government_studied",
    "late_item_urgent": "urgent_item",
    "sponsor_present": "sponsor_present",
    "talked_with_head": "talked_with_head",
    "overall_interest": "overall_interest",
    "clear_opinion": "clear_opinion",
    "chair_in_charge": "chair_in_charge",
    "seal_out_for_foreign_affairs": "foreign_affairs",
    "seal_escorted": "escorted",
    "seal_with_keeper": "keeper_goes",
    "seal_signed_off": "signed_off",
    "signed_text_kept": "signed_text_kept",
    "letter_certified": "certificate_given",
    "bearer_in_service": "in_service",
}


@pytest.mark.parametrize(("name", "fact"), WANTED.items())
def test_what_is_wanted_must_be_so_and_unsaid_is_not_so(name, fact):
    assert passes(name, {fact: True})
    assert not passes(name, {fact: False})
    assert not passes(name, {})


FORBIDDEN = {
    "no_request_in_report": "contains_request",
    "own_name": "within_own_powers",
    "not_repeated": "already_covered",
    "worth_issuing": "without_substance",
    "merged_plan": "standalone_plan",
    "no_supporting_demand": "demands_supporting",
    "government_matter": "within_own_powers",
    "office_name_enough": "office_would_do",
    "not_copied": "copies_superior",
    "not_speech": "leader_speech",
    "not_relayed": "relays_department_document",
    "not_reprinted": "reprints",
    "never_skip_level": "skips_level",
    "formal_document": "informal_form",
    "department_name_enough": "department_would_do",
    "agreed": "has_disagreement",
    "pair_present": "pair_away",
    "settled_before": "has_disagreement",
    "not_mergeable": "event_mergeable",
    "meeting_needed": "settled_on_paper",
    "not_issued_already": "issued_already",
    "consent_before_reply": "replied_before_consent",
    "not_made_public": "made_public",
    "through_office": "asked_directly",
    "no_ceremony": "ceremonial",
    "never_blank": "blank_paper",
    "not_blank": "blank_paper",
    "seal_stays": "seal_taken_out",
}


@pytest.mark.parametrize(("name", "fact"), FORBIDDEN.items())
def test_what_is_forbidden_must_not_be_so(name, fact):
    assert not passes(name, {fact: True})
    assert passes(name, {fact: False})
    assert passes(name, {})


@pytest.mark.parametrize(
    ("name", "facts", "passed"),
    [
        ("no_skip_level", {}, True),
        ("no_skip_level", {"skips_level": True}, False),
        ("no_skip_level", {"skips_level": True, "skip_approved": True}, True),
        ("no_skip_level", {"skip_approved": True}, True),
        ("not_to_leader", {}, True),
        ("not_to_leader", {"addressed_to_leader": True}, False),
        ("not_to_leader", {"addressed_to_leader": True, "assigned_by_leader": True}, True),
        ("not_to_leader", {"addressed_to_leader": True, "major_direct": True}, True),
        (
            "not_to_leader",
            {"addressed_to_leader": True, "assigned_by_leader": True, "major_direct": True},
            True,
        ),
        ("not_to_leader", {"addressed_to_leader": True, "major": True}, False),
        ("no_downward_order", {}, True),
        ("no_downward_order", {"directs_townships": True}, False),
        ("no_downward_order", {"directs_townships": True, "order_authorised": True}, True),
        ("never_skip_level", {"skips_level": True, "skip_approved": True}, False),
        ("no_report_demand", {}, True),
        ("no_report_demand", {"demands_reports": True}, False),
        ("no_report_demand", {"demands_reports": True, "order_authorised": True}, True),
        ("leaders_stay_away", {"department_meeting": True}, False),
        ("leaders_stay_away", {"department_meeting": True, "concurrent_head": True}, True),
        ("leaders_stay_away", {"department_meeting": False}, True),
    ],
)
def test_a_prohibition_has_its_exceptions(name, facts, passed):
    assert passes(name, facts) is passed


@pytest.mark.parametrize("reason", ["assigned_by_leader", "major_direct", "secret_direct", "emergency_direct"])
@pytest.mark.parametrize("named", [("assigned_by_leader",), ("secret_direct", "emergency_direct")])
def test_to_a_leader_in_person_only_for_the_reasons_that_the_rulebook_names(reason, named):
    assert passes("not_to_leader", {"addressed_to_leader": True, reason: True}, **{"except": named}) is (
        reason in named
    )


@pytest.mark.parametrize(("days", "passed"), [(0, False), (6, False), (7, True), (8, True)])
def test_the_time_left_is_at_least_what_the_rulebook_says(days, passed):
    assert passes("lead_time", {"workdays_left": days}, min=7) is passed


@pytest.mark.parametrize(
    ("reviewer", "by", "passed"),
    [
        ("none", "own", False), ("own", "own", True), ("authority", "own", True),
        ("none", "authority", False), ("own", "authority", False), ("authority", "authority", True),
    ],
)  # fmt: skip
def test_fair_competition_is_reviewed_by_whom_the_rulebook_names_or_above(reviewer, by, passed):
    assert passes("fair_competition", {"competition_reviewer": reviewer}, reviewer=by) is passed


@pytest.mark.parametrize(("sender", "passed"), [("department", True), ("township", True), ("coordinating_body", False)])
def test_only_the_senders_that_the_rulebook_names(sender, passed):
    assert passes("sender_allowed", {"sender": sender}) is passed


@pytest.mark.parametrize(("name", "param"), [("draft_procedures", "procedures"), ("interpretation_ready", "papers")])
def test_all_that_the_gate_lists_must_be_there_and_what_is_not_is_named(name, param):
    listed = PARAMS[param]
    assert passes(name, dict.fromkeys(listed, True))
    for missing in listed:
        found = check(gate(name), dict.fromkeys(listed, True) | {missing: False})
        assert found.message == f"不符合规定（缺：{FACTS[missing].name}）"


@pytest.mark.parametrize(
    ("positions", "grounds", "proposal", "lacking"),
    [
        (True, True, True, None),
        (False, True, True, "缺：各方意见"),
        (True, False, True, "缺：各方理据"),
        (True, True, False, "缺：办理建议"),
        (False, False, True, "缺：各方意见、各方理据"),
        (False, True, False, "缺：各方意见、办理建议"),
        (True, False, False, "缺：各方理据、办理建议"),
        (False, False, False, "缺：各方意见、各方理据、办理建议"),
    ],
)
def test_a_disagreement_is_set_out_whole(positions, grounds, proposal, lacking):
    facts = {"positions_listed": positions, "grounds_listed": grounds, "proposal_given": proposal}
    found = check(gate("disagreement_set_out"), facts)
    assert (found and found.message) == (lacking and f"不符合规定（{lacking}）")


@pytest.mark.parametrize(
    ("legality", "necessity", "lacking"),
    [
        (True, True, None),
        (True, False, "必要性评估论证"),
        (False, True, "合法性评估论证"),
        (False, False, "合法性评估论证、必要性评估论证"),
    ],
)
def test_both_assessments_are_wanted(legality, necessity, lacking):
    found = check(gate("assessed"), {"legality_assessed": legality, "necessity_assessed": necessity})
    assert (found and found.message) == (lacking and f"不符合规定（缺：{lacking}）")


@pytest.mark.parametrize(
    ("elements", "facts", "lacking"),
    [
        (["number_given"], {"number_given": True}, None),
        (["number_given"], {}, "发文字号"),
        (["number_given", "contact_given"], {"number_given": True}, "联系人和电话"),
        (["number_given", "contact_given"], {}, "发文字号、联系人和电话"),
        (["contact_given"], {"number_given": False, "contact_given": True}, None),
    ],
)
def test_of_a_document_s_form_only_what_the_rulebook_lists_is_wanted(elements, facts, lacking):
    found = check(gate("submission_form", elements=elements), facts)
    assert (found and found.message) == (lacking and f"不符合规定（缺：{lacking}）")


ASPECTS = ("necessity_assessed", "feasibility_assessed", "soundness_assessed")


@pytest.mark.parametrize(
    ("given_facts", "lacking"),
    [
        ((), "必要性评估论证、可行性评估论证、科学性评估论证"),
        (ASPECTS[:2], "科学性评估论证"),
        (ASPECTS[2:], "必要性评估论证、可行性评估论证"),
        (ASPECTS, None),
    ],
)
def test_experts_argue_every_aspect(given_facts, lacking):
    found = check(gate("assessed_aspects", aspects=ASPECTS), dict.fromkeys(given_facts, True))
    assert (found and found.message) == (lacking and f"不符合规定（缺：{lacking}）")


@pytest.mark.parametrize(("held", "passed"), [(0, False), (1, False), (2, True), (3, True)])
def test_hearings_are_of_several_forms(held, passed):
    assert passes("hearings", {"hearing_forms": held}, min=2) is passed


@pytest.mark.parametrize(
    ("by", "reviewer", "passed"),
    [
        ("justice", "none", False),
        ("justice", "own", False),
        ("justice", "justice", True),
        ("own", "none", False),
        ("own", "own", True),
        ("own", "justice", True),
    ],
)
def test_legality_is_reviewed_by_whom_the_rulebook_names(by, reviewer, passed):
    assert passes("legality_review", {"legality_reviewer": reviewer}, by=by) is passed


@pytest.mark.parametrize(("chosen", "passed"), [(0, False), (1, True), (7, True), (8, False)])
def test_an_item_belongs_to_one_of_the_classes_of_business(chosen, passed):
    assert passes("business_class", {"business_class": chosen}, classes=7) is passed


@pytest.mark.parametrize(("proposer", "passed"), [("head", True), ("deputy", True), ("township_head", False)])
def test_an_item_is_proposed_by_one_of_those_named(proposer, passed):
    assert passes("proposer", {"proposer": proposer}, allowed=["head", "deputy"]) is passed


@pytest.mark.parametrize("sort", ["inscription", "press"])
def test_what_is_declined_is_declined_whatever_else_is_known(sort):
    assert not passes("declined", {"public_sort": sort})
    assert not passes("declined", {"public_sort": sort, "special_case": True})


@pytest.mark.parametrize(("name", "keys", "params"), [
    ("press_grounds", ("press_need", "press_value", "press_effect"), {}),
    ("invitation_papers", ("invitation_given", "plan_given"), {"papers": ("invitation_given", "plan_given")}),
])  # fmt: skip
def test_all_of_these_must_be_there_and_what_is_not_is_named(name, keys, params):
    whole = dict.fromkeys(keys, True)
    assert passes(name, whole, **params)
    for lacking in keys:
        found = check(gate(name, **params), whole | {lacking: False})
        assert FACTS[lacking].name in found.message


def test_of_an_invitation_only_the_papers_that_the_rulebook_lists_are_wanted():
    assert passes("invitation_papers", {"plan_given": True}, papers=("plan_given",))


@pytest.mark.parametrize(
    ("name", "facts", "passed"),
    [
        ("not_blank", {"blank_paper": True, "seal_exception": True}, True),
        ("never_blank", {"blank_paper": True, "seal_exception": True}, False),
        ("letter_certified", {"seal_exception": True}, True),
        ("bearer_in_service", {"seal_exception": True}, True),
    ],
)
def test_a_special_case_opens_the_way_where_the_rules_say_so(name, facts, passed):
    assert passes(name, facts) is passed


@pytest.mark.parametrize(
    ("passed_at", "enough"),
    [(("standing_passed",), True), (("head_office_passed",), True), (("plenary_passed",), False), ((), False)],
)
def test_it_was_passed_at_one_of_the_meetings_named(passed_at, enough):
    named = ("standing_passed", "head_office_passed")
    assert passes("passed_at_a_meeting", dict.fromkeys(passed_at, True), meetings=named) is enough


def test_every_check_has_its_table_here():
    told = {*WANTED, *FORBIDDEN, "length", "one_matter", "single_recipient", "consulted"}
    told |= {"consultation_answered", "guests_invited", "no_skip_level", "not_to_leader", "no_downward_order"}
    told |= {"leaders_stay_away", "disagreement_set_out", "assessed", "submission_form", "hearings"}
    told |= {"legality_review", "business_class", "proposer"}
    told |= {"consultation_settled", "lead_time", "fair_competition", "sender_allowed"}
    told |= {"draft_procedures", "interpretation_ready"}
    told |= {"assessed_aspects", "no_report_demand"}
    told |= {"agreed", "overall_or_required", "materials_complete", "procedures_complete"}
    told |= {"chair_allowed", "public_consultation_length", "passed_at_a_meeting"}
    told |= {"declined", "press_grounds", "invitation_papers"}
    assert told == set(QUESTIONS)


def test_a_finding_says_what_under_which_article_and_what_to_do():
    found = check(gate("length"), {"length": 5001})
    assert (found.gate, found.article, found.strength) == ("length", 29, "principle")
    assert found.message == "不符合规定（现为5001字，上限5000字）"
    assert found.remedy == "改正后再报"


def test_a_finding_without_details_is_the_gate_s_message():
    assert check(gate("research"), {}).message == "不符合规定"


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("length", "length（正文字数）"),
        ("one_matter", "matters（请示事项数）"),
        ("single_recipient", "recipients（主送机关数）"),
        ("consulted", "unconsulted"),
        ("consultation_answered", "open_consultations"),
        ("hearings", "hearing_forms"),
        ("legality_review", "legality_reviewer"),
        ("business_class", "business_class"),
        ("proposer", "proposer"),
        ("consultation_settled", "unsettled_consultations"),
        ("guests_invited", "guests_missing"),
    ],
)
def test_a_number_or_text_that_a_floor_forgot_stops_it(name, missing):
    """Letting the document through would be the worse fault."""
    with pytest.raises(FactError, match=f"gates.{name}.*缺少事实 {missing}"):
        check(gate(name), {})


def test_unknown_facts_are_refused():
    with pytest.raises(FactError):
        check(gate("length"), {"length": 1, "width": 2})


def test_all_findings_come_at_once_in_the_order_of_the_gates():
    gates = [gate("length"), gate("research"), gate("necessity")]
    found = check_all(gates, {"length": 9000, "research_done": True})
    assert [finding.gate for finding in found] == ["length", "necessity"]


def test_a_check_looks_only_at_the_facts_that_the_vocabulary_lists():
    """A floor that supplies what `facts_for` asks for has supplied enough."""
    for book in map(rulebook.load, rulebook.available()):
        for each in book.gates:
            facts = {key: plain(key) for key in CHECKS[each.check].facts}
            check(each, facts)


def plain(key):
    fact = FACTS[key]
    return {bool: True, int: 1}.get(fact.type) or next(iter(fact.domain))


@given(st.integers(min_value=0, max_value=100_000), st.integers(min_value=1, max_value=100_000))
def test_more_than_the_limit_is_exactly_what_is_found(length, limit):
    assert passes("length", {"length": length}, max=limit) == (not length > limit)


@given(st.booleans(), st.booleans(), st.booleans())
def test_an_exception_never_makes_things_worse(addressed, assigned, direct):
    with_none = passes("not_to_leader", {"addressed_to_leader": addressed})
    facts = {"addressed_to_leader": addressed, "assigned_by_leader": assigned, "major_direct": direct}
    assert passes("not_to_leader", facts) >= with_none


@pytest.mark.parametrize(("disputed", "passed"), [(False, True), (True, False)])
def test_what_must_be_agreed_is_refused_while_anyone_disagrees(disputed, passed):
    facts = {"has_disagreement": disputed, "positions_listed": True, "grounds_listed": True, "proposal_given": True}
    assert passes("agreed", facts) is passed


LISTED = ("legality_assessed", "necessity_assessed", "control_assessed")


def assessing(*aspects):
    return Gate(
        key="assessed", check="assessed_aspects", act="submit", article=25, strength="must",
        params={"aspects": aspects}, message="评估论证不完整", remedy="补齐",
    )  # fmt: skip


@pytest.mark.parametrize("key", LISTED)
def test_every_aspect_that_a_gate_lists_must_be_assessed_and_what_lacks_is_named(key):
    done = dict.fromkeys(LISTED, True)
    assert check(assessing(*LISTED), done) is None
    assert FACTS[key].name in check(assessing(*LISTED), {**done, key: False}).message
    assert check(assessing("legality_assessed"), {"legality_assessed": True}) is None, "the others are not asked for"
