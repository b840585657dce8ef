"""A page costs the same number of queries whatever the data, and a bounded number of bytes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from govrules.core.matters.models import Step
from govrules.core.notices.actions import tell
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import away, page, signed_in, waiting

pytestmark = pytest.mark.usefixtures("today")
NOW = office("2026-06-10 09:30")
MOST = {
    "/": 32, "/queue/": 36, "/queue/?show=request": 36, "/notices/": 12, "/notices/choice/": 10, "/rules/": 12,
    "/rules/31/": 12, "/calendar/": 12, "/search/?q=件": 12, "/more/": 10,
}  # fmt: skip


def fill(cast: Cast, count: int) -> None:
    """That many of everything: in his queue, held in his keeping, late in the government, told to him."""
    steps = waiting(cast, cast.director, count, first_due="2026-05-01 00:00")
    waiting(cast, cast.director, count, act="read", kind="report")
    held = waiting(cast, cast.director, count)
    Step.objects.filter(pk__in=[s.pk for s in held]).update(
        state="held", assignee=None, custodian=cast.director, missing="县长外出，未记录委托"
    )
    for n in range(count):
        tell([cast.director], event=f"e{count}-{n}", subject=f"第{n}条", matter=steps[n].matter, at=NOW)


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


@pytest.mark.parametrize("address", MOST)
def test_queries_do_not_grow_with_the_data(cast: Cast, address: str) -> None:
    client = signed_in(cast.director)
    fill(cast, 5)
    cost(client, address)  # what is built once in a process: the rulebook, the calendar
    few = cost(client, address)
    fill(cast, 50)
    assert cost(client, address) == few
    assert few <= MOST[address]


@pytest.mark.parametrize("due", ["2026-04-01 00:00", "2026-12-01 00:00"], ids=["first", "last"])
def test_an_item_s_queries_do_not_grow_with_the_queue(cast: Cast, due: str) -> None:
    client = signed_in(cast.director)
    [step] = waiting(cast, cast.director, 1, first_due=due)
    fill(cast, 35)
    address = f"/queue/{step.pk}/"
    cost(client, address)
    few = cost(client, address)
    fill(cast, 50)
    assert cost(client, address) == few


def test_the_day_s_line_costs_the_same_for_two_away_and_for_ten(cast: Cast) -> None:
    client = signed_in(cast.director)
    people = cast.everybody()
    for official in (cast.executive, cast.schools_deputy):
        away(official, "2026-06-08 00:00", "2026-06-13 00:00")
    cost(client, "/more/")
    few = cost(client, "/more/")
    for official in people[6:16]:
        away(official, "2026-06-08 00:00", "2026-06-13 00:00")
    assert cost(client, "/more/") == few


@pytest.mark.parametrize(
    ("address", "most"), [("/queue/", 80_000), ("/", 50_000), ("/notices/", 40_000), ("/search/?q=件", 60_000)]
)
def test_bytes_are_bounded(cast: Cast, address: str, most: int) -> None:
    client = signed_in(cast.director)
    fill(cast, 50)
    one = len(client.get(address).content)
    fill(cast, 100)
    other = len(client.get(address).content)
    assert max(one, other) < most
    assert abs(other - one) < 0.1 * one, "a page grows with the data"


def test_the_frame_of_a_page_is_asked_once(cast: Cast) -> None:
    """The badge stands in two places, and the person's name in several."""
    client = signed_in(cast.director)
    with CaptureQueriesContext(connection) as asked:
        page(client, "/more/")
    texts = [q["sql"] for q in asked]
    assert sum("COUNT" in t and "core_step" in t for t in texts) == 1
    assert sum('FROM "core_official"' in t and "core_government" in t for t in texts) <= 1
