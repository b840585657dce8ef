"""The demo's releases, speeches and invitations: each county has some, settled as its own rules have it."""

from __future__ import annotations

from collections import Counter

import pytest

from documents.publicity.models import Publicity
from documents.publicity.states import State
from govrules.core import clock
from govrules.demo import announcing
from govrules.demo.loader import PLACES
from govrules.demo.people import Office
from govrules.demo.story import Story
from govrules.demo.timeline import Timeline
from tests.core.calendars import office
from tests.core.cast import fill_calendar

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
MONDAY, SATURDAY = office("2026-06-01 09:00"), office("2026-10-10 09:00")
ENDS = {
    "yanggao": {State.DONE: 1, State.DRAFT: 1, State.APPROVED: 1},
    "yangcheng": {State.DONE: 1, State.APPROVED: 2}, "toksun": {State.DONE: 2, State.APPROVED: 1},
    "yunyang": {State.DONE: 1, State.APPROVED: 2}, "taobei": {State.DONE: 1, State.APPROVED: 2},
}  # fmt: skip


@pytest.mark.parametrize(("place", "at"), [*((place, MONDAY) for place in PLACES), ("taobei", SATURDAY)])
def test_each_got_as_far_as_its_file_says(place, at) -> None:
    fill_calendar()
    line = Timeline(at)
    with clock.frozen(at):
        story = Story(Office(place).set_up(), line)
    announcing.tell(story)
    line.play()
    assert Counter(Publicity.objects.values_list("matter__state", flat=True)) == ENDS[place]
    for one in Publicity.objects.filter(matter__state=State.DONE):
        assert one.done_where and one.done_at >= one.starts_at
    assert not Publicity.objects.filter(matter__state=State.APPROVED, starts_at__lte=at).exists()
