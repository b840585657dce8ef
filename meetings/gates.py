"""What this floor really carries out of the vocabulary (for `rulebook coverage`); each room lists its own keys."""

ATTENDANCE = frozenset({
    "meeting_leave", "record_leave", "stand_in_at_meeting", "opinion_in_advance", "no_meeting_leave", "arrive_before",
})  # fmt: skip
SESSION = frozenset({
    "open_meeting", "discuss_item", "decide_item", "sponsor_present", "head_speaks_last", "decision_record",
    "speaking_limits", "decision_document", "decisions_as_documents",
})  # fmt: skip
BUILT = ATTENDANCE | SESSION
