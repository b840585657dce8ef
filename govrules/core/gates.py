"""What the core has built, by the vocabulary's keys (for `rulebook coverage`)."""

BUILT = frozenset({"stand_in", "portfolios", "ab_roles"})
