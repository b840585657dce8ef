"""Room of the leave floor: requests, from the form to the report of return."""
