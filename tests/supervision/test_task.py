"""A supervised matter, from the decision to the stroke of the pen."""

from datetime import date

import pytest

from govrules.core import clock
from govrules.core.deadlines.models import Deadline
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.notices.models import Notice
from govrules.core.workdays import office_date
from supervision import actions
from supervision.models import Feedback, Task
from supervision.states import MOVES, State
from tests.core.cast import Cast
from tests.supervision.conftest import opened


def state(task: Task) -> str:
    return Matter.objects.get(pk=task.pk).state


def test_it_is_the_organ_s_and_the_helpers_and_the_office_see_it(cast: Cast, task: Task) -> None:
    seen = [o for o in (cast.education_clerk, cast.finance_clerk, cast.clerk) if visible_to(o).filter(pk=task.pk)]
    assert len(seen) == 3
    assert not visible_to(cast.resources_head).filter(pk=task.pk).exists()
    assert not visible_to(cast.stranger).filter(pk=task.pk).exists()


def test_those_are_told(cast: Cast, task: Task) -> None:
    told = set(Notice.objects.filter(event=f"task:{task.pk}", channel="portal").values_list("recipient", flat=True))
    assert told == {cast.education_head.pk, cast.education_deputy.pk, cast.education_clerk.pk, cast.finance_head.pk}


def test_its_limit_is_the_day_that_was_given(task: Task) -> None:
    limit = Deadline.objects.get(matter=task.pk)
    assert office_date(limit.due_at) == date(2026, 6, 13) and limit.basis == "第5次常务会议议定"
    assert limit.article is None


def test_without_a_day_nothing_runs(cast: Cast, monday: clock.StoppedClock) -> None:
    assert not Deadline.objects.filter(matter=opened(cast, due_on=None).pk).exists()


def test_a_day_that_is_over_is_refused(cast: Cast, monday: clock.StoppedClock) -> None:
    with pytest.raises(BadInput, match="不能早于今天"):
        opened(cast, due_on=date(2026, 5, 29))


def test_feedback_leaves_it_open(cast: Cast, task: Task) -> None:
    actions.progress(task.pk, cast.finance_clerk, "资金已列入计划。")
    assert state(task) == State.OPEN
    assert Feedback.objects.get(task=task).text == "资金已列入计划。"
    assert JournalEntry.objects.filter(matter=task.pk, act="progress").count() == 1


def test_the_whole_way(cast: Cast, task: Task) -> None:
    actions.report(task.pk, cast.education_clerk, "已开工。")
    actions.send_back(task.pk, cast.director, "请附开工照片。")
    assert state(task) == State.OPEN
    actions.report(task.pk, cast.education_clerk, "照片已附。")
    actions.strike_off(task.pk, cast.director, "")
    assert state(task) == State.CLOSED
    assert Task.objects.get(pk=task.pk).done_on == date(2026, 6, 1)
    assert Deadline.objects.get(matter=task.pk).state == "met"


def test_taken_back_its_limit_ends_without_a_result(cast: Cast, task: Task) -> None:
    actions.cancel(task.pk, cast.director, "另有安排。")
    assert (state(task), Deadline.objects.get(matter=task.pk).state) == (State.CANCELLED, "cancelled")


@pytest.mark.parametrize("who", ["resources_head", "finance_head", "clerk", "stranger"])
def test_only_the_organ_responsible_reports_it_done(cast: Cast, task: Task, who: str) -> None:
    with pytest.raises(NotYours, match="承办单位"):
        actions.report(task.pk, getattr(cast, who), "已完成。")


@pytest.mark.parametrize("who", ["education_head", "head", "other_director"])
def test_only_the_office_strikes_off(cast: Cast, task: Task, who: str) -> None:
    actions.report(task.pk, cast.education_clerk, "已开工。")
    with pytest.raises(NotYours, match="政府办公室"):
        actions.strike_off(task.pk, getattr(cast, who), "")


def test_nobody_strikes_off_what_he_reported(cast: Cast, monday: clock.StoppedClock) -> None:
    own = opened(cast, organ=cast.office, helpers=())
    actions.report(own.pk, cast.clerk, "已完成。")
    with pytest.raises(NotYours, match="其他人员"):
        actions.strike_off(own.pk, cast.clerk, "")
    actions.strike_off(own.pk, cast.director, "")


def test_not_before_it_is_reported(cast: Cast, task: Task) -> None:
    with pytest.raises(WrongState):
        actions.strike_off(task.pk, cast.director, "")


@pytest.mark.parametrize("text", ["", "  ", "长" * 2001])
def test_words_must_be_there_and_fit(cast: Cast, task: Task, text: str) -> None:
    with pytest.raises(BadInput):
        actions.progress(task.pk, cast.education_clerk, text)


def test_the_moves() -> None:
    running = {State.OPEN, State.REPORTED}
    assert {name: (set(m.sources), m.target) for name, m in MOVES.items()} == {
        "progress": (running, ""), "report": ({State.OPEN}, State.REPORTED),
        "send_back": ({State.REPORTED}, State.OPEN),
        "strike_off": ({State.REPORTED}, State.CLOSED), "cancel": (running, State.CANCELLED),
        "close_part": (running, ""), "name_person": (running, ""), "notice": (running, ""),
    }  # fmt: skip
