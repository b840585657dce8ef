"""Work that goes up a floor: offered once, seen by the office until a matter takes it, taken by one of two."""

from __future__ import annotations

import pytest

from govrules.core import acts, clock
from govrules.core.errors import WrongState
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter, Referral
from govrules.core.matters.referring import offer, take, waiting
from tests.core.cast import Cast
from tests.core.office.hours import DAY, MONDAY
from tests.portal.office import page, signed_in


@pytest.fixture
def monday():
    with clock.frozen(MONDAY) as stopped:
        yield stopped


def matter(cast: Cast, kind: str = "leave", title: str = "孙慧敏请假") -> Matter:
    opening = steps.Opening(cast.government, kind, title, cast.office, cast.schools_deputy, "leave_back")
    return steps.open_matter(opening, MONDAY)


def offered(cast: Cast, found: Matter) -> Referral:
    with acts.on(found.pk) as locked:
        return offer(locked, "agenda_item", "赴上海考察情况的报告", MONDAY, text="考察学校建设", article=59)


def test_offered_once_it_waits_and_the_office_is_told(cast, monday):
    found = matter(cast)
    row = offered(cast, found)
    assert offered(cast, found) == row
    assert list(waiting(cast.government)) == [row]
    assert list(waiting(cast.government, "agenda_item")) == [row]
    assert list(waiting(cast.government, "minutes")) == []
    assert list(waiting(cast.other_government)) == []
    line = found.journal.get(act="refer")
    assert (line.text, line.article) == ("提请列入会议议程：赴上海考察情况的报告", 59)
    html = page(signed_in(cast.clerk), "/office/referrals/")
    assert "赴上海考察情况的报告" in html
    assert "第五十九条" in html
    assert "赴上海考察情况的报告" not in page(signed_in(cast.other_director), "/office/referrals/")


@pytest.mark.parametrize("who", ["head", "schools_deputy", "education_clerk"])
def test_the_list_is_the_office_s(cast, monday, who):
    assert signed_in(getattr(cast, who)).get("/office/referrals/").status_code == 403


def test_taken_up_it_waits_no_longer(cast, monday):
    found, item = matter(cast), matter(cast, "agenda_item", "关于赴上海考察情况的议题")
    row = offered(cast, found)
    take(row, item, MONDAY + DAY)
    row.refresh_from_db()
    assert (row.taken_by, row.taken_at) == (item, MONDAY + DAY)
    assert not waiting(cast.government).exists()
    assert found.journal.get(act="referral_taken").text == (
        "由“关于赴上海考察情况的议题”承接：赴上海考察情况的报告"
    )  # fmt: skip
    with pytest.raises(WrongState, match="已有事项承接"):
        take(row, item, MONDAY + DAY)


def test_another_government_s_matter_takes_nothing(cast, monday):
    row = offered(cast, matter(cast))
    opening = steps.Opening(
        cast.other_government, "agenda_item", "外地议题", cast.other_office, cast.other_director, "item_draft"
    )
    with pytest.raises(WrongState):
        take(row, steps.open_matter(opening, MONDAY), MONDAY)
    assert waiting(cast.government).exists()
