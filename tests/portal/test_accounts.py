"""Log-in with lockout, log-out by a post, the password, large type."""

import pytest
from django.test import Client, override_settings

from govrules.core.office.models import Account, Government
from tests.core.cast import PASSWORD, Cast
from tests.portal.office import page, signed_in

pytestmark = pytest.mark.usefixtures("today")


def log_in(client: Client, name: str, password: str = PASSWORD, **more: str):
    return client.post("/login/", {"username": name, "password": password, **more})


def test_the_door_is_in_chinese_and_says_whose_it_is(cast: Cast) -> None:

    html = page(Client(), "/login/")
    assert "账号" in html and "密码" in html and "政府工作规则办理平台" in html


def test_one_government_alone_is_named_at_the_door(db) -> None:
    Government.objects.create(key="yanggao", name="阳高县人民政府", short_name="阳高县政府", place="阳高县")
    assert '<h1 id="door-name">阳高县人民政府</h1>' in page(Client(), "/login/")


def test_logging_in_leads_to_the_desk(cast: Cast) -> None:
    client = Client()
    assert log_in(client, "director").url == "/"
    assert "周正" in page(client, "/")


def test_an_operator_is_led_to_the_system_s_pages(cast: Cast) -> None:
    Account.objects.create_user("operator", password=PASSWORD, is_staff=True)
    assert log_in(Client(), "operator").url == "/admin/"


def test_logging_in_leads_back_to_where_one_wanted_to_go(cast: Cast) -> None:
    assert log_in(Client(), "director", next="/rules/31/").url == "/rules/31/"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_logging_in_leads_nowhere_else(cast: Cast, elsewhere: str) -> None:
    assert log_in(Client(), "director", next=elsewhere).url == "/"


def test_a_wrong_password_is_told_without_saying_which_was_wrong(cast: Cast) -> None:
    known = log_in(Client(), "director", "wrong").content.decode()
    unknown = log_in(Client(), "nobody", "wrong").content.decode()
    assert "账号或密码不对" in known and "账号或密码不对" in unknown


def test_a_closed_account_does_not_get_in(cast: Cast) -> None:
    Account.objects.filter(username="director").update(is_active=False)
    assert "账号或密码不对" in log_in(Client(), "director").content.decode()


def test_five_wrong_passwords_close_the_door_for_a_while(cast: Cast) -> None:
    client = Client()
    answers = [log_in(client, "director", "wrong") for _ in range(5)]
    assert [a.status_code for a in answers[:4]] == [200] * 4
    right = log_in(client, "director")
    html = right.content.decode()
    assert right.status_code == 429
    assert "输错次数过多，暂时不能登录" in html and "15 分钟后" in html


def test_others_still_get_in_meanwhile(cast: Cast) -> None:
    client = Client()
    for _ in range(6):
        log_in(client, "director", "wrong")
    assert log_in(Client(), "clerk").status_code == 302


def test_the_right_password_forgets_the_wrong_ones(cast: Cast) -> None:
    for _ in range(3):
        for _ in range(3):
            log_in(Client(), "director", "wrong")
        assert log_in(Client(), "director").status_code == 302


def test_who_is_in_is_led_on(cast: Cast) -> None:
    assert signed_in(cast.director).get("/login/").url == "/"


def test_logging_out_is_a_post(cast: Cast) -> None:
    client = signed_in(cast.director)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == "/login/"
    assert client.get("/").status_code == 302


def test_a_form_without_its_token_is_refused_kindly(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.director.account, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/logout/")
    assert answer.status_code == 403
    assert "表单已过期，请重新打开" in answer.content.decode()


# --- password ---


def change(client: Client, old: str, new: str, again: str):
    return client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": again})


def test_the_password_can_be_changed(cast: Cast) -> None:
    client, other = signed_in(cast.director), signed_in(cast.director)
    assert change(client, PASSWORD, "new-horse-battery-9", "new-horse-battery-9").url == "/"
    assert "密码已修改" in page(client, "/")
    assert other.get("/").status_code == 302, "the other session has ended"
    assert log_in(Client(), "director", "new-horse-battery-9").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "word"),
    [
        ("wrong", "new-horse-battery-9", "new-horse-battery-9", "现在的密码不对"),
        (PASSWORD, "new-horse-battery-9", "new-horse-battery-8", "两次输入的新密码不一样"),
        (PASSWORD, "12345678", "12345678", "密码"),
        (PASSWORD, "短", "短", "密码"),
    ],
)
def test_a_password_that_will_not_do(cast: Cast, old: str, new: str, again: str, word: str) -> None:
    answer = change(signed_in(cast.director), old, new, again)
    assert answer.status_code == 200
    assert word in answer.content.decode().split('class="field-error"', 1)[1]
    assert log_in(Client(), "director").status_code == 302


def test_the_password_page_needs_a_log_in(db) -> None:
    assert Client().get("/password/").url == "/login/?next=/password/"


# --- large type ---


def test_large_type_belongs_to_the_account(cast: Cast) -> None:
    client = signed_in(cast.head)
    assert client.post("/large-type/", {"next": "/rules/"}).url == "/rules/"
    assert '<html lang="zh-CN" class="large-type">' in page(client, "/")
    assert 'class="large-type"' in page(signed_in(cast.head), "/"), "on another machine too"
    client.post("/large-type/")
    assert 'class="large-type"' not in page(client, "/")


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", ""])
def test_switching_type_leads_nowhere_else(cast: Cast, elsewhere: str) -> None:
    assert signed_in(cast.head).post("/large-type/", {"next": elsewhere}).url == "/"


def test_switching_type_is_a_post_of_somebody(cast: Cast) -> None:
    assert signed_in(cast.head).get("/large-type/").status_code == 405
    assert Client().post("/large-type/").url.startswith("/login/")


@override_settings(DEMO=False)
def test_outside_the_demo_nobody_is_offered_at_the_door(cast: Cast) -> None:
    html = page(Client(), "/login/")
    assert "演示" not in html and "周正" not in html
