"""An office's people come in by a workbook, in a real browser: looked at, mended, confirmed; wide and in a hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from govrules.core.office.models import Appointment
from govrules.demo.people import PASSWORD
from govrules.demo.story import Story
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import barriers
from tests.browser.walk import Walk
from tests.core.office.workbook.books import add, find, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEAVES = date(2026, 6, 8)


def down(walk: Walk, link: str, folder: Path) -> Path:
    """What a link brings down."""
    with walk.page.expect_download() as coming:
        walk.follow(link)
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def mended(path: Path, wrong: bool) -> Path:
    """The export with a succession in the finance bureau and, at first, some slips."""
    book = load_workbook(path)
    page = book["任职"]
    write(page, find(page, 岗位="caizheng-head"), 至=LEAVES)
    write(page, find(page, 岗位="caizheng-deputy"), 至=LEAVES)
    add(page, 岗位="caizheng-head", 干部="caizheng-deputy", 自=LEAVES)
    add(book["干部"], 代号="xinren", 姓名="魏新", 电话="０３５２-6620001", 登录名="weixin")
    add(page, 岗位="caizheng-deputy", 干部="xinren", 自="2026年6月8日")
    if wrong:
        add(page, 岗位="head", 干部="zhouxin", 自="去年")
        add(book["分管"], 单位="jiaoyu", 领导岗位="executive", 自=LEAVES)
        write(book["单位"], 3, 类别="局")
        add(book["AB角"], A角岗位="executive", B角岗位="executive", 自=LEAVES)
    to = path.with_name("有错.xlsx" if wrong else "改好.xlsx")
    book.save(to)
    return to


def as_operator(walk: Walk) -> None:
    """The system operator logs in, and comes to his own pages."""
    walk.go("/login/")
    walk.page.get_by_label("账号").fill("admin")
    walk.page.get_by_label("密码", exact=True).fill(PASSWORD)
    walk.press("登录")
    walk.page.wait_for_url("**/admin/")


def hand_in(walk: Walk, path: Path) -> None:
    walk.page.locator("#id_upload").set_input_files(path)
    walk.press("上传并核对")


def test_an_operator_mends_a_workbook_and_imports_it(office: Story, walk: Walk, tmp_path: Path) -> None:
    as_operator(walk)
    walk.go("/office/workbook/")
    walk.sees("还没有上传过工作簿")
    walk.shot("empty")
    assert barriers(walk.page) == []
    assert load_workbook(down(walk, "下载模板", tmp_path)).sheetnames[0] == "说明"
    export = down(walk, "导出现有人员", tmp_path)

    hand_in(walk, mended(export, wrong=True))
    walk.sees("整份都没有导入", "没有“局”这个类别", "“去年”不是日期", "同一时间县教育局还由副县长（教科文卫）分管")
    walk.shot("errors")
    assert barriers(walk.page) == []
    expect(walk.page.get_by_role("button", name="确认导入")).to_have_count(0)

    walk.follow("重新上传")
    hand_in(walk, mended(export, wrong=False))
    walk.sees("没有错误，共有5项改动", "魏新（xinren）", "登录名：weixin")
    walk.shot("plan")
    assert barriers(walk.page) == []
    assert not Appointment.objects.filter(until=LEAVES).exists(), "looked at, nothing written"
    walk.press("确认导入")
    walk.told("已导入，共改动5项")
    walk.shot("done")
    assert Appointment.objects.filter(until=LEAVES).count() == 2
    walk.go("/office/workbook/yanggao/")
    walk.sees("已导入5项", "6处错误")
    walk.shot("recent")


def test_the_button_pressed_twice_in_a_hurry(office: Story, walk: Walk, tmp_path: Path) -> None:
    as_operator(walk)
    walk.go("/office/workbook/yanggao/")
    hand_in(walk, mended(down(walk, "导出现有人员", tmp_path), wrong=False))
    walk.page.get_by_role("button", name="确认导入").dblclick()
    walk.sees("导入结果", "下面各项都已登记")
    assert Appointment.objects.filter(until=LEAVES).count() == 2


def test_a_clerk_on_a_phone(office: Story, new_walk: Callable[..., Walk], tmp_path: Path) -> None:
    walk = new_walk(PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    walk.log_in("tianyu")
    walk.go("/office/workbook/")
    walk.sees("您可以导入任职、分管和AB角的变动")
    walk.shot("clerk")
    hand_in(walk, mended(down(walk, "导出现有人员", tmp_path), wrong=True))
    walk.sees("干部由系统管理员登记")
    walk.shot("errors")
    assert barriers(walk.page) == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not walk.page.evaluate(wide), "nothing leads out of the screen"
    walk.page.get_by_role("link", name="终止").click()
    walk.shot("ends")
    assert not walk.page.evaluate(wide)
