"""The calendar's pages: a year to look at, and a notice loaded only after a look at what it changes."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from govrules.core.calendar import notices, queries, statutory
from govrules.core.calendar.models import CalendarYear
from govrules.core.deadlines.models import Deadline
from govrules.core.office.models import Account
from govrules.portal.calendar.months import Cell, months
from govrules.portal.demo.notice import made_up, with_week_off
from tests.core.calendars import CALENDAR, NOTICE_2027
from tests.core.cast import Cast
from tests.portal.office import BACKEND, consulting, page, signed_in

at_work = pytest.mark.usefixtures("today")


def cell(year: int, month: int, day: int, on: date = date(2026, 6, 10)) -> Cell:
    shown = months(CALENDAR, year, on, provisional=False)[month - 1]
    return next(c for week in shown.weeks for c in week if c.number == day)


@pytest.mark.parametrize(
    ("month", "day", "kind", "words"),
    [
        (6, 9, "work", ""),
        (6, 10, "work", "，今天"),
        (6, 13, "rest", "休息"),
        (6, 19, "off", "端午节放假"),
        (2, 14, "made", "调休上班"),
        (10, 1, "off", "国庆节放假"),
    ],
)
def test_a_day(month: int, day: int, kind: str, words: str) -> None:
    shown = cell(2026, month, day)
    assert (shown.kind, shown.words) == (kind, words)


def test_the_last_days_of_a_published_december_are_provisional() -> None:
    assert [cell(2026, 12, n).provisional for n in (27, 28, 31)] == [False, True, True]


def test_months_are_whole_weeks_that_begin_on_monday() -> None:
    for month in months(CALENDAR, 2026, date(2026, 6, 10), provisional=False):
        assert all(len(week) == 7 for week in month.weeks)
        numbers = [c.number for week in month.weeks for c in week if c.number]
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_months_working_days_add_up_to_the_year_s() -> None:
    shown = months(CALENDAR, 2026, date(2026, 6, 10), provisional=False)
    assert sum(m.workdays for m in shown) == CALENDAR.between(date(2025, 12, 31), date(2026, 12, 31))


@at_work
def test_this_year_is_shown_with_today_marked(cast: Cast) -> None:
    html = page(signed_in(cast.township_clerk), "/calendar/")
    assert "2026年工作日历" in html and html.count("day-today") == 2, "the day itself, and the legend"
    assert html.count('<table class="month">') == 12 and "已公布" in html
    assert "载入放假通知" not in html


@at_work
def test_a_year_without_a_notice_says_what_provisional_means(cast: Cast) -> None:
    html = page(signed_in(cast.township_clerk), "/calendar/2027/")
    assert "放假安排尚未公布" in html and "等有效力的后果要等通知载入" in html
    assert html.count("day-provisional") > 365


@at_work
@pytest.mark.parametrize("year", [1, 1999, 2024, 9999])
def test_a_year_that_the_calendar_does_not_hold(cast: Cast, year: int) -> None:
    assert signed_in(cast.clerk).get(f"/calendar/{year}/").status_code == 404


# --- loading ---


def sent(**more: object) -> dict[str, object]:
    return {"year": 2027, "number": "", "text": NOTICE_2027, "do": "preview", **more}


@at_work
def test_the_demo_offers_a_made_up_notice(cast: Cast) -> None:
    html = page(signed_in(cast.clerk), "/calendar/load/")
    assert "演示〔2026〕1号" in html and "2027-10-01" in html


@at_work
@override_settings(DEMO=False)
def test_outside_the_demo_the_form_is_empty(operator: Client) -> None:
    html = page(operator, "/calendar/load/")
    assert 'value="2027"' in html and "演示" not in html


@at_work
@override_settings(DEMO=False)
def test_outside_the_demo_the_office_sees_the_calendar_and_whom_to_ask(cast: Cast) -> None:
    html = page(signed_in(cast.clerk), "/calendar/2027/")
    assert "请系统管理员载入" in html and "/calendar/load/" not in html
    assert "请系统管理员载入" not in page(signed_in(cast.township_clerk), "/calendar/2027/")
    answer = signed_in(cast.clerk).post("/calendar/load/", sent(do="load"))
    assert answer.status_code == 403 and not CalendarYear.objects.filter(year=2027).exists()


@override_settings(DEMO=False)
def test_an_operator_loads_it_and_each_county_s_journal_says_by_which_notice_and_by_whom(
    cast: Cast, operator: Client, today
) -> None:
    consulting(cast, "县教育局关于新建城东小学的请示", cast.finance, at="2026-12-28 09:00")
    text = NOTICE_2027.replace("演示〔2026〕1号", "国办发明电〔2026〕7号")
    answer = operator.post("/calendar/load/", sent(text=text, do="load"))
    assert answer.url == "/calendar/load/", "he has no desk"
    assert "重新计算了 1 个时限" in page(operator, answer.url)
    [line] = Deadline.objects.get().matter.journal.filter(act="recount")
    assert line.text.startswith("已载入2027年放假安排（国办发明电〔2026〕7号，系统管理员赵工载入），")


@pytest.fixture
def operator(cast: Cast, today) -> Client:
    """An operator of the system, no official of any government."""
    account = Account.objects.create(username="operator", first_name="赵工", is_staff=True)
    account.groups.set(Group.objects.filter(name="系统管理员"))
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.mark.parametrize("year", range(2027, 2032))
def test_a_made_up_notice_can_be_loaded(year: int) -> None:
    offered = made_up(year)
    read = notices.preview(notices.read(str(offered["text"]), year, str(offered["number"])))
    assert read.errors == ()
    assert read.year.off.keys() == with_week_off(statutory.provisional(year)).off.keys()
    assert read.year.work, "a day off is worked for"


@at_work
def test_a_look_first_changes_nothing(cast: Cast) -> None:
    answer = signed_in(cast.clerk).post("/calendar/load/", sent())
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "演示〔2026〕1号" in html and 'value="load"' in html and "天的上班、休息不同" in html
    assert not CalendarYear.objects.filter(year=2027).exists()


@at_work
def test_a_second_press_loads_it_and_counts_the_deadlines_again(cast: Cast) -> None:
    client = signed_in(cast.clerk)
    answer = client.post("/calendar/load/", sent(do="load"))
    assert answer.url == "/calendar/2027/"
    assert "已载入2027年放假安排，重新计算了 0 个时限" in page(client, answer.url)
    row = CalendarYear.objects.get(year=2027)
    assert (row.notice_number, row.loaded_by) == ("演示〔2026〕1号", cast.clerk.account)
    assert queries.next_year() == 2028


def test_a_deadline_that_it_touches_is_settled(cast: Cast, today) -> None:
    consulting(cast, "县教育局关于新建城东小学的请示", cast.finance, at="2026-12-28 09:00")
    assert Deadline.objects.get().provisional
    client = signed_in(cast.clerk)
    answer = client.post("/calendar/load/", sent(do="load"))
    assert "重新计算了 1 个时限" in page(client, answer.url)
    assert not Deadline.objects.get().provisional


@at_work
def test_a_notice_with_an_error_cannot_be_loaded(cast: Cast) -> None:
    broken = NOTICE_2027.replace("9月26日（周日）", "9月27日（周一）")
    html = signed_in(cast.clerk).post("/calendar/load/", sent(text=broken)).content.decode()
    assert "不是周六、周日" in html and 'value="load"' not in html
    answer = signed_in(cast.clerk).post("/calendar/load/", sent(text=broken, do="load"))
    assert "不是周六、周日" in answer.content.decode()
    assert not CalendarYear.objects.filter(year=2027).exists()


@at_work
@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"text": ""}, "请粘贴通知正文，或者上传一个文件"),
        ({"year": "明年"}, "输入整数"),
        ({"text": "", "upload": SimpleUploadedFile("通知.docx", b"PK\x03\x04 no word")}, "内容却不是 Word 文档"),
        ({"text": "", "upload": SimpleUploadedFile("通知.exe", b"MZ")}, "只能上传"),
    ],
)
def test_what_is_no_notice_is_told_at_the_form(cast: Cast, more: dict[str, object], word: str) -> None:
    answer = signed_in(cast.clerk).post("/calendar/load/", sent(**more))
    assert answer.status_code == 400
    assert word in answer.content.decode()


@at_work
def test_a_year_too_far_ahead_is_refused_with_what_to_do(cast: Cast) -> None:
    far = NOTICE_2027.replace("2027", "2029")
    html = signed_in(cast.clerk).post("/calendar/load/", sent(text=far, year=2029, do="load")).content.decode()
    assert not CalendarYear.objects.filter(year=2029).exists()
    assert "callout-alarm" in html or "field-error" in html
