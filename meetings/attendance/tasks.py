"""The door for Celery: what it does is in `actions`."""

from celery import shared_task

from meetings.attendance.actions import follow_all


@shared_task(name="meetings.follow_appointments")
def follow_appointments() -> int:
    return follow_all()
