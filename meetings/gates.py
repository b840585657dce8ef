"""What this floor really carries out of the vocabulary (for `rulebook coverage`); each room lists its own keys."""

ITEMS = frozenset({
    "agenda_item", "propose_item", "business_class", "proposer", "agreed", "materials_complete", "procedures_complete",
    "settled_before", "talked_with_head", "public_consultation_length", "overall_interest", "overall_or_required",
    "clear_opinion", "leaders_confer",
})  # fmt: skip
CALLING = frozenset({
    "fix_agenda", "add_item_late", "call_meeting", "study_first", "guests_invited", "late_item_urgent", "chair_allowed",
    "chair_in_charge", "meeting_organizer", "papers_in_advance",
})  # fmt: skip
# Planned under whom the rules let chair, its members and guests asked by the rules, its business the items' own.
BODIES = frozenset({"plenary", "standing", "head_office", "special", "party_group", "work"})
MINUTES = frozenset({
    "minutes", "minutes_issue", "issue_minutes", "optional_minutes", "minutes_promptly", "effect_of_decisions",
    "publication_of_decisions",
})  # fmt: skip
CADENCE = frozenset({"meeting_cadence", "law_study", "extra_meetings"})
EVENTS = frozenset({
    "hold_event", "accept_invitation", "countywide_meeting", "countywide_request", "event_approved", "meeting_approved",
    "budgeted", "standing_passed", "own_name", "leaders_stay_away", "specially_approved", "not_mergeable",
    "meeting_needed", "not_issued_already", "consent_before_reply", "meeting_economy", "video_meetings",
    "event_organizer",
})  # fmt: skip
ATTENDANCE = frozenset({
    "meeting_leave", "record_leave", "stand_in_at_meeting", "opinion_in_advance", "no_meeting_leave", "arrive_before",
    "meeting_manners",
})  # fmt: skip
SESSION = frozenset({
    "open_meeting", "discuss_item", "decide_item", "sponsor_present", "head_speaks_last", "decision_record",
    "first_topic_study", "speaking_limits", "decision_document", "decisions_as_documents",
})  # fmt: skip
COORDINATION = frozenset({
    "disagreement_coordination", "disagreement_note", "coordinated", "disagreement_countersigned",
})  # fmt: skip
PARTY = frozenset({
    "send_to_party_committee", "to_party_committee", "party_matter", "passed_at_a_meeting", "usual_submitter",
    "party_decided",
})  # fmt: skip
BUILT = PARTY | COORDINATION | ITEMS | CALLING | BODIES | ATTENDANCE | SESSION | MINUTES | CADENCE | EVENTS
