"""Room of the leave floor: the duty roster (值班)."""
