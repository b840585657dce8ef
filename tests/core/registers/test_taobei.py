"""洮北: each row of the rules that a ledger carries, walked as its sentence says."""

from datetime import date

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours
from govrules.core.registers import actions
from tests.core.cast import in_county
from tests.core.registers.desk import Desk
from tests.proves import proves

pytestmark = in_county("taobei-2020")


@proves("TB-14-3")
def test_who_stands_for_the_government_is_entrusted(desk: Desk):
    visit = {"leader": "schools_deputy", "day": "2026-05-30", "arrangement": "办公室5月安排"}
    entry = desk.enter("foreign_affairs_register", capacity="代表区政府", **visit)
    assert desk.state(entry) == "缺区长委托，已2天"
    [column] = [one for one in desk.register("foreign_affairs_register").fields if one.key == "entrusted"]
    assert desk.register("foreign_affairs_register").cited(column) == 14
    desk.fill(entry, entrusted="2026-05-28")
    assert desk.state(entry) == "已办结"
    assert desk.waits(desk.enter("foreign_affairs_register", capacity="不代表区政府", **visit)) == []


@proves("TB-79-1")
def test_the_office_alone_enters_what_it_arranges(desk: Desk):
    activity = {"leader": "schools_deputy", "day": "2026-05-30", "capacity": "不代表区政府"}
    with pytest.raises(NotYours) as refused:
        desk.enter("foreign_affairs_register", "education_clerk", **activity)
    assert refused.value.reasons[0].article == 79
    entry = desk.enter("foreign_affairs_register", **activity)
    assert desk.state(entry) == "缺办公室统筹安排的依据，已2天"


@proves("TB-6-1", "TB-38-1", "TB-76-4", "TB-76-5")
@pytest.mark.parametrize(
    "kind",
    ["重大事项、重要情况", "重大突发事件、重大问题", "研究决定需向区委报告的事项", "区委同意议题的落实情况"],
)
def test_what_the_party_committee_is_to_know_stays_open_until_reported(desk: Desk, kind: str):
    matter = {"kind": kind, "to": "区委", "subject": "水库除险", "occurred": "2026-05-25 09:00"}
    entry = desk.enter("report_register", **matter)
    assert desk.state(entry) == "未报告，已7天"
    assert desk.tally("report_register", "kind")[kind].open == 1
    desk.fill(entry, reported="2026-06-01 09:00")
    assert desk.cells(entry)["报告时间"] == "2026年6月1日 09:00（7天后）"
    assert desk.state(entry) == "已办结"


@proves("TB-37-2", "TB-89-3", "TB-89-4", "TB-89-5", "TB-89-10")
@pytest.mark.parametrize(
    "kind",
    [
        "重大突发事件、重大问题", "收到的上级部门规范性文件", "区委、区人大交办的重要事项", "作出重大决定",
        "启动重大项目", "发生重大情况", "发布信息涉及的重大情况",
    ],
)  # fmt: skip
def test_what_a_department_is_to_report_stays_open_until_reported(desk: Desk, kind: str):
    matter = {"kind": kind, "to": "区政府", "subject": "校舍受损", "occurred": "2026-06-01 08:00"}
    entry = desk.enter("report_register", "education_clerk", **matter)
    assert desk.state(entry) == "未报告"
    assert desk.told("clerk") == [f"台账登记：请示报告：{kind}，校舍受损"]
    desk.fill(entry, "education_clerk", reported="2026-06-01 08:50")
    assert desk.cells(entry)["报告时间"] == "2026年6月1日 08:50（50分后）"


@proves("TB-38-2")
def test_the_last_economic_report_and_whether_it_held_suggestions(desk: Desk):
    report = {"kind": "经济形势和对策建议", "to": "区委", "subject": "一季度形势"}
    entry = desk.enter("report_register", occurred="2026-01-10 09:00", reported="2026-01-10 09:00", **report)
    assert desk.tally("report_register", "kind")["经济形势和对策建议"].last == date(2026, 1, 10)
    assert desk.waits(entry) == ["缺对策建议"]
    desk.fill(entry, advice="稳定玉米收储")
    assert desk.cells(entry)["对策建议"] == "稳定玉米收储"


@proves("TB-39-1")
@pytest.mark.parametrize("kind", ["人大询问", "人大质询"])
def test_an_inquiry_shows_department_and_day_or_that_it_is_open(desk: Desk, kind: str):
    inquiry = {"kind": kind, "to": "区人大", "subject": "学位何时增加"}
    with pytest.raises(BadInput, match="请填写答复部门") as refused:
        desk.enter("report_register", **inquiry)
    assert refused.value.reasons[0].article == 39
    entry = desk.enter("report_register", organ="education", **inquiry)
    assert desk.state(entry) == "待答复"
    desk.fill(entry, "education_clerk", answered="2026-06-01")
    assert desk.state(entry) == "已办结"


@proves("TB-39-4")
def test_each_audience_stands_with_the_day_of_its_last_briefing(desk: Desk):
    briefing = {"kind": "经济社会发展情况通报", "subject": "全年情况", "reported": "2025-04-01 09:00"}
    desk.enter("report_register", to="老干部", occurred="2025-04-01 09:00", **briefing)
    tally = desk.tally("report_register", "to")
    assert (tally["老干部"].count, tally["老干部"].last) == (0, date(2025, 4, 1))
    assert (tally["人大代表"].count, tally["政协委员"].last) == (0, None)


@proves("TB-78-2")
def test_a_meeting_of_the_consultative_conference_shows_what_was_told_it(desk: Desk):
    briefing = {"kind": "通报情况、征询意见", "to": "区政协", "subject": "上半年工作"}
    entry = desk.enter("report_register", meeting="政协常委会议", reported="2026-05-28 09:00", **briefing)
    cells = desk.cells(entry)
    assert (cells["政协会议"], cells["事项"]) == ("政协常委会议", "上半年工作")
    assert desk.counts("report_register", "meeting") == {"政协全体会议": 0, "政协常委会议": 1, "其他会议": 0}


@proves("TB-31-1")
def test_a_decision_shows_who_was_heard_and_when_or_is_listed(desk: Desk):
    decision, other = desk.decided("新建小学"), desk.decided("整治河道")
    heard = {"day": "2026-05-12", "source": ["民主党派", "专家学者"], "opinion": "可行"}
    entry = desk.enter("opinion_register", about=decision, **heard)
    cells = desk.cells(entry)
    assert (cells["日期"], cells["意见来自"]) == ("2026年5月12日", "民主党派、专家学者")
    assert desk.missing("opinion_register") == [other.title]


@proves("TB-39-5")
def test_each_opinion_of_a_symposium_has_its_handling(desk: Desk):
    symposium = {"form": "座谈会", "day": "2026-05-20", "people": "24", "source": ["人大代表", "工商联和无党派人士"]}
    first, second = (desk.enter("opinion_register", opinion=text, **symposium) for text in ("修路", "降费"))
    desk.fill(first, handled="列入年度计划")
    assert (desk.state(first), desk.state(second)) == ("已办结", "意见待办理，已12天")
    cells = desk.cells(second)
    assert (cells["意见来自"], cells["参加人数"]) == ("人大代表、工商联和无党派人士", "24")


@proves("TB-30-7")
def test_a_decision_s_tracking_shows_views_evaluation_and_adjustment_or_that_there_is_none(desk: Desk):
    decision = desk.decided(day="2026-03-03")
    assert desk.missing("tracking_register") == [decision.title]
    entry = desk.enter("tracking_register", about=decision, day="2026-05-20", finding="已开工", opinions="噪声大")
    assert desk.waits(entry) == ["尚未评估", "待修正或说明理由"]
    desk.fill(entry, assessed="基本达到", adjusted="夜间停工")
    assert desk.cells(entry) == {
        "日期": "2026年5月20日", "实施情况": "已开工", "利益相关方和社会公众的意见建议": "噪声大",
        "执行效果评估": "基本达到", "调整修正情况（不修正的写理由）": "夜间停工",
    }  # fmt: skip


@proves("TB-32-1")
def test_an_evaluation_waits_for_the_correction_or_the_reason_for_none(desk: Desk):
    tracking = {"day": "2026-05-20", "finding": "两条反对意见", "assessed": "总体可行"}
    entry = desk.enter("tracking_register", about=desk.decided(), **tracking)
    assert desk.state(entry) == "待修正或说明理由，已12天"
    desk.fill(entry, adjusted="不修正：意见涉及的路段已改线")
    assert desk.state(entry) == "已办结"


def test_a_suggestion_stays_open_until_contact_and_publication_are_there(desk: Desk):
    """第三十九条；不能办结由建议提案的办理把关，台账只列出。"""
    entry = desk.enter("proposal_contact_register", "education_clerk", member="马代表", answered="2026-05-29")
    assert desk.waits(entry) == ["未登记与代表委员的沟通", "办理结果待公开"]
    desk.fill(entry, "education_clerk", day="2026-05-30")
    assert desk.waits(entry) == ["办理结果待公开"]


@proves("TB-33-1")
def test_open_is_what_holds_and_not_open_needs_a_reason(desk: Desk):
    entry = desk.enter("disclosure_register", subject="年度预算")
    assert desk.cells(entry)["是否公开"] == "公开"
    with pytest.raises(BadInput, match="请填写不公开的理由") as refused:
        desk.enter("disclosure_register", subject="应急预案", attribute="不公开")
    assert refused.value.reasons[0].article == 33
    closed = desk.enter("disclosure_register", subject="应急预案", attribute="不公开", reason="涉密")
    assert desk.waits(closed) == []


@proves("TB-33-2")
def test_what_has_no_channel_stays_open(desk: Desk):
    public = desk.issued()
    assert desk.missing("disclosure_register") == [public.title]
    entry = desk.enter("disclosure_register", about=public, subject="办法", published="2026-06-01")
    assert desk.state(entry) == "待公开"
    assert desk.register("disclosure_register").article == 33
    desk.fill(entry, channel=["政府网站"])
    assert desk.state(entry) == "已办结"


@proves("TB-36-1")
def test_an_opinion_event_shows_four_steps_with_their_days_or_blanks(desk: Desk):
    entry = desk.enter("concerns_register", concern="停水", collected="2026-05-28", organ="resources")
    assert desk.waits(entry) == ["待研判", "待处置", "待回应"]
    desk.fill(entry, "resources_clerk", verified="属实", judged="2026-05-28")
    assert desk.state(entry) == "待处置，已4天"
    desk.fill(entry, "resources_clerk", handled="已抢修", settled="2026-05-29", responded="2026-05-29")
    days = [text for name, text in desk.cells(entry).items() if name.endswith("日期")]
    assert days == ["2026年5月28日", "2026年5月28日", "2026年5月29日", "2026年5月29日"]
    assert desk.state(entry) == "已办结"


@proves("TB-36-2")
def test_one_department_leads_and_others_help(desk: Desk):
    with pytest.raises(BadInput, match="请填写牵头部门") as refused:
        desk.enter("concerns_register", concern="停水", helpers=["finance", "agriculture"])
    assert refused.value.reasons[0].article == 36
    entry = desk.enter("concerns_register", concern="停水", organ="resources", helpers=["finance", "agriculture"])
    cells = desk.cells(entry)
    assert cells["牵头部门（回应主体）"] == desk.cast.resources.short_name
    assert cells["配合部门"] == f"{desk.cast.finance.short_name}、{desk.cast.agriculture.short_name}"
    assert all(desk.told(who) for who in ("resources_clerk", "finance_clerk", "agriculture_clerk"))


LETTER = {"type": "来信", "organ": "agriculture", "received": "2026-05-06"}


@proves("TB-42-1")
def test_suggestions_show_their_handling_or_that_they_are_unverified(desk: Desk):
    for content in ("修路", "降费", "清淤"):
        entry = desk.enter("letters_register", type="征集的群众建议", content=content, organ="agriculture")
    desk.fill(entry, "agriculture_clerk", verified="属实", result="已清淤")
    line = desk.tally("letters_register", "type")["征集的群众建议"]
    assert (line.count, line.open) == (3, 2)
    assert sorted(desk.state(one) for one in desk.entries("letters_register")) == ["已办结", "待核实", "待核实"]


@proves("TB-42-2")
def test_a_major_matter_stays_open_until_its_result_is_made_public(desk: Desk):
    done = {"weight": "重大问题", "verified": "属实", "result": "已停产"}
    entry = desk.enter("letters_register", **(LETTER | done))
    assert desk.state(entry) == "待公布处理结果，已26天"
    assert desk.register("letters_register").article == 42
    desk.fill(entry, published="2026-06-01")
    assert desk.state(entry) == "已办结"


@proves("TB-43-3")
def test_an_important_letter_is_signed_off_by_the_leader_s_own_log_in(desk: Desk):
    letter = desk.enter("letters_register", weight="重要来信来访", **LETTER)
    assert desk.waits(letter)[0] == "待本人阅批"
    for values in ({"reader": "schools_deputy"}, {"comment": "请办"}):
        with pytest.raises(BrokenRule, match="由本人填写") as refused:
            desk.fill(letter, **values)
        assert refused.value.reasons[0].article == 43
    actions.show_to(letter.pk, desk.cast.clerk, desk.cast.schools_deputy)
    desk.fill(letter, "schools_deputy", reader="schools_deputy", comment="请办")
    assert desk.waits(letter) == ["待核实", "未办结"]


@proves("TB-25-4")
def test_a_document_is_unfiled_until_the_congress_has_it(desk: Desk):
    policy = desk.issued(day="2026-05-02")
    assert desk.missing("normative_register") == [policy.title]
    document = {"number": "白洮政规〔2026〕1号", "issued": "2026-05-02", "files": "第一条"}
    entry = desk.enter("normative_register", about=policy, **document)
    assert desk.state(entry) == "未报备案，已30天"
    assert desk.register("normative_register").article == 25
    desk.fill(entry, filed="2026-06-01")
    assert desk.state(entry) == "已办结"


@proves("TB-93-4")
def test_a_study_visit_without_purpose_or_result_is_flagged(desk: Desk):
    visit = {"leader": "schools_deputy", "place": "寿光市", "day": "2026-05-12", "days": "3"}
    entry = desk.enter("research_register", kind="外出学习考察", **visit)
    assert desk.waits(entry) == ["缺学习考察的目的", "缺实际内容"]
    desk.fill(entry, purpose="设施农业", result="引进两个品种")
    assert desk.state(entry) == "已办结"


def test_the_days_at_the_grass_roots_are_added_up_and_a_topic_waits_for_its_report(desk: Desk):
    """第九十三条；还差多少天由人看，台账不报差额。"""
    visit = {"kind": "基层调研", "leader": "schools_deputy", "place": "平台镇", "day": "2026-05-12"}
    desk.enter("research_register", days="10", **visit)
    entry = desk.enter("research_register", days="14", topic="学位", **visit)
    assert desk.tally("research_register", "leader")["孙慧敏"].total == 24
    assert desk.waits(entry) == ["缺调研报告"]
