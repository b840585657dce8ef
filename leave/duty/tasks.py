"""The door for Celery: what it does is in `holes`."""

from celery import shared_task

from govrules.core import clock
from leave.duty.holes import warn


@shared_task(name="leave.warn_of_holes")
def warn_of_holes() -> int:
    return warn(clock.now())
