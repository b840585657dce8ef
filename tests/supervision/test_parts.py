"""Each organ's own part: feedback of its own, closing, who answers for it first."""

from datetime import date

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Matter
from govrules.core.notices.models import Notice
from govrules.core.office.models import Appointment
from supervision import actions, parts
from supervision.models import Feedback, Part, Task
from supervision.states import State
from tests.core.cast import Cast, in_county
from tests.portal.office import page, signed_in
from tests.proves import proves
from tests.supervision.conftest import opened


def three(cast: Cast, **values: object) -> Task:
    """A decision that three departments carry out."""
    return opened(cast, helpers=(cast.finance, cast.resources), **values)


def reasons(refused: pytest.ExceptionInfo[BrokenRule]) -> list[tuple[str, int | None]]:
    return [(reason.message, reason.article) for reason in refused.value.reasons]


def state(task: Task) -> str:
    return Matter.objects.get(pk=task.pk).state


def test_every_organ_has_its_part(cast: Cast, task: Task) -> None:
    assert [(part.organ, part.lead) for part in task.parts.all()] == [(cast.education, True), (cast.finance, False)]


@proves("YC-21-1", "YC-37-2")
@in_county("yangcheng-2021")
def test_a_part_without_feedback_is_not_closed_and_is_listed_by_name(cast: Cast, monday: clock.StoppedClock) -> None:
    task = three(cast)
    actions.progress(task.pk, cast.finance_clerk, "资金已列入计划。")
    actions.report(task.pk, cast.education_clerk, "已开工。")
    with pytest.raises(BrokenRule) as refused:
        parts.close_part(task.pk, cast.director, cast.resources.pk)
    assert reasons(refused) == [(f"{cast.resources.short_name}还没有反馈执行情况，不能办结", 21)]
    assert not Part.objects.get(task=task, organ=cast.resources).closed_on
    with pytest.raises(BrokenRule) as refused:
        actions.strike_off(task.pk, cast.director, "同意。")
    assert reasons(refused) == [(f"{cast.resources.short_name}还没有反馈执行情况，不能办结", 21)]
    html = page(signed_in(cast.clerk), "/supervision/?silent=true")
    assert f"未反馈：{cast.resources.short_name}（第二十一条）" in html
    parts.close_part(task.pk, cast.director, cast.finance.pk)
    actions.progress(task.pk, cast.resources_clerk, "用地已报批。")
    actions.strike_off(task.pk, cast.director, "同意。")
    assert state(task) == State.CLOSED and not Part.objects.filter(task=task, closed_on=None).exists()


@proves("YY-28-1")
@in_county("yunyang-2025")
def test_a_township_too_feeds_back(cast: Cast, monday: clock.StoppedClock) -> None:
    task = opened(cast, helpers=(cast.finance, cast.resources, cast.township))
    actions.progress(task.pk, cast.finance_clerk, "已办。")
    actions.progress(task.pk, cast.resources_clerk, "已办。")
    actions.report(task.pk, cast.education_clerk, "已办。")
    with pytest.raises(BrokenRule) as refused:
        actions.strike_off(task.pk, cast.director, "同意。")
    assert reasons(refused) == [(f"{cast.township.short_name}还没有反馈执行情况，不能办结", 28)]
    assert "第二十八条" in page(signed_in(cast.clerk), f"/supervision/{task.pk}/")
    actions.progress(task.pk, cast.township_clerk, "已办。")
    actions.strike_off(task.pk, cast.director, "同意。")
    assert state(task) == State.CLOSED


@in_county("yangcheng-2021")
def test_where_the_article_speaks_of_departments_a_township_is_not_bound(
    cast: Cast, monday: clock.StoppedClock
) -> None:
    task = opened(cast, helpers=(cast.township,))
    actions.report(task.pk, cast.education_clerk, "已办。")
    actions.strike_off(task.pk, cast.director, "同意。")
    assert state(task) == State.CLOSED


@proves("YY-41-1")
@in_county("yunyang-2025")
def test_its_record_shows_number_and_days_of_feedback_and_flags_none(cast: Cast, monday: clock.StoppedClock) -> None:
    task = opened(cast)
    client = signed_in(cast.clerk)
    assert page(client, f"/supervision/{task.pk}/").count("0 次反馈") == 2
    actions.progress(task.pk, cast.education_clerk, "开工。")
    actions.progress(task.pk, cast.education_clerk, "封顶。")
    html = page(client, f"/supervision/{task.pk}/")
    assert "2 次反馈" in html and "最近 6月1日 09:00" in html and html.count("0 次反馈") == 1


def test_where_the_rules_ask_for_no_feedback_it_may_be_struck_off_without(cast: Cast, task: Task) -> None:
    parts.close_part(task.pk, cast.director, cast.finance.pk)
    assert "没有反馈的不能办结" not in page(signed_in(cast.clerk), f"/supervision/{task.pk}/")
    assert "只看未反馈" not in page(signed_in(cast.clerk), "/supervision/")


@in_county("yangcheng-2021")
def test_who_serves_in_two_of_the_organs_speaks_for_the_one_that_was_silent(
    cast: Cast, monday: clock.StoppedClock
) -> None:
    task = opened(cast)
    Appointment.objects.filter(official=cast.finance_deputy).update(official=cast.education_clerk)
    for _ in range(3):
        actions.progress(task.pk, cast.education_clerk, "进展。")
    assert [one.organ for one in Feedback.objects.filter(task=task)] == [cast.education, cast.finance, cast.education]


# --- closing a part ---


def test_it_is_told_and_kept(cast: Cast, task: Task) -> None:
    parts.close_part(task.pk, cast.clerk, cast.finance.pk)
    assert Part.objects.get(task=task, organ=cast.finance).closed_on == date(2026, 6, 1)
    assert JournalEntry.objects.filter(matter=task.pk, act="close_part", actor=cast.clerk).count() == 1
    told = Notice.objects.filter(subject__startswith="本单位承担的督办任务已办结", recipient=cast.finance_clerk)
    assert told.filter(channel="portal").count() == 1
    with pytest.raises(WrongState, match="已经办结"):
        parts.close_part(task.pk, cast.clerk, cast.finance.pk)


@pytest.mark.parametrize("who", ["finance_head", "head", "other_director"])
def test_only_the_office_closes_a_part(cast: Cast, task: Task, who: str) -> None:
    with pytest.raises(NotYours, match="政府办公室"):
        parts.close_part(task.pk, getattr(cast, who), cast.finance.pk)


def test_not_of_an_organ_that_has_no_part(cast: Cast, task: Task) -> None:
    with pytest.raises(BadInput, match="承担这件事的单位"):
        parts.close_part(task.pk, cast.clerk, cast.resources.pk)


def test_not_once_it_is_over(cast: Cast, task: Task) -> None:
    actions.cancel(task.pk, cast.director, "另有安排。")
    with pytest.raises(WrongState):
        parts.close_part(task.pk, cast.clerk, cast.finance.pk)
    with pytest.raises(WrongState):
        parts.name_person(task.pk, cast.clerk, cast.finance.pk, cast.finance_head.pk)


# --- who answers for it ---


@proves("TB-47-1")
@in_county("taobei-2020")
def test_first_responsible_is_the_department_s_main_head(cast: Cast, monday: clock.StoppedClock) -> None:
    only_the_head(cast, opened(cast, demand="按月检查。"), 47)
    assert "第一责任人：王文" in page(signed_in(cast.clerk), f"/supervision/{Task.objects.get().pk}/")


@proves("YC-84-2")
@in_county("yangcheng-2021")
def test_the_main_head_takes_charge_in_person(cast: Cast, monday: clock.StoppedClock) -> None:
    only_the_head(cast, opened(cast), 84)


def only_the_head(cast: Cast, task: Task, article: int) -> None:
    """The deputy is refused with the article, the head is taken."""
    with pytest.raises(BrokenRule, match="第一责任人是") as refused:
        parts.name_person(task.pk, cast.education_clerk, cast.education.pk, cast.education_deputy.pk)
    assert [reason.article for reason in refused.value.reasons] == [article]
    assert Part.objects.get(task=task, organ=cast.education).person is None
    parts.name_person(task.pk, cast.education_clerk, cast.education.pk, cast.education_head.pk)
    assert Part.objects.get(task=task, organ=cast.education).person == cast.education_head


@in_county("taobei-2020")
def test_with_a_vacant_seat_nobody_else_is_named(cast: Cast, monday: clock.StoppedClock) -> None:
    task = opened(cast, demand="按月检查。")
    Appointment.objects.filter(official=cast.education_head).update(until=date(2026, 5, 1))
    with pytest.raises(BrokenRule, match="空缺"):
        parts.name_person(task.pk, cast.clerk, cast.education.pk, cast.education_deputy.pk)


def test_where_the_rules_name_nobody_the_organ_chooses(cast: Cast, task: Task) -> None:
    parts.name_person(task.pk, cast.education_head, cast.education.pk, cast.education_deputy.pk)
    assert "责任人：冯雪" in page(signed_in(cast.clerk), f"/supervision/{task.pk}/")
    assert Notice.objects.filter(recipient=cast.education_deputy, subject__startswith="您是责任人").exists()


@pytest.mark.parametrize("who", ["finance_head", "schools_deputy", "stranger", "other_director"])
def test_others_do_not_name_anybody(cast: Cast, task: Task, who: str) -> None:
    with pytest.raises(NotYours):
        parts.name_person(task.pk, getattr(cast, who), cast.education.pk, cast.education_head.pk)


@pytest.mark.parametrize("whom", ["finance_head", "stranger"])
def test_nobody_from_elsewhere_is_named(cast: Cast, task: Task, whom: str) -> None:
    with pytest.raises(BadInput, match="该单位"):
        parts.name_person(task.pk, cast.clerk, cast.education.pk, getattr(cast, whom).pk)
