"""What the core has built, by the vocabulary's keys (for `rulebook coverage`)."""

REGISTERS = frozenset({
    "disclosure_register", "interpretation_register", "opinion_register", "tracking_register", "report_register",
    "letters_register", "proposal_contact_register", "concerns_register", "study_register",
    "foreign_affairs_register", "research_register", "normative_register",
})  # fmt: skip
BUILT = frozenset({"stand_in", "portfolios", "ab_roles"}) | REGISTERS
