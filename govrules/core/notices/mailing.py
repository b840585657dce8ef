"""Notices by e-mail: one mail for each row, through the office's mail server."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from govrules.core.notices import outbox
from govrules.core.notices.models import Channel, Notice, NoticeState
from govrules.core.notices.outbox import Delivered

PAGE = 100
SIGNED_OFF = "——本邮件由政府办公业务系统自动发出，请登录系统查看和办理，不必回复。"

log = logging.getLogger(__name__)


def send_due(at: datetime, done: Delivered) -> None:
    """1. open the mail server; 2. claim a row; 3. send it; 4. mark it sent, or when to try again."""
    page = _due(at)
    server = Server() if page else None
    while server and page:
        for notice in page:
            if claim(notice, at):
                _deliver(notice, server, at, done)
        page = _due(at)
    if server:
        server.connection.close()


def _due(at: datetime) -> list[Notice]:
    """The next rows to send. Claimed, sent or put off, a row of this round never comes up in it again."""
    return list(outbox.due(at, Channel.EMAIL).select_related("recipient")[:PAGE])


def claim(notice: Notice, at: datetime) -> bool:
    """Take a row for sending; False if another took it or it changed since it was read."""
    notice.attempts += 1
    return outbox.claim(Notice.objects.filter(pk=notice.pk, next_at=notice.next_at), at) == 1


def _deliver(notice: Notice, server: Server, at: datetime, done: Delivered) -> None:
    error, row = server.send(notice), Notice.objects.filter(pk=notice.pk)
    if error is None:
        done.sent += outbox.mark_sent(row)
    else:
        still_mine, words = row.filter(state=NoticeState.SENDING), f"{type(error).__name__}: {error}"
        done.failed += outbox.put_off(still_mine, words, at + outbox.backoff(notice.attempts))


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
