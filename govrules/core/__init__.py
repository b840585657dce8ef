"""The core floor: who works here, what is in hand, by when, and the record of what was done."""
