"""Any county's cast preparing its standing meeting on the live server, as of Monday, 1 June 2026, nine o'clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govrules.core.calendar.actions import start_clock
from govrules.core.office.models import Account, Appointment, Official, Organ, Seat
from tests.browser.meetings.counties.journey import Sitting
from tests.browser.meetings.counties.story import Story, told
from tests.browser.walk import Walk
from tests.core.calendars import office as at
from tests.core.cast import PASSWORD, SINCE, Cast
from tests.documents.conftest import media as media  # a storage of its own

BUREAUS = {  # of the other counties' standing meetings: key -> short name, head, fields
    "justice": ("司法局", "方正", ["合法性审核"]),
    "development": ("发展和改革局", "程远", ["发展改革", "统计"]),
}
MORE_FIELDS = {"resources": ["自然资源", "住房城乡建设"], "office": ["新闻宣传"]}


@pytest.fixture
def county(request: pytest.FixtureRequest) -> str:
    """That of the file's story."""
    return told(request.module.STORY).county


@pytest.fixture
def story(request: pytest.FixtureRequest) -> Story:
    return told(request.module.STORY)


@pytest.fixture
def office(request: pytest.FixtureRequest, live_server: Any, lasting_cast: Cast, media: Path) -> Cast:
    """The cast with a bureau of justice and one of development, on the office's clock also for the server's threads."""
    for key, (name, head, fields) in BUREAUS.items():
        bureau(lasting_cast, key, name, head, fields)
    for key, fields in MORE_FIELDS.items():
        Organ.objects.filter(pk=getattr(lasting_cast, key).pk).update(fields=fields)
    start_clock(at(f"{getattr(request, 'param', '2026-06-01')} 09:00"))
    return lasting_cast


def bureau(cast: Cast, key: str, name: str, head: str, fields: list[str]) -> None:
    """One more bureau, with its head."""
    place = cast.government.place
    organ = Organ.objects.create(
        government=cast.government, key=key, name=f"{place}{name}", short_name=f"{place[-1]}{name}", code=name[0],
        kind="department", order=20, fields=fields,
    )  # fmt: skip
    title = f"{organ.short_name}局长"
    seat = Seat.objects.create(
        government=cast.government, key=f"{key}_head", post="department_head", organ=organ, order=30, title=title
    )
    official = Official.objects.create(government=cast.government, key=f"{key}_head", name=head)
    Appointment.objects.create(seat=seat, official=official, since=SINCE)
    Account.objects.create(username=f"{key}_head", first_name=head, official=official)


@pytest.fixture
def sitting(new_walk: Callable[..., Walk], office: Cast, story: Story) -> Sitting:
    """The whole meeting, walked through in one browser in which the cast's passwords work."""
    walk = new_walk()
    walk.password = PASSWORD
    walk.log_in("education_clerk")
    return Sitting(walk, office, story)
