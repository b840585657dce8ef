"""Small scenes for the tests of deadlines: the education department asks others for their countersign.

It is Monday 1 June 2026, 10:00. Five working days are 2, 3, 4, 5 and 8 June; the reminder is on Friday 5 June, and at
midnight after Monday 8 June the period is over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from govrules.core.calendar import actions as calendar
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import Deadline
from govrules.core.journal.actions import Line, record
from govrules.core.journal.models import JournalEntry
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.notices.models import Channel, Notice
from govrules.core.office.models import Official, Organ
from govrules.core.workdays import OFFICE_ZONE
from govrules.rulebook.schema import DeadlineRule
from tests.core.calendars import NOTICE_2027
from tests.core.cast import Cast

SILENCE = "deemed_no_objection"


def office(text: str) -> datetime:
    """A moment on the office's clock: "2026-06-01 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


SENT = office("2026-06-01 10:00")
WARNED = office("2026-06-05 00:00")
LAST_SECOND = office("2026-06-08 23:59:59")
OVER = office("2026-06-09 00:00")


@dataclass
class Asked:
    """One organ asked for its countersign."""

    matter: Matter
    step: Step
    deadline: Deadline

    def again(self) -> Asked:
        """As it stands in the database now."""
        for row in (self.matter, self.step, self.deadline):
            row.refresh_from_db()
        return self


def opened(cast: Cast, at: datetime = SENT, title: str = "关于新建乡村小学校舍的请示") -> Matter:
    """A matter of the education department."""
    opening = steps.Opening(cast.government, "submission", title, cast.education, cast.education_clerk, "consulting")
    return steps.open_matter(opening, at)


def put_before(cast: Cast, matter: Matter, organ: Organ, at: datetime = SENT) -> Step:
    """A countersign step before an organ's head."""
    seat = cast.seats[f"{organ.key}_head"]
    [step] = steps.plan(matter, [steps.StepSpec("countersign", seat.post, seat, organ, article=31)])
    step.matter = matter
    steps.start(step, at)
    return step


def reply_rule(cast: Cast, **changed: object) -> DeadlineRule:
    """The rulebook's limit for replies, if need be with something changed."""
    rule = cast.book.deadline("countersign_reply", {"to_township": False})
    return rule.model_copy(update=changed)


def ask(
    cast: Cast, organ: Organ | None = None, at: datetime = SENT, matter: Matter | None = None, **changed: object
) -> Asked:
    """Ask an organ (finance), on a matter of its own unless one is given."""
    matter = matter or opened(cast, at)
    step = put_before(cast, matter, organ or cast.finance, at)
    return Asked(matter, step, deadlines.arm(matter, step, reply_rule(cast, **changed), at))


def mark_only(cast: Cast, organ: Organ | None = None, at: datetime = SENT, matter: Matter | None = None) -> Asked:
    """The same under a limit that nothing follows from when it passes."""
    return ask(cast, organ, at, matter, on_pass=None, on_pass_article=None, on_pass_strength=None)


def deem(deadline: Deadline, at: datetime) -> None:
    """What silence leads to, as far as the core goes."""
    Step.objects.filter(pk=deadline.step_id).update(state=StepState.DEEMED, decided_at=at)
    record(deadline.matter, Line("deem", at, "逾期未回复，视为无不同意见", article=deadline.on_pass_article))


def each(consequence: Callable[[Deadline, datetime], None]) -> Callable[[Sequence[Deadline], datetime], None]:
    """A consequence of many deadlines from that of one."""

    def all_of(deadlines: Sequence[Deadline], at: datetime) -> None:
        for deadline in deadlines:
            consequence(deadline, at)

    return all_of


def load_2027() -> calendar.Loaded:
    """The (made up) notice of 2027 is published."""
    return calendar.load_text(NOTICE_2027, 2027, "", None, demo=True)


def acts(matter: Matter) -> list[str]:
    """What the matter's journal tells, in order."""
    return list(JournalEntry.objects.filter(matter=matter).values_list("act", flat=True))


def last_line(matter: Matter) -> JournalEntry:
    return JournalEntry.objects.filter(matter=matter).latest("seq")


def rungs(deadline: Deadline) -> list[tuple[str, int]]:
    """The rungs that fired, in order, with their cycle."""
    return list(deadline.firings.order_by("pk").values_list("rung", "cycle"))


def told(official: Official) -> list[str]:
    """The subjects of his notices in the portal, oldest first."""
    mine = Notice.objects.filter(recipient=official, channel=Channel.PORTAL).order_by("pk")
    return list(mine.values_list("subject", flat=True))
