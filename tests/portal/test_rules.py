"""The rules' pages: every article with what it asks and what the program does, and honest about what it does not."""

import pytest
from django.utils.html import strip_tags

from govrules import rulebook
from govrules.core import registry
from govrules.core.office.models import Adoption
from govrules.portal.rules.queries import DONE, SILENT, article, articles, tally
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import page, signed_in

BOOK = rulebook.load("yanggao-2024")
at_work = pytest.mark.usefixtures("today")


def test_every_article_has_its_place() -> None:
    found = articles(BOOK)
    assert [a.number for a in found] == list(range(1, 47))
    assert found[30].name == "第三十一条"


def test_an_article_tells_what_it_asks_in_our_words() -> None:
    found = article(BOOK, 31)
    assert [d.id for d in found.demands] == [f"YG-31-{n}" for n in range(1, 8)]
    assert {d.kind for d in found.demands} <= {"须执行", "须留痕", "原则表述"}


def test_a_deadline_says_its_number_its_extension_and_what_follows() -> None:
    one = next(d for d in article(BOOK, 31).does if d.section == "时限" and "到期后" in "".join(d.details))
    assert one.details == [
        "5 个工作日之内",
        "主办单位可以另定",
        "可以商定延期（第三十一条）",
        "到期后视为无不同意见（第三十一条）",
    ]
    assert (one.strength, one.state) == ("原则上", DONE)


def test_a_gate_says_what_is_wrong_and_what_to_do() -> None:
    gates = [d for d in article(BOOK, 27).does if d.section == "关口"]
    assert len(gates) >= 4
    assert all(len(g.details) == 2 and all(g.details) for g in gates)


def test_a_route_names_its_posts_in_order() -> None:
    routes = [d for d in article(BOOK, 33).does if d.section == "流程" and d.details]
    assert routes and all("签发" in d.details[0] or "审核" in d.details[0] for d in routes)
    assert any("→" in d.details[0] for d in routes)


def test_where_the_rules_are_silent_nothing_is_made_up() -> None:
    silent = [e for e in BOOK.elements if e.silent]
    assert silent, "this rulebook is silent somewhere"
    for element in silent:
        one = next(d for d in article(BOOK, element.article).does if d.state == SILENT and d.details == [])
        assert not one.built


def test_a_provision_is_done_only_if_what_carries_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {d.id: d.state for a in articles(BOOK) for d in a.demands}
    monkeypatch.setattr(registry, "built", lambda: frozenset())
    none = {d.id: d.state for a in articles(BOOK) for d in a.demands}
    assert DONE in asked.values()
    assert not [pk for pk, state in none.items() if state == DONE and needed(pk)]


def needed(provision: str) -> bool:
    """Whether anything that carries it needs something built."""
    return any(e.needs for e in BOOK.elements if provision in e.carries)


def test_principles_are_neither_done_nor_due() -> None:
    found = articles(BOOK)
    counted = tally(found)
    due = [p for p in BOOK.provisions if p.kind != "declare"]
    assert counted["all"] == len(due)
    assert 0 < counted["done"] < counted["all"], "this issue carries out a part"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("第三十一条", 31),
        ("逾期", 31),
        ("无不同意见", 31),
        ("会签 5个工作日", 31),
        ("多头", 27),
        ("纪要 7个工作日", 22),
    ],
)
def test_search_looks_through_names_demands_and_what_is_done(words: str, found: int) -> None:
    assert found in [a.number for a in articles(BOOK, words)]


def test_search_wants_every_word() -> None:
    assert articles(BOOK, "会签 放风筝") == []


# --- pages ---


@at_work
def test_the_page_lists_the_rules_in_force(cast: Cast) -> None:
    html = page(signed_in(cast.clerk), "/rules/")
    assert html.count('class="article-row"') == 46
    assert "阳高县人民政府工作规则" in html and "阳政发〔2024〕1号" in html and "2024年2月22日起施行" in html


@at_work
def test_the_search_box_keeps_what_was_typed_and_escapes_it(cast: Cast) -> None:
    html = page(signed_in(cast.clerk), "/rules/?q=%3Cscript%3E会签")
    assert 'value="&lt;script&gt;会签"' in html and "没有找到" in html


@at_work
def test_an_article_s_page(cast: Cast) -> None:
    html = page(signed_in(cast.clerk), "/rules/31/")
    text = " ".join(strip_tags(html).split())
    assert "第三十一条" in text and "逾期不回复按无不同意见处理" in text
    assert 'rel="prev" href="/rules/30/"' in html and 'rel="next" href="/rules/32/"' in html


@at_work
@pytest.mark.parametrize(("number", "missing"), [(1, 'rel="prev"'), (46, 'rel="next"')])
def test_the_first_and_the_last_article_end_the_row(cast: Cast, number: int, missing: str) -> None:
    assert missing not in page(signed_in(cast.clerk), f"/rules/{number}/")


@at_work
@pytest.mark.parametrize("address", ["/rules/0/", "/rules/47/", "/rules/31/?of=999999"])
def test_what_there_is_not(cast: Cast, address: str) -> None:
    assert signed_in(cast.clerk).get(address).status_code == 404


@at_work
def test_an_older_matter_s_version_can_be_read(cast: Cast) -> None:
    new = Adoption.objects.get(pk=cast.adoption.pk)
    new.pk, new.in_force, new.adopted_at = None, office("2026-06-01 00:00").date(), office("2026-06-01 00:00")
    new.save()
    client = signed_in(cast.clerk)
    assert "2024年2月22日起施行的版本" in page(client, f"/rules/31/?of={cast.adoption.pk}")
    assert "起施行的版本" not in page(client, "/rules/31/")
    assert "2026年6月1日" not in page(client, "/rules/"), "the rulebook's own date is shown"


def test_the_official_text_is_not_ours_to_show(cast: Cast) -> None:
    html = page(signed_in(cast.clerk), "/rules/")
    assert "以印发的正式文本为准" in html
