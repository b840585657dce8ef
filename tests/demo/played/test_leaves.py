"""The demo's leaves, duty and ledgers: what an office meets is there, by each county's rules, and nothing is amiss."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

import pytest

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.deadlines.models import SweepRun
from govrules.core.journal.verify import verify
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.notices.models import Notice
from govrules.core.office.models import Absence, Official
from govrules.core.office.snapshot import away_at
from govrules.core.registers.models import LedgerEntry
from govrules.core.registers.queries import before
from govrules.core.registers.states import State as LedgerState
from govrules.demo.leaving import script
from govrules.demo.loader import PLACES
from govrules.demo.people import FOLDER
from govrules.demo.story import Story
from leave.board.queries import board
from leave.board.viewer import viewing
from leave.duty.holes import ahead, holes
from leave.duty.models import DutyEntry, DutyRoster, DutyShift, EntryKind, FollowUp, Handover, Role, Swap, SwapState
from leave.duty.queries import overview
from leave.duty.whereabouts import locations
from leave.requests.models import Gift, LeaveFiling, LeaveKind, LeaveRequest
from leave.requests.states import State

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("demo"),
    pytest.mark.django_db,
    pytest.mark.parametrize("stories", ["2026-10-10"], indirect=True),  # a Saturday after a week of days off
]
Stories = Mapping[str, Story]
each = pytest.mark.parametrize("place", PLACES)
KEPT = {"yanggao": 1, "toksun": 3, "yunyang": 1}  # organs with a log: by the rules, or by the office's own choice
guarded = pytest.mark.parametrize("place", KEPT)
STATES = {State.DRAFT: 1, State.ON_ITS_WAY: 3, State.RETURNED: 1, State.GRANTED: 1, State.AWAY: 3, State.BACK: 3}


def of(story: Story):
    return LeaveRequest.objects.filter(matter__government=story.office.government)


def states(story: Story) -> Counter[str]:
    return Counter(of(story).values_list("matter__state", flat=True))


def waiting(story: Story):
    return Step.objects.filter(matter__leave__in=of(story), state__in=LIVE)


@each
def test_leaves_are_in_every_state(stories: Stories, place: str) -> None:
    """One of them is overdue, and no more; each row of the file is there."""
    found = states(stories[place])
    assert found[State.OVERDUE] == 1
    assert {state: found[state] for state in STATES if found[state] < STATES[state]} == {}
    assert sum(found.values()) == len(script(place)["leaves"])


@each
def test_the_ledgers_have_entries_open_and_closed_and_one_before_a_leader(stories: Stories, place: str) -> None:
    """Each row of the file is there; somebody finds on his desk what he has to press for."""
    government = stories[place].office.government
    entries = LedgerEntry.objects.filter(government=government)
    told = tomllib.loads((FOLDER / place / "ledgers.toml").read_text("utf-8"))["entries"]
    assert entries.count() == len(told)
    assert {one.matter.state for one in entries.select_related("matter")} == {LedgerState.OPEN, LedgerState.KEPT}
    people = Official.objects.filter(government=government)
    assert place == "yunyang" or any(before(one, clock.now()) for one in people)
    assert entries.values("register").distinct().count() >= 3


@each
def test_they_wait_for_the_head_a_deputy_and_the_office(stories: Stories, place: str) -> None:
    """No step of a leave is without somebody who may decide it."""
    story = stories[place]
    assert not waiting(story).filter(assignee=None).exists()
    posts = set(waiting(story).filter(state=StepState.PENDING).values_list("seat__post", flat=True))
    assert {"head", "office_director"} <= posts and posts & {"deputy", "executive_deputy"}


@each
def test_leaders_and_heads_of_organs_are_away_today_and_the_board_says_who_acts(stories: Stories, place: str) -> None:
    story, at = stories[place], clock.now()
    today = board(viewing(story.who("zhaomingyuan") if place == "yanggao" else story.registrar, at), clock.today(), at)
    away = {line.official for line in today.away}
    now = of(story).filter(matter__state=State.AWAY, absence__in=Absence.objects.filter(away_at(at)))
    assert away >= {one.official for one in now.select_related("official")}
    assert now.filter(seat__organ=None).exists()
    assert now.filter(seat__post__in=("department_head", "township_head")).count() >= 2
    assert all(line.why and line.acting for line in today.away if line.official in away)
    assert today.next


@each
def test_one_was_prolonged_one_sent_back_one_is_still_to_be_filed(stories: Stories, place: str) -> None:
    story = stories[place]
    longer = of(story).filter(matter__steps__round__gt=1, wanted_until=None).distinct()
    assert longer.get().matter.state == State.AWAY
    back = of(story).get(matter__state=State.RETURNED).matter
    assert back.steps.get(state=StepState.RETURNED).opinion
    granted = of(story).filter(matter__state=State.GRANTED)
    steps = Step.objects.filter(matter__leave__in=granted, act="file", state=StepState.PENDING)
    rows = LeaveFiling.objects.filter(request__in=granted, filed_at=None)
    assert steps.exists() or rows.exists()


@each
def test_the_head_asked_for_leave_through_the_office(stories: Stories, place: str) -> None:
    """It was filed above, with the proof."""
    mine = of(stories[place]).filter(seat__post="head", granted_at__isnull=False)
    assert mine.exists() and not mine.filter(entered_by=None).exists()
    filed = LeaveFiling.objects.filter(request__in=mine)
    assert filed.exists() and not filed.filter(filed_at=None).exists() and not filed.filter(proof="").exists()


@pytest.mark.parametrize("place", ["yanggao", "toksun", "yunyang", "taobei"])
def test_a_journey_abroad_and_the_gift_that_was_brought(stories: Stories, place: str) -> None:
    gift = Gift.objects.get(government=stories[place].office.government)
    assert gift.request.kind == LeaveKind.ABROAD and gift.request.approval and gift.request.countries
    assert bool(gift.handed_to) == (place != "toksun")


def test_what_is_typical_of_each(stories: Stories) -> None:
    """A coal mine's head and an urgent trip; both of a pair away, with the reason; the chain of a journey abroad; a
    study visit that the standing meeting is to hear of.
    """
    mine = of(stories["yangcheng"]).get(seat__post="coal_mine_head")
    assert mine.matter.steps.get(act="approve").seat.post == "executive_deputy"
    assert of(stories["yangcheng"]).filter(seat__post="enterprise_head", matter__state=State.BACK).exists()
    urgent = of(stories["yangcheng"]).get(urgent=True)
    assert urgent.asked_at > urgent.starts_at and urgent.matter.state == State.BACK
    both = of(stories["yangcheng"]).get(official=stories["yangcheng"].who("shihuimin"))
    assert both.matter.waivers.get().rule == "pair_present"
    chain = of(stories["taobei"]).get(official=stories["taobei"].who("gaochunyu"))
    assert chain.filings.filter(filed_at=None).count() == 2 and chain.matter.state == State.ON_ITS_WAY
    seen = of(stories["yunyang"]).get(kind=LeaveKind.STUDY_VISIT, matter__state=State.BACK)
    assert seen.seat.post == "party_group_member" and seen.matter.referrals.filter(to_kind="agenda_item").exists()


@guarded
def test_rosters_are_published_and_every_shift_is_handed_over(stories: Stories, place: str) -> None:
    story, at = stories[place], clock.now()
    rosters = DutyRoster.objects.filter(organ__government=story.office.government)
    assert not rosters.filter(published_at=None).exists()
    kept = rosters.filter(shifts__handover__isnull=False)
    assert kept.values("organ").distinct().count() == KEPT[place]
    over = DutyShift.objects.filter(roster__in=kept, ends_at__lte=at - timedelta(minutes=10)).distinct()
    assert over.count() >= 5 * KEPT[place]
    assert Handover.objects.filter(shift__in=over, taken_at__isnull=False).count() == over.count()
    view = overview(viewing(story.registrar, at), at)
    assert view.room.now.officer and all(line.organ.kind == "institution" for line in view.missing)


@pytest.mark.parametrize("place", sorted(set(PLACES) - set(KEPT)))
def test_the_others_keep_none_and_their_rules_want_none(stories: Stories, place: str) -> None:
    view = overview(viewing(stories[place].registrar, clock.now()), clock.now())
    assert not DutyRoster.objects.filter(organ__government=stories[place].office.government).exists()
    assert not view.missing and not view.holes


@guarded
def test_there_is_one_hole_ahead_and_the_keepers_know(stories: Stories, place: str) -> None:
    story = stories[place]
    [hole] = holes(ahead(clock.now(), roster__organ__government=story.office.government))
    assert (hole.role, hole.shift.day) == (Role.LEADER, story.ahead(4))
    assert Notice.objects.filter(event=hole.key).exists()


@guarded
def test_a_swap_is_agreed_and_another_waits(stories: Stories, place: str) -> None:
    found = Swap.objects.filter(shift__roster__organ__government=stories[place].office.government)
    assert sorted(found.values_list("state", flat=True)) == [SwapState.AGREED, SwapState.ASKED]
    agreed, asked = found.get(state=SwapState.AGREED), found.get(state=SwapState.ASKED)
    assert (agreed.shift.officer, agreed.in_return.officer) == (agreed.other, agreed.asker)
    assert asked.shift.officer == asked.asker and asked.shift.day > date_of(clock.now())


@guarded
def test_the_log_has_every_kind_and_what_was_done(stories: Stories, place: str) -> None:
    """Something is still open; a major event was reported, and confirmed by the duty room where another organ did."""
    entries = DutyEntry.objects.filter(shift__roster__organ__government=stories[place].office.government)
    assert set(entries.values_list("kind", flat=True)) == set(EntryKind.values)
    majors = entries.filter(kind=EntryKind.MAJOR)
    assert all(one.reported_at and (not one.late or one.why_late) for one in majors)
    assert not majors.exclude(shift__roster__organ__kind="office").filter(received_at=None).exists()
    assert FollowUp.objects.filter(entry__in=entries.filter(settled_at=None)).exists()
    assert entries.filter(kind=EntryKind.URGENT, settled_at=None).count() == 1


@guarded
def test_where_main_heads_are_is_noted(stories: Stories, place: str) -> None:
    how = Counter(one.how for one in locations(stories[place].office.government, clock.now()))
    assert how["noted"] >= 5 and how["away"] >= 2


def test_nothing_is_red_that_should_not_be(stories: Stories) -> None:
    """Every sweep went well, the journal holds, nobody is on leave and at the same time back."""
    assert not SweepRun.objects.exclude(failed=0).exists()
    assert verify() == []
    assert not Matter.objects.filter(kind="leave", state=State.BACK, closed_at=None).exists()
    gone = LeaveRequest.objects.filter(matter__state=State.BACK).values("official")
    assert not Absence.objects.filter(away_at(clock.now()), official__in=gone, leave=None).exists()
    assert Official.objects.filter(leaves__in=LeaveRequest.objects.all()).distinct().count() >= 70
