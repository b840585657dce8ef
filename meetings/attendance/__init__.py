"""Room of the meetings floor: who is asked, who is excused, who is there; the quorum."""
