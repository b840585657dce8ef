"""What this floor really carries out of the vocabulary (for `rulebook coverage`); each room lists its own keys."""

DUTY = frozenset({"duty_roster"})
BUILT = DUTY
