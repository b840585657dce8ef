"""Room of the meetings floor: planning a meeting, its agenda, calling it."""
