"""A worker that sends, as a process of its own: `python -m tests.core.notices.child FOLDER [DIES]`.

Mails become files in FOLDER. DIES names where it is struck by `kill -9`: "claimed" (before sending), "sent" (before
it is marked as sent).
"""

import os
import signal
import sys
from typing import Any, NoReturn

import django

django.setup()

from django.core import mail  # noqa: E402
from django.core.mail.backends.filebased import EmailBackend  # noqa: E402

from govrules.core.notices import delivery, mailing, outbox  # noqa: E402


def die(*_: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def main(folder: str, dies: str = "") -> None:
    mail.get_connection = lambda: EmailBackend(file_path=folder)
    if dies == "claimed":
        mailing.message = die
    if dies == "sent":
        outbox.mark_sent = die
    print(delivery.deliver().sent)


if __name__ == "__main__":
    main(*sys.argv[1:])
