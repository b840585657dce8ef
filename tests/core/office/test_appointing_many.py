"""Many appointments and portfolios at once: all or none, each as the single act would have it."""

from __future__ import annotations

from datetime import date

import pytest

from govrules.core.errors import BadInput, NotYours
from govrules.core.journal.models import JournalEntry
from govrules.core.office.actions import Covering, Filling, appoint_all, cover_all, end_appointments, end_covers
from govrules.core.office.models import Appointment, Boundary, Organ, Portfolio, Seat
from tests.core.office.hours import FRIDAY, TODAY, TOMORROW, last_line


@pytest.fixture
def seats(cast, monday) -> list[Seat]:
    rows = [Seat(government=cast.government, key=f"new-{n}", post="deputy", title=f"新岗位{n}") for n in range(3)]
    return Seat.objects.bulk_create(rows)


@pytest.fixture
def organ(cast) -> Organ:
    return Organ.objects.create(
        government=cast.government, key="audit", name="阳高县审计局", short_name="县审计局", kind="department"
    )


def test_one_after_another_in_one_seat(cast, seats):
    rows = [Filling(seats[0], cast.clerk, TODAY, TOMORROW), Filling(seats[0], cast.director, TOMORROW)]
    appoint_all(rows, by=cast.clerk)
    assert [(a.official, a.until) for a in seats[0].appointments.order_by("since")] == [
        (cast.clerk, TOMORROW), (cast.director, None),
    ]  # fmt: skip
    assert Boundary.objects.filter(seat=seats[0]).count() == 3
    texts = JournalEntry.objects.filter(act="appoint").order_by("seq").values_list("text", flat=True)
    assert list(texts) == [
        "郑晓登记郑晓自6月1日起任新岗位0，至6月2日止", "郑晓登记周正自6月2日起任新岗位0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spans", "says"),
    [
        ([(TODAY, FRIDAY), (TOMORROW, None)], "由郑晓担任，请先登记免职再任命"),
        ([(TODAY, None), (FRIDAY, None)], "由郑晓担任，请先登记免职再任命"),
        ([(TODAY, TOMORROW), (FRIDAY, FRIDAY)], "终止日期要晚于开始日期6月5日"),
        ([(TODAY, TOMORROW), (date(2099, 1, 1), None)], "离今天太远"),
        ([(TODAY, TOMORROW), (TOMORROW, date(2099, 1, 1))], "离今天太远"),
    ],
)
def test_one_wrong_row_and_none_is_kept(cast, seats, spans, says):
    rows = [Filling(seats[0], cast.clerk, since, until) for since, until in spans]
    with pytest.raises(BadInput, match=says):
        appoint_all(rows, by=cast.clerk)
    assert not seats[0].appointments.exists() and not Boundary.objects.exists()


def test_never_for_two_governments_at_once(cast, seats):
    with pytest.raises(BadInput, match="不属于本级政府"):
        appoint_all([Filling(seats[0], cast.clerk, TODAY), Filling(cast.seats["stranger"], cast.stranger, TODAY)])
    with pytest.raises(BadInput, match="不属于本级政府"):
        rows = Appointment.objects.filter(seat__in=[cast.seats["clerk"], cast.seats["stranger"]])
        end_appointments([(row, FRIDAY) for row in rows])
    with pytest.raises(BadInput, match="不属于本级政府"):
        cover_all([Covering(cast.other_finance, cast.seats["executive"], TODAY)])


def test_only_the_office(cast, seats, organ):
    covers = [(row, FRIDAY) for row in Portfolio.objects.all()]
    for act in (
        lambda by: appoint_all([Filling(seats[0], cast.clerk, TODAY)], by=by),
        lambda by: end_appointments([(Appointment.objects.get(seat=cast.seats["clerk"]), FRIDAY)], by=by),
        lambda by: cover_all([Covering(organ, cast.seats["executive"], TODAY)], by=by),
        lambda by: end_covers(covers, by=by),
    ):
        for by in (cast.head, cast.other_director):
            with pytest.raises(NotYours):
                act(by)


def test_a_portfolio_ends_and_another_leader_covers_the_organ(cast, monday):
    end_covers([(Portfolio.objects.get(organ=cast.education), FRIDAY)], by=cast.clerk)
    assert last_line(cast).text == "郑晓登记县教育局自6月5日起不再由副县长（教育卫生）分管"
    with pytest.raises(BadInput, match="县教育局由副县长（教育卫生）分管，请先登记终止"):
        cover_all([Covering(cast.education, cast.seats["executive"], TOMORROW)], by=cast.clerk)
    cover_all([Covering(cast.education, cast.seats["executive"], FRIDAY)], by=cast.clerk)
    assert Portfolio.objects.get(organ=cast.education, until=None).seat == cast.seats["executive"]


def test_an_organ_has_one_leader_among_the_new_rows_too(cast, seats, organ):
    with pytest.raises(BadInput, match="县审计局由新岗位0分管"):
        cover_all([Covering(organ, seats[0], TODAY), Covering(organ, seats[1], FRIDAY)])
    with pytest.raises(BadInput, match="分管只登记在政府领导的岗位上"):
        cover_all([Covering(organ, cast.seats["director"], TODAY)])
    assert not organ.leaders.exists()


def test_what_has_ended_does_not_end_again(cast, monday):
    row = Portfolio.objects.get(organ=cast.education)
    end_covers([(row, FRIDAY)])
    with pytest.raises(BadInput, match="已登记自6月5日起终止"):
        end_covers([(row, TOMORROW)])
    with pytest.raises(BadInput, match="终止日期要晚于开始日期3月1日"):
        end_covers([(Portfolio.objects.get(organ=cast.finance), date(2024, 3, 1))])
