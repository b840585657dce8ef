"""Celery's doors to printing."""

from celery import shared_task

from documents.prints import actions


@shared_task(name="documents.run_prints")
def run_prints() -> int:
    """Make what waits to be printed."""
    return actions.run_waiting()
