"""Meetings floor: bodies, agenda, quorum, attendance, minutes. Nothing is built here yet."""
