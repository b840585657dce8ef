"""What this floor really carries out of the vocabulary (for `rulebook coverage`); each room lists its own keys."""

CADENCE = frozenset({"meeting_cadence", "law_study"})
MINUTES = frozenset({
    "minutes", "minutes_issue", "issue_minutes", "optional_minutes", "effect_of_decisions", "publication_of_decisions",
})  # fmt: skip
BUILT = CADENCE | MINUTES
