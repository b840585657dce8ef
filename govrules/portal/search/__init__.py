"""Room of the portal: finding matters by title or number."""
