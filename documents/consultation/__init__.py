"""Room of documents: asking the organs touched, their replies and their silence."""
