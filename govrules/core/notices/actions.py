"""Telling people: rows in the transaction of the act (`tell`), sent afterwards and retried (`deliver`).

One event is told to one official over one channel once, by a unique row. A notice in the portal needs no
sending. An e-mail cannot be sent and marked as sent in one step, so a choice had to be made for a worker that
dies between the two: it claims a row first (a conditional UPDATE, good for `LEASE`), then sends, then marks
it. A row whose claim ran out is sent again rather than lost, under the same Message-ID, made from the event
and the recipient, by which mail servers and readers drop the second copy.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet

from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.notices.models import Channel, Notice, NoticeState
from govrules.core.office.models import Official

LEASE = timedelta(minutes=5)
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=1)
MOST_ATTEMPTS = 12  # about six hours of a mail server that is down
PAGE = 100
SIGNED_OFF = "——本邮件由政府办公业务系统自动发出，请登录系统查看和办理，不必回复。"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class News:
    """What is told: the event by which it is told only once, and the words."""

    event: str
    subject: str
    body: str = ""
    article: int | None = None


@dataclass
class Delivered:
    """What one round of delivery did."""

    sent: int = 0
    failed: int = 0


def tell(
    recipients: Iterable[Official],
    *,
    event: str,
    subject: str,
    body: str = "",
    matter: Matter | None = None,
    article: int | None = None,
    at: datetime,
) -> None:
    """Tell officials of an event, once: in the portal now, by e-mail as soon as delivery gets to it."""
    people = {official.pk: official for official in recipients if official.is_active}
    if matter is not None and any(o.government_id != matter.government_id for o in people.values()):
        raise ValueError(f"a notice on matter {matter.pk} would leave its government")
    news, matter_id = News(event, subject, body, article), matter.pk if matter else None
    rows = [Notice(**row) for official in people.values() for row in written(official, news, matter_id, at)]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def written(official: Official, news: News, matter_id: int | None, at: datetime) -> list[dict[str, Any]]:
    """The columns of the rows by which an official is told: in the portal, and by e-mail if he has one."""
    portal = {
        "government_id": official.government_id, "recipient_id": official.pk, "matter_id": matter_id,
        "event": news.event, "channel": Channel.PORTAL.value, "subject": " ".join(news.subject.split())[:200],
        "body": news.body, "article": news.article, "created_at": at, "state": NoticeState.SENT.value,
        "next_at": None, "attempts": 0, "last_error": "", "sent_at": at, "read_at": None,
    }  # fmt: skip
    if not official.email:
        return [portal]
    unsent = {"state": NoticeState.PENDING.value, "next_at": clock.wall(), "sent_at": None}
    return [portal, portal | {"channel": Channel.EMAIL.value} | unsent]


def mark_read(official: Official, at: datetime, notices: Iterable[int] | None = None) -> int:
    """An official has read these of his notices (None: all of them); returns how many were new to him."""
    unread = Notice.objects.filter(recipient=official, channel=Channel.PORTAL, read_at=None)
    return (unread if notices is None else unread.filter(pk__in=list(notices))).update(read_at=at)


def send_again(notices: QuerySet[Notice]) -> int:
    """Put notices that failed for good back into the queue, once what was wrong is mended."""
    failed = notices.filter(state=NoticeState.FAILED)
    return failed.update(state=NoticeState.PENDING, attempts=0, next_at=clock.wall())


def deliver(at: datetime | None = None) -> Delivered:
    """Send what is to be sent by now (by the wall clock); whatever else is sending takes other rows.

    1. open the mail server; 2. claim a row; 3. send it; 4. mark it sent, or when to try again.
    """
    at, done = at or clock.wall(), Delivered()
    page = _due(at)
    server = Server() if page else None
    while server and page:
        for notice in page:
            if claim(notice, at):
                _deliver(notice, server, at, done)
        page = _due(at)
    if server:
        server.connection.close()
    return done


def _due(at: datetime) -> list[Notice]:
    """The next rows to send. Claimed, sent or put off, a row of this round never comes up in it again."""
    pending = Notice.objects.filter(state=NoticeState.PENDING, next_at__lte=at)
    return list(pending.select_related("recipient").order_by("next_at", "pk")[:PAGE])


def _deliver(notice: Notice, server: Server, at: datetime, done: Delivered) -> None:
    error = server.send(notice)
    if error is None:
        _mark_sent(notice)
        done.sent += 1
    else:
        _put_off(notice, error, at)
        done.failed += 1


def claim(notice: Notice, at: datetime) -> bool:
    """Take a row for sending; False if another took it or it changed since it was read."""
    mine = Notice.objects.filter(pk=notice.pk, state=NoticeState.PENDING, next_at=notice.next_at)
    notice.attempts += 1
    return mine.update(next_at=max(at, clock.wall()) + LEASE, attempts=F("attempts") + 1) == 1


class Server:
    """The mail server for one round; once it cannot be reached, the round does not wait for it again."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend = mail.get_connection()
        self.down = self._reached()

    def send(self, notice: Notice) -> Exception | None:
        """Send a notice; what went wrong is returned, to be put on its row: it must not stop the others."""
        if self.down:
            return self.down
        try:
            message(notice, self.connection).send()
        except Exception as error:
            log.exception("notice %s could not be sent", notice.pk)
            self.connection.close()
            self.down = self._reached()
            return error
        return None

    def _reached(self) -> Exception | None:
        try:
            self.connection.open()
        except Exception as error:  # whatever a mail server's client raises
            log.exception("the mail server cannot be reached")
            return error
        return None


def message(notice: Notice, connection: BaseEmailBackend | None = None) -> mail.EmailMessage:
    """The e-mail of a notice."""
    if not notice.recipient.email:
        raise ValueError(f"{notice.recipient.name}没有登记邮箱")
    body = f"{notice.body or notice.subject}\n\n{SIGNED_OFF}"
    headers = {"Message-ID": message_id(notice)}
    return mail.EmailMessage(
        notice.subject, body, None, [notice.recipient.email], connection=connection, headers=headers
    )


def message_id(notice: Notice) -> str:
    """The same for every attempt at one event and recipient."""
    name = hashlib.sha256(f"{notice.event}|{notice.recipient_id}".encode()).hexdigest()[:40]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{name}@{domain}>"


def _mark_sent(notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk).update(
        state=NoticeState.SENT, sent_at=clock.wall(), next_at=None, last_error=""
    )


def _put_off(notice: Notice, error: Exception, at: datetime) -> None:
    """Try again later, each time later; after the last attempt it stays failed, for the operator to see."""
    given_up = notice.attempts >= MOST_ATTEMPTS
    wait = min(FIRST_RETRY * 2 ** (notice.attempts - 1), LONGEST_RETRY)
    Notice.objects.filter(pk=notice.pk, state=NoticeState.PENDING).update(
        state=NoticeState.FAILED if given_up else NoticeState.PENDING,
        next_at=None if given_up else at + wait,
        last_error=f"{type(error).__name__}: {error}"[:300],
    )
