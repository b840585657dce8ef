"""The door for Celery: what it does is in `sweep`."""

from celery import shared_task

from govrules.core.deadlines.sweep import sweep


@shared_task(name="core.sweep_deadlines")
def sweep_deadlines() -> dict[str, int]:
    run = sweep()
    return {"warned": run.warned, "passed": run.passed, "acted": run.acted, "failed": run.failed}
