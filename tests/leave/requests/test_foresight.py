"""What is seen while the form is filled in: pairs, meetings, who acts, where open work goes, what nobody decides."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govrules.core import clock, registry
from govrules.core.office.absences import Trip, enter_absence
from govrules.core.office.colliding import Collision
from leave.requests.foresight import Away, Foresight, foresee
from leave.requests.models import LeaveKind
from meetings.calling.states import State as Meeting
from tests.core.calendars import office as hour
from tests.core.cast import in_county
from tests.core.office.hours import step_for
from tests.leave.requests.desk import DAY, Desk
from tests.meetings.stage import Stage
from tests.portal.office import page, signed_in

STARTS, ENDS = hour("2026-06-08 09:00"), hour("2026-06-12 18:00")


def seen(desk: Desk, who: str = "schools_deputy", takes_over: str = "", **span: Any) -> Foresight:
    named = desk.seat(takes_over) if takes_over else None
    asked = Away(getattr(desk.cast, who), desk.seat(who), span.get("starts", STARTS), span.get("ends", ENDS), named)
    return foresee(asked, clock.now())


def who_acts(found: Foresight) -> list[tuple[str, str]]:
    return [(p.seat.title, getattr(s.found, "official", None) and s.found.official.name) for p in found.places
            for s in p.standing]  # fmt: skip


def test_who_acts_for_his_seat(desk: Desk):
    assert who_acts(seen(desk)) == [("副县长（教育卫生）", "李长河")]
    assert seen(desk).gaps == []


def test_nothing_is_written_by_looking(desk: Desk, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as asked:
        seen(desk, "education_head", "education_deputy")
    assert not [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_where_his_open_work_goes(desk: Desk):
    for act in ("approve", "approve", "read"):
        step_for(desk.cast, desk.seat("schools_deputy"), act)
    found = seen(desk)
    assert [(one.count, one.act, one.found.official.name) for one in found.goes] == [
        (2, "审批", "李长河"), (1, "阅知", "李长河"),
    ]  # fmt: skip
    assert found.open_work == 3


def test_what_nobody_could_decide(desk: Desk):
    enter_absence(desk.cast.land_deputy, Trip(STARTS + DAY, ENDS, "学习"), by=desk.cast.clerk)
    [gap] = seen(desk).gaps
    assert "B角" in gap
    assert "李长河也外出" in gap


def test_the_pair_is_seen_from_either_side_and_by_what_is_only_asked(desk: Desk):
    enter_absence(desk.cast.land_deputy, Trip(STARTS + DAY, ENDS, "学习"), by=desk.cast.clerk)
    assert [str(one) for one in seen(desk).pair] == ["李长河（6月9日 09:00至6月12日 18:00）"]
    desk.asked("executive", starts_at="2026-06-10 09:00")
    assert [one.official.name for one in seen(desk, "land_deputy").pair] == ["钱卫东"]
    assert seen(desk, "land_deputy").pair[0].asked


@in_county("yunyang-2025")
def test_whom_he_names_is_seen_acting(desk: Desk):
    assert seen(desk, "education_head").gaps
    found = seen(desk, "education_head", "education_deputy")
    assert who_acts(found) == [("县教育局局长", "冯雪")]
    assert found.gaps == []
    [standing] = found.places[0].standing
    assert (standing.found.ground, standing.found.article) == ("arrangement", 59)


def test_the_meetings_that_he_would_miss(desk: Desk):
    stage = Stage(desk.cast)
    meeting = stage.meeting(Meeting.CALLED, starts_at=STARTS + DAY)
    stage.meeting(Meeting.CALLED, starts_at=ENDS)
    stage.meeting(Meeting.CANCELLED, starts_at=STARTS + DAY)
    [one] = seen(desk).collisions
    assert (one.what, one.starts_at, one.capacity) == (meeting.matter.title, STARTS + DAY, "组成人员")
    assert one.address == f"/matters/{meeting.pk}/"
    assert seen(desk, "education_head").collisions == [], "who is not asked misses nothing"


@pytest.mark.parametrize(
    ("starts", "ends", "meets"),
    [
        ("2026-06-09 08:00", "2026-06-09 09:00", False), ("2026-06-09 08:00", "2026-06-09 09:01", True),
        ("2026-06-09 11:00", "2026-06-09 18:00", False), ("2026-06-09 10:59", "2026-06-09 18:00", True),
    ],
)  # fmt: skip
def test_a_meeting_collides_from_its_beginning_up_to_its_end(desk: Desk, starts: str, ends: str, meets: bool):
    """Two hours are planned, from nine to eleven."""
    Stage(desk.cast).meeting(Meeting.CALLED, starts_at=hour("2026-06-09 09:00"))
    assert bool(seen(desk, starts=hour(starts), ends=hour(ends)).collisions) is meets


def test_from_whom_he_is_excused_he_misses_nothing(desk: Desk):
    meeting = Stage(desk.cast).meeting(Meeting.CALLED, starts_at=STARTS + DAY)
    meeting.attendees.filter(official=desk.cast.schools_deputy).update(excused=True)
    assert seen(desk).collisions == []


def test_any_floor_may_know_of_something(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    later = Collision("防汛值守", STARTS + 2 * DAY, ENDS)
    sooner = Collision("接访", STARTS + DAY, ENDS)
    monkeypatch.setattr(registry, "collisions", lambda: (lambda *_: iter([later]), lambda *_: iter([sooner])))
    assert [one.what for one in seen(desk).collisions] == ["接访", "防汛值守"]


def test_a_whole_queue_costs_no_more_than_a_short_one(desk: Desk):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            seen(desk)
        return len(asked)

    step_for(desk.cast, desk.seat("schools_deputy"))
    cost()
    few = cost()
    for _ in range(30):
        step_for(desk.cast, desk.seat("schools_deputy"))
    enter_absence(desk.cast.executive, Trip(STARTS, ENDS, "学习"), by=desk.cast.clerk)
    assert cost() <= few + 1
    assert few < 30


# --- On the page -----------------------------------------------------------------------------------------


def asked_of_page(desk: Desk, who: str = "schools_deputy", by: str = "", **values: Any) -> str:
    span = {"seat": desk.seat(who).pk, "starts_at": "2026-06-08T09:00", "ends_at": "2026-06-12T18:00"} | values
    query = "&".join(f"{name}={value}" for name, value in span.items())
    return page(signed_in(getattr(desk.cast, by or who)), f"/leave/foresee/?{query}")


def test_the_part_of_the_form_says_it(desk: Desk):
    step_for(desk.cast, desk.seat("schools_deputy"))
    html = asked_of_page(desk)
    assert "<html" not in html, "a part for htmx"
    for word in ("外出期间由谁办理", "李长河", "第五条 AB角", "现有 1 件待办，外出后转给"):
        assert word in html


@pytest.mark.parametrize("values", [{"ends_at": ""}, {"starts_at": "x"}, {"ends_at": "2026-06-08T08:00"}])
def test_while_the_span_is_not_there_yet_it_says_what_will_be_shown(desk: Desk, values: dict[str, str]):
    assert "填写离开和返回时间后" in asked_of_page(desk, **values)


@in_county("yunyang-2025")
def test_what_the_rules_will_say_is_said_at_once(desk: Desk):
    html = asked_of_page(desk, "education_head", starts_at="2026-06-03T09:00")
    assert "应不迟于5月31日请假" in html
    assert "没有明确外出期间主持工作的负责人" in html
    html = asked_of_page(desk, "education_head", takes_over=desk.seat("education_deputy").pk)
    assert "没有明确外出期间主持工作的负责人" not in html


@in_county("taobei-2020")
def test_of_journeys_abroad_the_year_is_told(desk: Desk):
    desk.granted(kind="abroad", within_limits=True, countries="日本", group_size=6)
    html = asked_of_page(desk, "land_deputy", kind=LeaveKind.ABROAD)
    assert "已有 1 个团组、6 人次" in html


@pytest.mark.parametrize(("by", "status"), [("land_deputy", 403), ("stranger", 404), ("clerk", 200)])
def test_ahead_of_another_s_leave_only_the_office_looks(desk: Desk, by: str, status: int):
    address = (
        f"/leave/foresee/?seat={desk.seat('schools_deputy').pk}&starts_at=2026-06-08T09:00&ends_at=2026-06-09T09:00"
    )
    assert signed_in(getattr(desk.cast, by)).get(address).status_code == status
