"""Supervision floor: supervised matters, feedback, appraisal. Nothing is built here yet."""
