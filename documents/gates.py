"""What the documents floor has built, by the vocabulary's keys (for `rulebook coverage`)."""

BUILT = frozenset({
    "submit", "no_skip_level", "single_recipient", "one_matter", "no_request_in_report", "not_to_leader", "length",
    "submission_form", "necessity", "consulted", "consultation_answered", "heads_conferred", "disagreement_set_out",
    "signed_by_main_head", "research", "assessed", "hearings", "risk_assessment", "incoming", "dispatch",
    "countersign_reply", "sign_dispatch", "legality_review", "fair_competition", "standing_discussed",
    "standing_passed", "collective_decision", "own_name", "not_repeated", "worth_issuing",
    "merged_plan", "reported_to_party",
    "consultation_settled", "disclosure_set", "field_checked", "collective_record", "draft_procedures",
    "interpretation_ready", "lead_time", "urgency_explained", "government_matter", "sender_allowed",
    "office_name_enough", "department_name_enough", "not_copied", "not_speech", "not_relayed", "not_reprinted",
    "substance", "never_skip_level", "formal_document", "assessed_aspects", "government_studied",
    "processing", "leader_decision", "circling",
    "issue_department", "agreed", "county_review_first", "joint_form", "prior_request", "no_downward_order",
    "no_report_demand", "no_supporting_demand", "approve_submission",
})  # fmt: skip
