"""What was supervised before organs had parts of their own gets them."""

from importlib import import_module

from django.apps import apps

from supervision import actions
from supervision.models import Feedback, Part, Task
from tests.core.cast import Cast

migration = import_module("supervision.migrations.0002_parts_notices_reports")


def test_each_organ_gets_its_part_and_its_feedback(cast: Cast, task: Task) -> None:
    for who in (cast.finance_clerk, cast.education_clerk):
        actions.progress(task.pk, who, "进展。")
    Feedback.objects.update(organ=None)
    Part.objects.all().delete()
    migration.share_out(apps, None)
    parts = [(part.organ, part.lead, part.closed_on) for part in Part.objects.filter(task=task)]
    assert parts == [(cast.education, True, None), (cast.finance, False, None)]
    assert [one.organ for one in Feedback.objects.filter(task=task)] == [cast.finance, cast.education]
