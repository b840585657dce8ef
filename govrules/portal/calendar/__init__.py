"""Room of the portal: the calendar of working days (工作日历)."""
