"""Room of the meetings floor: items (议题), from the proposal to its place on an agenda."""
