"""Who is a member of a body today, and who may chair it."""

import pytest

from govrules.core import clock
from govrules.core.errors import BrokenRule
from meetings.bodies import body_of, chairs, ground_of_chair, members
from tests.core.cast import Cast
from tests.meetings.stage import Stage
from tests.proves import proves


@proves("YG-20-1")
def test_the_standing_meeting_s_members_are_the_head_and_his_deputies(cast: Cast, stage: Stage) -> None:
    found = members(cast.government, body_of(cast.government, "standing", clock.now()), clock.today())
    assert [m.official for m in found] == [cast.head, cast.executive, cast.schools_deputy, cast.land_deputy]


@proves("YG-20-2")
def test_only_the_head_chairs_the_standing_meeting(cast: Cast, stage: Stage) -> None:
    body = body_of(cast.government, "standing", clock.now())
    assert [seat.post for seat, _ in chairs(cast.government, body)] == ["head"]
    with pytest.raises(BrokenRule, match="不能由常务副县长主持"):
        ground_of_chair(body, cast.seats["executive"], clock.now())


@proves("YG-23-2")
def test_a_deputy_chairs_the_head_s_office_meeting_only_when_entrusted(cast: Cast, stage: Stage) -> None:
    body = body_of(cast.government, "head_office", clock.now())
    with pytest.raises(BrokenRule, match="委托"):
        ground_of_chair(body, cast.seats["executive"], clock.now())


def test_a_meeting_on_the_stage_has_its_members(stage: Stage) -> None:
    assert stage.ended().attendees.count() == 4
