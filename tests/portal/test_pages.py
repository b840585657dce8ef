"""What holds for every page: no inline code, a title, a way past the navigation, a label for every field."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from govrules.core.matters.models import Step
from govrules.core.notices.actions import tell
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import at_leader, at_office, away, consulting, day, signed_in, waiting

KEPT: dict[str, str] = {}  # the pages' text, made once for all tests of this file
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use"}


PLACES = (
    "/", "/queue/", "/queue/?show=read", "/notices/?all=1", "/notices/choice/", "/rules/", "/rules/31/",
    "/calendar/", "/calendar/2027/", "/calendar/load/", "/calendar/waiting/", "/search/?q=小学",
    "/more/", "/password/", "/demo/people/", "/feeds/", "/nowhere/",
)  # fmt: skip


class Page(HTMLParser):
    """A page read tag by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.unclosed: list[str] = []
        self.labelled_by_parent: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("input", "select", "textarea") and "label" in self.stack:
            self.labelled_by_parent.append(dict(attrs))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.unclosed.append(tag)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.fixture
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    """Every page of the portal, with something on it."""
    if not KEPT:
        with day():
            KEPT.update(visited(request.getfixturevalue("cast")))
    return KEPT


def visited(cast: Cast) -> dict[str, str]:
    """Each page as its own user sees it; the policy that it came with is checked on the way."""
    found = {}
    for client, address in visits(cast):
        answer = client.get(address)
        assert answer.status_code in (200, 404), address
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        found[f"{address} {len(found)}"] = answer.content.decode()
    return found


def visits(cast: Cast) -> list[tuple[Client, str]]:
    """Who goes where, once there is something to see."""
    away(cast.schools_deputy, "2026-06-08 00:00", "2026-06-13 00:00")
    review = at_office(cast, "县教育局关于新建城东小学的请示", urgency="urgent")
    leader = at_leader(cast, "县教育局关于扩建实验小学的请示", major=True)
    made = consulting(cast, "县教育局关于校车运营的请示", cast.finance, at="2026-06-09 09:00")
    asked = Step.objects.get(matter=made.pk, act="countersign")
    waiting(cast, cast.director, 35, act="read", kind="report")
    tell([cast.director], event="e", subject="请起草批复", article=33, at=office("2026-06-10 09:00"))
    director, deputy, finance = signed_in(cast.director), signed_in(cast.land_deputy), signed_in(cast.finance_head)
    newcomer = signed_in(cast.township_clerk)
    return [
        *((director, address) for address in PLACES), (director, f"/queue/{review.pk}/"),
        (deputy, f"/queue/{leader.pk}/"), (finance, f"/queue/{asked.pk}/"), (Client(), "/login/"),
        (newcomer, "/"), (newcomer, "/queue/"),
    ]  # fmt: skip


def test_no_page_has_code_or_style_of_its_own(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        shown = Page(html)
        scripts = [s for s in shown.all("script") if "src" not in s]
        styled = [a for _, a in shown.tags if "style" in a]
        handlers = [k for _, a in shown.tags for k in a if k.startswith(("on", "hx-on"))]
        assert (scripts, shown.all("style"), styled, handlers) == ([], [], [], []), address


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        assert not re.findall(r'(?:src|href|action|hx-get|hx-post)="(?:https?:)?//', html), address


def test_every_page_is_well_formed(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        shown = Page(html)
        assert (shown.unclosed, shown.stack) == ([], []), address


def test_every_id_is_its_own(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        ids = [a["id"] for _, a in Page(html).tags if "id" in a]
        assert sorted({i for i in ids if ids.count(i) > 1}) == [], address


def test_every_page_says_its_language_and_its_title(pages: dict[str, str]) -> None:
    titles = []
    for address, html in pages.items():
        assert Page(html).all("html")[0]["lang"] == "zh-CN", address
        titles.append(html.split("<title>")[1].split("</title>")[0])
        assert titles[-1].strip(" ·"), address
    assert len(set(titles)) > 12


def test_every_page_can_be_skipped_to_its_content(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        first = re.search(r"<a [^>]*>", html.split("<body")[1])
        assert first and 'href="#content"' in first[0], address
        assert html.count('<main id="content"') == 1, address


def test_every_page_has_one_main_heading(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        assert len(Page(html).all("h1")) == 1, address


def test_every_field_has_a_label(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        shown = Page(html)
        told = {a.get("for") for a in shown.all("label")}
        for field in shown.all("input", "select", "textarea"):
            if field.get("type") in ("hidden", "submit") or field in shown.labelled_by_parent:
                continue
            assert field.get("id") in told or field.get("aria-label"), (address, field)


def test_every_form_that_changes_something_carries_its_token(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        posts = re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL)
        assert all("csrfmiddlewaretoken" in form for form in posts), address


def test_where_one_is_is_marked_in_the_navigation(pages: dict[str, str]) -> None:
    marked = {
        address.split()[0]: html.split('class="top-nav"')[1].split("</nav>")[0].count('aria-current="page"')
        for address, html in pages.items()
        if 'class="top-nav"' in html
    }
    assert {marked[a] for a in ("/", "/queue/", "/rules/", "/rules/31/", "/calendar/", "/calendar/2027/")} == {1}


def test_htmx_evaluates_nothing_and_keeps_nothing(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        for setting in (
            '"allowEval":false',
            '"includeIndicatorStyles":false',
            '"historyCacheSize":0',
            '"allowScriptTags":false',
        ):
            assert setting in html, address
