"""Room of the portal: one matter shown whole, with its way and its record."""
