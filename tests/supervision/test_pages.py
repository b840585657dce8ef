"""The list of supervised matters and the page of one."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from govrules.core import clock
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.deadlines.sweep import sweep
from supervision import actions
from supervision.models import Task
from tests.core.cast import Cast
from tests.portal.office import page, signed_in
from tests.supervision.conftest import opened


def test_the_list_and_the_page(cast: Cast, task: Task) -> None:
    client = signed_in(cast.education_clerk)
    assert "新建城东小学" in page(client, "/supervision/") and 'href="/supervision/' in page(client, "/")
    html = page(client, f"/supervision/{task.pk}/")
    assert "年内开工" in html and "县财政局" in html and "反馈进展" in html and "销号" not in html.split("办理记录")[0]


def test_who_has_no_part_sees_nothing(cast: Cast, task: Task) -> None:
    client = signed_in(cast.resources_head)
    assert "新建城东小学" not in page(client, "/supervision/")
    assert client.get(f"/supervision/{task.pk}/").status_code == 404
    assert client.post(f"/supervision/{task.pk}/progress/", {"text": "x"}).status_code == 404


def test_the_address_of_any_matter_leads_to_it(cast: Cast, task: Task) -> None:
    assert signed_in(cast.clerk).get(f"/matters/{task.pk}/").url == f"/supervision/{task.pk}/"


def test_reporting_and_striking_off_on_the_page(cast: Cast, task: Task) -> None:
    signed_in(cast.education_clerk).post(f"/supervision/{task.pk}/report/", {"text": "已开工。"})
    office = signed_in(cast.director)
    assert "报告办结" in page(office, f"/supervision/{task.pk}/")
    assert office.post(f"/supervision/{task.pk}/strike_off/", {"text": ""}).status_code == 302
    assert "已销号" in page(office, f"/supervision/{task.pk}/")


def test_what_was_typed_comes_back_with_the_reason(cast: Cast, task: Task) -> None:
    answer = signed_in(cast.finance_clerk).post(f"/supervision/{task.pk}/report/", {"text": "我们做完了。"})
    assert answer.status_code == 403
    assert "只有承办单位" in answer.content.decode() and "我们做完了。" in answer.content.decode()


@pytest.mark.parametrize(("query", "there"), [("q=小学", True), ("q=中学", False), ("late=true", False)])
def test_the_filter(cast: Cast, task: Task, query: str, there: bool) -> None:
    assert ("新建城东小学" in page(signed_in(cast.clerk), f"/supervision/?{query}")) is there


def test_late_ones(cast: Cast, task: Task, monday: clock.StoppedClock) -> None:
    monday.move_to(clock.start_of_day(task.due_on) + 2 * (clock.start_of_day(task.due_on) - clock.now()))
    assert "新建城东小学" in page(signed_in(cast.clerk), "/supervision/?late=true")


def test_a_limit_that_is_over_keeps_its_red_light(cast: Cast, task: Task, monday: clock.StoppedClock) -> None:
    """After the sweep has seen it pass, the list and the page still say how late it is."""
    monday.move_to(clock.start_of_day(task.due_on) + 2 * (clock.start_of_day(task.due_on) - clock.now()))
    sweep(clock.now())
    assert Deadline.objects.get(matter=task.matter).state == DeadlineState.PASSED
    for address in ("/supervision/", f"/supervision/{task.pk}/"):
        assert "超" in page(signed_in(cast.clerk), address)


def test_the_list_as_excel(cast: Cast, task: Task) -> None:
    opened(cast, title="=1+1", helpers=())
    answer = signed_in(cast.clerk).get("/supervision/?export=xlsx")
    table = [[c.value for c in row] for row in load_workbook(BytesIO(answer.content)).active.rows]
    assert len(table) == 3 and {row[0] for row in table[1:]} == {"新建城东小学", "'=1+1"}


def test_the_list_costs_the_same_whatever_is_on_it(cast: Cast, task: Task) -> None:
    client = signed_in(cast.clerk)
    actions.progress(task.pk, cast.education_clerk, "进展。")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, "/supervision/")
        return len(queries)

    one = cost()
    for number in range(5):
        opened(cast, title=f"第{number}件")
    assert cost() == one


def test_the_page_costs_the_same_whatever_hangs_on_it(cast: Cast, task: Task) -> None:
    client = signed_in(cast.clerk)

    def cost(pk: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, f"/supervision/{pk}/")
        return len(queries)

    actions.progress(task.pk, cast.education_clerk, "进展。")
    few = cost(task.pk)
    many = opened(cast, helpers=(cast.finance, cast.resources, cast.agriculture, cast.township))
    for who in (cast.education_clerk, cast.finance_clerk, cast.resources_clerk, cast.agriculture_clerk):
        actions.progress(many.pk, who, "进展。")
    assert cost(many.pk) == few


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("close-part", {"organ": "x"}),
        ("close-part", {}),
        ("person", {"organ": "1" * 30}),
        ("person", {"official": "²"}),
    ],
)
def test_what_is_no_key_is_refused(cast: Cast, task: Task, path: str, typed: dict[str, str]) -> None:
    assert signed_in(cast.clerk).post(f"/supervision/{task.pk}/{path}/", typed).status_code == 400


def test_parts_on_the_page(cast: Cast, task: Task) -> None:
    office, organ = signed_in(cast.clerk), {"organ": cast.finance.pk}
    assert office.post(f"/supervision/{task.pk}/person/", organ | {"official": cast.finance_head.pk}).status_code == 302
    assert office.post(f"/supervision/{task.pk}/close-part/", organ).status_code == 302
    html = page(office, f"/supervision/{task.pk}/")
    assert "责任人：褚建国" in html and "6月1日办结" in html
    for path in ("person", "close-part"):
        assert signed_in(cast.resources_head).post(f"/supervision/{task.pk}/{path}/", organ).status_code == 404
        assert signed_in(cast.stranger).post(f"/supervision/{task.pk}/{path}/", organ).status_code == 404
