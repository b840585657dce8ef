"""Room of the core: the calendar of working days as data."""
