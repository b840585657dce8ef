"""Celery: how work is taken, and the one timetable.

Nothing that matters lives in the broker: each tick looks at rows that are due, so one that is lost, late
or doubled is harmless.
"""

import os

from celery import Celery
from celery.schedules import crontab

from govrules.launch import places

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govrules.settings")

ROOMS_WITH_TASKS = (
    "govrules.core.deadlines",
    "govrules.core.notices",
    "govrules.core.journal",
    "documents.prints",
    "meetings.attendance",
    "meetings.cadence",
    "leave.duty",
)
TIMETABLE = {
    "deadlines": {"task": "core.sweep_deadlines", "schedule": 20.0, "options": {"expires": 20}},
    "notices": {"task": "core.deliver_notices", "schedule": 10.0, "options": {"expires": 10}},
    "prints": {"task": "documents.run_prints", "schedule": 5.0, "options": {"expires": 5}},
    "attendance": {"task": "meetings.follow_appointments", "schedule": crontab(hour=7, minute=0)},
    "cadence": {"task": "meetings.warn_cadences", "schedule": crontab(hour=8, minute=30)},
    "duty": {"task": "leave.warn_of_holes", "schedule": 300.0, "options": {"expires": 300}},
    "journal": {"task": "core.seal_journal", "schedule": crontab(hour=0, minute=30)},
}

app = Celery("govrules")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    beat_schedule=TIMETABLE,
    beat_schedule_filename=str(places.here().data / "timetable"),
    timezone="Asia/Shanghai",
    accept_content=["json"],
    task_serializer="json",
    result_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0.1},
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    broker_connection_retry_on_startup=True,
    broker_connection_timeout=2,
    broker_transport_options={"socket_connect_timeout": 2},
)
app.autodiscover_tasks(ROOMS_WITH_TASKS)
