"""阳高 as of 1 March 2027, a year whose holidays nobody has published yet: the minutes' limit is provisional."""

from __future__ import annotations

from datetime import date

import pytest

from govrules.core.deadlines.models import Deadline
from govrules.core.matters.models import Waiver
from tests.browser.meetings.counties.journey import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "yanggao"
PROVISIONAL = "暂定，待当年放假安排公布"


@pytest.mark.parametrize("office", ["2027-03-01"], indirect=True)
def test_the_limit_of_the_minutes_is_provisional(sitting: Sitting) -> None:
    """In a year without a notice the seven working days end on a day that may move; after it nothing follows."""
    a_short_meeting(sitting)
    it_is_due_provisionally(sitting)
    sitting.send_minutes()
    sitting.sign_minutes()
    after_it_no_reason_is_asked(sitting)


def a_short_meeting(sitting: Sitting) -> None:
    """The head's two items, a member's presence, two conclusions."""
    for name in ("study", "other"):
        sitting.brought(name)
    sitting.plan("2027-03-03")
    sitting.arrange("study", "other")
    sitting.fix()
    sitting.call()
    sitting.walk.move_to(date(2027, 3, 3))
    sitting.came("赵立民")
    sitting.open_session()
    sitting.turn_to("study")
    sitting.decide("听取汇报")
    sitting.turn_to("other")
    sitting.decide("通过", "由县农业农村局抓好夏收准备。", due="2027-05-31")
    sitting.end()


def it_is_due_provisionally(sitting: Sitting) -> None:
    sitting.open_minutes()
    sitting.walk.sees("3月12日", PROVISIONAL, "第二十二条")
    sitting.walk.shot("provisional")
    limit = Deadline.objects.get(matter=sitting.minutes, step=None)
    assert (limit.provisional, limit.state) == (True, "open")


def after_it_no_reason_is_asked(sitting: Sitting) -> None:
    """Issued on the Monday after it they are not late."""
    sitting.walk.move_to(date(2027, 3, 15))
    sitting.issue_minutes()
    assert Deadline.objects.get(matter=sitting.minutes, step=None).state == "met"
    assert not Waiver.objects.filter(matter=sitting.minutes).exists()
