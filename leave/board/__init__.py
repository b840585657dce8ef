"""Room of the leave floor: who is away, where, until when, who acts."""
