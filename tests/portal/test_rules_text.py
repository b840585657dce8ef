"""The published text on the rules' pages and in the search, and the operators' page that loads it."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from govrules.core.office.models import Account, Adoption
from govrules.core.operators import AUDIT, SYSTEM
from govrules.core.texts.models import OfficialText
from govrules.portal.rules import loading
from govrules.portal.search.views import MOST_RULES, SNIPPET, around
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.core.files import samples
from tests.core.texts.papers import ARTICLES, KITES, file, lines, load
from tests.portal.office import BACKEND, page, signed_in

pytestmark = pytest.mark.usefixtures("today")
ADDRESS = "/rules/text/"


def words(html: str) -> str:
    return " ".join(strip_tags(html).split())


@pytest.fixture
def operator(cast: Cast) -> Client:
    """A system operator who holds no office."""
    account = Account.objects.create(username="operator", is_staff=True)
    account.groups.add(Group.objects.get_or_create(name=SYSTEM)[0])
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


# --- the rules' pages ---


def test_without_a_text_the_pages_are_as_before_and_say_how_to_load_it(cast: Cast) -> None:
    for address in ("/rules/", "/rules/31/"):
        html = page(signed_in(cast.clerk), address)
        assert "article-chapter" not in html and "official-text" not in html
        assert "正式文本还没有载入" in words(html)
        assert "python manage.py rulebook import-text yanggao-2024 文件" in html
        assert f'href="{ADDRESS}"' not in html, "the page is not his"


def test_the_list_shows_chapters_and_how_the_articles_begin(cast: Cast) -> None:
    load("yanggao")
    html = page(signed_in(cast.clerk), "/rules/")
    assert html.count('class="article-row"') == ARTICLES
    assert html.count('class="article-begins"') == ARTICLES
    assert html.index("第一章 总则") < html.index(f"第20项关于{KITES}") < html.index("第二章 办理")
    assert html.count('class="article-chapter"') == 2
    assert "6月10日 09:30载入的“规则.txt”" in words(html) and "还没有载入" not in html


def test_a_long_article_is_cut_in_the_list_and_whole_on_its_page(cast: Cast) -> None:
    load("yanggao", KITES * 60)
    assert KITES * 40 not in page(signed_in(cast.clerk), "/rules/")
    assert KITES * 60 in page(signed_in(cast.clerk), "/rules/31/")


def test_an_article_s_text_stands_above_what_the_program_does(cast: Cast) -> None:
    load("yanggao")
    html = page(signed_in(cast.clerk), "/rules/31/")
    order = [html.index(part) for part in ("正式文本</h2>", f"第31项关于{KITES}", "这一条要求什么", "程序为它做什么")]
    assert order == sorted(order)
    assert "第二章 办理" in html and "第30项" not in html


def test_the_text_is_escaped(cast: Cast) -> None:
    load("yanggao", "<script>alert(1)</script>")
    for address in ("/rules/", "/rules/31/", "/search/?q=alert"):
        html = page(signed_in(cast.clerk), address)
        assert "&lt;script&gt;alert(1)" in html and "<script>alert" not in html


def test_the_rules_own_search_looks_through_the_text(cast: Cast) -> None:
    assert "没有找到" in page(signed_in(cast.clerk), f"/rules/?q={KITES}")
    load("yanggao")
    html = page(signed_in(cast.clerk), f"/rules/?q={KITES} 第31项")
    assert "找到 1 条" in html and "第三十一条" in html


def test_another_government_sees_nothing_of_it(cast: Cast) -> None:
    load("yanggao")
    for who in (cast.stranger, cast.other_director):
        for address in ("/rules/", "/rules/31/", f"/rules/?q={KITES}", f"/search/?q={KITES}"):
            assert f"关于{KITES}的工作" not in page(signed_in(who), address)


@pytest.mark.parametrize("address", ["/rules/", "/rules/31/", f"/search/?q={KITES}"])
def test_a_text_costs_no_further_queries(cast: Cast, address: str) -> None:
    client = signed_in(cast.director)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, address)
        return len(asked)

    cost()
    without = cost()
    load()
    assert cost() == without


# --- search ---


def test_the_search_finds_articles_by_two_characters(cast: Cast) -> None:
    load("yanggao")
    html = page(signed_in(cast.clerk), "/search/?q=风筝")
    assert html.count('href="/rules/') - html.count('href="/rules/"') >= MOST_RULES
    assert "第一条" in html and f"关于{KITES}的工作" in html


@pytest.mark.parametrize(
    ("typed", "found"),
    [("风筝 第31项", [31]), ("第三十一条", [31]), ("第三十一条 风筝", [31]), ("第31条", [31]), ("龙舟", [])],
)
def test_what_the_search_finds(cast: Cast, typed: str, found: list[int]) -> None:
    load("yanggao")
    html = page(signed_in(cast.clerk), f"/search/?q={typed}")
    assert [n for n in range(1, ARTICLES + 1) if f'href="/rules/{n}/"' in html] == found


def test_the_search_escapes_wild_cards(cast: Cast) -> None:
    load("yanggao")
    assert 'class="row-title"' not in page(signed_in(cast.clerk), "/search/?q=%25_")


def test_without_a_text_the_search_says_nothing_of_rules(cast: Cast) -> None:
    assert "工作规则</h2>" not in page(signed_in(cast.clerk), f"/search/?q={KITES}")


def test_without_rules_in_force_the_search_still_finds_documents(cast: Cast) -> None:
    load("yanggao")
    Adoption.objects.update(in_force=office("2026-07-01 00:00").date())
    assert "没有找到" in page(signed_in(cast.clerk), f"/search/?q={KITES}")


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("甲乙丙", ["丙"], "甲乙丙"),
        ("甲" * 50 + "风筝", ["风筝"], "…" + "甲" * 20 + "风筝"),
        ("风筝" + "甲" * 200, ["风筝"], "风筝" + "甲" * (SNIPPET - 2) + "…"),
        ("甲\n乙", ["第一条"], "甲乙"),
        ("Ab" + "甲" * 9, ["ab"], "Ab" + "甲" * 9),
    ],
)
def test_a_snippet_shows_the_word(text: str, asked: list[str], shown: str) -> None:
    assert around(text, asked) == shown


# --- the operators' page ---


def upload(client: Client, data: bytes, cast: Cast, name: str = "规则.txt"):
    sent = {"do": "preview", "of": cast.adoption.pk, "upload": SimpleUploadedFile(name, data)}
    return client.post(ADDRESS, sent)


def sealed(answer) -> str:
    return answer.context["sealed"]


def test_the_page_lists_what_is_adopted_and_what_is_loaded(operator: Client, cast: Cast) -> None:
    load("yanggao")
    html = page(operator, ADDRESS)
    assert html.count(">已载入<") == 1 and html.count(">未载入<") == 1
    assert "rulebook import-text yanggao-2024 文件 --government yunling" in html
    assert "云岭县人民政府：阳高县人民政府工作规则（阳政发〔2024〕1号，46条）" in html


def test_a_look_changes_nothing(operator: Client, cast: Cast) -> None:
    answer = upload(operator, file(), cast)
    shown = words(answer.content.decode())
    assert answer.status_code == 200
    assert "切出 46 条" in shown and "第二章 办理" in shown and "第二十一条至第四十六条" in shown
    assert "样例县人民政府工作规则" in shown, "what is left out is shown"
    assert not OfficialText.objects.exists()


def test_the_second_press_loads_what_was_shown(operator: Client, cast: Cast) -> None:
    answer = upload(operator, samples.a_docx(*lines()), cast, "规则.docx")
    done = operator.post(ADDRESS, {"do": "load", "sealed": sealed(answer)}, follow=True)
    assert "已载入阳高县人民政府工作规则（阳政发〔2024〕1号，46条）的正式文本，共 46 条。" in done.content.decode()
    row = OfficialText.objects.get()
    assert (row.government, row.file_name, row.imported_by.username) == (cast.government, "规则.docx", "operator")
    assert f"第31项关于{KITES}" in page(signed_in(cast.clerk), "/rules/31/")


def test_a_double_press_leaves_one_text(operator: Client, cast: Cast) -> None:
    seal = sealed(upload(operator, file(), cast))
    for _ in range(2):
        done = operator.post(ADDRESS, {"do": "load", "sealed": seal}, follow=True)
    assert "与已载入的相同，没有变化" in done.content.decode()
    assert OfficialText.objects.count() == 1


def test_what_will_be_replaced_is_said(operator: Client, cast: Cast) -> None:
    load("yanggao")
    assert "6月10日 09:30载入的“规则.txt”会被整篇替换" in words(upload(operator, file("划龙舟"), cast).content.decode())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("规则.txt", file(without=(7,)), "“规则.txt”缺第七条"),
        ("规则.txt", file(last=48), "文件里多出第四十七条、第四十八条"),
        ("规则.pdf", b"%PDF-1.7", "PDF 请先复制文字"),
        ("规则.docx", b"PK\x03\x04broken", "已经损坏，打不开"),
        ("规则.txt", b"\x00\x01", "不是文本"),
    ],
)
def test_a_file_that_is_refused_says_why_and_offers_no_loading(
    operator: Client, cast: Cast, name: str, data: bytes, said: str
) -> None:
    answer = upload(operator, data, cast, name)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert said in html and 'value="load"' not in html
    assert not OfficialText.objects.exists()


def test_an_empty_form_and_an_empty_file(operator: Client, cast: Cast) -> None:
    for sent in ({}, {"of": cast.adoption.pk}, {"of": 99999, "upload": SimpleUploadedFile("a.txt", file())}):
        answer = operator.post(ADDRESS, {"do": "preview", **sent})
        assert answer.status_code == 400 and "field-error" in answer.content.decode()
    assert "field-error" in upload(operator, b"", cast).content.decode()


@pytest.mark.parametrize("seal", ["", "made-up", "W10:1abcde:xyz"])
def test_a_made_up_seal_loads_nothing(operator: Client, cast: Cast, seal: str) -> None:
    answer = operator.post(ADDRESS, {"do": "load", "sealed": seal})
    assert answer.status_code == 422
    assert "预览已经过期" in answer.content.decode()
    assert not OfficialText.objects.exists()


def test_a_look_of_long_ago_must_be_had_again(operator: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seal = sealed(upload(operator, file(), cast))
    monkeypatch.setattr(loading, "KEPT", -1)
    assert operator.post(ADDRESS, {"do": "load", "sealed": seal}).status_code == 422
    assert not OfficialText.objects.exists()


def test_a_version_that_was_replaced_meanwhile(operator: Client, cast: Cast) -> None:
    seal = sealed(upload(operator, file(), cast))
    cast.adoption.pk, cast.adoption.in_force = None, office("2026-06-01 00:00").date()
    cast.adoption.save()
    answer = operator.post(ADDRESS, {"do": "load", "sealed": seal})
    assert answer.status_code == 422
    assert "已经有新的版本" in answer.content.decode()


def test_nothing_adopted_yet(db) -> None:
    client = Client()
    client.force_login(Account.objects.create(username="root", is_staff=True, is_superuser=True), backend=BACKEND)
    assert "还没有采用规则" in page(client, ADDRESS)


def test_the_page_costs_the_same_for_two_governments(operator: Client, cast: Cast) -> None:
    page(operator, ADDRESS)
    with CaptureQueriesContext(connection) as one:
        page(operator, ADDRESS)
    load()
    with CaptureQueriesContext(connection) as other:
        page(operator, ADDRESS)
    assert len(one) == len(other) <= 8


# --- who ---


@pytest.mark.parametrize("who", ["clerk", "director", "head", "education_head", "stranger"])
def test_the_page_is_closed_to_officials(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"do": "load", "sealed": "x"}).status_code == 403


@pytest.mark.parametrize("group", [AUDIT, ""])
def test_the_page_is_closed_to_operators_who_only_look(cast: Cast, group: str) -> None:
    account = Account.objects.create(username="auditor", is_staff=True)
    account.groups.set([Group.objects.get_or_create(name=group)[0]] if group else [])
    client = Client()
    client.force_login(account, backend=BACKEND)
    answer = client.get(ADDRESS)
    assert answer.status_code == 403
    assert "只有系统管理员可以办理" in answer.content.decode()


def test_an_official_who_is_an_operator_too_is_led_there(cast: Cast) -> None:
    account = cast.clerk.account
    account.is_staff = True
    account.save()
    account.groups.add(Group.objects.get_or_create(name=SYSTEM)[0])
    client = signed_in(cast.clerk)
    assert page(client, "/rules/").count(f'href="{ADDRESS}"') == 2, "in the menu, and below the rules"
    assert "载入规则正式文本" in page(client, ADDRESS)


def test_the_admin_site_leads_there(operator: Client, cast: Cast) -> None:
    load("yanggao")
    html = page(operator, "/admin/core/officialtext/")
    assert f'href="{ADDRESS}"' in html and "规则.txt" in html
