"""Room of the core: governments, organs, seats, people, and who stands in for whom."""
