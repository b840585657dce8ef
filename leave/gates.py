"""What this floor really carries out of the vocabulary (for `rulebook coverage`); each room lists its own keys."""

REQUESTS = frozenset({
    "ask_leave", "grant_leave", "leave", "leave_request", "record_leave", "before_departure", "pair_present",
    "takes_over_named", "abroad_approved", "abroad_within_limits", "leave_form", "leave_filing", "leave_told",
    "leave_return", "trip_report", "abroad_ledger", "gift_register",
})  # fmt: skip
DUTY = frozenset({"duty_roster"})
BUILT = REQUESTS | DUTY
