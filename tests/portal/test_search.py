"""Finding documents by words of the title or by the number, however its brackets are typed."""

import pytest

from govrules.core.matters.models import Matter
from govrules.portal.search.views import LONGEST, MOST, find, terms
from tests.core.cast import Cast
from tests.portal.office import at_office, page, signed_in, waiting

pytestmark = pytest.mark.usefixtures("today")
TITLE = "县教育局关于新建城东小学的请示"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("小学", ["小学"]),
        ("城东 小学", ["城东", "小学"]),
        ("阳教字〔2026〕31号", ["阳教字", "2026", "31号"]),
        ("阳教字[2026]31", ["阳教字", "2026", "31"]),
        ("阳教字（2026）31", ["阳教字", "2026", "31"]),
        ("《关于新建城东小学的请示》", ["关于新建城东小学的请示"]),
        ("〔〕", []),
        ("   ", []),
        ("长" * 100, ["长" * LONGEST]),
    ],
)
def test_terms(typed: str, found: list[str]) -> None:
    assert terms(typed) == found


@pytest.mark.parametrize(
    "words",
    [
        "小学",
        "城东",
        "请示 教育",
        "阳教字〔2026〕31号",
        "阳教字[2026]31号",
        "2026 31",
        "31号",
        "〔2026〕",
        "新建城东小学",
    ],
)
def test_a_document_is_found(cast: Cast, words: str) -> None:
    at_office(cast, TITLE)
    assert [m.title for m in find(cast.director, words)] == [TITLE]


@pytest.mark.parametrize("words", ["中学", "小学 中学", "32号", "%", "_"])
def test_what_does_not_match_is_not_found(cast: Cast, words: str) -> None:
    at_office(cast, TITLE)
    assert list(find(cast.director, words)) == []


def test_a_dispatch_is_found_by_its_own_number(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    Matter.objects.filter(pk=step.matter_id).update(number="阳政函〔2026〕7号")
    html = page(signed_in(cast.director), "/search/?q=阳政函 7号")
    assert "阳政函〔2026〕7号" in html and "找到 1 件" in html


def test_the_page_names_state_and_organ(cast: Cast) -> None:
    at_office(cast, TITLE)
    html = page(signed_in(cast.director), "/search/?q=小学")
    assert "阳教字〔2026〕31号 · 县教育局 · 6月9日" in html and "办公室审核" in html


def test_too_many_ask_for_another_word(cast: Cast) -> None:
    waiting(cast, cast.director, MOST + 1)
    html = page(signed_in(cast.director), "/search/?q=件")
    assert html.count('class="row-title"') == MOST and "再加一个词" in html


def test_exactly_as_many_as_are_shown_is_not_too_many(cast: Cast) -> None:
    waiting(cast, cast.director, MOST)
    assert f"找到 {MOST} 件" in page(signed_in(cast.director), "/search/?q=件")


def test_nothing_typed_lists_nothing(cast: Cast) -> None:
    at_office(cast, TITLE)
    html = page(signed_in(cast.director), "/search/?q=")
    assert TITLE not in html and "没有找到" not in html


def test_what_was_typed_stays_in_both_boxes(cast: Cast) -> None:
    html = page(signed_in(cast.director), "/search/?q=%22%3E%3Cscript%3E")
    assert html.count('value="&quot;&gt;&lt;script&gt;"') == 2 and "<script>" not in html.split("</head>")[1]


def test_the_last_moved_stands_first(cast: Cast) -> None:
    waiting(cast, cast.director, 3)
    assert [m.title for m in find(cast.director, "件")] == ["第3件", "第2件", "第1件"]
