"""Counting by columns, what is missing, the table for Excel and paper, and how few queries it takes."""

from datetime import date

import pytest

from govrules.core import clock
from govrules.core.registers import actions, queries
from tests.core.cast import in_county
from tests.core.registers.desk import Desk


def test_each_choice_is_counted_with_nothing_too_and_with_its_last_day(desk: Desk):
    for kind, day, result in (("建议", "2026-03-02", "已修"), ("建议", "2026-05-06", ""), ("要求", "2025-12-30", "")):
        desk.enter("letters_register", type=kind, received=day, organ="finance", result=result)
    tally = desk.tally("letters_register", "type")
    assert [(name, line.count, line.open, line.last) for name, line in tally.items()] == [
        ("建议", 2, 1, date(2026, 5, 6)), ("意见", 0, 0, None), ("要求", 0, 0, date(2025, 12, 30)),
    ]  # fmt: skip
    assert desk.counts("letters_register", "organ") == {"县财政局": 2}
    assert desk.counts("letters_register", "type", span=queries.year_span(2025)) == {"建议": 0, "意见": 0, "要求": 1}


def test_numbers_are_added_up(desk: Desk):
    for leader, found in (("head", "3"), ("head", "1.5"), ("land_deputy", "")):
        desk.enter("research_register", leader=leader, place="龙泉镇", day="2026-05-20", found=found)
    tally = desk.tally("research_register", "leader")
    assert {name: line.total for name, line in tally.items()} == {"赵立民": 4.5, "李长河": 0}
    assert desk.tally("research_register", "kind")["困难多"].total == 0


@in_county("yunyang-2025")
def test_organs_of_which_nothing_came_stand_there_with_nothing(desk: Desk):
    desk.enter("report_register", "township_clerk", kind="政务信息", to="县政府", subject="春耕", sender="township")
    counts = desk.counts("report_register", "sender")
    assert counts["龙泉镇"] == 1
    assert sorted(counts.values()) == [0, 0, 0, 0, 0, 1]
    assert "县政府办公室" not in "".join(counts)


def test_what_has_no_entry_is_listed_until_it_has_one(desk: Desk):
    first, second = desk.decided("新建小学"), desk.decided("整治河道")
    assert desk.missing("tracking_register") == ["新建小学", "整治河道"]
    entry = desk.enter("tracking_register", about=first, day="2026-05-30", finding="已开工")
    assert desk.missing("tracking_register") == ["整治河道"]
    actions.void(entry.pk, desk.cast.clerk, "登记错了")
    assert desk.missing("tracking_register") == ["新建小学", "整治河道"]
    assert desk.missing("tracking_register", "finance_clerk") == []
    assert second.pk


def test_what_is_missing_is_counted_for_a_span(desk: Desk):
    desk.decided(day="2026-05-20")
    desk.decided(day="2026-04-20")
    register = desk.register("tracking_register")
    may = queries.Span(date(2026, 5, 1), date(2026, 5, 31))
    assert queries.counted_missing(desk.cast.clerk, register, may) == (1, 1)
    assert queries.counted_missing(desk.cast.clerk, register) == (2, 2)
    assert queries.counted_missing(desk.cast.clerk, desk.register("letters_register")) is None
    assert queries.missing(desk.cast.clerk, desk.register("letters_register")) is None


def test_where_one_of_several_is_lacking_it_is_said_which(desk: Desk):
    about = desk.decided()
    assert desk.lacks("opinion_register", about) == ["专家", "社会公众"]
    desk.enter("opinion_register", about=about, source="专家", opinion="可行")
    assert desk.lacks("opinion_register", about) == ["社会公众"]
    assert desk.missing("opinion_register") == [about.title]
    desk.enter("opinion_register", about=about, source="社会公众", opinion="赞成")
    assert (desk.missing("opinion_register"), desk.lacks("opinion_register", about)) == ([], [])


def test_the_table_has_a_heading_and_a_row_an_entry(desk: Desk):
    desk.enter("letters_register", type="建议", content="修村道", organ="agriculture", received="2026-05-06")
    found = queries.entries(desk.cast.clerk, desk.register("letters_register"))
    heading, row = queries.table(desk.register("letters_register"), found, clock.now())
    assert heading[:3] == ["登记号", "类别", "反映的内容"]
    assert dict(zip(heading, row, strict=True)) == {
        "登记号": "2026-001", "类别": "建议", "反映的内容": "修村道", "收到日期": "2026年5月6日",
        "承办单位": "县农业农村局", "阅批领导": "", "阅批意见": "", "办理结果": "", "登记单位": "县政府办公室",
        "登记人": "郑晓", "登记日期": "2026年6月1日", "情况": "未办结，已26天",
    }  # fmt: skip


def test_the_first_page_counts_every_ledger_of_the_rules(desk: Desk):
    desk.enter("letters_register", type="建议", organ="agriculture")
    desk.enter("letters_register", type="建议", organ="agriculture", result="已修")
    standings = {one.register.key: one for one in queries.standings(desk.cast.clerk, desk.cast.book, 2026)}
    assert len(standings) == len(desk.cast.book.registers)
    letters = standings["letters_register"]
    assert (letters.count, letters.open, str(letters.last)) == (2, 1, "2026-06-01")
    assert standings["study_register"].count == 0
    theirs = {one.register.key: one for one in queries.standings(desk.cast.finance_clerk, desk.cast.book, 2026)}
    assert theirs["letters_register"].count == 0


def test_what_stands_in_the_ledgers_about_a_matter(desk: Desk):
    about = desk.decided()
    desk.enter("tracking_register", about=about, day="2026-05-30", finding="已开工")
    desk.enter("opinion_register", about=about, source="专家", opinion="可行")
    found = queries.about(about, desk.cast.clerk, desk.cast.book, clock.now())
    assert {one.register.key: len(one.rows) for one in found} == {"tracking_register": 1, "opinion_register": 1}
    assert queries.about(about, desk.cast.finance_clerk, desk.cast.book, clock.now()) == []


@pytest.mark.parametrize("entries", [1, 6])
def test_lists_and_counts_take_as_many_queries_whatever_their_length(desk: Desk, entries, django_assert_num_queries):
    register = desk.register("letters_register")
    for _ in range(entries):
        desk.enter("letters_register", type="建议", organ="agriculture")
    found = queries.entries(desk.cast.clerk, register)
    with django_assert_num_queries(3):  # his organs, the entries, the organs' names
        queries.rows(register, list(queries.entries(desk.cast.clerk, register)), clock.now())
    with django_assert_num_queries(2):  # the entries, the organs' names
        queries.tallies(register, found)


def test_the_last_day_reaches_back_beyond_the_year_for_columns_of_every_kind(desk: Desk):
    """One value, several values and people: of earlier years only the last day counts."""
    for day in ("2024-03-04", "2025-05-06"):
        desk.enter("research_register", leader="land_deputy", place="东乡", day=day, kind=["困难多", "矛盾尖锐"])
    kinds = desk.tally("research_register", "kind")
    assert {name: (line.count, line.last) for name, line in kinds.items()} == {
        "困难多": (0, date(2025, 5, 6)), "情况复杂": (0, None), "矛盾尖锐": (0, date(2025, 5, 6)),
    }  # fmt: skip
    leaders = desk.tally("research_register", "leader")
    assert {name: (line.count, line.last) for name, line in leaders.items()} == {"李长河": (0, date(2025, 5, 6))}
