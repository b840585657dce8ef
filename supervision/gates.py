"""What this floor really carries out of the vocabulary (for `rulebook coverage`)."""

BUILT = frozenset({
    "decision_supervision", "decision_feedback", "first_responsible", "supervision_notice", "implementation_report",
})  # fmt: skip
