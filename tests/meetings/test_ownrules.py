"""What an office fixes itself of its meetings (本办规定), on the office's pages that know nothing of meetings."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from govrules.core import registry
from govrules.core.office.models import OfficeSetting
from leave.ownrules import OWN_KEYS as LEAVE
from meetings.ownrules import OWN_KEYS
from supervision.ownrules import OWN_KEYS as SUPERVISION
from tests.core.cast import Cast
from tests.portal.office import signed_in

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def clerk(cast: Cast) -> Client:
    return signed_in(cast.clerk)


def new(what: str) -> str:
    return reverse("office:setting_new", args=[what])


def shown(client: Client) -> str:
    return client.get(reverse("office:settings")).content.decode()


def test_each_floor_s_are_gathered() -> None:
    assert dict(registry.own_keys()) == {**LEAVE, **OWN_KEYS, **SUPERVISION}
    assert set(OWN_KEYS) == {"cadence.warn", "limit.minutes"}


def test_the_office_is_offered_all_in_one_row(clerk: Client) -> None:
    offered = re.findall(r'settings/new/([\w-]+)/">([^<]+)<', shown(clerk))
    assert offered == [
        ("stand-in", "规定由谁代行"), ("limit", "规定办理时限"), ("robots", "规定群机器人通知"),
        ("state-report", "规定落实情况报告周期"), ("cadence", "规定会议次数提醒"),
    ]  # fmt: skip


def test_the_minutes_stand_among_the_steps_that_may_have_a_limit(clerk: Client) -> None:
    choices = re.findall(r'<option value="(\w+)"[^>]*>([^<]+)<', clerk.get(new("limit")).content.decode())
    assert [key for key, _ in choices] == ["review", "approve", "sign", "read", "minutes", "workday", "day"]
    sent = {"act": "minutes", "count": 5, "unit": "day", "basis": "会议管理办法", "since": "2026-06-01"}
    assert clerk.post(new("limit"), sent).status_code == 302
    row = OfficeSetting.objects.get()
    assert (row.key, row.value) == ("limit.minutes", {"count": 5, "unit": "day"})
    assert "会议纪要印发的办理时限：5日" in shown(clerk)


@pytest.mark.parametrize("count", [0, 367])
def test_a_limit_that_makes_no_sense_is_refused(clerk: Client, count: int) -> None:
    sent = {"act": "minutes", "count": count, "unit": "day", "basis": "会议管理办法", "since": "2026-06-01"}
    assert clerk.post(new("limit"), sent).status_code == 400
    assert OfficeSetting.objects.count() == 0


@pytest.mark.parametrize("days", [0, 61, ""])
def test_a_warning_that_makes_no_sense_is_refused_on_the_form(clerk: Client, days: object) -> None:
    answer = clerk.post(new("cadence"), {"days": days, "basis": "会议管理办法", "since": "2026-06-01"})
    assert answer.status_code == 400 and "会议管理办法" in answer.content.decode()
    assert OfficeSetting.objects.count() == 0


def test_it_is_named_in_the_record_as_it_was_fixed(clerk: Client, cast: Cast) -> None:
    clerk.post(new("cadence"), {"days": 7, "basis": "会议管理办法", "since": "2026-06-01"})
    row = OfficeSetting.objects.get()
    assert (row.key, row.value, row.basis) == ("cadence.warn", {"count": 7, "unit": "workday"}, "会议管理办法")
    ended = clerk.post(reverse("office:setting_end", args=[row.pk]), follow=True).content.decode()
    assert "已登记终止：会议次数不足时，在周期结束前几个工作日提醒" in ended


@pytest.mark.parametrize("who", ["head", "education_clerk"])
@pytest.mark.parametrize("what", ["limit", "cadence"])
def test_only_the_office_fixes_it(cast: Cast, who: str, what: str) -> None:
    assert signed_in(getattr(cast, who)).get(new(what)).status_code == 403
