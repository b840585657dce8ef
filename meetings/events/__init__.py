"""Room of the meetings floor: county-wide meetings and events that departments hold."""
