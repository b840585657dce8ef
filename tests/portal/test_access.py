"""Every address says who may open it, at the door; one that does not fails here, and is closed when it runs."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from govrules.core.access import LEVELS, RequireDeclaredAccess, access, declared
from govrules.core.office.models import Account
from govrules.portal.urls import urlpatterns
from tests.core.cast import Cast
from tests.portal.office import BACKEND, signed_in

pytestmark = pytest.mark.usefixtures("today")
OPEN_TO_ALL = {
    "portal:login", "portal:logout", "portal:password", "portal:large_type", "portal:demo_people",
    "portal:demo_person", "healthz", "admin/login/",
    "feeds:ics",  # a calendar program cannot log in: the secret in the address is the key
}  # fmt: skip


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address below a resolver, with its name."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name or one.pattern}", one


EVERY = [(name, p) for name, p in patterns(get_resolver()) if not name.startswith("admin:")]


@pytest.mark.parametrize(("name", "pattern"), EVERY, ids=[name for name, _ in EVERY])
def test_an_address_declares_its_access(name: str, pattern: URLPattern) -> None:
    assert declared(pattern.callback) in LEVELS


def test_the_walk_finds_an_address_that_declares_nothing() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")

    @access("officials")
    def kept(request: HttpRequest) -> HttpResponse:
        return HttpResponse("closed")

    resolver = URLResolver(get_resolver().pattern, [path("a/", forgotten, name="a"), path("b/", kept, name="b")])
    assert [name for name, p in patterns(resolver) if declared(p.callback) is None] == ["a"]


def test_an_address_that_declares_nothing_does_not_open(cast: Cast) -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")

    with pytest.raises(ImproperlyConfigured, match="no access declared"):
        RequireDeclaredAccess(forgotten).process_view(RequestFactory().get("/"), forgotten, (), {})


def test_a_word_for_access_that_is_none_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="unknown access level 'everybody'"):
        access("everybody")


def test_what_is_open_to_all_is_known_by_name() -> None:
    assert {name for name, p in EVERY if declared(p.callback) == "anyone"} == OPEN_TO_ALL


def test_every_page_of_the_admin_site_is_the_operators() -> None:
    inside = {name: declared(p.callback) for name, p in patterns(get_resolver()) if name.startswith("admin:")}
    assert inside and set(inside.values()) == {"operators"}


def test_there_is_one_log_in(db) -> None:
    """The admin site's own would not know of our lock."""
    assert Client().get("/admin/login/?next=/admin/").url == "/login/?next=/admin/"


# --- at the door ---

KEYS = {"step_id": 1, "pk": 1, "number": 1, "organ_id": 1, "notice": 1, "report": 1}
CLOSED = [p for p in urlpatterns if f"portal:{p.name}" not in OPEN_TO_ALL]
OFFICES = [p for p in CLOSED if declared(p.callback) != "operators"]


def address(pattern: URLPattern) -> str:
    wanted = {key: KEYS[key] for key in pattern.pattern.converters}
    return reverse(f"portal:{pattern.name}", kwargs=wanted)


@pytest.mark.parametrize("pattern", CLOSED, ids=[p.name for p in CLOSED])
def test_who_is_not_logged_in_is_led_to_the_log_in(db, pattern: URLPattern) -> None:
    answer = Client().get(address(pattern))
    assert answer.status_code == 302
    assert answer.url == f"/login/?next={address(pattern)}"


@pytest.mark.parametrize("pattern", OFFICES, ids=[p.name for p in OFFICES])
def test_an_operator_without_an_office_sees_no_office_page(cast: Cast, pattern: URLPattern) -> None:
    client = Client()
    client.force_login(Account.objects.create(username="operator", is_staff=True), backend=BACKEND)
    answer = client.get(address(pattern))
    assert answer.status_code == 403
    assert "您的账号不能打开这一页" in answer.content.decode()


def loading(cast: Cast, *who: str) -> list[int]:
    return [signed_in(getattr(cast, one)).get("/calendar/load/").status_code for one in who]


def test_in_the_demo_the_office_loads_a_notice_and_nobody_else(cast: Cast) -> None:
    assert loading(cast, "clerk", "education_head", "head") == [200, 403, 403]


@override_settings(DEMO=False)
def test_outside_it_no_county_s_office_does(cast: Cast) -> None:
    assert loading(cast, "clerk", "director", "other_director") == [403, 403, 403]


@pytest.mark.parametrize(("group", "status"), [("系统管理员", 200), ("审计员", 403), ("", 403)])
@override_settings(DEMO=False)
def test_but_the_system_s_operators_do(cast: Cast, group: str, status: int) -> None:
    operator = Account.objects.create(username="operator", is_staff=True)
    operator.groups.set(Group.objects.filter(name=group))
    client = Client()
    client.force_login(operator, backend=BACKEND)
    assert client.get("/calendar/load/").status_code == status


def test_the_admin_site_is_closed_to_officials(cast: Cast) -> None:
    assert signed_in(cast.director).get("/admin/").status_code == 403


def test_a_refusal_at_the_door_is_a_designed_page(cast: Cast) -> None:
    answer = signed_in(cast.education_head).get("/calendar/load/")
    html = answer.content.decode()
    assert "这一步不由您办理" in html and 'class="refusal"' in html and "回到工作台" in html


def test_pages_are_not_kept_by_the_browser(cast: Cast) -> None:
    """After logging out, "back" shows nothing."""
    assert signed_in(cast.director).get("/").headers["Cache-Control"] == "private, no-store"
