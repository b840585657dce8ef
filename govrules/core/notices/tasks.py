"""The door for Celery: what it does is in `actions`."""

from celery import shared_task

from govrules.core.notices import actions


@shared_task(name="core.deliver_notices")
def deliver_notices() -> dict[str, int]:
    done = actions.deliver()
    return {"sent": done.sent, "failed": done.failed}
