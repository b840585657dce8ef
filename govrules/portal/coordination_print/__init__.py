"""Room of the portal: a coordination on paper; only the portal sees both meetings and printing."""
