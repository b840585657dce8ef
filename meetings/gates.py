"""What this floor really carries out of the vocabulary (for `rulebook coverage`); each room lists its own keys."""

ITEMS = frozenset({
    "agenda_item", "propose_item", "business_class", "proposer", "agreed", "materials_complete", "procedures_complete",
    "settled_before", "talked_with_head", "public_consultation", "overall_interest", "overall_or_required",
    "clear_opinion", "leaders_confer",
})  # fmt: skip
CALLING = frozenset({
    "fix_agenda", "add_item_late", "call_meeting", "study_first", "guests_invited", "late_item_urgent", "chair_allowed",
    "chair_in_charge", "meeting_organizer",
})  # fmt: skip
MINUTES = frozenset({
    "minutes", "minutes_issue", "issue_minutes", "optional_minutes", "effect_of_decisions", "publication_of_decisions",
})  # fmt: skip
CADENCE = frozenset({"meeting_cadence", "law_study"})
BUILT = ITEMS | CALLING | MINUTES | CADENCE
