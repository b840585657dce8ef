"""Room of the core: the outbox of notices and its delivery."""
