"""Room of the portal: the leave form on paper. Leave and printing are floors that only the portal sees both."""
