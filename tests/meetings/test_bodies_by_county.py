"""Each body of each county through the acts: who is asked as a member, and from which seats it can be planned."""

import pytest

from govrules.core import clock
from govrules.core.errors import BrokenRule
from govrules.core.office.models import Official, Seat
from meetings.attendance.actions import ask
from meetings.attendance.models import Role
from meetings.calling import actions
from tests.core.cast import Cast, in_county
from tests.meetings.calling.desk import DAY, Office
from tests.meetings.counties import BODIES, TB, TK, YC, YG, YY, Body
from tests.meetings.stage import Stage
from tests.proves import proves

EVERY = ("head", "executive", "schools_deputy", "land_deputy", "member", "director", "vice_director")


def cases(field: str) -> list:
    """A case a body, in its county, with the mark of what it proves."""
    return [pytest.param(b.county, b, id=str(b), marks=marks(getattr(b, field))) for b in BODIES]


def marks(ids: tuple[str, ...]) -> list:
    return [proves(*ids)] if ids else []


def seats(cast: Cast) -> dict[str, Seat]:
    return {key: cast.seats[key] for key in EVERY if key in cast.seats}


@pytest.mark.parametrize(("county", "body"), cases("members_prove"))
def test_its_members_and_nobody_else_are_asked_as_such(stage: Stage, body: Body) -> None:
    """Besides them only whoever chairs it is there from beginning to end."""
    cast = stage.cast
    meeting = stage.meeting("agenda_fixed", body.key, items=0)
    ask(meeting, clock.now())
    asked = set(meeting.attendees.filter(role=Role.MEMBER).values_list("official", flat=True))
    assert asked == {getattr(cast, key).pk for key in {*body.members, "head"}}


@pytest.mark.parametrize(("county", "body"), cases("chairs_prove"))
def test_from_these_seats_alone_it_is_chaired(stage: Stage, body: Body) -> None:
    office = Office(stage)
    for key, seat in seats(stage.cast).items():
        plan = office.plan(body=body.key, chair=seat)
        if key in body.chairs:
            assert actions.plan(office.clerk, plan).chair == seat, key
            continue
        with pytest.raises(BrokenRule):
            actions.plan(office.clerk, plan)


@pytest.mark.parametrize(("county", "body"), cases("chairs_prove"))
def test_and_from_these_once_the_head_has_entrusted_it(stage: Stage, body: Body) -> None:
    office = Office(stage)
    for key, seat in seats(stage.cast).items():
        if key in ("head", *body.chairs):
            continue
        office.entrust(key)
        plan = office.plan(body=body.key, chair=seat)
        if key in body.entrusted:
            assert actions.plan(office.clerk, plan).chair_ground.startswith("受委托主持"), key
        else:
            with pytest.raises(BrokenRule):
                actions.plan(office.clerk, plan)


# --- who comes besides -------------------------------------------------------------------------------


BY_ITEM = [
    (YG, "standing", "YG-20-11"), (YG, "head_office", "YG-23-4"), (YG, "special", "YG-23-8"),
    (YC, "head_office", "YC-52-6"), (YC, "special", "YC-53-4"), (TK, "standing", "TK-48-4"),
    (TK, "head_office", "TK-49-2"), (YY, "standing", "YY-46-17"), (YY, "head_office", "YY-47-7"),
    (TB, "standing", "TB-60-4"), (TB, "head_office", "TB-61-3"), (TB, "special", "TB-62-2"),
]  # fmt: skip


@pytest.mark.parametrize(("county", "body"), [pytest.param(c, b, id=p, marks=proves(p)) for c, b, p in BY_ITEM])
def test_who_reports_and_who_is_touched_comes_for_that_item(stage: Stage, body: str) -> None:
    meeting, cast = stage.meeting("agenda_fixed", body, items=0), stage.cast
    stage.listed(meeting, 1)
    second = stage.listed(meeting, 2, organ=cast.agriculture, by=cast.agriculture_clerk, touched=[cast.township])
    ask(meeting, clock.now())
    for head in (cast.agriculture_head, cast.township_head):
        row = meeting.attendees.get(official=head)
        assert (row.role, list(row.items.all())) == (Role.ITEM, [second])


def two_heads(cast: Cast) -> Official:
    """The secretary of the party committee of a department that has both."""
    seat = Seat.objects.create(
        government=cast.government, post="department_head", organ=cast.education, title="县教育局党委书记", order=99
    )
    official = Official.objects.create(government=cast.government, key="secretary_of_party", name="党书记")
    seat.appointments.create(official=official, since=clock.today())
    return official


@proves("TK-47-2")
@in_county(TK)
def test_of_a_department_with_two_main_heads_both_come_to_the_plenary(stage: Stage) -> None:
    second = two_heads(stage.cast)
    meeting = stage.meeting("agenda_fixed", "plenary", items=0)
    ask(meeting, clock.now())
    members = meeting.attendees.filter(role=Role.MEMBER)
    assert members.filter(official__in=[second, stage.cast.education_head]).count() == 2


@proves("TB-58-4")
@in_county(TB)
def test_townships_come_to_the_plenary(stage: Stage) -> None:
    meeting = stage.meeting("agenda_fixed", "plenary", items=0)
    ask(meeting, clock.now())
    assert meeting.attendees.get(official=stage.cast.township_head).role == Role.FIXED


@proves("YC-52-3")
@in_county(YC)
def test_the_office_s_deputies_attend_the_head_s_office_meeting(stage: Stage) -> None:
    meeting = stage.meeting("agenda_fixed", "head_office", items=0)
    ask(meeting, clock.now())
    assert meeting.attendees.get(official=stage.cast.vice_director).role == Role.FIXED


@proves("YC-59-1", "YC-59-3")
@in_county(YC)
def test_leaders_and_departments_come_to_a_general_work_meeting_and_not_to_a_special_one(stage: Stage) -> None:
    cast, asked = stage.cast, {}
    for scope in ("overall", "special"):
        meeting = stage.meeting("agenda_fixed", "work", items=0, scope=scope, starts_at=clock.now() + DAY)
        ask(meeting, clock.now())
        asked[scope] = set(meeting.attendees.values_list("official", flat=True))
    leaders = (cast.head, cast.executive, cast.schools_deputy, cast.member, cast.director)
    assert {o.pk for o in (*leaders, cast.education_head, cast.audit_head)} <= asked["overall"]
    assert asked["special"] == {cast.head.pk}
