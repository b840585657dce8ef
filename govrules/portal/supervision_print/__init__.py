"""Room of the portal: supervision on paper; only the portal sees both supervision and printing."""
