"""What the meetings floor has built, by the vocabulary's keys (for `rulebook coverage`)."""

BUILT = frozenset({
    "agenda_item", "propose_item", "fix_agenda", "add_item_late", "call_meeting", "business_class", "proposer",
    "study_first", "guests_invited", "agreed", "late_item_urgent", "materials_complete", "procedures_complete",
    "settled_before", "talked_with_head", "public_consultation", "overall_interest", "overall_or_required",
    "clear_opinion", "chair_allowed", "chair_in_charge", "leaders_confer", "meeting_organizer",
})  # fmt: skip
