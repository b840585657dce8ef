"""The command that loads the demo, and its log-ins by government."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.office.models import Account, Government
from govrules.demo.loader import PLACES, logins
from govrules.demo.people import PASSWORD, everyone, hashed, read
from tests.core.calendars import office

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> str:
    said = StringIO()
    call_command("load_demo", *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.slow
def test_one_government_alone(settings) -> None:
    said = told("--as-of", "2026-06-01", "--only", "taobei")
    assert [g.key for g in Government.objects.all()] == ["taobei"]
    assert Matter.objects.filter(state="answered").exists()
    assert "白城市洮北区人民政府" in said and "tb-sunshijie" in said and "阳高" not in said
    assert (settings.PLACES.data / "demo_logins.txt").read_text("utf-8") in said
    assert abs((clock.now() - office("2026-06-01 09:00")).total_seconds()) < 600
    assert Account.objects.get(username="tb-sunshijie").check_password(PASSWORD)
    with pytest.raises(CommandError, match="库里已有数据"):
        told("--only", "taobei")
    assert told("--if-empty") == ""
    assert Government.objects.count() == 1


def test_a_place_that_is_not_there_is_refused_and_says_which_there_are() -> None:
    with pytest.raises(CommandError, match="yangcheng"):
        told("--only", "nowhere")
    assert not Government.objects.exists()


def test_a_day_that_nobody_can_read() -> None:
    with pytest.raises(CommandError, match="看不懂这个日期"):
        told("--as-of", "明天", "--only", "taobei")
    assert not Government.objects.exists()


@override_settings(DEMO=False)
def test_outside_the_demo_nothing_is_loaded() -> None:
    with pytest.raises(CommandError, match="GOVRULES_DEMO"):
        told()


def test_the_log_ins_are_listed_by_government() -> None:
    lines = told("--show-logins").splitlines()
    heads = [line for line in lines if not line.startswith("  ")][1:]
    assert heads == [*(read(place)["government"]["name"] for place in PLACES), "各政府共用"]
    assert told("--show-logins", "--only", "yunyang") + "\n" == logins(["yunyang"]) + "\n"


def test_log_ins_are_unique_across_governments_and_names_too() -> None:
    names, people = [], []
    for place in PLACES:
        data = read(place)
        mine = list(everyone(data))
        names += [data["government"].get("logins", "") + one.key for one in mine]
        people += [one.name for one in mine]
    assert len(names) == len(set(names)) and len(people) == len(set(people))


def test_the_password_is_hashed_once() -> None:
    assert hashed() is hashed()
