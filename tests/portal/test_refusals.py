"""A refusal explains itself: what, which article, what to do, the way back; as a page and as a part."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from govrules.core.access import access
from govrules.core.errors import BadInput, BrokenRule, NotYours, Refused, Why, WrongState
from govrules.core.errors_page import ExplainRefusals, explain, way_back
from govrules.urls import urlpatterns as own
from tests.core.cast import Cast
from tests.portal.office import signed_in

REASON = Why("会签尚有1家未回复", 31, "等第五个工作日届满，或者请对方尽快回复", "consultation_answered", "must")


def raising(error: Exception) -> Callable[..., HttpResponse]:
    @access("officials")
    def view(request: object) -> HttpResponse:
        raise error

    return view


ERRORS = {
    "broken": (BrokenRule(REASON), 422, "不符合工作规则"),
    "bad": (BadInput("请写明意见", field="opinion"), 400, "填写的内容有误"),
    "yours": (NotYours("这一步现由孙慧敏办理"), 403, "这一步不由您办理"),
    "state": (WrongState("这一步已由周正办理"), 409, "这件事的状态已经变化"),
    "plain": (Refused("没有施行中的工作规则"), 422, "暂时不能办理"),
}
urlpatterns = [
    *own,
    *(path(f"{name}/", raising(error)) for name, (error, *_) in ERRORS.items()),
    path("bug/", raising(KeyError("x"))),
]
here = pytest.mark.urls(__name__)
at_work = pytest.mark.usefixtures("today")


@here
@at_work
@pytest.mark.parametrize("name", ERRORS)
def test_each_kind_has_its_status_and_its_heading(cast: Cast, name: str) -> None:
    error, status, heading = ERRORS[name]
    answer = signed_in(cast.director).get(f"/{name}/")
    html = answer.content.decode()
    assert answer.status_code == status
    assert heading in html and error.reasons[0].message in html and "没有改动任何内容" in html


@here
@at_work
def test_a_broken_rule_names_its_article_and_what_to_do(cast: Cast) -> None:
    html = signed_in(cast.director).get("/broken/").content.decode()
    assert '<a class="cite" href="/rules/31/">第三十一条</a>' in html
    assert "等第五个工作日届满" in html


@here
@at_work
@pytest.mark.parametrize("name", ERRORS)
def test_htmx_gets_a_part_for_the_dialog(cast: Cast, name: str) -> None:
    error, status, heading = ERRORS[name]
    answer = signed_in(cast.director).get(f"/{name}/", headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == (
        status,
        "#refusal-body",
        "innerHTML",
    )
    assert answer.headers["HX-Push-Url"] == "false"
    assert "<html" not in html and heading in html and "data-close" in html
    assert ("刷新查看最新情况" in html) is (status == 409)


@here
@at_work
def test_several_reasons_are_all_told(cast: Cast) -> None:
    refused = BrokenRule(REASON, Why("字数超过", 29, strength="principle"))
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    html = explain(request, refused).content.decode()
    assert html.count("<li>") == 2 and "第二十九条" in html
    assert html.count('<span class="chip">原则上</span>') == 1


def test_only_refusals_are_explained() -> None:
    middleware = ExplainRefusals(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("a bug")) is None


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/queue/?show=read", "/queue/?show=read"),
        ("http://testserver/queue/5/decide/", "/"),
        ("https://example.org/queue/", "/"),
        ("", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_the_way_back_stays_here_and_never_loops(came: str, back: str) -> None:
    request = RequestFactory().post("/queue/5/decide/", headers={"referer": came} if came else {})
    assert way_back(request) == back


@at_work
def test_what_is_not_there_is_a_designed_page(cast: Cast) -> None:
    answer = signed_in(cast.director).get("/nowhere/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "没有找到这一页" in html and 'class="top-nav"' in html


@pytest.mark.django_db
def test_a_visitor_finds_nothing_either() -> None:
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


@here
@at_work
@override_settings(DEBUG=False)
def test_a_bug_has_a_page_that_needs_nothing(cast: Cast) -> None:
    client = signed_in(cast.director)
    client.raise_request_exception = False
    answer = client.get("/bug/")
    html = answer.content.decode()
    assert answer.status_code == 500
    assert "程序出错，这一步没有完成" in html and "{%" not in html and "{{" not in html
