"""Room of the meetings floor: how often each body must meet, and who is behind."""
