"""What this floor really carries out of the vocabulary (for `rulebook coverage`); each room lists its own keys."""

CADENCE = frozenset({"meeting_cadence", "law_study", "extra_meetings"})
EVENTS = frozenset({
    "hold_event", "accept_invitation", "countywide_meeting", "countywide_request", "event_approved", "meeting_approved",
    "budgeted", "standing_passed", "own_name", "leaders_stay_away", "specially_approved", "not_mergeable",
    "meeting_needed", "not_issued_already", "consent_before_reply", "meeting_economy", "video_meetings",
    "event_organizer",
})  # fmt: skip
BUILT = CADENCE | EVENTS
