"""What the documents floor does when a deadline passes or a route ends, by the rulebook's keys."""

from __future__ import annotations

from datetime import datetime

from documents.consultation.outcome import deem
from documents.dispatch.actions import open_reply
from documents.submission.states import MOVES
from govrules.core import acts
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official


def close_read(matter: Matter, by: Official, at: datetime) -> None:
    """Everyone it went to has read it."""
    was, now = acts.move(matter, "read", MOVES, at)
    acts.close(matter, at)
    record(matter, Line("closed", at, "阅办完毕", actor=by, was=was, now=now))


CONSEQUENCES = {"deemed_no_objection": deem}
ROUTE_ENDS = {"open_dispatch": open_reply, "close_read": close_read}
