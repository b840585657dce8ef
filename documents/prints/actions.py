"""Asking for a print and making it: a row first, then the background; the same content is printed once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from documents.printing.bundle import render_bundle
from documents.printing.page import Bundle
from documents.printing.render import render_pdf
from documents.prints.content import digest_of, restored, stored
from documents.prints.kinds import found
from documents.prints.models import PrintJob, PrintState
from govrules.core import clock
from govrules.core.errors import NotYours
from govrules.core.files.actions import keep
from govrules.core.files.models import Blob
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 3


class Interrupted(Exception):
    """Whoever made this print died each time: it is not tried for ever."""


def ask(matter: Matter, kind: str, by: Official) -> PrintJob:
    """The print of this matter as it stands now: the one there is, or a new one that the worker will make."""
    known = found(matter, kind)
    if not known.may(matter, by):
        raise NotYours("这份打印件只给规定范围内的人员")
    content = stored(known.page(matter))
    digest = digest_of(content)
    with transaction.atomic():
        job, made = PrintJob.objects.get_or_create(
            matter=matter, kind=kind, digest=digest,
            defaults={"content": content, "asked_by": by, "asked_at": clock.wall()},
        )  # fmt: skip
        if job.state == PrintState.FAILED:
            PrintJob.objects.filter(pk=job.pk).update(state=PrintState.WAITING, attempts=0, error="")
            job.refresh_from_db()
    return job


def waiting(at: datetime) -> Q:
    """Jobs to be made: waiting, or taken by a worker that died."""
    return Q(state=PrintState.WAITING) | Q(state=PrintState.WORKING, started_at__lt=at - LEASE)


def run_waiting() -> int:
    """Make every print that waits; returns how many were made. Safe with several workers."""
    at = clock.wall()
    return sum(run(pk) for pk in PrintJob.objects.filter(waiting(at)).order_by("pk").values_list("pk", flat=True)[:20])


def run(job_id: int) -> bool:
    """Make one print, if no other worker has it. What fails is tried again, then shown as failed with its reason."""
    at = clock.wall()
    mine = PrintJob.objects.filter(waiting(at), pk=job_id)
    if not mine.update(state=PrintState.WORKING, started_at=at, attempts=F("attempts") + 1):
        return False
    job = PrintJob.objects.get(pk=job_id)
    try:
        if job.attempts > MOST_ATTEMPTS:
            raise Interrupted(f"排版{MOST_ATTEMPTS}次都中途停止，没有完成")
        make(job)
    except Exception as error:  # a print that cannot be made must not stop the others; its row says why
        log.exception("print job %s failed", job_id)
        failed = PrintState.FAILED if job.attempts >= MOST_ATTEMPTS else PrintState.WAITING
        PrintJob.objects.filter(pk=job_id).update(state=failed, error=str(error)[:500])
        return False
    return True


def make(job: PrintJob) -> None:
    """Lay the page out and keep the file."""
    page = restored(job.content)
    printed = render_bundle(page, files_of(page)) if isinstance(page, Bundle) else render_pdf(page)
    blob = keep(printed.pdf, "application/pdf", f"{job.matter.title}.pdf")
    PrintJob.objects.filter(pk=job.pk).update(
        state=PrintState.READY, blob=blob, pages=printed.pages, error="", notes="；".join(printed.missing)
    )


def files_of(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """The files that go behind a bundle's pages; one that cannot be read comes as nothing, and is then named."""
    blobs = Blob.objects.in_bulk([sha256 for _, sha256 in bundle.annexes])
    for name, sha256 in bundle.annexes:
        try:
            with blobs[sha256].file.open("rb") as kept:
                yield name, kept.read()
        except (KeyError, OSError):
            yield name, b""
