"""Issuing minutes: the number, whom they reach, the limit met; and what their issue means for the decisions."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from documents.drafting import require_serving
from govrules.core import acts, clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.errors import BadInput, Why
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter, Participant, Waiver, WaiverState
from govrules.core.notices.actions import tell
from govrules.core.office.models import Appointment, Official
from govrules.core.office.queries import MAIN_HEAD, current
from meetings.minutes.actions import of, stated
from meetings.minutes.models import Minutes
from meetings.minutes.numbering import draw
from meetings.minutes.states import MOVES


def issue(matter_id: int, by: Official, reason: str = "") -> str:
    """Issue signed minutes: 1 the limit is met; 2 the number; 3 who gets them sees them and is told once.

    After the limit they still go out, with the reason on record.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        minutes = of(matter)
        was, now = acts.move(matter, "issue", MOVES, at)
        late(matter, by, reason, at)
        deadlines.meet_matter(matter, at)
        number = draw(minutes, at)
        minutes.issued_on = timezone.localdate(at)
        minutes.save(update_fields=["year", "serial", "issued_on"])
        Matter.objects.filter(pk=matter.pk).update(number=number, closed_at=at)
        record(matter, Line("issue", at, f"印发{number}", actor=by, was=was, now=now))
        send_out(minutes, number, at)
        return number


def late(matter: Matter, by: Official, reason: str, at: datetime) -> None:
    """The limit is over: why is on record; where it holds in principle, as a departure from it. One that is counted
    in a year whose holidays are not published has no consequence."""
    limits = Deadline.objects.filter(
        matter=matter, step=None, state=DeadlineState.OPEN, due_at__lte=at, provisional=False
    )
    limit = limits.order_by("due_at").first()
    if limit is None:
        return
    if not reason.strip():
        raise BadInput(Why("纪要印发的时限已过", limit.article, "请写明逾期的原因", limit.rule), field="reason")
    why = stated(reason, "逾期的原因")
    if limit.strength == "principle" and limit.article:
        Waiver.objects.create(
            matter=matter, rule=limit.rule, article=limit.article, finding="纪要未在规定时限内印发", reason=why,
            given_by=by, given_at=at, state=WaiverState.ACCEPTED, settled_by=by, settled_at=at,
        )  # fmt: skip
    record(matter, Line("late", at, f"逾期印发：{why}", actor=by, article=limit.article))


def send_out(minutes: Minutes, number: str, at: datetime) -> None:
    """They reach the readers and the organs: these see them from now on; each person is told once."""
    matter = minutes.matter
    readers = list(minutes.readers.select_related("account"))
    organs = list(minutes.organs.all())
    rows = [Participant(matter=matter, official=reader, role="recipient", since=at) for reader in readers]
    rows += [Participant(matter=matter, organ=organ, role="recipient", since=at) for organ in organs]
    Participant.objects.bulk_create(rows, ignore_conflicts=True)
    heads = Appointment.objects.filter(
        current(timezone.localdate(at)), seat__organ__in=organs, seat__post__in=set(MAIN_HEAD.values())
    )
    told = {row.official for row in heads.select_related("official__account")}
    tell({*readers, *told}, event=f"minutes-issued:{matter.pk}", matter=matter, at=at,
         subject=f"会议纪要已印发（{number}）：{matter.title}")  # fmt: skip
