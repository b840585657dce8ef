"""The demo bar: another person in one click, the clock forward; and nothing of it outside the demo."""

import pytest
from django.test import Client, override_settings

from documents.consultation.models import Consultation
from govrules.core import clock
from govrules.core.calendar.actions import start_clock
from govrules.core.journal.models import JournalEntry
from govrules.core.office.models import Account, Appointment, Government, Official, Organ, Seat
from govrules.portal.demo.people import people
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import consulting, page, signed_in


@pytest.fixture(autouse=True)
def demo_day():
    """The office's clock stands, and keeps the demo's offset."""
    with clock.frozen(office("2026-06-10 09:30"), demo=True) as stopped:
        yield stopped


def names() -> list[str]:
    return [person.name for house in people() for them in house.groups.values() for person in them]


def test_people_are_grouped_as_one_looks_for_them(cast: Cast) -> None:
    [groups] = [house.groups for house in people() if house.government == cast.government]
    assert list(groups)[:2] == ["阳高县政府领导", "政府办公室"]
    assert [p.name for p in groups["阳高县政府领导"]] == ["赵立民", "钱卫东", "孙慧敏", "李长河"]
    assert groups["政府办公室"][0].title == "县政府办公室主任"


def test_somebody_with_two_seats_stands_there_once(cast: Cast) -> None:
    cast.seats["vice_director"].appointments.all().delete()
    cast.seats["vice_director"].appointments.create(official=cast.director, since="2026-01-01")
    assert names().count("周正") == 1


def test_each_government_has_its_own_people_and_its_own_word_for_its_leaders(cast: Cast) -> None:
    elsewhere = another_government()
    houses = {house.government.key: house for house in people()}
    mine, other = houses[cast.government.key], houses["elsewhere"]
    assert [mine.leaders, other.leaders] == ["阳高县政府领导", "区政府领导"]
    assert [p.name for p in other.groups["区政府领导"]] == ["区长甲"]
    assert list(other.groups) == ["区政府领导", "乡镇、街道"]
    assert not {p.account for g in mine.groups.values() for p in g} & {elsewhere.account.pk}


def test_one_s_own_government_stands_open(cast: Cast) -> None:
    elsewhere = another_government()
    assert [house.government.key for house in people() if house.open] == []
    for one in (elsewhere, cast.head):
        assert [house.government for house in people(one.account.pk) if house.open] == [one.government]


def test_the_only_government_stands_open(cast: Cast) -> None:
    Appointment.objects.exclude(seat__government=cast.government).delete()
    assert [house.open for house in people()] == [True]
    assert '<details name="government" open>' in page(Client(), "/login/")


def test_more_governments_cost_no_more_queries(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # the demo's clock, the accounts, their seats
        people()
    another_government()
    with django_assert_num_queries(3):
        people()


def another_government() -> Official:
    """A district with a head and a street's head."""
    district = Government.objects.create(key="elsewhere", name="某某区人民政府", short_name="区政府", place="某某区")
    street = Organ.objects.create(government=district, key="street", name="某街道", short_name="街道", kind="township")
    for key, post, organ, name in (("head", "head", None, "区长甲"), ("street", "township_head", street, "主任乙")):
        seat = Seat.objects.create(government=district, key=key, post=post, organ=organ, title=name)
        official = Official.objects.create(government=district, key=key, name=name)
        Account.objects.create(username=f"elsewhere-{key}", official=official)
        seat.appointments.create(official=official, since="2026-01-01")
    return Official.objects.get(government=district, key="head")


def test_whoever_left_is_not_offered(cast: Cast) -> None:
    Account.objects.filter(username="clerk").update(is_active=False)
    cast.seats["vice_director"].appointments.update(until="2026-06-01")
    assert "郑晓" not in names() and "吴敏" not in names()


def test_the_door_offers_everyone(cast: Cast) -> None:
    html = page(Client(), "/login/")
    assert "点一个人，直接以他的身份进入" in html and "赵立民" in html


def test_one_click_makes_another_person(cast: Cast) -> None:
    client = signed_in(cast.director)
    answer = client.post("/demo/person/", {"account": cast.head.account.pk, "next": "/queue/"})
    assert answer.url == "/queue/"
    assert "现在您是赵立民" in page(client, "/queue/")


def test_the_first_click_needs_no_log_in(cast: Cast) -> None:
    client = Client()
    assert client.post("/demo/person/", {"account": cast.head.account.pk}).url == "/"
    assert "赵立民" in page(client, "/")


@pytest.mark.parametrize("account", ["", "x", "999999", "-1"])
def test_nobody_is_not_somebody(cast: Cast, account: str) -> None:
    assert Client().post("/demo/person/", {"account": account}).status_code == 404


def test_the_demo_gives_nobody_the_system(cast: Cast) -> None:
    root = Account.objects.create(username="root", is_superuser=True, is_staff=True)
    assert Client().post("/demo/person/", {"account": root.pk}).status_code == 404


def test_the_list_comes_into_the_menu_and_as_a_page(cast: Cast) -> None:
    client = signed_in(cast.director)
    part = page(client, "/demo/people/", **{"HX-Request": "true"})
    assert "<html" not in part and "赵立民" in part
    assert "<html" in page(client, "/demo/people/")
    assert f'value="{cast.director.account.pk}" aria-current="true"' in part


# --- the clock ---


def test_the_clock_goes_to_the_next_working_day(cast: Cast) -> None:
    client = signed_in(cast.director)
    start_clock(office("2026-06-18 16:00"))  # a Thursday; Dragon Boat Festival follows, then a weekend
    assert client.post("/demo/clock/", {"to": "workday", "next": "/queue/"}).url == "/queue/"
    assert clock.now() == office("2026-06-22 09:00")
    assert "办公时钟已拨到6月22日 09:00" in page(client, "/queue/")


def test_the_clock_goes_to_a_day(cast: Cast) -> None:
    client = signed_in(cast.director)
    client.post("/demo/clock/", {"to": "date", "date": "2026-07-01"})
    assert clock.now() == office("2026-07-01 09:00")
    assert "今天 <b>7月1日</b> 星期三" in page(client, "/more/")


def test_what_falls_due_on_the_way_happens_at_once(cast: Cast) -> None:
    consulting(cast, "县教育局关于新建城东小学的请示", cast.finance, at="2026-06-09 09:00")
    client = signed_in(cast.education_clerk)
    client.post("/demo/clock/", {"to": "date", "date": "2026-06-17"})
    assert Consultation.objects.get().step.state == "deemed"
    assert "到期自动办理" in page(client, "/")


def test_what_happens_on_the_way_has_its_own_day(cast: Cast) -> None:
    consulting(cast, "县教育局关于新建城东小学的请示", cast.finance, at="2026-06-09 09:00")
    signed_in(cast.education_clerk).post("/demo/clock/", {"to": "date", "date": "2026-06-17"})
    told = {line.act: line for line in JournalEntry.objects.filter(act__in=("warn", "pass", "deem"))}
    assert {act: line.at for act, line in told.items()} == {
        "warn": office("2026-06-15 00:00"), "pass": office("2026-06-17 00:00"), "deem": office("2026-06-17 00:00"),
    }  # fmt: skip
    assert not any("未运行" in line.text for line in told.values())


def test_nothing_due_is_said_too(cast: Cast) -> None:
    client = signed_in(cast.director)
    client.post("/demo/clock/", {"to": "workday"})
    assert "其间没有到期事项" in page(client, "/")


@pytest.mark.parametrize(
    ("sent", "status", "word"),
    [
        ({"to": "date", "date": "2026-06-09"}, 400, "只能向前拨"),
        ({"to": "date", "date": "去年"}, 400, "请选择要拨到的日期"),
        ({"to": "date"}, 400, "请选择要拨到的日期"),
        ({"to": "date", "date": "9999-12-31"}, 400, "工作日历只到"),
    ],
)
def test_a_day_that_will_not_do(cast: Cast, sent: dict[str, str], status: int, word: str) -> None:
    answer = signed_in(cast.director).post("/demo/clock/", sent)
    assert answer.status_code == status
    assert word in answer.content.decode()
    assert clock.now() == office("2026-06-10 09:30")


def test_the_clock_is_moved_by_a_post_of_an_official(cast: Cast) -> None:
    assert signed_in(cast.director).get("/demo/clock/").status_code == 405
    assert Client().post("/demo/clock/", {"to": "workday"}).url.startswith("/login/")


# --- outside the demo ---


@override_settings(DEMO=False)
def test_outside_the_demo_none_of_it_exists(cast: Cast) -> None:
    client = signed_in(cast.director)
    answers = [
        client.post("/demo/person/", {"account": cast.head.account.pk}),
        client.get("/demo/people/"),
        client.post("/demo/clock/", {"to": "workday"}),
    ]
    assert [a.status_code for a in answers] == [404] * 3
    html = page(client, "/")
    assert 'class="demo"' not in html and "周正" in html
    assert people() == []
