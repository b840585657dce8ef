"""The calendar in the database: first filled, notices loaded and amended, and what each process counts by."""

from datetime import date, timedelta
from threading import Thread

import pytest
from chinese_calendar import is_workday
from django.db import IntegrityError, connection, transaction

from govrules.core import clock
from govrules.core.calendar import actions, notices, package, queries
from govrules.core.calendar.models import CalendarDay, CalendarYear, YearState
from govrules.core.errors import BadInput, NotYours, Refused, WrongState
from govrules.core.office.models import Account
from govrules.core.workdays import WORKDAY, Calendar, Year, due_after
from tests.core.calendars import CALENDAR, NOTICE_2025, NOTICE_2026, NOTICE_2027, office

pytestmark = pytest.mark.django_db

LOADED_AT = office("2026-11-20 09:30")
PACKAGE_YEARS = [year.year for year in package.years()]


@pytest.fixture
def filled() -> list[int]:
    with clock.frozen(office("2026-06-01 08:00")):
        return actions.fill_from_package().years


@pytest.fixture
def clerk() -> Account:
    return Account.objects.create(username="clerk")


def load(text: str = NOTICE_2027, year: int = 2027, by: Account | None = None, **more) -> actions.Loaded:
    with clock.frozen(LOADED_AT):
        return actions.load_text(text, year, "", by, **more)


# --- First filling ---


def test_the_first_filling_has_every_year_of_the_package(filled: list[int]) -> None:
    assert filled == PACKAGE_YEARS == list(range(2004, 2027))
    assert CalendarYear.objects.count() == 23
    row = CalendarYear.objects.get(year=2026)
    assert (row.version, row.state, row.demo, row.loaded_by) == (1, YearState.PUBLISHED, False, None)
    assert row.source == "chinesecalendar 1.11.0"
    assert row.loaded_at == office("2026-06-01 08:00")
    assert row.history.count() == 1


def test_filling_again_adds_nothing(filled: list[int]) -> None:
    again = actions.fill_from_package()
    assert again.years == []
    assert again.change.first is None
    assert CalendarYear.objects.count() == 23
    assert CalendarDay.objects.filter(year__year=2026).count() == 33 + 6


def test_filling_keeps_what_the_office_loaded(filled: list[int]) -> None:
    load()
    actions.fill_from_package()
    assert queries.published()[-1].work.keys() == {
        date(2027, 2, 20),
        date(2027, 5, 8),
        date(2027, 9, 26),
        date(2027, 10, 9),
    }


def test_a_year_that_a_newer_package_brings_is_told_as_a_change(filled: list[int]) -> None:
    CalendarYear.objects.filter(year=2026).delete()
    assert queries.current().last_known == date(2025, 12, 27)
    again = actions.fill_from_package()
    assert again.years == [2026]
    assert date(2026, 2, 14) in again.change.days
    assert (again.change.first, again.change.last) == (date(2025, 12, 28), date(2026, 12, 27))


def test_the_calendar_from_the_database_is_the_package_day_by_day(filled: list[int]) -> None:
    calendar = queries.current()
    days = [date.fromordinal(i) for i in range(date(2004, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    assert [day for day in days if calendar.is_workday(day) != is_workday(day)] == []


def test_it_reaches_five_provisional_years_further(filled: list[int]) -> None:
    calendar = queries.current()
    assert (calendar.first, calendar.last) == (date(2004, 1, 1), date(2031, 12, 31))
    assert calendar.last_known == date(2026, 12, 27)
    assert queries.next_year() == 2027


def test_an_empty_calendar_says_so() -> None:
    with pytest.raises(Refused, match="还没有载入工作日历"):
        queries.current()


# --- Loading the next year's notice ---


def test_loading_a_notice_keeps_who_when_and_under_which_number(filled: list[int], clerk: Account) -> None:
    loaded = load(by=clerk)
    row = CalendarYear.objects.get(year=2027)
    assert (loaded.year, loaded.version) == (2027, 1)
    assert (row.notice_number, row.loaded_by, row.loaded_at) == ("演示〔2026〕1号", clerk, LOADED_AT)
    assert (row.state, row.source, row.demo) == (YearState.PUBLISHED, "放假通知", False)
    assert row.days.count() == 27 + 4
    assert str(row) == "2027年"


def test_loading_a_notice_tells_the_days_changed_and_the_span_to_recompute(filled: list[int]) -> None:
    loaded = load()
    assert date(2027, 2, 11) in loaded.changed  # off only by the notice
    assert date(2027, 2, 20) in loaded.changed  # made up
    assert date(2027, 4, 5) not in loaded.changed  # as guessed
    assert date(2027, 3, 1) not in loaded.changed
    assert (loaded.first, loaded.last) == (date(2026, 12, 28), date(2027, 12, 27))
    assert all(CALENDAR.is_workday(day) != queries.current().is_workday(day) for day in loaded.changed)


def test_after_loading_the_count_is_firm(filled: list[int]) -> None:
    opened = office("2027-02-03 10:00")
    before = due_after(opened, 5, WORKDAY, queries.current())
    load()
    after = due_after(opened, 5, WORKDAY, queries.current())
    assert (before.last_day, before.provisional) == (date(2027, 2, 16), True)
    assert (after.last_day, after.provisional) == (date(2027, 2, 17), False)
    assert queries.current().last == date(2032, 12, 31)


def test_the_preview_loads_nothing(filled: list[int]) -> None:
    preview = queries.preview(NOTICE_2027, 2027)
    change = queries.effect(preview.year)
    assert preview.loadable
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert list(change.days) == load().changed


def test_a_wrong_notice_loads_nothing_and_names_the_lines(filled: list[int]) -> None:
    wrong = NOTICE_2027.replace("5月8日（周六）上班", "5月7日（周五）上班")
    wrong = wrong.replace("6月9日（周三）", "6月9日（周四）")
    with pytest.raises(BadInput) as refused:
        load(wrong)
    messages = [reason.message for reason in refused.value.reasons]
    assert messages[0].startswith("第7行：6月9日写作周四")
    assert any(message.startswith("第6行：2027年5月7日") for message in messages)
    assert refused.value.field == "text"
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert CalendarDay.objects.filter(date__year=2027).count() == 0


def test_a_double_submit_loads_once(filled: list[int]) -> None:
    first, second = load(), load()
    assert first.version == second.version == 1
    assert second.changed == []
    assert (second.first, second.last) == (None, None)
    assert CalendarYear.objects.get(year=2027).history.count() == 1


def test_the_same_days_under_another_number_are_a_new_version(filled: list[int]) -> None:
    load()
    again = load(NOTICE_2027.replace("演示〔2026〕1号", "演示〔2026〕3号"))
    assert again.version == 2
    assert again.changed == []


# --- Loading whole years as data ---

NEW_YEAR_2027 = {date(2027, 1, 1): "元旦"}


def whole_2027() -> Year:
    return notices.preview(notices.read(NOTICE_2027, 2027)).year


def test_a_notice_may_be_loaded_as_data(filled: list[int], clerk: Account) -> None:
    year = whole_2027()
    loaded = actions.load_notice(2027, year.off, year.work, "演示1号", clerk)
    assert loaded.version == 1
    assert queries.published()[-1] == year


@pytest.mark.parametrize(
    ("off", "work", "number", "told"),
    [
        ({}, {}, "演示1号", "缺少元旦"),
        (NEW_YEAR_2027, {}, "演示1号", "缺少春节"),
        ({}, {date(2027, 5, 7): ""}, "演示1号", "2027年5月7日（周五）不是周六、周日"),
        ({date(2027, 5, 8): ""}, {date(2027, 5, 8): ""}, "演示1号", "2027年5月8日（周六）既放假又上班"),
        ({date(2029, 5, 8): ""}, {}, "演示1号", "2029年5月8日（周二）不属于2027年"),
        ({date(2026, 11, 30): ""}, {}, "演示1号", "2026年11月30日（周一）不属于2027年"),
    ],
)
def test_wrong_data_is_refused(filled: list[int], off: dict, work: dict, number: str, told: str) -> None:
    year = whole_2027() if told[0] == "2" else Year(2027, {}, {})
    with pytest.raises(BadInput, match=told):
        actions.load_notice(2027, {**year.off, **off}, {**year.work, **work}, number, None)
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.parametrize("number", ["", "   "])
def test_data_without_a_number_is_refused(filled: list[int], number: str) -> None:
    year = whole_2027()
    with pytest.raises(BadInput, match="请填写通知文号"):
        actions.load_notice(2027, year.off, year.work, number, None)


def test_a_year_may_not_be_skipped(filled: list[int]) -> None:
    with pytest.raises(Refused, match="请先载入2027年的通知"):
        actions.load_notice(2028, {}, {}, "演示1号", None)


def test_a_year_outside_the_tables_is_refused(filled: list[int]) -> None:
    with pytest.raises(BadInput, match="只能载入2004年至2050年"):
        actions.load_notice(2051, {}, {}, "演示1号", None)


def test_days_of_the_december_before_belong_to_the_notice(filled: list[int]) -> None:
    """As if the New Year of 2027 began on 31 December, with the Saturday before worked."""
    lines = NOTICE_2027.splitlines()
    lines[2] = "一、元旦：2026年12月31日至2027年1月3日放假调休，共4天。2026年12月26日（周六）上班。"
    loaded = load("\n".join(lines))
    assert loaded.changed[:2] == [date(2026, 12, 26), date(2026, 12, 31)]
    assert loaded.first == date(2026, 12, 26)
    assert queries.current().is_workday(date(2026, 12, 26))
    assert not queries.current().is_workday(date(2026, 12, 31))


# --- Amendments ---

LABOUR_DAY = """样例办〔2026〕5号
一、劳动节：5月1日（周五）至6日（周三）放假调休，共6天。5月9日（周六）、10日（周日）上班。
"""


def test_an_amendment_in_mid_year_changes_its_days_only(filled: list[int], clerk: Account) -> None:
    loaded = load(LABOUR_DAY, 2026, by=clerk)
    assert loaded.changed == [date(2026, 5, 6), date(2026, 5, 10)]
    assert (loaded.first, loaded.last) == (date(2026, 5, 6), date(2026, 5, 10))
    row = CalendarYear.objects.get(year=2026)
    assert (row.version, row.state, row.notice_number) == (2, YearState.AMENDED, "样例办〔2026〕5号")
    assert queries.current().is_workday(date(2026, 10, 10))  # the rest of the year stands


def test_every_version_of_a_year_is_kept(filled: list[int], clerk: Account) -> None:
    load(LABOUR_DAY, 2026, by=clerk)
    load(NOTICE_2026, 2026, by=clerk)
    row = CalendarYear.objects.get(year=2026)
    assert row.version == 3
    first, second, third = ({(d.date, d.kind) for d in row.days.filter(version=version)} for version in (1, 2, 3))
    assert second - first == {(date(2026, 5, 6), "off"), (date(2026, 5, 10), "work")}
    assert third == first
    told = [(h.version, h.notice_number, h.loaded_by) for h in row.history.order_by("version")]
    assert told == [(1, "", None), (2, "样例办〔2026〕5号", clerk), (3, "样例办〔2025〕7号", clerk)]


def test_loading_what_the_package_had_changes_no_day(filled: list[int]) -> None:
    loaded = load(NOTICE_2025, 2025)
    assert loaded.changed == []
    assert loaded.version == 2
    assert CalendarYear.objects.get(year=2025).notice_number == "样例办〔2024〕12号"


def test_a_day_stands_once_in_a_version(filled: list[int]) -> None:
    row = CalendarYear.objects.get(year=2026)
    day = row.days.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(year=row, version=day.version, date=day.date, kind="work")


# --- Notices marked 演示 ---


def test_a_demo_notice_counts_in_the_demo_and_is_marked(filled: list[int]) -> None:
    load(demo=True)
    row = CalendarYear.objects.get(year=2027)
    assert (row.demo, row.source, str(row)) == (True, "演示通知", "2027年（演示）")
    assert queries.current().last_known == date(2027, 12, 27)


def test_outside_the_demo_a_demo_notice_is_refused(filled: list[int], settings) -> None:
    settings.DEMO = False
    with pytest.raises(NotYours, match="只有演示系统"):
        load(demo=True)
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert load().version == 1


def test_a_demo_notice_never_replaces_a_real_one(filled: list[int]) -> None:
    load()
    with pytest.raises(WrongState, match="2027年的正式通知已经载入"):
        load(NOTICE_2027.replace("1号", "2号"), demo=True)


def test_the_real_notice_replaces_the_demo_and_takes_nothing_over_from_it(filled: list[int]) -> None:
    load(NOTICE_2027 + "八、演示纪念日：9月3日（周五）放假1天。\n", demo=True)
    loaded = load()
    row = CalendarYear.objects.get(year=2027)
    assert loaded.changed == [date(2027, 9, 3)]
    assert (row.demo, row.version, row.state) == (False, 2, YearState.PUBLISHED)


def test_a_part_of_a_real_notice_cannot_build_on_a_demo_year(filled: list[int]) -> None:
    load(demo=True)
    part = "样例办〔2027〕5号\n一、劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。"
    with pytest.raises(BadInput, match="缺少元旦"):
        load(part)
    assert load(part, demo=True).version == 2


# --- What a process keeps in memory ---


def test_the_calendar_is_built_once(filled: list[int], django_assert_num_queries) -> None:
    first = queries.current()
    with django_assert_num_queries(1):
        assert queries.current() is first


def test_another_processs_load_is_seen(filled: list[int]) -> None:
    before = queries.current()
    load()
    after = queries.current()
    assert after is not before
    assert after.known(date(2027, 6, 1))


def test_a_load_rolled_back_leaves_nothing_in_memory(filled: list[int]) -> None:
    before = queries.current()
    with pytest.raises(RuntimeError), transaction.atomic():
        load()
        assert queries.current().known(date(2027, 6, 1))
        raise RuntimeError
    assert not queries.current().known(date(2027, 6, 1))
    assert queries.current().last_known == before.last_known


def test_building_takes_few_queries(filled: list[int], django_assert_max_num_queries) -> None:
    load()
    with django_assert_max_num_queries(3):
        queries.current()


def test_years_are_listed_newest_first(filled: list[int], clerk: Account) -> None:
    load(by=clerk)
    listed = list(queries.years())
    assert [row.year for row in listed[:2]] == [2027, 2026]
    assert listed[0].loaded_by == clerk


@pytest.mark.django_db(transaction=True)
def test_many_threads_share_one_calendar() -> None:
    actions.fill_from_package()
    found: list[Calendar] = []

    def ask() -> None:
        found.append(queries.current())
        connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(calendar) for calendar in found}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_loading_at_once_make_one_version() -> None:
    actions.fill_from_package()
    results: list[actions.Loaded] = []

    def submit() -> None:
        results.append(load())
        connection.close()

    threads = [Thread(target=submit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [loaded.version for loaded in results] == [1, 1]
    assert sorted(bool(loaded.changed) for loaded in results) == [False, True]
    assert CalendarYear.objects.get(year=2027).days.count() == 31


def test_days_of_a_year_read_as_the_office_names_them(filled: list[int]) -> None:
    day = CalendarDay.objects.get(date=date(2026, 2, 14))
    assert (str(day), day.name) == ("2026-02-14 上班", "春节")
    assert timedelta(days=1) + day.date == date(2026, 2, 15)
