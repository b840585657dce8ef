"""The agenda: order, time, study first, fixing, late items, taking off."""

import pytest

from documents.dispatch.actions import Recorded
from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Waiver
from govrules.core.notices.models import Notice
from govrules.core.office.models import Absence
from meetings.calling import actions, agenda
from meetings.calling.actions import Entry
from meetings.calling.gates import sponsors_there
from meetings.calling.queries import find
from meetings.calling.states import State
from meetings.items import actions as items
from meetings.items.models import AgendaItem
from meetings.items.states import State as ItemState
from tests.core.cast import in_county
from tests.meetings.calling.desk import DAY, Office
from tests.meetings.items.desk import refused
from tests.proves import proves


def fix(office: Office, meeting, reasons=None) -> None:
    actions.fix(meeting.pk, office.clerk, office.version(meeting), reasons or {})


def justice(office: Office) -> None:
    """The finance bureau reviews legality in these tests."""
    office.cast.finance.fields = ["合法性审核"]
    office.cast.finance.save()


def test_items_are_listed_in_their_order_with_their_minutes(office: Office) -> None:
    meeting = office.planned()
    one, two = office.approved("关于一的议题", minutes_wanted=15), office.approved("关于二的议题")
    actions.arrange(meeting.pk, office.clerk, [Entry(two.pk, 30), Entry(one.pk)], 0)
    assert office.agenda(meeting) == ["关于二的议题", "关于一的议题"]
    rows = agenda.timeline(meeting.starts_at, agenda.items_of(meeting))
    assert [(r.number, (r.begins - meeting.starts_at).seconds // 60, r.item.minutes_given) for r in rows] == [
        (1, 0, 30), (2, 30, 15),
    ]  # fmt: skip
    assert {office.state(one), office.state(two)} == {ItemState.LISTED}


def test_what_is_left_out_of_the_new_order_waits_again(office: Office) -> None:
    meeting = office.arranged(items=3)
    first, _, third = meeting.items.order_by("position")
    office.put(meeting, third, first)
    assert office.agenda(meeting) == ["关于第3项工作的议题", "关于第1项工作的议题"]
    gone = AgendaItem.objects.get(matter__title="关于第2项工作的议题")
    assert (office.state(gone), gone.meeting, gone.position) == (ItemState.APPROVED, None, None)


def test_two_secretaries_do_not_overwrite_each_other(office: Office) -> None:
    meeting, item = office.planned(), office.approved()
    actions.arrange(meeting.pk, office.clerk, [Entry(item.pk)], 0)
    with pytest.raises(WrongState, match="别人在您编排期间改动过议程"):
        actions.arrange(meeting.pk, office.cast.director, [], 0)
    assert office.agenda(meeting) == [item.matter.title]


@pytest.mark.parametrize("values", [{"body": "plenary"}, {"state": ItemState.DRAFT}])
def test_only_approved_items_of_the_same_body_are_listed(office: Office, values: dict) -> None:
    meeting, item = office.planned(), office.approved(**values)
    told = refused(actions.arrange, meeting.pk, office.clerk, [Entry(item.pk)], 0)
    assert isinstance(told, BadInput | WrongState)
    assert office.agenda(meeting) == []


def test_an_item_is_on_one_agenda_only(office: Office) -> None:
    item = office.approved()
    office.put(office.planned(), item)
    other = office.planned(starts_at=clock.now() + 2 * DAY)
    with pytest.raises(WrongState):
        office.put(other, item)


@pytest.mark.parametrize("minutes", [0, 481])
def test_minutes_are_within_a_day_s_work(office: Office, minutes: int) -> None:
    meeting, item = office.planned(), office.approved()
    with pytest.raises(BadInput, match="时长"):
        actions.arrange(meeting.pk, office.clerk, [Entry(item.pk, minutes)], 0)


def test_only_the_office_arranges(office: Office) -> None:
    meeting = office.arranged()
    for act in (
        lambda by: actions.arrange(meeting.pk, by, [], office.version(meeting)),
        lambda by: actions.fix(meeting.pk, by, office.version(meeting)),
        lambda by: actions.cancel(meeting.pk, by, "不开了"),
    ):
        with pytest.raises(NotYours):
            act(office.cast.education_clerk)


@proves("YG-26-1")
def test_the_standing_meeting_s_agenda_begins_with_a_study(office: Office) -> None:
    meeting = office.arranged(study=False)
    told = refused(fix, office, meeting)
    assert isinstance(told, BrokenRule) and [w.article for w in told.reasons] == [26]
    study = office.approved("传达学习有关精神", study=True)
    office.put(meeting, study, *meeting.items.order_by("position"))
    fix(office, meeting)
    assert office.state(meeting) == State.FIXED


def test_an_empty_agenda_is_not_fixed_and_a_stale_page_fixes_nothing(office: Office) -> None:
    with pytest.raises(BadInput, match="还没有议题"):
        fix(office, office.planned())
    meeting = office.arranged()
    with pytest.raises(WrongState):
        actions.fix(meeting.pk, office.clerk, office.version(meeting) - 1)


def test_every_item_must_still_pass_the_gates_of_its_proposal(office: Office) -> None:
    """Its body may have been changed behind it, a review may have lapsed: found before the notice is out."""
    meeting = office.arranged()
    second = meeting.items.order_by("position")[1]
    AgendaItem.objects.filter(pk=second.pk).update(proposer="township_head")
    told = refused(fix, office, meeting)
    assert "第2项“关于第2项工作的议题”" in str(told) and told.reasons[0].article == 21


@in_county("toksun-2021")
@proves("TK-51-1", "TK-51-5")
def test_papers_are_reviewed_and_the_head_is_talked_with_before_the_agenda_is_fixed(office: Office) -> None:
    justice(office)
    meeting = office.arranged(items=1, study=False)
    item = meeting.items.get()
    AgendaItem.objects.filter(pk=item.pk).update(declared={"meeting_papers_given": True})
    assert [w.article for w in refused(fix, office, meeting).reasons] == [51, 51]
    items.declare(item.pk, office.clerk, ["talked_with_head"])
    told = refused(fix, office, meeting)
    assert "没有交县司法局审核" in str(told) and len(told.reasons) == 1
    review(item, office)
    fix(office, meeting)
    assert office.state(meeting) == State.FIXED


def review(item: AgendaItem, office: Office) -> None:
    recorded = Recorded("legality_review", office.cast.finance, clock.today(), "合审3号")
    items.record_review(item.pk, office.clerk, recorded)


def test_a_fixed_agenda_is_taken_up_again(office: Office) -> None:
    meeting = office.fixed()
    with pytest.raises(WrongState):
        office.put(meeting)
    actions.reopen(meeting.pk, office.clerk, "县长要求调整")
    assert (office.state(meeting), office.fresh(meeting).fixed_at) == (State.PLANNED, None)
    office.put(meeting)


# --- late items --------------------------------------------------------------------------------------


def test_a_late_item_is_marked_with_its_reason_and_everybody_is_told(office: Office) -> None:
    meeting, item = office.called(), office.approved("关于抗旱的议题")
    actions.add_late(meeting.pk, office.clerk, item.pk, "旱情紧急")
    item.refresh_from_db()
    assert (item.late, item.late_reason, item.position, office.state(item)) == (True, "旱情紧急", 3, ItemState.LISTED)
    assert Notice.objects.filter(event__startswith="meeting-late", channel="portal").count() == 4


def test_a_late_item_needs_a_reason_and_a_fixed_agenda(office: Office) -> None:
    item = office.approved("关于抗旱的议题")
    with pytest.raises(BadInput, match="理由"):
        actions.add_late(office.fixed().pk, office.clerk, item.pk, " ")
    with pytest.raises(WrongState):
        actions.add_late(office.planned(starts_at=clock.now() + 3 * DAY).pk, office.clerk, item.pk, "急")


@in_county("yangcheng-2021")
@proves("YC-54-11", "YC-54-12")
def test_what_is_not_urgent_is_added_late_only_for_a_reason_kept_as_a_waiver(office: Office) -> None:
    meeting = office.fixed()
    item = office.approved("关于另一件事的议题")
    told = refused(actions.add_late, meeting.pk, office.clerk, item.pk, "领导要求")
    [why] = told.reasons
    assert (why.article, why.strength) == (54, "principle") and office.state(item) == ItemState.APPROVED
    actions.add_late(meeting.pk, office.clerk, item.pk, "领导要求", (), {why.rule: "县长同意临时动议"})
    assert Waiver.objects.get(matter=meeting.pk).reason == "县长同意临时动议"
    urgent = office.approved("关于抢险的议题")
    actions.add_late(meeting.pk, office.clerk, urgent.pk, "抢险", ["urgent_item"])
    assert Waiver.objects.count() == 1 and office.agenda(meeting)[-1] == "关于抢险的议题"


@in_county("toksun-2021")
@proves("TK-51-3")
def test_in_principle_no_late_items_there_either(office: Office) -> None:
    justice(office)
    meeting = office.stage.meeting(State.FIXED, items=1)
    item = office.approved("关于另一件事的议题")
    review(item, office)
    told = refused(actions.add_late, meeting.pk, office.clerk, item.pk, "临时")
    assert {(w.article, w.strength) for w in told.reasons} == {(51, "principle")}


def test_an_item_is_taken_off_for_a_reason_and_its_organ_is_told(office: Office) -> None:
    meeting = office.called()
    item = meeting.items.order_by("position")[1]
    with pytest.raises(BadInput):
        actions.take_off(meeting.pk, office.clerk, item.pk, "")
    actions.take_off(meeting.pk, office.clerk, item.pk, "分管副县长不能到会")
    item.refresh_from_db()
    assert (office.state(item), item.off_reason, item.meeting) == (ItemState.APPROVED, "分管副县长不能到会", None)
    assert office.agenda(meeting) == ["关于第1项工作的议题"]
    told = set(
        Notice.objects.filter(event__startswith="item-off", channel="portal").values_list("recipient__key", flat=True)
    )
    assert {"education_clerk", "head"} <= told
    with pytest.raises(WrongState):
        actions.take_off(meeting.pk, office.clerk, item.pk, "再撤")


def test_who_proposes_an_item_and_is_away_is_known(office: Office) -> None:
    meeting = office.arranged()
    found = find(meeting.matter)
    listed = agenda.items_of(found)
    assert set(sponsors_there(found, listed).values()) == {True}
    Absence.objects.create(
        official=office.cast.schools_deputy, starts_at=clock.now(), ends_at=clock.now() + 3 * DAY, reason="学习",
        entered_at=clock.now(),
    )  # fmt: skip
    assert set(sponsors_there(found, listed).values()) == {False}


# --- how long ----------------------------------------------------------------------------------------


@in_county("yangcheng-2021")
@pytest.mark.parametrize(("important", "limit"), [(False, 60), (True, None)])
@proves("YC-65-1")
def test_a_meeting_lasts_an_hour_but_for_important_ones(office: Office, important: bool, limit: int | None) -> None:
    meeting = office.planned(important=important)
    found = agenda.limit_of(meeting, office.cast.book)
    assert (found.meeting, found.report, found.strength) == (limit, 10, "principle")


def test_where_the_rules_name_no_limit_there_is_none(office: Office) -> None:
    assert agenda.limit_of(office.planned(), office.cast.book) is None
