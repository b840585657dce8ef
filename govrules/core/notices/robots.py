"""Notices by group robots: within each service's allowance, several in one message where it runs out.

Any number of workers: a robot's row is locked while one of them looks what may be said and claims it, and what was said
is counted in the database. The call itself is made outside of the lock.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from govrules import env
from govrules.core import clock
from govrules.core.notices import grouptext, outbox, services
from govrules.core.notices.groups import NOTHING, Choice, choices
from govrules.core.notices.kinds import kind_of
from govrules.core.notices.models import (
    ROBOT_CHANNELS,
    MessageState,
    Notice,
    NoticeState,
    Robot,
    RobotMessage,
)
from govrules.core.notices.outbox import Delivered
from govrules.core.notices.services import PER, SERVICES, Outcome
from govrules.core.office.guards import locked
from govrules.core.office.models import Government

MOST = 500  # notices looked at for one message
NOT_SET, ENDED = "没有设置这个群机器人", "本办规定已不再由群机器人发送"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Said:
    """A claimed message and its words."""

    message: RobotMessage
    text: str
    mobiles: list[str]


def send_due(at: datetime, done: Delivered) -> None:
    """Every robot for which something waits says it; what waits for one that is no longer set is put off.

    Where a service does not answer one robot, its others are not tried in this round: it would wait for each of them.
    """
    waiting = outbox.due(at, *ROBOT_CHANNELS).order_by().values_list("government", "channel").distinct()
    keys = dict(Government.objects.values_list("pk", "key")) if waiting else {}
    found = {(robot.government, robot.channel): robot for robot in settings.NOTICE_ROBOTS}
    down: set[str] = set()
    for government, channel in waiting:
        row, _ = Robot.objects.get_or_create(government_id=government, channel=channel)
        robot = found.get((keys[government], channel))
        if robot is None:
            _unset(row, at, done)
        elif channel not in down and not _speak(row, robot, done):
            down.add(channel)


def _speak(row: Robot, robot: env.Robot, done: Delivered) -> bool:
    """1. claim; 2. say; 3. settle; until nothing waits, or the robot has to be silent. False if nobody answered."""
    answered = True
    while said := claim(row):
        outcome = services.say(robot, said.text, said.mobiles)
        if outcome.state != MessageState.SENT:
            log.warning("robot %s/%s: %s: %s", robot.government, robot.channel, outcome.state, outcome.words)
        settle(said.message, outcome, done)
        answered = outcome.answered
    return answered


def claim(robot: Robot) -> Said | None:
    """What a robot says next, claimed; None if nothing waits or it has to be silent.

    1. lock the robot; 2. its allowance; 3. one event, or a digest; 4. claim the notices under a new message.
    """
    with transaction.atomic():
        robot = locked(Robot.objects.all()).get(pk=robot.pk)
        at = clock.wall()
        left = allowance(robot, at)
        choice = choices([robot.government_id], clock.now()).get(robot.government_id, NOTHING)
        waiting = _waiting(robot, choice, at) if left else []
        if not waiting:
            return None
        chosen, several = choose(waiting, left, robot.failures > 0)
        message = RobotMessage.objects.create(robot=robot, started_at=at, lease_until=at + outbox.LEASE)
        mine = Notice.objects.filter(pk__in=[n.pk for n in chosen])
        if outbox.claim(mine, at, message=message) < len(chosen):  # a worker that does not know this robot took some
            transaction.set_rollback(True)
            return None
    return Said(message, _text(chosen, several, choice), grouptext.mobiles(chosen))


def allowance(robot: Robot, at: datetime) -> int:
    """How many messages it may still send now. One counts until a minute after its answer, when it was surely there."""
    if robot.resume_at and robot.resume_at > at:
        return 0
    counted = robot.messages.filter(Q(ended_at=None) | Q(ended_at__gt=at - PER)).count()
    return max(SERVICES[robot.channel].rate - counted, 0)


def _waiting(robot: Robot, choice: Choice, at: datetime) -> list[Notice]:
    """What is to be told now; what the office meanwhile keeps out of the group is taken back."""
    mine = outbox.due(at, robot.channel).filter(government=robot.government_id).select_related("recipient")[:MOST]
    wanted = [notice for notice in mine if kind_of(notice.event) in choice.kinds]
    if len(wanted) < len(mine):
        gone = Notice.objects.filter(pk__in={n.pk for n in mine} - {n.pk for n in wanted})
        gone.update(state=NoticeState.FAILED, next_at=None, last_error=ENDED)
    return wanted


def choose(waiting: Sequence[Notice], left: int, failing: bool) -> tuple[list[Notice], bool]:
    """The oldest event; or all that waits, where this is the last message of the minute or the robot failed before.

    In either case to no more people than fit; who is left out comes with the next message.
    """
    events = {notice.event for notice in waiting}
    several = len(events) > 1 and (left == 1 or failing)
    kept = [n for n in waiting if several or n.event == waiting[0].event]
    people = list(dict.fromkeys(n.recipient_id for n in kept))[: grouptext.PEOPLE]
    return [n for n in kept if n.recipient_id in people], several


def _text(chosen: Sequence[Notice], several: bool, choice: Choice) -> str:
    return grouptext.digest(chosen) if several else grouptext.single(chosen, choice.titles)


def settle(message: RobotMessage, outcome: Outcome, done: Delivered) -> None:
    """What came of it, on the message, its notices and the robot; an answer after the lease still counts."""
    at = clock.wall()
    with transaction.atomic():
        robot = locked(Robot.objects.all()).get(pk=message.robot_id)
        _pause(robot, outcome, at)
        ended = RobotMessage.objects.filter(pk=message.pk)
        ended.update(state=outcome.state, ended_at=at, error=outcome.words)
        rows = Notice.objects.filter(message=message, state__in=(NoticeState.SENDING, NoticeState.UNKNOWN))
        if outcome.state == MessageState.SENT:
            done.sent += outbox.mark_sent(rows)
        elif outcome.state == MessageState.REFUSED:
            done.failed += outbox.put_off(rows, outcome.words, robot.resume_at)
        else:
            done.unknown += outbox.mark_unknown(rows, outcome.words)


def _pause(robot: Robot, outcome: Outcome, at: datetime) -> None:
    """A robot that failed is silent for a while, longer each time; one that was too fast, as long as it is blocked."""
    sent = outcome.state == MessageState.SENT
    robot.failures = 0 if sent else robot.failures + 1
    pause = outbox.backoff(robot.failures)
    if outcome.too_fast:
        pause = max(pause, SERVICES[robot.channel].pause)
    robot.resume_at, robot.last_error = (None, "") if sent else (at + pause, outcome.words)
    robot.save(update_fields=["failures", "resume_at", "last_error"])


def _unset(robot: Robot, at: datetime, done: Delivered) -> None:
    """The operator took the robot away, or this worker does not know it: as if it had refused."""
    rows = outbox.due(at, robot.channel).filter(government=robot.government_id)
    taken = [n.pk for n in rows if outbox.claim(Notice.objects.filter(pk=n.pk, next_at=n.next_at), at)]
    for notice in Notice.objects.filter(pk__in=taken):
        again = Notice.objects.filter(pk=notice.pk)
        done.failed += outbox.put_off(again, NOT_SET, at + outbox.backoff(notice.attempts))
