"""Room of the meetings floor: minutes (纪要), from the draft to the issue."""
