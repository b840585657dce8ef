"""The report on how decisions are carried out: the draft of a period, reporting it, what was reported."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours
from govrules.core.journal.models import JournalEntry
from govrules.core.notices.models import Notice
from govrules.core.office.actions import set_setting
from govrules.portal.supervision_print.content import report_page
from supervision import actions, reporting
from supervision.models import StateReport, Task
from supervision.ownrules import KEY
from supervision.reporting import Period
from tests.core.calendars import office
from tests.core.cast import Cast, in_county
from tests.portal.office import page, signed_in
from tests.proves import proves
from tests.supervision.conftest import opened

toksun = in_county("toksun-2021")
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
JUNE = Period(date(2026, 6, 1), date(2026, 6, 1))
LEADERS = ("head", "executive", "schools_deputy", "land_deputy", "member")


@pytest.fixture
def may(cast: Cast, monday: clock.StoppedClock) -> dict[str, Task]:
    """Three of May: done, under way, overdue; one of June. It is 1 June again."""
    monday.move_to(office("2026-05-06 09:00"))
    made = {
        "done": opened(cast, title="已建成", due_on=date(2026, 5, 29), helpers=()),
        "late": opened(cast, title="已超期", due_on=date(2026, 5, 20), helpers=()),
        "running": opened(cast, title="还在办", due_on=date(2026, 6, 30), origin="第6次常务会议议定"),
    }
    actions.report(made["done"].pk, cast.education_clerk, "已建成。")
    actions.strike_off(made["done"].pk, cast.director, "已核实。")
    monday.move_to(office("2026-06-01 09:00"))
    made["june"] = opened(cast, title="六月的", due_on=None)
    return made


def states(rows: list[reporting.Row]) -> dict[str, str]:
    return {row.title: row.words for row in rows}


def fixed(cast: Cast) -> None:
    since, basis = date(2026, 1, 1), "督查工作规定"
    set_setting(cast.government, KEY, {"count": 1}, basis=basis, since=since, by=cast.clerk)


@proves("TK-56-3")
@toksun
def test_the_draft_of_a_month_and_its_report_to_the_leaders(cast: Cast, may: dict[str, Task]) -> None:
    fixed(cast)
    assert reporting.usual(cast.government, clock.today()) == MAY
    html = page(signed_in(cast.clerk), "/supervision/report/")
    wanted = ("已办结 1 件", "办理中 1 件", "逾期未办结 1 件", "还没有报送过", "第五十六条")
    assert all(words in html for words in wanted)
    assert "六月的" not in html
    leaders = [getattr(cast, key) for key in LEADERS]
    report = reporting.send(cast.clerk, MAY, [leader.pk for leader in leaders], "请阅。")
    assert states(reporting.stored(report)) == {"已建成": "已办结", "已超期": "逾期未办结", "还在办": "办理中"}
    assert (report.at, report.article) == (clock.now(), 56)
    assert set(report.leaders.all()) == set(leaders)
    told = Notice.objects.filter(event=f"state-report:{report.pk}", channel="portal", article=56)
    assert set(told.values_list("recipient", flat=True)) == {leader.pk for leader in leaders}
    [line] = JournalEntry.objects.filter(government=cast.government, act="state_report")
    assert line.article == 56 and "赵立民" in line.text
    assert "上次于 6月1日 报送" in page(signed_in(cast.clerk), "/supervision/report/")


@proves("YC-85-3")
@in_county("yangcheng-2021")
def test_the_summary_names_the_departments_that_fed_nothing_back(cast: Cast, monday: clock.StoppedClock) -> None:
    for number, organ in enumerate(("education", "finance", "resources", "agriculture")):
        opened(cast, title=f"第{number}件", organ=getattr(cast, organ), helpers=(), due_on=None)
    done = Task.objects.get(matter__title="第0件")
    actions.report(done.pk, cast.education_clerk, "已办。")
    actions.strike_off(done.pk, cast.director, "已核实。")
    rows = reporting.rows_of(cast.clerk, JUNE, clock.today())
    assert reporting.counts(rows)["已办结"] == 1 and reporting.counts(rows)["办理中"] == 3
    quiet = {getattr(cast, key).short_name for key in ("finance", "resources", "agriculture")}
    assert {row.silent for row in rows} == {"", *(f"{name}（第二十一条）" for name in quiet)}


@toksun
def test_where_nobody_fixed_a_period_none_is_made_up(cast: Cast, may: dict[str, Task]) -> None:
    assert reporting.usual(cast.government, clock.today()) is None
    html = page(signed_in(cast.clerk), "/supervision/report/")
    assert "工作规则没有写明" in html and "请选择起止日期" in html and "报送领导" not in html
    reporting.send(cast.clerk, MAY, [cast.head.pk])
    assert reporting.usual(cast.government, clock.today()) == JUNE


@toksun
@pytest.mark.parametrize(
    ("until", "words"), [("2026-05-19", "办理中"), ("2026-05-20", "逾期未办结"), ("2026-05-21", "逾期未办结")]
)
def test_late_from_the_end_of_the_last_day(cast: Cast, may: dict[str, Task], until: str, words: str) -> None:
    period = Period(MAY.since, date.fromisoformat(until))
    assert states(reporting.rows_of(cast.clerk, period, clock.today()))["已超期"] == words


@toksun
def test_today_is_not_late_yet(cast: Cast, monday: clock.StoppedClock) -> None:
    opened(cast, due_on=date(2026, 6, 1))
    assert [row.words for row in reporting.rows_of(cast.clerk, JUNE, clock.today())] == ["办理中"]


@toksun
def test_done_after_its_day_it_is_done_late(cast: Cast, may: dict[str, Task]) -> None:
    late = may["late"]
    actions.report(late.pk, cast.education_clerk, "已建成。")
    actions.strike_off(late.pk, cast.director, "已核实。")
    assert states(reporting.rows_of(cast.clerk, JUNE, clock.today()))["已超期"] == "超期办结"
    assert states(reporting.rows_of(cast.clerk, MAY, clock.today()))["已超期"] == "逾期未办结"


@toksun
def test_what_was_over_before_or_taken_back_is_not_in_it(cast: Cast, may: dict[str, Task]) -> None:
    actions.cancel(may["running"].pk, cast.director, "另有安排。")
    assert set(states(reporting.rows_of(cast.clerk, JUNE, clock.today()))) == {"已超期", "六月的"}


@toksun
def test_what_was_reported_stays_as_it_was(cast: Cast, may: dict[str, Task]) -> None:
    report = reporting.send(cast.clerk, MAY, [cast.head.pk])
    actions.progress(may["late"].pk, cast.education_clerk, "后来的进展。")
    html = page(signed_in(cast.head), f"/supervision/reports/{report.pk}/")
    assert "已超期" in html and "后来的进展" not in html


# --- who, and what cannot be taken ---


def test_where_the_rules_want_none_there_is_none(cast: Cast, monday: clock.StoppedClock) -> None:
    with pytest.raises(BrokenRule, match="没有规定"):
        reporting.send(cast.clerk, JUNE, [cast.head.pk])
    assert signed_in(cast.clerk).get("/supervision/report/").status_code == 422
    assert "落实情况报告" not in page(signed_in(cast.clerk), "/supervision/")


@toksun
@pytest.mark.parametrize("who", ["education_head", "head"])
def test_only_the_office_reports(cast: Cast, monday: clock.StoppedClock, who: str) -> None:
    with pytest.raises(NotYours):
        reporting.send(getattr(cast, who), JUNE, [cast.head.pk])
    client = signed_in(getattr(cast, who))
    assert client.get("/supervision/report/").status_code == 403
    assert client.post("/supervision/report/send/").status_code == 403
    assert client.get("/supervision-report.pdf").status_code == 403


@toksun
def test_a_report_is_for_whom_it_went_to(cast: Cast, may: dict[str, Task]) -> None:
    report = reporting.send(cast.clerk, MAY, [cast.head.pk])
    for who, status in (("head", 200), ("clerk", 200), ("executive", 404), ("education_head", 404), ("stranger", 404)):
        client = signed_in(getattr(cast, who))
        assert client.get(f"/supervision/reports/{report.pk}/").status_code == status, who
        printed = client.get(f"/supervision-reports/{report.pk}/report.pdf")
        assert (printed.status_code == 404) is (status == 404), who


@toksun
@pytest.mark.parametrize("whom", [[], ["education_head"], ["head", "stranger"]])
def test_only_to_leaders_of_the_government(cast: Cast, monday: clock.StoppedClock, whom: list[str]) -> None:
    with pytest.raises(BadInput, match="县政府领导"):
        reporting.send(cast.clerk, JUNE, [getattr(cast, key).pk for key in whom])
    assert not StateReport.objects.exists()


@toksun
@pytest.mark.parametrize(
    ("since", "until"), [("2026-06-02", "2026-06-01"), ("2026-05-01", "2026-06-02"), ("2020-01-01", "2026-06-01")]
)
def test_periods_that_cannot_be(cast: Cast, monday: clock.StoppedClock, since: str, until: str) -> None:
    with pytest.raises(BadInput):
        reporting.checked(Period(date.fromisoformat(since), date.fromisoformat(until)), clock.today())
    answer = signed_in(cast.clerk).get(f"/supervision/report/?since={since}&until={until}")
    assert answer.status_code == 400


@toksun
def test_a_note_that_is_too_long(cast: Cast, monday: clock.StoppedClock) -> None:
    with pytest.raises(BadInput, match="说明过长"):
        reporting.send(cast.clerk, JUNE, [cast.head.pk], "长" * 2001)


@toksun
def test_on_the_page(cast: Cast, may: dict[str, Task]) -> None:
    client = signed_in(cast.clerk)
    asked = "since=2026-05-01&until=2026-05-31"
    assert "已超期" not in page(client, f"/supervision/report/?{asked}&state=done")
    only = page(client, f"/supervision/report/?{asked}&origin=第6次常务会议议定")
    assert "还在办" in only and "已建成" not in only
    assert client.get("/supervision/report/?since=x&until=y").status_code == 400
    said = {"since": "2026-05-01", "until": "2026-05-31"}
    assert client.post("/supervision/report/send/", said).status_code == 400
    assert client.post("/supervision/report/send/", {"since": "x"}).status_code == 400
    assert client.post("/supervision/report/send/", said | {"leaders": ["x", cast.head.pk]}).status_code == 302
    report = StateReport.objects.get()
    assert "落实情况上次于 6月1日 报送" in page(client, "/supervision/")
    assert "报送赵立民" in page(client, f"/supervision/reports/{report.pk}/")


@toksun
def test_as_excel(cast: Cast, may: dict[str, Task]) -> None:
    report = reporting.send(cast.clerk, MAY, [cast.head.pk])
    for who, path in (("clerk", "report/?since=2026-05-01&until=2026-05-31&"), ("head", f"reports/{report.pk}/?")):
        answer = signed_in(getattr(cast, who)).get(f"/supervision/{path}export=xlsx")
        table = [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active.rows]
        assert table[0] == reporting.HEADING
        assert {row[0]: row[5] for row in table[1:]} == {
            "已建成": "已办结", "已超期": "逾期未办结", "还在办": "办理中",
        }  # fmt: skip


@toksun
def test_on_paper(cast: Cast, may: dict[str, Task]) -> None:
    sheet = report_page(cast.government, MAY, reporting.rows_of(cast.clerk, MAY, clock.today()), ["说明。"])
    assert sheet.subtitle == ("2026年5月1日至2026年5月31日", "共3件：已办结1件、办理中1件、逾期未办结1件。")
    assert len(sheet.rows) == 3 and sheet.landscape and sheet.footer == ("说明。",)
    assert report_page(cast.government, MAY, [], []).rows[0][0] == "—"
    answer = signed_in(cast.clerk).get("/supervision-report.pdf?since=2026-05-01&until=2026-05-31")
    assert answer.status_code in (200, 422)
    assert signed_in(cast.clerk).get("/supervision-report.pdf?since=x&until=y").status_code == 400
    assert signed_in(cast.clerk).get("/supervision-report.pdf").status_code == 400


@toksun
def test_the_report_costs_the_same_whatever_is_in_it(cast: Cast, may: dict[str, Task]) -> None:
    client, path = signed_in(cast.clerk), "/supervision/report/?since=2026-05-01&until=2026-06-01"

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, path)
        return len(queries)

    one = cost()
    for number in range(5):
        actions.progress(opened(cast, title=f"第{number}件").pk, cast.finance_clerk, "进展。")
    assert cost() == one


@pytest.mark.parametrize("count", [0, 13, "1", True, None])
def test_the_office_s_own_period(cast: Cast, monday: clock.StoppedClock, count: object) -> None:
    with pytest.raises(BadInput, match="1至12个月"):
        set_setting(
            cast.government, KEY, {"count": count}, basis="规定", since=clock.today() - timedelta(1), by=cast.clerk
        )
