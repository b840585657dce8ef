"""What the documents floor has built, by the vocabulary's keys (for `rulebook coverage`)."""

BUILT = frozenset({
    "submit", "no_skip_level", "single_recipient", "one_matter", "no_request_in_report", "not_to_leader", "length",
    "submission_form", "necessity", "consulted", "consultation_answered", "heads_conferred", "disagreement_set_out",
    "signed_by_main_head", "research", "assessed", "hearings", "risk_assessment", "incoming", "dispatch",
    "countersign_reply",
})  # fmt: skip
