"""The door for Celery: what it does is in `seals`."""

from celery import shared_task

from govrules.core.journal.seals import seal


@shared_task(name="core.seal_journal")
def seal_journal() -> str | None:
    made = seal()
    return made.digest if made else None
