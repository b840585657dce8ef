"""Room of the portal: the leave form and the duty roster on paper; only the portal sees both leave and printing."""
