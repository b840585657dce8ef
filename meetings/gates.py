"""What the meetings floor has built, by the vocabulary's keys (for `rulebook coverage`)."""

BUILT = frozenset({
    "minutes", "minutes_issue", "issue_minutes", "optional_minutes", "effect_of_decisions", "publication_of_decisions",
})  # fmt: skip
