"""Room of the meetings floor: what happens while it sits."""
