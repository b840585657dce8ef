"""Meetings floor: bodies, items, agenda, attendance, the session itself, minutes, cadences, county-wide events.

Its rooms, in the order in which a meeting goes through them: `items` (议题), `calling` (agenda and notice),
`attendance` (who is asked, excused, present; quorum), `session` (what is discussed and decided), `minutes` (纪要);
beside them `cadence` (how often a body must meet) and `events` (county-wide meetings that departments hold).
"""
