"""By stages: a demand with the decision, an item when deploying, a look at it before it is struck off."""

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.matters.models import Matter
from supervision import actions
from supervision.models import Task
from supervision.states import State
from tests.core.cast import Cast, in_county
from tests.proves import proves
from tests.supervision.conftest import opened


@proves("TB-49-1")
@in_county("taobei-2020")
def test_nothing_is_deployed_without_saying_what_will_be_looked_at(cast: Cast, monday: clock.StoppedClock) -> None:
    for empty in ("", "  "):
        with pytest.raises(BrokenRule, match="督促检查事项") as refused:
            opened(cast, demand=empty)
        assert [reason.article for reason in refused.value.reasons] == [49]
    assert opened(cast, demand=" 按月检查。 ").demand == "按月检查。"


@proves("TB-49-1")
@in_county("taobei-2020")
def test_nothing_is_struck_off_before_it_was_looked_at(cast: Cast, monday: clock.StoppedClock) -> None:
    task = opened(cast, demand="按月检查。")
    actions.progress(task.pk, cast.finance_clerk, "已拨付。")
    actions.report(task.pk, cast.education_clerk, "已开工。")
    with pytest.raises(BrokenRule, match="督促检查落实的情况") as refused:
        actions.strike_off(task.pk, cast.director, " ")
    assert [reason.article for reason in refused.value.reasons] == [49]
    actions.strike_off(task.pk, cast.director, "现场检查，已开工。")
    assert Matter.objects.get(pk=task.pk).state == State.CLOSED


def test_an_empty_task_is_none(cast: Cast, monday: clock.StoppedClock) -> None:
    with pytest.raises(BadInput, match="任务内容"):
        opened(cast, what=" ")
    assert not Task.objects.exists()
