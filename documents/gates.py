"""What the documents floor has built, by the vocabulary's keys (for `rulebook coverage`)."""

BUILT = frozenset({
    "no_skip_level", "single_recipient", "one_matter", "no_request_in_report", "not_to_leader", "length",
    "submission_form", "consulted", "consultation_answered", "heads_conferred", "disagreement_set_out",
    "signed_by_main_head", "necessity", "research", "assessed", "hearings", "risk_assessment", "submit", "incoming", "dispatch", "countersign_reply",
})  # fmt: skip
