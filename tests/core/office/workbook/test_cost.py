"""A large county's office: bounded queries, whatever the number of rows, and seconds rather than minutes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govrules.core.office.models import Appointment, Government, Official, Portfolio
from govrules.core.office.workbook.actions import Upload, carry_out, hand_in, look
from tests.core.cast import Cast
from tests.core.office.hours import TODAY
from tests.core.office.workbook.books import NAME, Rows, exported, made

SINCE = date(2026, 6, 1)


def office(organs: int, each: int) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of a made-up office: leaders, an office, and so many bureaus with so many people in each."""
    rows: dict[str, list[tuple[Any, ...]]] = {title: [] for title in ("单位", "岗位", "干部", "任职", "分管", "AB角")}

    def place(key: str, title: str, post: str, organ: str | None = None) -> None:
        rows["岗位"].append((key, title, post, organ, None))
        rows["干部"].append((f"p-{key}", f"某{key}", f"{key}@example.cn", None, None, f"big-{key}"))
        rows["任职"].append((key, f"p-{key}", SINCE, None))

    for n in range(8):
        place(f"deputy-{n}", f"副县长（{n}）", "副县长")
    rows["AB角"] += [(f"deputy-{n}", f"deputy-{(n + 1) % 8}", SINCE, None) for n in range(8)]
    for n in range(organs):
        organ = f"bureau-{n}"
        rows["单位"].append((organ, f"样例县第{n}局", f"第{n}局", "政府部门", None, None, None, None))
        rows["分管"].append((organ, f"deputy-{n % 8}", SINCE, None))
        place(f"{organ}-head", f"第{n}局局长", "部门主要负责人", organ)
        for m in range(each - 1):
            place(f"{organ}-{m}", f"第{n}局工作人员（{m}）", "部门工作人员", organ)
    return rows


@pytest.fixture
def bare(cast: Cast, monday, store) -> Government:
    made_up = Government.objects.create(key="bare", name="样例县人民政府", short_name="县政府", place="样例县")
    cast.adoption.pk, cast.adoption.government = None, made_up
    cast.adoption.save(force_insert=True)
    return made_up


def imported(government: Government, rows: Rows) -> int:
    """Hands in and confirms; how many queries both took together."""
    with CaptureQueriesContext(connection) as asked:
        row = hand_in(government, Upload(made(**rows), NAME, TODAY), None)
        assert row.errors == 0, row.problems[:3]
        carry_out(row.pk, None)
    return len(asked)


def test_a_first_import_s_queries_hardly_grow_with_the_rows(bare):
    """Ten times the people cost a few more batches, not ten times the queries."""
    assert imported(bare, office(60, 7)) < 420
    assert Appointment.objects.filter(seat__government=bare).count() == 428


def test_a_second_import_s_queries_do_not_grow_at_all(bare):
    def asked() -> int:
        data = exported(bare)
        with CaptureQueriesContext(connection) as queries:
            assert look(bare, Upload(data, NAME, TODAY), None).changes == 0
        return len(queries)

    imported(bare, office(4, 3))
    few = asked()
    rows = office(30, 4)
    imported(bare, rows)
    assert asked() == few <= 12


@pytest.mark.slow
def test_a_hundred_and_twenty_organs_and_eight_hundred_officials(bare):
    rows = office(120, 7)
    assert (len(rows["单位"]), len(rows["干部"])) == (120, 848)
    queries = imported(bare, rows)
    assert Official.objects.filter(government=bare).count() == 848
    assert Portfolio.objects.filter(organ__government=bare).count() == 120
    assert queries < 500
    plan = look(bare, Upload(exported(bare), NAME, TODAY), None)
    assert (plan.changes, plan.problems) == (0, [])
