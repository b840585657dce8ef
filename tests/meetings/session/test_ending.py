"""散会: nothing left open; then evidence, supervised matters, dispatches with their limit, whatever else follows."""

from datetime import date

import pytest

from documents.dispatch import gates as dispatch_gates
from documents.dispatch.actions import issue, number
from documents.dispatch.models import Dispatch, Series
from govrules.core.deadlines.models import Deadline
from govrules.core.errors import BrokenRule, NotYours
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Evidence, Matter
from govrules.core.matters.queries import visible_to
from govrules.core.workdays import office_date
from meetings.calling.models import Meeting
from meetings.calling.states import State
from meetings.items.models import AgendaItem
from meetings.session import actions
from meetings.session.models import DecisionKind
from supervision.models import Task
from tests.core.cast import in_county
from tests.meetings.session.conftest import Hall
from tests.proves import proves


def over(hall: Hall, meeting: Meeting) -> Meeting:
    actions.end(meeting.pk, hall.cast.clerk)
    meeting.refresh_from_db()
    return meeting


def test_not_while_an_item_is_open(hall: Hall) -> None:
    meeting = hall.sits(items=3)
    hall.decide(hall.item(meeting))
    with pytest.raises(BrokenRule) as refused:
        actions.end(meeting.pk, hall.cast.clerk)
    assert [r.message for r in refused.value.reasons] == [
        "“关于第2项工作的议题”还没有结论", "“关于第3项工作的议题”还没有结论",
    ]  # fmt: skip
    hall.decide(hall.item(meeting, 2), DecisionKind.POSTPONED, text="")
    actions.take_off(hall.item(meeting, 3).pk, hall.cast.clerk, "材料不全")
    over(hall, meeting)
    assert hall.state(meeting) == State.ENDED and meeting.ended_at is not None


@pytest.mark.parametrize("who", ["head", "education_head", "stranger"])
def test_only_the_office_ends_it(hall: Hall, who: str) -> None:
    with pytest.raises(NotYours):
        actions.end(hall.sits(items=0).pk, getattr(hall.cast, who))


def test_everybody_has_left(hall: Hall) -> None:
    meeting = over(hall, hall.sits(items=0))
    assert not meeting.attendees.filter(presences__left_at=None, presences__isnull=False).exists()


# --- supervised matters ---


@proves("TK-56-1")
@in_county("toksun-2021")
def test_each_decision_becomes_a_supervised_matter(hall: Hall) -> None:
    meeting = hall.sits(items=2)
    for position in (1, 2):
        hall.decide(
            hall.item(meeting, position), due_on=date(2026, 6, 30), helpers=(hall.cast.finance,), text="年内开工。"
        )
    over(hall, meeting)
    tasks = list(Task.objects.select_related("matter").order_by("pk"))
    assert [t.matter.title for t in tasks] == ["关于第1项工作", "关于第2项工作"]
    first = tasks[0]
    assert (first.matter.organ, first.matter.parent_id, first.article) == (
        hall.cast.education,
        hall.item(meeting).pk,
        56,
    )
    assert first.origin.startswith("2026年第5次县政府常务会议议定") and list(first.helpers.all()) == [hall.cast.finance]
    assert office_date(Deadline.objects.get(matter=first.pk).due_at) == date(2026, 7, 1)
    assert visible_to(hall.cast.education_clerk).filter(pk=first.pk).exists()


@proves("TK-56-1")
@in_county("toksun-2021")
def test_no_decision_is_left_out_without_a_reason(hall: Hall) -> None:
    meeting = hall.sits(items=2)
    with pytest.raises(BrokenRule, match="不能立项督办") as refused:
        hall.decide(hall.item(meeting), organ=None)
    assert [reason.article for reason in refused.value.reasons] == [56]
    with pytest.raises(BrokenRule, match="不能立项督办"):
        hall.decide(hall.item(meeting), organ=None, no_task=" ")
    hall.decide(hall.item(meeting), organ=None, no_task="人事任免，无需督办。")
    hall.decide(hall.item(meeting, 2))
    over(hall, meeting)
    assert [task.matter.title for task in Task.objects.select_related("matter")] == ["关于第2项工作"]


@proves("TB-49-1")
@in_county("taobei-2020")
def test_a_decision_says_what_will_be_looked_at(hall: Hall) -> None:
    meeting = hall.sits(items=1)
    with pytest.raises(BrokenRule, match="督促检查要求") as refused:
        hall.decide(hall.item(meeting), demand=" ")
    assert [reason.article for reason in refused.value.reasons] == [49]
    assert hall.state(hall.item(meeting)) == "item_listed"
    hall.decide(hall.item(meeting), demand="每季度检查。")
    over(hall, meeting)
    assert Task.objects.get().demand == "每季度检查。"


@in_county("taobei-2020")
@pytest.mark.parametrize("kind", [DecisionKind.REJECTED, DecisionKind.POSTPONED])
def test_what_is_not_adopted_has_nothing_to_be_looked_at(hall: Hall, kind: str) -> None:
    meeting = hall.sits(items=1)
    hall.decide(hall.item(meeting), kind, demand="")
    over(hall, meeting)
    assert not Task.objects.exists()


@proves("TK-54-1")
@in_county("toksun-2021")
def test_whoever_works_on_a_decision_is_told_that_the_issued_minutes_count(hall: Hall) -> None:
    meeting = hall.sits(items=1)
    hall.decide(hall.item(meeting), needs_document=True)
    over(hall, meeting)
    said = "（以正式印发的会议纪要为准，第五十四条）"
    assert Task.objects.get().origin == f"2026年第5次县政府常务会议议定{said}"
    opened = JournalEntry.objects.filter(matter=Dispatch.objects.get().matter_id)
    assert any(said in entry.text for entry in opened)


@in_county("yangcheng-2021")
def test_where_a_decision_holds_at_once_nothing_is_added(hall: Hall) -> None:
    meeting = hall.sits(items=1)
    hall.decide(hall.item(meeting))
    over(hall, meeting)
    assert Task.objects.get().origin == "2026年第5次县政府常务会议议定"


@pytest.mark.parametrize("kind", [DecisionKind.REJECTED, DecisionKind.NOTED, DecisionKind.POSTPONED])
def test_what_was_not_adopted_is_not_supervised(hall: Hall, kind: str) -> None:
    meeting = hall.sits(items=1)
    hall.decide(hall.item(meeting), kind)
    over(hall, meeting)
    assert not Task.objects.exists()


def test_without_an_organ_nobody_is_charged(hall: Hall) -> None:
    meeting = hall.sits(items=1)
    hall.decide(hall.item(meeting), organ=None)
    over(hall, meeting)
    assert not Task.objects.exists()


# --- dispatches ---


def to_issue(hall: Hall, **values: object) -> Dispatch:
    meeting = hall.sits(items=0)
    item: AgendaItem = hall.stage.listed(meeting, 1, title="关于城区供热办法的议题", **values)
    hall.decide(item, needs_document=True, text="原则同意，修改后印发。")
    over(hall, meeting)
    return Dispatch.objects.select_related("matter").get()


@proves("TB-63-4")
@in_county("taobei-2020")
def test_what_must_be_issued_is_opened_with_its_seven_working_days(hall: Hall) -> None:
    """Decided on Monday, 1 June: the seventh working day is Wednesday, 10 June."""
    dispatch = to_issue(hall)
    assert dispatch.matter.parent.kind == "agenda_item" and dispatch.business_of == hall.cast.education
    assert dispatch.matter.title.endswith("关于城区供热办法的通知") and dispatch.body == "原则同意，修改后印发。"
    limit = Deadline.objects.get(matter=dispatch.pk)
    assert (office_date(limit.due_at), limit.article, limit.strength) == (date(2026, 6, 11), 63, "principle")


@in_county("taobei-2020")
def test_issued_its_limit_is_met(hall: Hall) -> None:
    dispatch = to_issue(hall)
    Matter.objects.filter(pk=dispatch.pk).update(state="signed")
    series = Series.objects.create(
        government=hall.cast.government, key="zf", code="洮政发", name="政府", in_name_of="county"
    )
    number(dispatch.pk, hall.cast.clerk, series)
    issue(dispatch.pk, hall.cast.clerk)
    assert Deadline.objects.get(matter=dispatch.pk).state == "met"


def test_where_the_rules_name_no_limit_none_begins(hall: Hall) -> None:
    assert not Deadline.objects.filter(matter=to_issue(hall).pk).exists()


# --- evidence ---

BY_ALL = {"collectively_decided", "government_studied"}


def test_later_gates_find_what_the_meeting_decided(hall: Hall) -> None:
    dispatch = to_issue(hall, declared={"normative": True})
    assert dispatch.dispatch_kind == "normative"
    facts = dispatch_gates.facts_of(dispatch)
    assert facts["standing_discussed"] and facts["standing_passed"] and facts["collectively_decided"]


@pytest.mark.parametrize(
    ("body", "kind", "kinds"),
    [
        ("standing", "adopted", {"standing_discussed", "standing_passed"} | BY_ALL),
        ("standing", "rejected", {"standing_discussed", "government_studied"}),
        ("head_office", "adopted", {"government_studied"}),
        ("plenary", "changed", BY_ALL),
        ("standing", "postponed", set()),
    ],
)  # fmt: skip
def test_what_is_on_record_for_the_item_and_what_it_comes_from(
    hall: Hall, body: str, kind: str, kinds: set[str]
) -> None:
    meeting = hall.sits(body, items=1)
    item = hall.item(meeting)
    source = hall.stage.matter("submission", "关于新建小学的请示", "approved", hall.cast.education)
    Matter.objects.filter(pk=item.pk).update(parent=source)
    hall.decide(item, kind)
    over(hall, meeting)
    for matter in (item.pk, source.pk):
        assert set(Evidence.objects.filter(matter=matter).values_list("kind", flat=True)) == kinds


# --- what else follows ---


def test_the_minutes_room_is_told(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is on the list of what follows a meeting is called once, in its transaction."""
    called = []
    monkeypatch.setattr(actions, "WHEN_ENDED", (lambda meeting, by, at: called.append((meeting.pk, by)),))
    meeting = over(hall, hall.sits(items=0))
    assert called == [(meeting.pk, hall.cast.clerk)]


def test_and_where_it_fails_the_meeting_has_not_ended(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise BrokenRule("纪要无法生成")

    monkeypatch.setattr(actions, "WHEN_ENDED", (broken,))
    meeting = hall.sits(items=1)
    hall.decide(hall.item(meeting))
    with pytest.raises(BrokenRule):
        actions.end(meeting.pk, hall.cast.clerk)
    assert hall.state(meeting) == State.OPEN and not Task.objects.exists()
