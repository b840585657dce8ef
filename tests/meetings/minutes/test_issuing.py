"""The number, whom they reach, the limit met or over, and what the issue means for the decisions."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from govrules.core import clock
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Participant
from govrules.core.matters.queries import visible_to
from govrules.core.notices.models import Notice
from govrules.core.office import settling
from govrules.core.office.models import OfficeSetting
from meetings.calling.models import Meeting
from meetings.minutes import actions, issuing, listing
from meetings.minutes.effect import effect_of
from meetings.minutes.models import Minutes, MinutesYear
from meetings.minutes.queries import promptly
from meetings.minutes.states import State
from tests.core.calendars import office
from tests.core.cast import Cast, in_county
from tests.documents.papers import browser, side_by_side
from tests.meetings.minutes.clerks import again, issued, opened, over, seat_of, sent, signed, through
from tests.meetings.stage import Stage
from tests.proves import proves

YANGCHENG, TOKSUN, YUNYANG, TAOBEI = "yangcheng-2021", "toksun-2021", "yunyang-2025", "taobei-2020"
LAST_DAY = office("2026-06-10 23:59")  # of seven working days after Monday, 1 June
OVER = office("2026-06-11 00:00")


def limit_of(minutes: Minutes) -> Deadline:
    return Deadline.objects.get(matter=minutes.matter)


# --- the number -----------------------------------------------------------------------------------------


def test_numbers_run_on_by_body_and_year(stage: Stage, monday: clock.StoppedClock) -> None:
    assert [issued(stage).matter.number for _ in range(2)] == ["〔2026〕1号", "〔2026〕2号"]
    assert issued(stage, "plenary").matter.number == "〔2026〕1号"


def test_the_year_is_that_of_the_issue(stage: Stage, monday: clock.StoppedClock) -> None:
    issued(stage)
    late = signed(stage)
    monday.move_to(office("2026-12-31 16:00"))
    last = signed(stage)
    monday.move_to(office("2027-01-04 09:00"))
    issuing.issue(last.pk, stage.cast.clerk)
    issuing.issue(late.pk, stage.cast.clerk, "等待核稿")
    assert [again(m).matter.number for m in (last, late)] == ["〔2027〕1号", "〔2027〕2号"]


def test_an_issue_that_fails_uses_no_number_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = signed(stage)

    def fail(*_: object) -> None:
        raise RuntimeError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(issuing, "send_out", fail)
        with pytest.raises(RuntimeError):
            issuing.issue(minutes.pk, stage.cast.clerk)
    assert again(minutes).matter.state == State.SIGNED
    assert issuing.issue(minutes.pk, stage.cast.clerk) == "〔2026〕1号"


@pytest.mark.django_db(transaction=True)
def test_several_at_once_leave_no_gap_and_no_double(lasting_cast: Cast, monday: clock.StoppedClock) -> None:
    stage = Stage(lasting_cast)
    made = [signed(stage) for _ in range(4)]
    clerk = lasting_cast.clerk
    numbers = side_by_side(*(lambda pk=one.pk: issuing.issue(pk, clerk) for one in made))
    assert sorted(numbers) == [f"〔2026〕{n}号" for n in (1, 2, 3, 4)]
    assert MinutesYear.objects.get().last == 4


@pytest.mark.django_db(transaction=True)
def test_one_issued_twice_at_once_has_one_number(lasting_cast: Cast, monday: clock.StoppedClock) -> None:
    minutes = signed(Stage(lasting_cast))
    clerk = lasting_cast.clerk
    results = side_by_side(*[lambda: issuing.issue(minutes.pk, clerk)] * 2)
    assert [r for r in results if r == "〔2026〕1号"] == ["〔2026〕1号"]
    assert sum(isinstance(r, WrongState) for r in results) == 1


def test_only_signed_minutes_are_issued_and_only_by_the_office(stage: Stage) -> None:
    with pytest.raises(WrongState):
        issuing.issue(opened(stage).pk, stage.cast.clerk)
    with pytest.raises(NotYours):
        issuing.issue(signed(stage).pk, stage.cast.education_clerk)


# --- whom they reach ------------------------------------------------------------------------------------


def test_the_issue_lets_readers_and_organs_see_them_and_tells_each_once(stage: Stage) -> None:
    minutes = issued(stage)
    cast = stage.cast
    seers = [o for o in cast.everybody() if visible_to(o).filter(pk=minutes.pk).exists()]
    assert {cast.head, cast.schools_deputy, cast.education_head, cast.education_clerk} <= set(seers)
    assert cast.finance_head not in seers
    told = Notice.objects.filter(event=f"minutes-issued:{minutes.pk}", channel="portal")
    assert sorted(n.recipient.key for n in told) == [
        "education_head", "executive", "head", "land_deputy", "schools_deputy",
    ]  # fmt: skip


def test_whom_the_office_takes_off_does_not_get_them(stage: Stage) -> None:
    minutes = signed(stage)
    minutes.organs.clear()
    minutes.readers.remove(stage.cast.land_deputy)
    issuing.issue(minutes.pk, stage.cast.clerk)
    for other in (stage.cast.education_head, stage.cast.land_deputy):
        assert not visible_to(other).filter(pk=minutes.pk).exists()


def test_who_took_part_before_keeps_his_part(stage: Stage) -> None:
    minutes = signed(stage)
    before = Participant.objects.get(matter=minutes.matter, organ=stage.cast.office)
    minutes.organs.add(stage.cast.office)
    issuing.issue(minutes.pk, stage.cast.clerk)
    assert Participant.objects.get(pk=before.pk).role == before.role


# --- the limit ------------------------------------------------------------------------------------------


@proves("YG-22-2")
def test_on_the_last_of_the_seven_days_they_are_in_time(stage: Stage, monday: clock.StoppedClock) -> None:
    minutes = signed(stage)
    monday.move_to(LAST_DAY)
    issuing.issue(minutes.pk, stage.cast.clerk)
    assert limit_of(minutes).state == DeadlineState.MET
    assert not minutes.matter.waivers.exists()


@proves("YG-22-2")
def test_a_moment_later_they_are_late_and_a_reason_is_on_record(stage: Stage, monday: clock.StoppedClock) -> None:
    minutes = signed(stage)
    monday.move_to(OVER)
    with pytest.raises(BadInput, match="时限已过") as refused:
        issuing.issue(minutes.pk, stage.cast.clerk)
    assert refused.value.reasons[0].article == 22
    issuing.issue(minutes.pk, stage.cast.clerk, "核对责任单位")
    assert limit_of(minutes).state == DeadlineState.PASSED
    [waiver] = minutes.matter.waivers.all()
    assert (waiver.article, waiver.reason) == (22, "核对责任单位")


def test_in_a_year_without_a_notice_the_end_is_provisional_and_wants_no_reason(
    stage: Stage, monday: clock.StoppedClock
) -> None:
    monday.move_to(office("2027-03-01 09:00"))
    minutes = signed(stage)
    assert limit_of(minutes).provisional
    monday.move_to(office("2027-03-20 09:00"))
    page = browser(stage.cast.clerk).get(reverse("meetings:minutes", args=[minutes.pk])).content.decode()
    assert "暂定，待当年放假安排公布" in page and "逾期的原因" not in page
    assert "（暂定）" in browser(stage.cast.clerk).get(reverse("meetings:minutes_late")).content.decode()
    issuing.issue(minutes.pk, stage.cast.clerk)
    assert limit_of(minutes).state == DeadlineState.MET
    assert not minutes.matter.waivers.exists()


@proves("TK-55-2")
@in_county(TOKSUN)
@pytest.mark.parametrize(("moment", "state"), [(LAST_DAY, "met"), (OVER, "passed")])
def test_seven_working_days_to_the_midnight(stage: Stage, monday: clock.StoppedClock, moment, state: str) -> None:
    minutes = signed(stage)
    monday.move_to(moment)
    issuing.issue(minutes.pk, stage.cast.clerk, "说明" if state == "passed" else "")
    assert limit_of(minutes).state == state


@proves("TK-55-2")
@in_county(TOKSUN)
def test_holidays_and_the_days_worked_for_them_are_counted_as_such(stage: Stage, monday: clock.StoppedClock) -> None:
    """A meeting on 29 April 2026: 1 to 5 May are off, 9 May (Saturday) is worked."""
    monday.move_to(office("2026-04-29 11:00"))
    minutes = opened(stage)
    assert limit_of(minutes).due_at == office("2026-05-13 00:00")


def test_a_limit_over_is_shown_red_with_the_days(stage: Stage, monday: clock.StoppedClock) -> None:
    minutes = opened(stage)
    for moment, light, left in (
        (office("2026-06-02 09:00"), "green", "剩"), (office("2026-06-10 09:00"), "yellow", "今天"),
        (office("2026-06-12 09:00"), "red", "超"),
    ):  # fmt: skip
        monday.move_to(moment)
        [row] = listing.described(list(listing.unissued(stage.cast.clerk)), clock.now())
        assert (row.pk, row.light) == (minutes.pk, light)
        assert left in row.left


@proves("YC-58-5")
@in_county(YANGCHENG)
@pytest.mark.parametrize(("hours", "said"), [(0, "签发后已0小时"), (3, "签发后已3小时"), (49, "签发后已2天")])
def test_at_once_what_is_signed_and_not_out_says_for_how_long(
    stage: Stage, monday: clock.StoppedClock, hours: int, said: str
) -> None:
    minutes = signed(stage)
    monday.forward(timedelta(hours=hours))
    [row] = listing.described(list(listing.unissued(stage.cast.clerk)), clock.now())
    assert (row.waits, row.words) == (said, "已签发，待印发")
    [shown] = promptly(again(minutes), clock.now())
    assert (shown.article, shown.tone, shown.text) == (58, "stop", f"{said}，尚未印发")
    issuing.issue(minutes.pk, stage.cast.clerk)
    assert promptly(again(minutes), clock.now()) == []


def test_where_the_rules_do_not_say_at_once_nothing_is_said(stage: Stage) -> None:
    assert promptly(signed(stage), clock.now()) == []


@in_county(TAOBEI)
def test_the_office_fixes_a_limit_of_its_own_where_the_rules_are_silent(stage: Stage) -> None:
    settling.set_setting(
        stage.cast.government, "limit.minutes", {"count": 5}, basis="办公室办法", since=date(2026, 6, 1),
        by=stage.cast.director,
    )  # fmt: skip
    assert settling.name_of("limit.minutes") == "会议纪要印发的办理时限"
    assert OfficeSetting.objects.count() == 1
    assert limit_of(opened(stage)).due_at == office("2026-06-09 00:00")


# --- only when needed -----------------------------------------------------------------------------------


def deputy_s(stage: Stage) -> Minutes:
    return opened(stage, "special", items=1, chair=seat_of(stage, "land_deputy"))


@proves("TK-55-4")
@in_county(TOKSUN)
def test_a_deputy_s_special_meeting_has_none_in_principle_and_nothing_runs(stage: Stage) -> None:
    minutes = deputy_s(stage)
    assert minutes.matter.state == State.NONE
    assert minutes.forgone.startswith("副县长、党组成员召开的专题会议")
    assert not Deadline.objects.filter(matter=minutes.matter).exists()
    assert not Notice.objects.filter(event=f"minutes-opened:{minutes.pk}").exists()


@proves("TK-55-5", "TK-55-2")
@in_county(TOKSUN)
def test_if_truly_needed_they_are_made_with_a_reason_and_their_time_counts_from_the_meeting(
    stage: Stage, monday: clock.StoppedClock
) -> None:
    minutes = deputy_s(stage)
    with pytest.raises(BadInput, match="理由"):
        actions.resume(minutes.pk, stage.cast.clerk, "  ")
    monday.move_to(office("2026-06-03 10:00"))
    actions.resume(minutes.pk, stage.cast.clerk, "需要书面明确用地范围")
    assert again(minutes).matter.state == State.DRAFTING
    assert limit_of(minutes).due_at == OVER
    [waiver] = minutes.matter.waivers.all()
    assert (waiver.article, waiver.state, waiver.reason) == (55, "given", "需要书面明确用地范围")


@in_county(TOKSUN)
def test_whoever_reviews_them_accepts_the_reason(stage: Stage) -> None:
    minutes = deputy_s(stage)
    actions.resume(minutes.pk, stage.cast.clerk, "需要书面明确")
    through(sent(minutes, stage.cast.clerk))
    assert [w.state for w in minutes.matter.waivers.all()] == ["accepted"]


@proves("YY-50-4")
@in_county(YUNYANG)
def test_a_special_meeting_has_them_only_when_necessary(stage: Stage) -> None:
    minutes = opened(stage, "special", items=1)
    assert minutes.matter.state == State.NONE
    actions.resume(minutes.pk, stage.cast.clerk, "涉及多个单位，需要书面明确")
    assert again(minutes).matter.state == State.DRAFTING
    assert not minutes.matter.waivers.exists(), "必要时 is no departure"
    actions.forgo(minutes.pk, stage.cast.clerk, "改用工作通知")
    minutes = again(minutes)
    assert (minutes.matter.state, minutes.forgone) == (State.NONE, "改用工作通知")


@in_county(YUNYANG)
def test_of_a_standing_meeting_they_cannot_be_forgone(stage: Stage) -> None:
    with pytest.raises(BadInput, match="没有规定"):
        actions.forgo(opened(stage).pk, stage.cast.clerk, "不想写")


@in_county(YUNYANG)
def test_forgoing_ends_their_time(stage: Stage) -> None:
    OfficeSetting.objects.create(
        government=stage.cast.government, key="limit.minutes", value={"count": 3}, basis="办法", since=date(2026, 1, 1)
    )
    minutes = opened(stage, "special", items=1)
    actions.resume(minutes.pk, stage.cast.clerk, "需要")
    assert limit_of(minutes).state == DeadlineState.OPEN
    actions.forgo(minutes.pk, stage.cast.clerk, "又不需要")
    assert limit_of(minutes).state == DeadlineState.CANCELLED


# --- from when the decisions hold -----------------------------------------------------------------------


@proves("TK-54-1")
@in_county(TOKSUN)
@pytest.mark.parametrize("body", ["plenary", "standing", "party_group", "head_office"])
def test_a_decision_counts_only_once_the_minutes_are_issued(stage: Stage, body: str) -> None:
    minutes = signed(stage, body)
    before = effect_of(minutes.meeting)
    assert (before.holds, before.article) == (False, 54)
    assert "印发前不作为办理依据" in before.words
    issuing.issue(minutes.pk, stage.cast.clerk)
    assert effect_of(minutes.meeting).holds


@proves("YC-58-1")
@in_county(YANGCHENG)
@pytest.mark.parametrize("body", ["plenary", "standing", "head_office", "special"])
def test_decisions_hold_as_soon_as_the_meeting_is_over(stage: Stage, body: str) -> None:
    sitting = stage.meeting("in_session", body)
    assert effect_of(sitting).holds is False
    ended = over(stage, body)
    assert (effect_of(ended).holds, effect_of(ended).article) == (True, 58)


@pytest.mark.parametrize("county", ["yanggao-2024", "yunyang-2025", "taobei-2020"])
def test_where_the_rules_say_nothing_nothing_is_said(stage: Stage) -> None:
    assert effect_of(Meeting.objects.select_related("matter__adoption").get(pk=over(stage).pk)) is None
