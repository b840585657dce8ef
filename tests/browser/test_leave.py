"""A deputy's leave with a pending queue in the browser: seen by himself, the head, the office, the B role; back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from govrules.core.matters.models import Step, StepState
from govrules.core.office.models import Absence
from leave.requests.models import LeaveFiling, LeaveRequest
from leave.requests.states import State
from tests.browser.conftest import PHONE
from tests.browser.walk import Walk

pytestmark = pytest.mark.browser
FLOOD = "防汛"
LEAVE = "孙志强请假"
PROOF = "电话报备，市委组织部值班室王科长接收"


def asked_by_himself(walk: Walk) -> int:
    """He fills in the form; beside it stands who acts meanwhile and where his open work goes."""
    walk.become("孙志强")
    walk.go("/leave/")
    walk.shot("empty-list")
    walk.follow("填请假单")
    form = walk.page
    form.get_by_label("离开时间").fill("2026-06-02T08:30")
    form.get_by_label("返回时间").fill("2026-06-05T18:00")
    form.get_by_label("返回时间").press("Tab")
    walk.sees("外出期间由谁办理", "郭晓燕", "第五条 AB角", "件待办，外出后转给", within="#foresight")
    form.get_by_label("事由类别").select_option(label="会议活动")
    form.get_by_label("前往何地").fill("太原市")
    form.get_by_label("事由", exact=True).fill("参加全省农业农村工作会议")
    form.get_by_label("联系方式").fill("13800000000")
    walk.shot("form")
    walk.press("保存，核对后请假")
    walk.sees("请假前核对", "外出前办理")
    walk.shot("check")
    walk.press("提出请假")
    walk.told("已提出请假")
    walk.sees("县长同意", "赵明远")
    walk.shot("asked")
    return LeaveRequest.objects.latest("pk").pk


def granted_by_the_head(walk: Walk) -> None:
    """The head finds it in his queue, on the phone, and agrees."""
    walk.become("赵明远")
    walk.pick(LEAVE)
    walk.sees("太原市", "参加全省农业农村工作会议", within="#item")
    walk.shot("head")
    walk.decide("同意", "同意，请安排好防汛值守。")


def filed_by_the_office(walk: Walk, pk: int) -> None:
    """The office director files it with proof; without proof it comes back with what was typed."""
    walk.become("刘志刚")
    walk.pick(LEAVE)
    walk.page.get_by_label("向哪个机关报备").fill("市委组织部")
    walk.item.locator(".bar-choices").get_by_role("button", name=re.compile("^已报备")).click()
    expect(walk.page.locator("#refused-here")).to_contain_text("凭据")
    expect(walk.page.get_by_label("向哪个机关报备")).to_have_value("市委组织部")
    walk.shot("filing")
    walk.page.get_by_label("凭据").fill(PROOF)
    walk.decide("已报备")
    [filing] = LeaveFiling.objects.filter(request=pk)
    assert (filing.whom, filing.proof, filing.recorded_by.name) == ("市委组织部", PROOF, "刘志刚")
    walk.go(f"/leave/{pk}/")
    walk.sees("已报备", PROOF, "准假")
    walk.shot("office")
    walk.go("/leave/filings/")
    walk.sees("市委组织部")
    walk.shot("filings")


def the_b_role_acts(walk: Walk, pk: int) -> None:
    """From the first minute his work is with the B role, who reads on what ground."""
    walk.next_workday()
    assert LeaveRequest.objects.get(pk=pk).matter.state == State.AWAY
    walk.become("郭晓燕")
    walk.pick(FLOOD)
    walk.sees("您代副县长（农业农村）孙志强办理", "AB角", "第五条", within=".item-head")
    walk.shot("b-role")


def back_by_phone(phone: Walk, pk: int) -> None:
    """He reports back from his phone, and his work is with him again."""
    phone.go(f"/leave/{pk}/")
    phone.shot("away")
    phone.page.locator("summary", has_text="销假").click()
    phone.press("确定销假")
    phone.told("孙志强已销假，未办的事项已交回")
    phone.shot("back")
    phone.pick(FLOOD)
    phone.sees_not("您代", within=".item-head")
    phone.shot("his-again")


def test_a_deputy_s_leave_with_a_pending_queue(walk: Walk, new_walk: Callable[..., Walk]) -> None:
    walk.log_in("zhaomingyuan")
    held = Step.objects.filter(assignee__name="孙志强", state=StepState.PENDING).count()
    assert held >= 1
    pk = asked_by_himself(walk)
    granted_by_the_head(walk)
    filed_by_the_office(walk, pk)
    [absence] = Absence.objects.filter(leave=pk)
    assert (absence.official.name, absence.entered_by) == ("孙志强", None)
    the_b_role_acts(walk, pk)
    phone = new_walk(PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    phone.log_in("sunzhiqiang")
    back_by_phone(phone, pk)
    assert Step.objects.filter(assignee__name="孙志强", state=StepState.PENDING).count() == held
    assert LeaveRequest.objects.get(pk=pk).matter.state == State.BACK
    walk.become("刘志刚")
    walk.go("/leave/statistics/")
    walk.sees("孙志强")
    walk.shot("statistics")


def test_the_head_reads_and_grants_a_leave_on_his_phone(walk: Walk, phone: Walk) -> None:
    walk.log_in("sunzhiqiang")
    asked_by_himself(walk)
    phone.log_in("zhaomingyuan")
    phone.go("/leave/")
    phone.shot("list")
    granted_by_the_head(phone)
    phone.go("/leave/new/")
    phone.shot("form")
