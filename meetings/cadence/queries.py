"""How often each body of a government has met, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of, start_of_day
from govrules.core.office.models import Government
from govrules.core.office.queries import setting
from govrules.rulebook import Rulebook
from govrules.rulebook.schema import Cadence
from meetings.bodies import book_on
from meetings.cadence.counting import Standing, earliest, standing
from meetings.cadence.warning import KEY
from meetings.calling.models import Meeting
from meetings.calling.states import BEFORE, State
from meetings.items.models import AgendaItem

WARN_DAYS = 5  # where the office has fixed nothing itself; the page says that it is the program's own default


@dataclass(frozen=True)
class Held:
    """A meeting held (`over`) or planned: which body's, on which day, and whether a study was on its agenda."""

    matter: int
    body: str
    day: date
    over: bool
    study: bool


@dataclass(frozen=True)
class Line:
    """A cadence as the board shows it: whose it is, where it stands, and the next meeting that is planned."""

    title: str
    standing: Standing
    next: Held | None = None


@dataclass(frozen=True)
class Board:
    """All cadences of a government today. `basis` is empty where the days of warning are the program's default."""

    lines: list[Line]
    warn: int
    basis: str = ""

    @property
    def behind(self) -> int:
        return sum(line.standing.state == "behind" for line in self.lines)


def meetings(government: Government, since: date) -> list[Held]:
    """Every meeting held since a day, and every one that is planned: one query."""
    study = AgendaItem.objects.filter(meeting=OuterRef("pk"), study=True)
    found = Meeting.objects.filter(
        matter__government=government, matter__state__in=[*BEFORE, State.OPEN, State.ENDED],
        starts_at__gte=start_of_day(since),
    )  # fmt: skip
    rows = found.annotate(studied=Exists(study)).values_list(
        "pk", "body", "starts_at", "opened_at", "matter__state", "studied"
    )
    return [
        Held(pk, body, date_of(opened or starts), state in (State.OPEN, State.ENDED), studied)
        for pk, body, starts, opened, state, studied in rows.order_by("starts_at", "pk")
    ]


def warning(government: Government, on: date) -> tuple[int, str]:
    """How many working days before a period's end the office is told, and on what basis."""
    own = setting(government, KEY, on)
    return (own.value["count"], own.basis) if own else (WARN_DAYS, "")


def counts(rule: Cadence, found: Iterable[Held]) -> list[Held]:
    """Of all meetings those that a cadence counts: its body's, and for the study of law those with a study on them."""
    body = rule.body or ("standing" if rule.kind == "law_study" else "")
    return [one for one in found if one.body == body and (rule.kind != "law_study" or one.study)]


def board(government: Government, at: datetime) -> Board:
    """Where every cadence of the adopted rulebook stands: the same number of queries whatever there is."""
    today = date_of(at)
    book, calendar = book_on(government, today), calendars.current()
    found = meetings(government, earliest(today))
    warn, basis = warning(government, today)
    lines = []
    for rule in book.cadences:
        mine = counts(rule, found)
        ahead = [one for one in mine if not one.over and one.day >= today]
        state = standing(
            rule, [m.day for m in mine if m.over], [m.day for m in ahead], today, warn, calendar
        )  # fmt: skip
        lines.append(Line(title_of(rule, book), state, ahead[0] if ahead else None))
    return Board(lines, warn, basis)


def title_of(rule: Cadence, book: Rulebook) -> str:
    """县政府常务会议; what is not a body's meeting bears the name of its kind."""
    titles = {body.key: body.title for body in book.bodies}
    if rule.kind == "meeting_cadence":
        return titles.get(rule.body or "", rule.note)
    return {"law_study": "常务会议学法", "grassroots_research": "领导基层调研"}[rule.kind]
