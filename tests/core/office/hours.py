"""The hours, and the made-up steps, that the tests of the office's acts share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from govrules.core.authority import assign
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Matter, Step
from govrules.core.office.models import Official, Seat
from tests.core.cast import Cast

MONDAY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)  # 2026-06-01 09:00 in Asia/Shanghai
TODAY, TOMORROW, FRIDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 5)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def step_for(cast: Cast, seat: Seat, act: str = "approve", at: datetime = MONDAY) -> Step:
    """A step of a made-up request of the education bureau that has come to this seat."""
    matter = Matter.objects.create(
        government=cast.government, adoption=cast.adoption, kind="submission", title="关于新建城东小学的请示",
        organ=cast.education, state="leaders", opened_by=cast.education_clerk, opened_at=at, moved_at=at,
    )  # fmt: skip
    step = Step.objects.create(matter=matter, group=1, act=act, post=seat.post, seat=seat, article=32)
    assign(step, at)
    return step


def who_has(step: Step) -> str:
    """The name of whom the step waits for, or that it is held."""
    row = Step.objects.select_related("assignee").get(pk=step.pk)
    return row.assignee.name if row.assignee else row.get_state_display()


def last_line(cast: Cast) -> JournalEntry:
    """The newest line of the government's own journal."""
    return JournalEntry.objects.filter(matter=None, government=cast.government).latest("seq")


def told_by(cast: Cast) -> tuple[str, str, Official | None]:
    line = last_line(cast)
    return line.act, line.text, line.actor
