"""Asking for a print and making it: a row first, then the background; the same content is printed once."""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from documents.printing.render import render_pdf
from documents.prints.content import page_of, restored, stored
from documents.prints.models import PrintJob, PrintKind, PrintState
from govrules.core import clock
from govrules.core.errors import BadInput
from govrules.core.files.actions import keep
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 3
KINDS = {
    "submission": (PrintKind.REQUEST, PrintKind.SHEET),
    "dispatch": (PrintKind.REPLY,),
}


class Interrupted(Exception):
    """Whoever made this print died each time: it is not tried for ever."""


def ask(matter: Matter, kind: str, by: Official) -> PrintJob:
    """The print of this matter as it stands now: the one there is, or a new one that the worker will make."""
    if kind not in KINDS.get(matter.kind, ()):
        raise BadInput("没有这种打印件")
    content = stored(page_of(matter, kind))
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
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
    printed = render_pdf(restored(job.content))
    blob = keep(printed.pdf, "application/pdf", f"{job.matter.title}.pdf")
    PrintJob.objects.filter(pk=job.pk).update(
        state=PrintState.READY, blob=blob, pages=printed.pages, error="", notes="；".join(printed.missing)
    )
