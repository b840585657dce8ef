"""Reading a year's notice: its own words, a table, and every way in which it can be wrong."""

from calendar import isleap
from datetime import date

import pytest
from chinese_calendar import is_workday
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.core.calendar import notice_csv, notices, package, statutory
from govrules.core.calendar.notice import Entry, Notice, Problem, full_name, names_of, short
from govrules.core.calendar.notices import Preview
from govrules.core.errors import BadInput
from govrules.core.workdays import Calendar, Year
from tests.core.calendars import NOTICE_2025, NOTICE_2026, NOTICE_2027

PACKAGE = {year.year: year for year in package.years()}


def seen(text: str, year: int, number: str = "") -> Preview:
    return notices.preview(notices.read(text, year, number))


def errors(text: str, year: int = 2027, number: str = "演示〔2026〕1号") -> list[str]:
    return [str(problem) for problem in seen(text, year, number).errors]


def cautions(text: str, year: int = 2027) -> list[str]:
    return [str(problem) for problem in seen(text, year).cautions]


def changed(old: str, new: str) -> str:
    """The made-up notice of 2027 with one passage changed."""
    assert NOTICE_2027.count(old) == 1
    return NOTICE_2027.replace(old, new)


def days_in(year: int) -> list[date]:
    first = date(year, 1, 1).toordinal()
    return [date.fromordinal(first + n) for n in range(365 + isleap(year))]


# --- Good notices ---


@pytest.mark.parametrize(
    ("text", "year", "number"),
    [(NOTICE_2025, 2025, "样例办〔2024〕12号"), (NOTICE_2026, 2026, "样例办〔2025〕7号")],
)
def test_a_notice_gives_the_days_of_the_package(text: str, year: int, number: str) -> None:
    preview = seen(text, year)
    assert preview.errors == ()
    assert preview.cautions == ()
    assert preview.number == number
    calendar = Calendar([preview.year, *(Year(y, {}, {}) for y in range(year + 1, 2027))])
    assert [day for day in days_in(year) if calendar.is_workday(day) != is_workday(day)] == []
    assert preview.year.work.keys() == PACKAGE[year].work.keys()
    assert preview.year.off.keys() == PACKAGE[year].off.keys()


def test_the_made_up_notice_of_2027() -> None:
    preview = seen(NOTICE_2027, 2027)
    assert preview.loadable
    assert preview.cautions == ()
    assert [f"{d:%m-%d}" for d in sorted(preview.year.work)] == ["02-20", "05-08", "09-26", "10-09"]
    assert preview.year.off[date(2027, 2, 11)] == "春节"
    assert preview.year.work[date(2027, 2, 20)] == "春节"
    assert len(preview.year.off) == 3 + 7 + 3 + 5 + 1 + 1 + 7


@pytest.mark.parametrize("year", sorted(PACKAGE))
def test_every_published_year_would_pass_the_checks(year: int) -> None:
    """The checks refuse nothing that the State Council has ever published."""
    days = PACKAGE[year]
    entries = [Entry(day, "off", name, 1) for day, name in days.off.items()]
    entries += [Entry(day, "work", name, 1) for day, name in days.work.items()]
    preview = notices.preview(Notice(year, "样例办〔2024〕1号", tuple(entries), ()))
    assert [str(problem) for problem in preview.errors] == []
    assert preview.year == days


@pytest.mark.parametrize("year", [2015, 2020])
def test_an_extra_holiday_and_an_extension_are_shown_as_cautions(year: int) -> None:
    days = PACKAGE[year]
    told = [str(p) for p in notices._cautions(days)]
    assert any("法定节假日为11天" in caution for caution in told)
    assert any("不是法定节日名称" in caution for caution in told) == (year == 2015)


# --- The forms that dates take ---

ITEM = "一、{name}：{said}"


def days_of(said: str, name: str = "劳动节", year: int = 2027) -> tuple[list[str], list[str]]:
    """Days off and days worked that one item gives."""
    notice = notices.read(ITEM.format(name=name, said=said), year, "演示")
    assert [str(problem) for problem in notice.problems] == []
    return (
        [f"{e.date}" for e in notice.entries if e.kind == "off"],
        [f"{e.date}" for e in notice.entries if e.kind == "work"],
    )


@pytest.mark.parametrize(
    ("said", "off", "work"),
    [
        ("5月1日放假，与周末连休。", ["2027-05-01"], []),
        ("5月1日放假1天。", ["2027-05-01"], []),
        ("5月1日（星期六）放假1天，不调休。", ["2027-05-01"], []),
        ("5月1日至3日放假，共3天。", ["2027-05-01", "2027-05-02", "2027-05-03"], []),
        ("5月1日（周六）至5月3日（周一）放假调休，共3天。", ["2027-05-01", "2027-05-02", "2027-05-03"], []),
        ("4月30日至5月2日放假调休，共3天。", ["2027-04-30", "2027-05-01", "2027-05-02"], []),
        ("5月1日、3日放假，共2天。", ["2027-05-01", "2027-05-03"], []),
        ("5月1日—2日放假。", ["2027-05-01", "2027-05-02"], []),
        ("5月1日-2日放假。", ["2027-05-01", "2027-05-02"], []),
        ("5月1日～2日放假。", ["2027-05-01", "2027-05-02"], []),
        ("2027年5月1日至2日放假。", ["2027-05-01", "2027-05-02"], []),
        ("5月8日（周六）上班。", [], ["2027-05-08"]),
        ("4月25日（星期日）、5月8日（星期六）上班。", [], ["2027-04-25", "2027-05-08"]),
        ("5月8日（周六）、9日（周日）照常上班。", [], ["2027-05-08", "2027-05-09"]),
        ("5月9日（星期天）正常上班。", [], ["2027-05-09"]),
        ("5月1日放假1天，5月8日（周六）上班。", ["2027-05-01"], ["2027-05-08"]),
        ("5月1日放假，共1天；5月8日上班。", ["2027-05-01"], ["2027-05-08"]),
        ("鼓励单位结合带薪年休假等制度，安排职工在4月30日（周五）休息。", [], []),
    ],
)
def test_the_ways_to_write_days(said: str, off: list[str], work: list[str]) -> None:
    assert days_of(said) == (off, work)


@pytest.mark.parametrize(
    ("said", "year", "off", "work"),
    [
        (
            "2022年12月31日至2023年1月2日放假调休，共3天。",
            2023,
            ["2022-12-31", "2023-01-01", "2023-01-02"],
            [],
        ),
        ("12月31日至1月2日放假调休，共3天。", 2023, ["2022-12-31", "2023-01-01", "2023-01-02"], []),
        (
            "2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。",
            2019,
            ["2018-12-30", "2018-12-31", "2019-01-01"],
            ["2018-12-29"],
        ),
        (
            "2012年1月1日至3日放假调休，共3天。2011年12月31日（星期六）上班。",
            2012,
            ["2012-01-01", "2012-01-02", "2012-01-03"],
            ["2011-12-31"],
        ),
        ("12月29日（星期六）上班。", 2019, [], ["2018-12-29"]),
        ("1月1日放假，共1天。", 2024, ["2024-01-01"], []),
    ],
)
def test_the_new_year_may_begin_in_december(said: str, year: int, off: list[str], work: list[str]) -> None:
    assert days_of(said, "元旦", year) == (off, work)


@pytest.mark.parametrize(
    "name",
    ["国庆节、中秋节", "中秋节、国庆节", "国庆、中秋", "国庆节和中秋节"],
)
def test_two_holidays_in_one_item_cover_both(name: str) -> None:
    text = NOTICE_2025.replace("国庆节、中秋节", name)
    preview = seen(text, 2025)
    assert preview.loadable
    assert names_of(preview.year.off[date(2025, 10, 6)]) == {"国庆节", "中秋节"}


@pytest.mark.parametrize(
    ("name", "full"),
    [("清明", "清明节"), ("国庆、中秋", "国庆节、中秋节"), ("元旦", "元旦"), (" 春节 ", "春节"), ("", "")],
)
def test_names_of_holidays_are_told_in_full(name: str, full: str) -> None:
    assert full_name(name) == full


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", ""),  # pasted from a page that lost its lines
        lambda text: text.replace("：", ":").replace("（", "(").replace("）", ")").replace("，", ","),
        lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text),  # full-width digits
        lambda text: text.replace("至", "至\n"),  # a line broken inside a sentence
        lambda text: text.replace("一、", "　　一、").replace("二、", "\n\n  二、"),
        lambda text: text.replace("放假", "放 假"),
    ],
    ids=["crlf", "one line", "half width", "full width", "broken lines", "indented", "spaced"],
)
def test_the_same_notice_in_other_type(form) -> None:
    assert seen(form(NOTICE_2027), 2027).year == seen(NOTICE_2027, 2027).year
    assert errors(form(NOTICE_2027)) == []


def test_items_may_be_numbered_in_digits() -> None:
    text = NOTICE_2027
    for n, word in enumerate("一二三四五六七", 1):
        text = text.replace(f"\n{word}、", f"\n{n}. ")
    assert seen(text, 2027).year == seen(NOTICE_2027, 2027).year


@pytest.mark.parametrize(
    ("text", "given", "number"),
    [
        ("国办发明电〔2025〕7号", "", "国办发明电〔2025〕7号"),
        ("国办发明电[2025]7号", "", "国办发明电〔2025〕7号"),
        ("国办发明电（2025） 7 号", "", "国办发明电〔2025〕7号"),
        ("国办发明电〔2025〕7号", "另一个〔2025〕8号", "另一个〔2025〕8号"),
        ("没有文号", "", ""),
        ("没有文号", "  国办发明电〔2025〕7号 ", "国办发明电〔2025〕7号"),
    ],
)
def test_the_number_is_read_or_typed(text: str, given: str, number: str) -> None:
    assert notices.read(f"{text}\n一、元旦：1月1日放假。", 2027, given).number == number


# --- Wrong notices: each error names its line, and nothing may be loaded ---

WRONG = [
    (
        "a weekday that is not that day's",
        "2月5日（除夕、周五）",
        "2月5日（除夕、周六）",
        "第4行：2月5日写作周六，实为周五",
    ),
    ("a total that does not fit", "共7天。2月20日", "共8天。2月20日", "第4行：写作共8天，按日期数为7天"),
    (
        "a day that does not exist",
        "4月3日（周六）至5日（周一）",
        "4月31日至5日",
        "第5行：没有2027年4月31日这一天",
    ),
    (
        "a span turned round",
        "4月3日（周六）至5日（周一）",
        "4月5日至3日",
        "第5行：起止日期不对：2027年4月5日（周一）至2027年4月3日（周六）",
    ),
    ("a span too long", "4月3日（周六）至5日（周一）", "4月3日至8月5日", "第5行：起止日期不对"),
    (
        "a make-up day in the week",
        "5月8日（周六）上班",
        "5月7日（周五）上班",
        "第6行：2027年5月7日（周五）不是周六、周日，不能作为调休上班日",
    ),
    (
        "off and worked",
        "5月8日（周六）上班",
        "5月2日（周日）上班",
        "第6行：2027年5月2日（周日）既放假又上班（另见第6行）",
    ),
    (
        "a day given twice",
        "9月15日（周三）放假1天",
        "10月1日（周五）放假1天",
        "2027年10月1日（周五）重复（另见第8行）",
    ),
    (
        "a slip of the month",
        "10月1日（周五）至7日（周四）",
        "11月1日至7日",
        "第9行：2027年11月1日（周一）离国庆节太远，请核对月份和日期",
    ),
    (
        "a make-up day far away",
        "9月26日（周日）",
        "6月27日（周日）",
        "第9行：2027年6月27日（周日）离国庆节太远",
    ),
    (
        "a word not known",
        "6月9日（周三）放假1天，不调休",
        "6月9日（周三）放价1天",
        "第7行：没有看懂“6月9日(周三)放价1天”，请核对写法，或改用表格",
    ),
    (
        "a make-up day not understood",
        "5月8日（周六）上班",
        "5月8日（周六）上斑",
        "第6行：没有看懂“5月8日(周六)上斑”",
    ),
    (
        "an extension",
        "共7天。2月20日（周六）上班",
        "共7天。春节假期延长至2月14日",
        "第4行：没有看懂“春节假期延长至2月14日”",
    ),
    ("a day without a month", "6月9日（周三）放假1天", "9日（周三）放假1天", "第7行：“9日”没有写月份"),
    (
        "another year in the title",
        "2027年节假日安排（演示）",
        "2028年节假日安排（演示）",
        "第2行：通知写的是2028年，选择的是2027年",
    ),
    (
        "a date of another year",
        "1月1日（周五）至3日（周日）放假，共3天",
        "2026年1月1日放假1天",
        "2026年1月1日（周四）不属于2027年，也不是上一年12月",
    ),
    (
        "a statutory day worked",
        "2月20日（周六）上班",
        "2月6日（周六）上班",
        "第4行：2027年2月6日（周六）既放假又上班",
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_wrong_notice_says_where_and_why(old: str, new: str, told: str) -> None:
    found = errors(changed(old, new))
    assert any(told in problem for problem in found), found
    assert not seen(changed(old, new), 2027).loadable


def test_a_notice_without_one_holiday_is_partial_and_lacks_its_day() -> None:
    text = changed("六、中秋节：9月15日（周三）放假1天，不调休。\n", "")
    assert errors(text) == ["缺少中秋节：2027年9月15日（周三）是法定节假日，通知中没有放假"]


def test_a_holiday_on_the_wrong_day_is_missing_on_the_right_one() -> None:
    text = changed("6月9日（周三）放假1天", "6月8日（周二）放假1天")
    assert errors(text) == ["缺少端午节：2027年6月9日（周三）是法定节假日，通知中没有放假"]


def test_a_statutory_day_on_a_weekend_need_not_be_named_but_not_worked() -> None:
    year = seen(NOTICE_2027, 2027).year
    saturday = date(2027, 5, 1)
    unnamed = Year(2027, {d: n for d, n in year.off.items() if d != saturday}, year.work)
    assert notices.missing(unnamed) == []
    worked = Year(2027, unnamed.off, {**year.work, saturday: "劳动节"})
    assert [str(p) for p in notices.missing(worked)] == ["缺少劳动节：2027年5月1日（周六）是法定节假日，通知中没有放假"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = changed("2月5日（除夕、周五）", "2月5日（周一）").replace("5月8日（周六）", "5月7日（周五）")
    found = errors(text)
    assert found[0].startswith("第4行：2月5日写作周一")
    assert any(problem.startswith("第6行：2027年5月7日") for problem in found)
    assert any(problem.startswith("缺少春节") for problem in found)


@pytest.mark.parametrize("text", ["", "   \n", "今天天气很好。", "5月1日放假。", "PK\x03\x04 not a notice"])
def test_a_text_that_is_no_notice_says_how_one_looks(text: str) -> None:
    found = errors(text)
    assert found[0].startswith("没有找到“一、元旦：……”这样的条目")


def test_without_a_number_it_cannot_be_loaded() -> None:
    text = changed("演示〔2026〕1号\n", "")
    assert errors(text, number="") == ["没有找到通知文号，请填写（如“国办发明电〔年份〕序号”）"]
    assert errors(text, number="演示1号") == []


@pytest.mark.parametrize("year", [2003, 2051, 0, -1, 99999])
def test_a_year_outside_the_tables_is_refused(year: int) -> None:
    with pytest.raises(BadInput, match="只能载入2004年至2050年的通知") as refused:
        notices.read(NOTICE_2027, year)
    assert refused.value.field == "year"


def test_the_signature_and_the_preamble_are_no_days_off() -> None:
    text = NOTICE_2027 + "请各单位做好值班。\n演示办公室\n2026年11月20日\n（此件公开发布）\n"
    assert seen(text, 2027).year == seen(NOTICE_2027, 2027).year
    assert errors(text) == []
    assert errors("经批准，现将2027年部分节假日安排通知如下。\n" + NOTICE_2027) == []


def test_a_missing_make_up_day_is_a_caution() -> None:
    told = cautions(changed("2月20日（周六）上班。", ""))
    assert told == [
        "放假占用的周一至周五减去调休上班共14天，法定节假日为13天，请核对是否有遗漏（上班：5月8日、9月26日、10月9日）"
    ]


def test_an_unusual_holiday_is_a_caution() -> None:
    told = cautions(NOTICE_2027 + "八、演示纪念日：9月3日（周五）放假1天。\n")
    assert told[0] == "“演示纪念日”不是法定节日名称，请核对"
    assert "共14天" in told[1]


# --- A notice on one holiday of a year already loaded ---

LABOUR_DAY_AGAIN = """演示〔2027〕2号
一、劳动节：4月30日（周五）至5月5日（周三）放假调休，共6天。4月25日（周日）、5月8日（周六）上班。
"""


def test_an_amendment_replaces_its_holiday_and_keeps_the_others() -> None:
    loaded = seen(NOTICE_2027, 2027).year
    preview = notices.preview(notices.read(LABOUR_DAY_AGAIN, 2027), loaded)
    assert preview.loadable
    assert str(preview.cautions[0]) == "通知只涉及劳动节，其余节日沿用已载入的安排"
    assert set(preview.year.off) - set(loaded.off) == {date(2027, 4, 30)}
    assert set(preview.year.work) - set(loaded.work) == {date(2027, 4, 25)}
    assert set(loaded.off) <= set(preview.year.off)


def test_an_amendment_takes_its_holidays_old_days_away() -> None:
    loaded = seen(NOTICE_2027, 2027).year
    text = "演示〔2027〕2号\n一、春节：2月5日（周五）至10日（周三）放假，共6天。"
    made = notices.preview(notices.read(text, 2027), loaded).year
    assert date(2027, 2, 11) not in made.off
    assert date(2027, 2, 20) not in made.work
    assert date(2027, 5, 8) in made.work


def test_an_amendment_of_one_of_two_joined_holidays_must_name_the_other_too() -> None:
    loaded = seen(NOTICE_2025, 2025).year
    text = "样例办〔2025〕9号\n一、国庆节：10月1日至5日放假，共5天。"
    preview = notices.preview(notices.read(text, 2025), loaded)
    (error,) = preview.errors
    assert error.message == "缺少中秋节：2025年10月6日（周一）是法定节假日，通知中没有放假"


def test_a_day_may_pass_from_one_holiday_to_another() -> None:
    loaded = Year(2027, {**seen(NOTICE_2027, 2027).year.off, date(2027, 4, 30): "演示纪念日"}, {})
    made = notices.preview(notices.read(LABOUR_DAY_AGAIN, 2027), loaded).year
    assert made.off[date(2027, 4, 30)] == "劳动节"


def test_a_whole_notice_replaces_the_year() -> None:
    loaded = Year(2027, {date(2027, 7, 1): "演示纪念日"}, {})
    assert notices.preview(notices.read(NOTICE_2027, 2027), loaded).year == seen(NOTICE_2027, 2027).year


def test_a_part_of_a_year_not_loaded_is_refused() -> None:
    found = errors(LABOUR_DAY_AGAIN)
    assert len(found) == 7  # statutory days outside Labour day and weekends
    assert found[0] == "缺少元旦：2027年1月1日（周五）是法定节假日，通知中没有放假"


# --- Tables ---

TABLE_2027 = notice_csv.write(seen(NOTICE_2027, 2027).year)


def test_a_year_written_as_a_table_reads_back_the_same() -> None:
    assert TABLE_2027.splitlines()[:2] == ["日期,类别,节日", "2027-01-01,放假,元旦"]
    preview = seen(TABLE_2027, 2027, "演示1号")
    assert preview.loadable
    assert preview.year == seen(NOTICE_2027, 2027).year


@pytest.mark.parametrize(
    "text",
    [
        TABLE_2027.replace("日期,类别,节日", "date,kind,name"),
        TABLE_2027.replace("放假", "off").replace("上班", "work"),
        TABLE_2027.replace("放假", "休").replace("上班", "班"),
        TABLE_2027.replace("2027-", "2027/"),
        "\ufeff" + TABLE_2027,
        TABLE_2027.replace(",", "，"),
        TABLE_2027.replace(",", "\t"),
        TABLE_2027.replace("\n", "\n\n"),
        TABLE_2027.replace("\n", "\r\n"),
        TABLE_2027.replace("春节", '"春节"'),
        "\n" + TABLE_2027,
    ],
)
def test_the_ways_to_write_a_table(text: str) -> None:
    assert notice_csv.looks_like(text)
    assert seen(text, 2027, "演示1号").year == seen(NOTICE_2027, 2027).year


def test_columns_may_come_in_any_order_and_without_names() -> None:
    rows = [line.split(",") for line in TABLE_2027.splitlines()[1:]]
    text = "类别,日期\n" + "\n".join(f"{kind},{day}" for day, kind, _ in rows)
    preview = seen(text, 2027, "演示1号")
    assert preview.loadable
    assert preview.year.off.keys() == seen(NOTICE_2027, 2027).year.off.keys()
    assert set(preview.year.off.values()) == {""}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2027-13-01,放假,元旦", "第2行：没有2027-13-01这一天"),
        ("2027-02-29,放假,春节", "第2行：没有2027-02-29这一天"),
        ("1月1日,放假,元旦", "第2行：日期“1月1日”应写作2027-01-01"),
        (",放假,元旦", "第2行：日期“”应写作2027-01-01"),
        ("2027-01-01,也许,元旦", "第2行：类别“也许”应为“放假”或“上班”（off、work）"),
        ("2027-01-01", "第2行：类别“”应为“放假”或“上班”"),
        ("2027-05-07,上班,劳动节", "第2行：2027年5月7日（周五）不是周六、周日"),
        ("2025-05-07,放假,劳动节", "第2行：2025年5月7日（周三）不属于2027年"),
        ("2027-01-02,放假,元旦", "第4行：2027年1月2日（周六）重复（另见第2行）"),
    ],
)
def test_a_wrong_row_says_its_line(row: str, told: str) -> None:
    text = TABLE_2027.replace("日期,类别,节日\n", f"日期,类别,节日\n{row}\n", 1)
    assert any(told in problem for problem in errors(text)), errors(text)


def test_a_table_without_rows_is_refused() -> None:
    assert errors("日期,类别\n")[0] == "表中没有日期"


def test_a_provisional_year_as_a_table_is_a_notice_to_practise_with() -> None:
    """What the demo offers to load: the guessed days, which the checks accept."""
    for year in range(2027, 2046):
        preview = seen(notice_csv.write(statutory.provisional(year)), year, "演示1号")
        assert preview.errors == ()
        assert preview.cautions == ()


# --- Whatever is typed ---

SCRAPS = st.sampled_from(
    list("一二三、：，。（）年月日至放假上班周五共天\n0123459,-班休") + ["元旦", "春节", "2027", "日期,类别\n"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SCRAPS, max_size=60).map("".join))
def test_scraps_of_a_notice_never_break_the_reading(text: str) -> None:
    preview = seen(text, 2027, "演示1号")
    assert preview.errors
    assert not preview.loadable


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(NOTICE_2027) - 1), st.sampled_from("0159日月至周六。班\n"))
def test_one_letter_changed_is_read_or_told_but_never_breaks(place: int, letter: str) -> None:
    text = NOTICE_2027[:place] + letter + NOTICE_2027[place + 1 :]
    preview = seen(text, 2027)
    if preview.loadable:
        assert notices.missing(preview.year) == notices.wrong_days(preview.year) == []


def test_a_text_too_long_is_refused_at_once() -> None:
    with pytest.raises(BadInput, match="不像放假通知"):
        notices.read("一、元旦：1月1日放假。" * 5_000, 2027)


def test_of_many_errors_the_first_are_told() -> None:
    found = errors("日期,类别\n" + "昨天,放假\n" * 100)
    assert len(found) == 21
    assert found[-1] == "另有80处有误，请先改正以上各处"
    assert errors(f"日期,类别\n{'九' * 40_000},放假")[0].startswith("第2行：日期")


# --- Words ---


def test_a_problem_names_its_line_only_if_it_has_one() -> None:
    assert str(Problem("缺少元旦")) == "缺少元旦"
    assert str(Problem("没有看懂", 3)) == "第3行：没有看懂"
    assert short(date(2027, 1, 3)) == "2027年1月3日（周日）"
