"""The checks that gates name: pure questions to the facts of a matter. The floors work out the facts.

An absent yes-no is a no; an absent number or text that a check looks at is a FactError, so that a floor
which forgets one is found out and never lets a document through.
"""

from collections.abc import Callable
from dataclasses import dataclass

from govrules.rulebook.errors import FactError
from govrules.rulebook.facts import Facts, completed
from govrules.rulebook.schema import Gate
from govrules.rulebook.select import value_of
from govrules.rulebook.vocabulary import FACTS


@dataclass(frozen=True, slots=True)
class Finding:
    """What a gate has to say: which rule is broken, under which article, and what to do next."""

    gate: str
    article: int
    strength: str
    message: str
    remedy: str


class Case:
    """A gate's parameters and the facts that its check looks at."""

    def __init__(self, gate: Gate, facts: Facts) -> None:
        self.gate = gate
        self.facts = completed(facts)

    def yes(self, key: str) -> bool:
        return bool(self.known(key))

    def count(self, key: str) -> int:
        return int(self.known(key))  # type: ignore[arg-type]

    def known(self, key: str) -> object:
        value = value_of(key, self.facts)
        if value is None:
            raise FactError("", f"gates.{self.gate.key}", f"缺少事实 {key}（{FACTS[key].name}）")
        return value

    def limit(self, key: str) -> int:
        return int(self.gate.params[key])  # type: ignore[arg-type]

    def choices(self, key: str) -> tuple[str, ...]:
        return tuple(self.gate.params[key])  # type: ignore[arg-type]


# A check answers None when all is well, else what it found, "" where the gate's message says it all.
Answer = str | None
Question = Callable[[Case], Answer]


def check(gate: Gate, facts: Facts) -> Finding | None:
    """Run a gate's check; the finding cites the gate's article."""
    found = QUESTIONS[gate.check](Case(gate, facts))
    if found is None:
        return None
    message = f"{gate.message}（{found}）" if found else gate.message
    return Finding(gate.key, gate.article, gate.strength or "", message, gate.remedy)


def check_all(gates: list[Gate], facts: Facts) -> list[Finding]:
    """Every finding at once: who mends a document should not meet its faults one by one."""
    return [found for gate in gates if (found := check(gate, facts))]


def wants(key: str) -> Question:
    """Refused unless this is so."""
    return lambda case: None if case.yes(key) else ""


def wants_one(*keys: str) -> Question:
    """Refused unless one of these is so."""
    return lambda case: None if any(map(case.yes, keys)) else ""


def forbids(key: str, *, unless: tuple[str, ...] = ()) -> Question:
    """Refused if this is so, but for the exceptions."""
    return lambda case: "" if case.yes(key) and not any(map(case.yes, unless)) else None


def at_most(key: str, unit: str) -> Question:
    """不超过： the number itself is allowed."""

    def ask(case: Case) -> Answer:
        count, limit = case.count(key), case.limit("max")
        return f"现为{count}{unit}，上限{limit}{unit}" if count > limit else None

    return ask


def at_least(key: str, unit: str) -> Question:
    """不少于： the number itself is enough."""

    def ask(case: Case) -> Answer:
        count, least = case.count(key), case.limit("min")
        return f"现为{count}{unit}，至少{least}{unit}" if count < least else None

    return ask


def none_left(key: str, unit: str) -> Question:
    return lambda case: f"还有{case.count(key)}{unit}" if case.count(key) > 0 else None


def names_missing(*keys: str) -> Question:
    """All of these must be there; those that are not are named."""
    return lambda case: missing(case, keys)


def missing(case: Case, keys: tuple[str, ...]) -> Answer:
    absent = [FACTS[key].name for key in keys if not case.yes(key)]
    return f"缺：{'、'.join(absent)}" if absent else None


def listed_missing(param: str) -> Question:
    """All that the gate itself lists must be there; what is not is named."""
    return lambda case: missing(case, case.choices(param))


def addressed_directly(case: Case) -> Answer:
    """To a leader in person: refused but for the exceptions that the rulebook names."""
    return "" if case.yes("addressed_to_leader") and not any(map(case.yes, case.choices("except"))) else None


def sent_by(case: Case) -> Answer:
    return None if case.known("sender") in case.choices("senders") else ""


def hearings(case: Case) -> Answer:
    held, least = case.count("hearing_forms"), case.limit("min")
    return None if held >= least else f"现有{held}种，至少{least}种"


def reviewed_by(fact: str, param: str, competent: str) -> Question:
    """`param` names who must have reviewed: the competent body, or "own" for its own unit or anyone above that."""

    def ask(case: Case) -> Answer:
        wanted = {competent: (competent,), "own": ("own", competent)}[str(case.gate.params[param])]
        return None if case.known(fact) in wanted else ""

    return ask


def in_business(case: Case) -> Answer:
    chosen, classes = case.count("business_class"), case.limit("classes")
    return None if 1 <= chosen <= classes else f"应在第1至第{classes}类之中"


def one_of_posts(key: str) -> Question:
    """Refused unless the post is one of those that the gate allows."""
    return lambda case: None if case.known(key) in case.choices("allowed") else ""


QUESTIONS: dict[str, Question] = {
    "no_skip_level": forbids("skips_level", unless=("skip_approved",)),
    "never_skip_level": forbids("skips_level"),
    "single_recipient": at_most("recipients", "个"),
    "one_matter": at_most("matters", "件"),
    "no_request_in_report": forbids("contains_request"),
    "not_to_leader": addressed_directly,
    "length": at_most("length", "字"),
    "submission_form": listed_missing("elements"),
    "necessity": wants("necessity_stated"),
    "substance": wants("substance_confirmed"),
    "consulted": none_left("unconsulted", "个单位未征求意见"),
    "consultation_answered": none_left("open_consultations", "个单位未答复"),
    "consultation_settled": none_left("unsettled_consultations", "个单位未答复，也未列明情况"),
    "heads_conferred": wants("heads_conferred"),
    "coordinated": wants("coordinated"),
    "passed_at_a_meeting": lambda case: None if any(map(case.yes, case.choices("meetings"))) else "",
    "usual_submitter": wants("usual_submitter"),
    "party_decided": wants("party_decided"),
    "disagreement_countersigned": wants("disagreement_countersigned"),
    "agreed": forbids("has_disagreement"),
    "disagreement_set_out": names_missing("positions_listed", "grounds_listed", "proposal_given"),
    "signed_by_main_head": wants("signed_by_main_head"),
    "research": wants("research_done"),
    "assessed": names_missing("legality_assessed", "necessity_assessed"),
    "assessed_aspects": listed_missing("aspects"),
    "hearings": hearings,
    "risk_assessment": wants("risk_assessed"),
    "legality_review": reviewed_by("legality_reviewer", "by", "justice"),
    "fair_competition": reviewed_by("competition_reviewer", "reviewer", "authority"),
    "standing_discussed": wants("standing_discussed"),
    "standing_passed": wants("standing_passed"),
    "collective_decision": wants("collectively_decided"),
    "county_review_first": wants("county_reviewed"),
    "own_name": forbids("within_own_powers"),
    "not_repeated": forbids("already_covered"),
    "worth_issuing": forbids("without_substance"),
    "merged_plan": forbids("standalone_plan"),
    "no_downward_order": forbids("directs_townships", unless=("order_authorised",)),
    "no_supporting_demand": forbids("demands_supporting"),
    "joint_form": wants("issued_jointly"),
    "prior_request": wants("county_requested"),
    "business_class": in_business,
    "proposer": one_of_posts("proposer"),
    "study_first": wants("study_first"),
    "guests_invited": none_left("guests_missing", "个单位未邀请"),
    "meeting_approved": wants("meeting_approved"),
    "leaders_stay_away": forbids("department_meeting", unless=("concurrent_head",)),
    "event_approved": wants("event_approved"),
    "budgeted": wants("budget_line"),
    "before_departure": wants("before_departure"),
    "abroad_approved": wants("abroad_approved"),
    "release_approved": wants("release_approved"),
    "upper_approved": wants("upper_approved"),
    "special_case": wants("special_case"),
    "party_arranged": wants("party_arranged"),
    "declined": lambda _: "",
    "not_made_public": forbids("made_public"),
    "rules_named": wants("rules_named"),
    "through_office": forbids("asked_directly"),
    "no_ceremony": forbids("ceremonial"),
    "invitation_papers": listed_missing("papers"),
    "press_grounds": names_missing("press_need", "press_value", "press_effect"),
    "public_concern": wants("public_concern"),
    "reported_to_party": wants("reported_to_party"),
    "specially_approved": wants("specially_approved"),
    "result_published": wants("result_published"),
    "disclosure_set": wants("disclosure_given"),
    "field_checked": wants("field_checked"),
    "collective_record": wants("collectively_discussed"),
    "draft_procedures": listed_missing("procedures"),
    "interpretation_ready": listed_missing("papers"),
    "lead_time": at_least("workdays_left", "个工作日"),
    "urgency_explained": wants("urgency_reason_given"),
    "government_matter": forbids("within_own_powers"),
    "sender_allowed": sent_by,
    "office_name_enough": forbids("office_would_do"),
    "not_copied": forbids("copies_superior"),
    "not_speech": forbids("leader_speech"),
    "not_relayed": forbids("relays_department_document"),
    "not_reprinted": forbids("reprints"),
    "formal_document": forbids("informal_form"),
    "government_studied": wants("government_studied"),
    "department_name_enough": forbids("department_would_do"),
    "no_report_demand": forbids("demands_reports", unless=("order_authorised",)),
    "pair_present": forbids("pair_away"),
    "late_item_urgent": wants("urgent_item"),
    "sponsor_present": wants("sponsor_present"),
    "materials_complete": listed_missing("papers"),
    "procedures_complete": listed_missing("procedures"),
    "settled_before": forbids("has_disagreement", unless=("approved_beforehand",)),
    "talked_with_head": wants("talked_with_head"),
    "public_consultation_length": at_least("public_consultation_days", "日"),
    "overall_interest": wants("overall_interest"),
    "overall_or_required": wants_one("overall_interest", "required_by_rules"),
    "clear_opinion": wants("clear_opinion"),
    "chair_allowed": one_of_posts("chair_post"),
    "chair_in_charge": wants("chair_in_charge"),
    "not_mergeable": forbids("event_mergeable"),
    "meeting_needed": forbids("settled_on_paper"),
    "not_issued_already": forbids("issued_already"),
    "consent_before_reply": forbids("replied_before_consent"),
    "takes_over_named": wants("takes_over_named"),
    "abroad_within_limits": wants("abroad_within_limits"),
    "never_blank": forbids("blank_paper"),
    "not_blank": forbids("blank_paper", unless=("seal_exception",)),
    "seal_stays": forbids("seal_taken_out"),
    "seal_out_for_foreign_affairs": wants("foreign_affairs"),
    "seal_escorted": wants("escorted"),
    "seal_with_keeper": wants("keeper_goes"),
    "seal_signed_off": wants("signed_off"),
    "signed_text_kept": wants("signed_text_kept"),
    "letter_certified": wants_one("certificate_given", "seal_exception"),
    "bearer_in_service": wants_one("in_service", "seal_exception"),
}
