"""What this floor really carries out of the vocabulary (for `rulebook coverage`); each room lists its own keys."""

CADENCE = frozenset({"meeting_cadence", "law_study", "extra_meetings"})
BUILT = CADENCE
