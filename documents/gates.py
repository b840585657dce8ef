"""What the documents floor has built, by the vocabulary's keys (for `rulebook coverage`)."""

BUILT = frozenset({
    "submit", "no_skip_level", "single_recipient", "one_matter", "no_request_in_report", "not_to_leader", "length",
    "submission_form", "necessity", "consulted", "consultation_answered", "heads_conferred", "disagreement_set_out",
    "signed_by_main_head", "research", "assessed", "hearings", "risk_assessment", "incoming", "dispatch",
    "countersign_reply", "sign_dispatch", "legality_review", "fair_competition", "standing_discussed",
    "standing_passed", "collective_decision", "own_name", "not_repeated", "worth_issuing",
    "merged_plan", "reported_to_party",
})  # fmt: skip
