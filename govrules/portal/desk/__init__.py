"""Room of the portal: the desk (工作台)."""
