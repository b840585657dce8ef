"""The door for Celery: what it does is in `actions`."""

from celery import shared_task

from meetings.cadence.actions import warn_all


@shared_task(name="meetings.warn_cadences")
def warn_cadences() -> int:
    return warn_all()
