"""The list of documents: filtered, sorted, paged, exported; as many queries for fifty as for five."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from documents.listing import text
from documents.submission import actions as submissions
from govrules.core.matters.models import Matter
from tests.documents.papers import DAY, Papers, browser

INDEX = reverse("documents:index")


@pytest.fixture
def shelf(papers: Papers, monday) -> Papers:
    """Three documents of the education bureau on three days, one of finance that touches it, one notice."""
    papers.draft(title="关于新建小学的请示", organ_number="阳教字〔2026〕31号")
    monday.forward(DAY)
    papers.signed(papers.draft(title="关于修缮校舍的请示", organ_number="阳教字〔2026〕32号"))
    monday.forward(DAY)
    papers.report(title="关于秋季招生的报告", organ_number="")
    made = papers.draft("finance", title="关于压减支出的请示", organ_number="阳财〔2026〕8号", touched=["education"])
    papers.ask(made, "education")
    papers.dispatch(title="关于防汛的通知")
    return papers


def titles(papers: Papers, query: str = "", who: str = "education_clerk") -> list[str]:
    """The rows of the list, as that person sees them."""
    response = browser(getattr(papers.cast, who)).get(f"{INDEX}?{query}")
    assert response.status_code == 200
    return [m.title for m in response.context["page"]]


NEW, REPAIR, REPORT, SAVING = "关于新建小学的请示", "关于修缮校舍的请示", "关于秋季招生的报告", "关于压减支出的请示"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [SAVING, REPORT, REPAIR, NEW]),
        ("q=校舍", [REPAIR]),
        ("q=关于+请示", [SAVING, REPAIR, NEW]),
        ("q=〔2026〕32号", [REPAIR]),
        ("q=阳教字", [REPAIR, NEW]),
        ("q=没有这样的", []),
        ("q=%25", []),
        ("q=_", []),
        ("kind=report", [REPORT]),
        ("kind=request", [SAVING, REPAIR, NEW]),
        ("kind=dispatch", []),
        ("state=draft", [REPORT, NEW]),
        ("state=consulting&state=submitted", [SAVING, REPAIR]),
        ("since=2026-06-02&until=2026-06-02", [REPAIR]),
        ("since=2026-06-03", [SAVING, REPORT]),
        ("until=2026-06-01", [NEW]),
        ("kind=request&state=draft&q=小学", [NEW]),
    ],
)
def test_filters(shelf: Papers, query, found):
    assert titles(shelf, query) == found


def test_by_organ(shelf: Papers):
    assert titles(shelf, f"organ={shelf.cast.finance.pk}") == [SAVING]


@pytest.mark.parametrize(
    "query",
    [
        "since=2026-13-45", "since=0000-00-00", "until=明天", "since=99999-01-01", "kind=poem", "state=happy",
        "organ=999999", "organ=abc", "page=abc", "page=-1", "page=999999999999", "sort=password", "sort=-pk;drop",
        "export=pdf", "q=" + "长" * 3000, "q=%27%22%3B--",
    ],
)  # fmt: skip
def test_absurd_filters_break_nothing(shelf: Papers, query):
    response = browser(shelf.cast.education_clerk).get(f"{INDEX}?{query}")
    assert response.status_code == 200
    assert "公文" in response.content.decode()


@pytest.mark.parametrize(
    ("sort", "first"),
    [("-moved_at", SAVING), ("moved_at", NEW), ("-opened_at", SAVING), ("organ__order", REPORT), ("due", SAVING)],
)
def test_sorted(shelf: Papers, sort, first):
    assert titles(shelf, f"sort={sort}")[0] == first


def test_by_due_moment_what_has_none_comes_last(shelf: Papers):
    """On every database alike."""
    assert titles(shelf, "sort=due") == [SAVING, REPORT, REPAIR, NEW]


def test_a_row_says_who_has_it_and_how_long(shelf: Papers, monday):
    response = browser(shelf.cast.education_head).get(f"{INDEX}?q=压减")
    page = response.content.decode()
    assert "现由王文办理" in page and "征求意见" in page
    assert "剩 5 天" in page
    monday.move_to(monday.moment + timedelta(days=6))
    assert "剩 1 天" in browser(shelf.cast.education_head).get(f"{INDEX}?q=压减").content.decode()


def test_pages_hold_thirty_and_keep_the_filter(papers: Papers):
    for number in range(31):
        papers.draft(title=f"关于第{number}项工作的请示")
    response = browser(papers.cast.education_clerk).get(f"{INDEX}?q=工作&page=2")
    assert len(response.context["page"]) == 1
    assert "?q=%E5%B7%A5%E4%BD%9C&amp;page=1" in response.content.decode()


# --- Export -------------------------------------------------------------------------


def exported(papers: Papers, query: str = "", who: str = "education_clerk") -> list[tuple[Any, ...]]:
    response = browser(getattr(papers.cast, who)).get(f"{INDEX}?export=xlsx&{query}")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert "attachment" in response["Content-Disposition"]
    return list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))


def test_the_list_as_a_workbook_with_the_same_filter(shelf: Papers):
    heading, *rows = exported(shelf, "q=校舍")
    assert heading == ("标题", "文号", "文种", "主办单位", "状态", "现由谁办", "最近变动")
    assert rows == [(REPAIR, "阳教字〔2026〕32号", "请示", "阳高县教育局", "办公室审核", "周正", "6月2日 09:00")]


def test_an_empty_cell_is_empty(shelf: Papers):
    [_, row] = exported(shelf, "kind=report")
    assert (row[1], row[5]) == (None, None)


@pytest.mark.parametrize("title", ["=1+1", "+SUM(A1)", "-2", "@cmd", '=HYPERLINK("http://x")'])
def test_no_title_becomes_a_formula(papers: Papers, title):
    papers.draft(title=title)
    response = browser(papers.cast.education_clerk).get(f"{INDEX}?export=xlsx")
    cell = load_workbook(BytesIO(response.content)).active["A2"]
    assert (cell.data_type, cell.value) == ("s", f"'{title}")


def test_characters_that_a_workbook_cannot_hold_do_not_break_it(papers: Papers):
    """A title from before titles were cleaned."""
    made = papers.draft()
    Matter.objects.filter(pk=made.pk).update(title="关于\x01新建\x1f小学的请示")
    assert exported(papers)[1][0] == "关于新建小学的请示"


@pytest.mark.parametrize(
    ("cell", "kept"), [("", ""), ("请示", "请示"), ("=a", "'=a"), ("\t=a", "'\t=a"), ("a=b", "a=b"), ("\x02=a", "'=a")]
)
def test_cells(cell, kept):
    assert text(cell) == kept


# --- As many queries for many as for few -------------------------------------------------------------------------


def queries(papers: Papers, address: str) -> int:
    client = browser(papers.cast.education_clerk)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("query", ["", "?sort=due", "?export=xlsx"], ids=["list", "by due", "export"])
def test_as_many_queries_for_fifty_as_for_five(papers: Papers, query):
    def write(numbers: range) -> None:
        for number in numbers:
            made = papers.draft(title=f"关于第{number}项工作的请示", touched=["finance"])
            if number % 2:
                papers.ask(made, "finance")

    write(range(5))
    few = queries(papers, INDEX + query)
    write(range(5, 50))
    assert queries(papers, INDEX + query) == few


def test_as_many_queries_for_a_long_history_as_for_a_short_one(papers: Papers):
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    papers.reply(made, "finance", "agree_with_opinion", "请控制规模。")
    papers.reviewed(made, major=True)
    address = reverse("documents:page", args=[made.pk])
    few = queries(papers, address)
    for turn in range(4):
        papers.decide(made, "schools_deputy", "return", f"第{turn}次补正。")
        submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body=f"第{turn}稿"))
        papers.ask(made, "finance", "resources", "agriculture")
        for organ in ("finance", "resources", "agriculture"):
            papers.reply(made, organ)
        papers.reviewed(made, major=True)
    assert made.matter.steps.count() > 25
    assert queries(papers, address) <= few + 3, "the first of a kind may cost one; more of it cost nothing"
