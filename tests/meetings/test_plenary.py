"""A plenary with 120 members and 40 items: no page that shows it costs more queries than with a few of each."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from govrules.core import clock
from govrules.core.matters import actions as steps
from govrules.core.office.models import Appointment, Official, Organ, Portfolio, Seat
from meetings.bodies import body_of, members
from meetings.calling.models import Meeting
from meetings.calling.states import State
from meetings.minutes.actions import open_minutes
from tests.core.cast import SINCE, Cast
from tests.documents.papers import browser
from tests.meetings.stage import Stage

MEMBERS, ITEMS = 120, 40
OF_STATE = {  # the pages of a meeting, by its state
    State.PLANNED: ("meeting", "meeting_edit", "meeting_agenda", "meeting_fix", "agenda_print"),
    State.FIXED: ("meeting", "meeting_edit", "meeting_late", "meeting_notice", "agenda_print"),
    State.CALLED: (
        "meeting", "meeting_edit", "meeting_late", "attendance", "attendance_present", "attendance_mine", "session",
        "session_wall", "session_wall_part", "meeting_ics", "notice_print", "sign_in_print",
    ),
    State.OPEN: (
        "meeting", "attendance", "attendance_present", "attendance_mine", "session", "session_wall",
        "session_wall_part",
    ),
    State.ENDED: ("meeting", "attendance", "session", "session_wall", "sign_in_print"),
}  # fmt: skip
OF_MINUTES = ("minutes", "minutes_edit", "minutes_send", "minutes_compare")
LISTS = (
    "index", "calendar", "items", "minutes_index", "minutes_late", "minutes_public", "minutes_register", "cadence",
)  # fmt: skip


def bureaus(cast: Cast) -> None:
    """As many more bureaus, each with its head, as make a plenary of `MEMBERS`; the leaders cover them in turn."""
    government = cast.government
    body = body_of(government, "plenary", clock.now())
    count = MEMBERS - len(members(government, body, clock.today()))
    key = [f"bureau-{n}" for n in range(count)]
    organs = Organ.objects.bulk_create(
        Organ(government=government, key=k, name=f"阳高县{k}局", short_name=f"{k}局", code="局", kind="department",
              order=100) for k in key
    )  # fmt: skip
    seats = Seat.objects.bulk_create(
        Seat(government=government, key=f"{o.key}-head", post="department_head", organ=o, order=100,
             title=f"{o.short_name}局长") for o in organs
    )  # fmt: skip
    heads = Official.objects.bulk_create(Official(government=government, key=f"{k}-head", name=f"局长{k}") for k in key)
    pairs = zip(seats, heads, strict=True)
    Appointment.objects.bulk_create(Appointment(seat=s, official=o, since=SINCE) for s, o in pairs)
    leaders = [cast.seats[k] for k in ("executive", "schools_deputy", "land_deputy")]
    Portfolio.objects.bulk_create(
        Portfolio(seat=leaders[n % 3], organ=organ, since=SINCE) for n, organ in enumerate(organs)
    )
    assert len(members(government, body, clock.today())) == MEMBERS


def plenary(stage: Stage, state: str, items: int) -> Meeting:
    """In a state, each item of another organ where there are so many, and touching one more."""
    meeting = stage.meeting(state, "plenary", items=0, starts_at=clock.now())
    organs = list(Organ.objects.filter(government=stage.cast.government, kind="department").order_by("pk"))
    for position in range(1, items + 1):
        organ, touched = organs[position % len(organs)], organs[(position + 1) % len(organs)]
        item = stage.listed(
            meeting, position, organ=organ, touched=[touched], sponsor=None, proposer="department_head",
            declared={"major": True},
        )  # fmt: skip
        steps.join_organ(item.matter, stage.cast.office, "office", clock.now())
        if state == State.ENDED:
            stage.decided(item, organ=organ)
    if state == State.OPEN:
        meeting.current = meeting.items.first()
        meeting.save()
    return meeting


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(asked)


def costs(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    return {name: queries(client, address) for name, address in addresses.items()}


def warm(client: Client, addresses: dict[str, str]) -> None:
    """What is built once in a process: the rulebook, the calendar, templates."""
    for address in addresses.values():
        client.get(address)


def of_meeting(meeting: Meeting) -> dict[str, str]:
    return {name: reverse(f"meetings:{name}", args=[meeting.pk]) for name in OF_STATE[meeting.matter.state]}


def of_one(stage: Stage, state: str, items: int) -> dict[str, str]:
    """The pages of such a meeting, of its last item, of somebody's leave, and of its minutes."""
    meeting = plenary(stage, state, items)
    last = meeting.items.last()
    found = of_meeting(meeting) | {"item": reverse("meetings:item", args=[last.pk])}
    if state in (State.OPEN, State.ENDED):
        found["last item"] = f"{reverse('meetings:session', args=[meeting.pk])}?item={last.pk}"
    if state == State.CALLED:
        asked = meeting.attendees.get(official=stage.cast.land_deputy)
        found["excuse_new"] = reverse("meetings:excuse_new", args=[asked.pk])
    if state == State.ENDED:
        minutes = open_minutes(meeting, stage.cast.clerk, clock.now())
        found |= {name: reverse(f"meetings:{name}", args=[minutes.pk]) for name in OF_MINUTES}
        found["minutes_file"] = reverse("meetings:minutes_file", args=[last.pk])
    return found


def looked_at_by(stage: Stage, name: str) -> Client:
    """The office's clerk; what is one's own page, a leader."""
    return browser(stage.cast.head if name == "attendance_mine" else stage.cast.clerk)


@pytest.mark.parametrize("state", OF_STATE)
def test_no_page_of_it_costs_more(stage: Stage, state: str) -> None:
    few = of_one(stage, state, 2)
    clients = {name: looked_at_by(stage, name) for name in few}
    for name, address in few.items():
        clients[name].get(address)
    small = {name: queries(clients[name], address) for name, address in few.items()}
    bureaus(stage.cast)
    many = of_one(stage, state, ITEMS)
    assert {name: queries(clients[name], address) for name, address in many.items()} == small


def test_no_list_on_which_it_stands_costs_more(stage: Stage) -> None:
    client, addresses = browser(stage.cast.clerk), {name: reverse(f"meetings:{name}") for name in LISTS}
    open_minutes(plenary(stage, State.ENDED, 2), stage.cast.clerk, clock.now())
    plenary(stage, State.PLANNED, 2)
    warm(client, addresses)
    small = costs(client, addresses)
    bureaus(stage.cast)
    open_minutes(plenary(stage, State.ENDED, ITEMS), stage.cast.clerk, clock.now())
    plenary(stage, State.PLANNED, ITEMS)
    assert costs(client, addresses) == small
