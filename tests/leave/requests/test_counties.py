"""The five counties' leave rules, case by case from tables that a legal officer can read, through the real acts."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from govrules.core import clock
from govrules.core.authority import Acting, acting_for
from govrules.core.errors import BrokenRule
from govrules.core.office.absences import Trip, enter_absence
from govrules.core.office.models import Appointment, Official, Organ, OrganKind, Portfolio, Seat
from leave.requests import actions
from leave.requests.models import LeaveRequest
from leave.requests.states import OUT, State
from tests.core.calendars import office as hour
from tests.core.cast import SINCE, in_county
from tests.leave.requests.desk import Desk
from tests.proves import proves

FOLDER = Path(__file__).with_name("scenarios")
TYPED = ("kind", "takes_over", "urgent", "approval", "within_limits")


def cases() -> list[Any]:
    """Every case of every county, with the provisions that it proves."""
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(file.read_text("utf-8"))
        for case in table["case"]:
            marks = proves(*case["proves"]) if "proves" in case else ()
            found.append(pytest.param(table["county"], case, id=f"{file.stem}: {case['name']}", marks=marks))
    return found


def told_away(desk: Desk, line: str) -> None:
    """`who since until`: the office has entered it."""
    who, since_day, since, until_day, until = line.split()
    trip = Trip(hour(f"{since_day} {since}"), hour(f"{until_day} {until}"), "会议")
    enter_absence(getattr(desk.cast, who), trip, by=desk.cast.clerk)


def draft(desk: Desk, case: dict[str, Any]) -> LeaveRequest:
    values = {name: case[name] for name in TYPED if name in case}
    values |= {f"{name}_at": case[name] for name in ("starts", "ends") if name in case}
    return desk.draft(case["who"], **values)


@pytest.mark.parametrize(("county", "case"), cases())
def test_leave_goes_the_way_of_the_rules(county: str, case: dict[str, Any], desk: Desk) -> None:
    for line in case.get("away", ()):
        told_away(desk, line)
    if "asked" in case:
        desk.clock.move_to(hour(case["asked"]))
    leave = draft(desk, case)
    reasons = dict.fromkeys(("pair_present",), case["reason"]) if "reason" in case else {}
    if "refused" in case:
        return refused(desk, leave, case)
    desk.asked_again(leave, reasons)
    assert went(desk, leave, case) == case["way"]
    return outcome(desk, desk.again(leave), case)


def refused(desk: Desk, leave: LeaveRequest, case: dict[str, Any]) -> None:
    """Each rule that it breaks is named with its article; nothing is asked."""
    with pytest.raises(BrokenRule) as found:
        desk.asked_again(leave)
    assert [why.rule for why in found.value.reasons] == case["refused"]
    assert all(why.article and why.remedy for why in found.value.reasons)
    assert desk.again(leave).matter.state == State.DRAFT


def went(desk: Desk, leave: LeaveRequest, case: dict[str, Any]) -> list[str]:
    """Each step as it came up: its kind and who had it; it is granted by the one that the case says, and not before."""
    acts = [line.split()[0] for line in case["way"]]
    decides = case.get("granted_after") or next((act for act in reversed(acts) if act != "file"), "file")
    last = len(acts) - 1 - acts[::-1].index(decides)
    seen: list[str] = []
    while (step := desk.live(leave).first()) and len(seen) < 9:
        seen.append(f"{step.act} {step.assignee.name if step.assignee else '待明确'}")
        desk.say(step)
        assert (desk.again(leave).matter.state in OUT) is (len(seen) > last), seen
    return seen


def outcome(desk: Desk, leave: LeaveRequest, case: dict[str, Any]) -> None:
    """With whom it is filed, who was told, who acts from the first minute."""
    if "filed" in case:
        assert list(leave.filings.values_list("to", flat=True)) == case["filed"]
        assert list(leave.filings.filter(filed_at=None).values_list("to", flat=True)) == case.get("unfiled", [])
    if "told" in case:
        names = [o.name for o in everybody(desk) if any(s.startswith("外出：") for s in desk.told(o))]
        assert sorted(names) == sorted(case["told"])
    if leave.ends_at <= clock.now():
        assert leave.absence is None
        return
    assert (leave.absence.starts_at, leave.absence.ends_at) == (leave.starts_at, leave.ends_at)
    found = acting_for(leave.seat, leave.starts_at)
    if "acts" in case:
        assert isinstance(found, Acting), found
        assert [found.official.name, found.ground, found.article] == case["acts"]
    if "missing" in case:
        assert case["missing"] in found.missing


def everybody(desk: Desk) -> list[Any]:
    return [*desk.cast.everybody(), *filter(None, [desk.cast.member])]


@in_county("yangcheng-2021")
@pytest.mark.parametrize(
    ("post", "way"),
    [
        pytest.param("enterprise_head", [("approve", "赵立民")], marks=proves("YC-101-2", "YC-101-4")),
        pytest.param("coal_mine_head", [("approve", "钱卫东")], marks=proves("YC-101-5", "YC-101-6")),
    ],
)
def test_heads_of_enterprises_ask_the_head_those_of_coal_mines_the_deputy_in_charge(desk: Desk, post: str, way: Any):
    cast = desk.cast
    works = Organ.objects.create(
        government=cast.government, key="works", name="县煤矿", short_name="县煤矿", kind=OrganKind.OUTSIDE, order=90
    )
    seat = Seat.objects.create(government=cast.government, key="works-head", post=post, organ=works, title="矿长")
    boss = Official.objects.create(government=cast.government, key="boss", name="段矿长")
    Appointment.objects.create(seat=seat, official=boss, since=SINCE)
    Portfolio.objects.create(seat=cast.seats["executive"], organ=works, since=SINCE)
    leave = actions.create(cast.clerk, replace(desk.wanted(), official=boss, seat=seat))
    actions.ask(leave.pk, boss)
    assert desk.waits_for(leave) == way
    desk.through(leave)
    assert {row.to for row in leave.filings.exclude(filed_at=None)} == {"party_office", "government_office"}


def test_every_county_has_its_table_and_each_case_its_name() -> None:
    tables = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in FOLDER.glob("*.toml")}
    assert {table["county"] for table in tables.values()} == {
        "yanggao-2024", "yangcheng-2021", "toksun-2021", "yunyang-2025", "taobei-2020",
    }  # fmt: skip
    for table in tables.values():
        names = [case["name"] for case in table["case"]]
        assert len(names) == len(set(names))
