"""The door for Celery: what it does is in `delivery`."""

from dataclasses import asdict

from celery import shared_task

from govrules.core.notices import delivery


@shared_task(name="core.deliver_notices")
def deliver_notices() -> dict[str, int]:
    return asdict(delivery.deliver())
