"""Whose hand, which organ, which post: what the rules say of single columns."""

import pytest

from govrules.core.errors import BadInput, BrokenRule
from govrules.core.registers import actions
from tests.core.cast import in_county
from tests.core.registers.desk import Desk

IMPORTANT = {
    "channel": "来信", "sender": "王村民", "content": "水渠淤塞", "weight": "重要", "organ": "agriculture",
    "received": "2026-05-06",
}  # fmt: skip


@in_county("yangcheng-2021")
def test_nobody_signs_for_another_and_nobody_writes_what_he_thinks(desk: Desk):
    """第四十四条：县政府领导和部门负责人亲自阅批。"""
    with pytest.raises(BrokenRule, match="阅批人由本人填写") as refused:
        desk.enter("letters_register", reader="schools_deputy", **IMPORTANT)
    assert refused.value.reasons[0].article == 44
    letter = desk.enter("letters_register", **IMPORTANT)
    assert desk.state(letter) == "待本人阅批，已26天"
    with pytest.raises(BrokenRule, match="阅批意见由本人填写"):
        desk.fill(letter, comment="请水务局办理")
    actions.show_to(letter.pk, desk.cast.clerk, desk.cast.schools_deputy)
    desk.fill(letter, "schools_deputy", reader="schools_deputy", comment="请水务局办理")
    for values in ({"reader": ""}, {"reader": "head"}, {"comment": "不必办理"}):
        with pytest.raises(BrokenRule, match="不能由他人代填"):
            desk.fill(letter, why="更正", **values)
    desk.fill(letter, "schools_deputy", why="写错了", comment="请农业农村局办理")
    assert desk.cells(letter)["阅批意见"] == "请农业农村局办理"


@in_county("yangcheng-2021")
def test_he_who_signs_holds_a_post_that_the_rules_name(desk: Desk):
    letter = desk.enter("letters_register", **IMPORTANT)
    with pytest.raises(BrokenRule, match="阅批人应为县长、") as refused:
        desk.fill(letter, "clerk", reader="clerk")
    assert refused.value.reasons[0].article == 44


@in_county("yangcheng-2021")
def test_the_organ_is_the_one_that_drafted_what_it_explains(desk: Desk):
    policy = desk.issued()
    with pytest.raises(BrokenRule, match="解读单位（起草单位）应为主办单位县教育局") as refused:
        desk.enter("interpretation_register", about=policy, drafter="finance")
    assert refused.value.reasons[0].article == 34
    entry = desk.enter("interpretation_register", about=policy, drafter="education")
    with pytest.raises(BrokenRule, match="应为主办单位县教育局"):
        desk.fill(entry, why="更正", drafter="finance")
    assert desk.cells(desk.enter("interpretation_register", policy="旧文件", drafter="finance"))


@in_county("yangcheng-2021")
def test_a_column_is_asked_only_where_another_says_so(desk: Desk):
    report = {"to": "县委", "subject": "水库除险"}
    with pytest.raises(BadInput, match="请填写须请示报告县委的事项"):
        desk.enter("report_register", **report)
    with pytest.raises(BadInput, match="请填写须向县委报告的理由"):
        desk.enter("report_register", **report, **{"class": "其他重要事项"})
    entry = desk.enter("report_register", **report, **{"class": "重大建设项目和重大财政支出"})
    assert desk.waits(entry) == ["未报告", "尚无答复"]
    assert desk.waits(desk.enter("report_register", to="县政府", subject="水库除险")) == ["未报告"]


@in_county("toksun-2021")
def test_the_time_between_two_moments_is_told(desk: Desk):
    entry = desk.enter("concerns_register", concern="停水", occurred="2026-05-28 14:05", released="2026-05-28 16:20")
    assert desk.cells(entry)["首次发布信息时间"] == "2026年5月28日 16:20（2小时15分后）"
    later = desk.enter("concerns_register", concern="停水", occurred="2026-05-28 14:05", released="2026-05-30 14:05")
    assert desk.cells(later)["首次发布信息时间"].endswith("（2天后）")
    before = desk.enter("concerns_register", concern="停水", occurred="2026-05-28 14:05", released="2026-05-28 14:00")
    assert desk.cells(before)["首次发布信息时间"].endswith("（5分前）")


@in_county("yunyang-2025")
def test_several_in_one_column(desk: Desk):
    entry = desk.enter(
        "study_register", day="2026-05-20", kind="学法", topic="行政复议法", members=["head", "schools_deputy", "head"]
    )
    assert desk.cells(entry)["参加学习的组成人员"] == "赵立民、孙慧敏"
    assert [one.pk for one in desk.entries("study_register", "schools_deputy")] == [entry.pk]
    assert not desk.entries("study_register", "land_deputy")
    desk.fill(entry, why="漏记", members=["head", "schools_deputy", "land_deputy"])
    assert [one.pk for one in desk.entries("study_register", "land_deputy")] == [entry.pk]


@in_county("taobei-2020")
def test_what_holds_where_nothing_is_chosen(desk: Desk):
    assert desk.cells(desk.enter("disclosure_register", subject="年度预算"))["是否公开"] == "公开"
