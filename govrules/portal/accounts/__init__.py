"""Room of the portal: log-in and out, password, large type."""
