"""The portal: desk, approval queue, rules, calendar, notices, search and the demo bar; it sees all floors below."""
