"""托克逊: each row of the rules that a ledger carries, walked as its sentence says."""

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.registers import actions, queries
from tests.core.cast import in_county
from tests.core.registers.desk import Desk
from tests.proves import proves

pytestmark = in_county("toksun-2021")


@proves("TK-7-3")
def test_a_foreign_affairs_activity_without_entrustment_says_so(desk: Desk):
    entry = desk.enter("foreign_affairs_register", leader="member", day="2026-05-30")
    assert desk.state(entry) == "缺县长委托的依据，已2天"
    desk.fill(entry, entrustment="5月28日县长委托")
    assert desk.state(entry) == "已办结"


@proves("TK-9-3")
def test_an_important_situation_goes_to_a_leader_and_its_time_is_kept(desk: Desk):
    situation = {"kind": "部门重要情况", "subject": "校舍受损", "reported": "2026-06-01 08:50"}
    with pytest.raises(BadInput, match="请填写向谁报告") as refused:
        desk.enter("report_register", "education_head", **situation)
    assert refused.value.reasons[0].article == 9
    with pytest.raises(BadInput, match="请填写报告的分管副县长或县长"):
        desk.enter("report_register", "education_head", to="县委", **situation)
    with pytest.raises(BrokenRule, match="应为县长、"):
        desk.enter("report_register", "education_head", to="分管领导", leader="finance_head", **situation)
    entry = desk.enter("report_register", "education_head", to="分管领导", leader="schools_deputy", **situation)
    assert desk.told("schools_deputy") == ["台账登记：请示报告：部门重要情况，校舍受损"]
    assert desk.cells(entry)["报告时间"] == "2026年6月1日 08:50"


@proves("TK-33-6")
def test_the_head_gets_a_major_situation_at_once(desk: Desk):
    situation = {"kind": "分管工作重要事项和重大情况", "to": "县长", "leader": "head", "subject": "山洪"}
    entry = desk.enter("report_register", "schools_deputy", reported="2026-06-01 08:50", **situation)
    assert desk.told("head") == ["台账登记：请示报告：分管工作重要事项和重大情况，山洪"]
    assert [one.pk for one in desk.entries("report_register", "head")] == [entry.pk]
    assert desk.cells(entry)["报告时间"] == "2026年6月1日 08:50"


@proves("TK-33-7")
def test_a_question_of_policy_waits_for_its_proposal(desk: Desk):
    values = {"kind": "涉及方针政策的问题", "to": "县长", "leader": "head", "subject": "退耕"}
    entry = desk.enter("report_register", "schools_deputy", reported="2026-06-01 08:50", **values)
    assert desk.waits(entry) == ["缺解决问题的建议"]
    desk.fill(entry, "schools_deputy", advice="分三年退")
    assert desk.state(entry) == "已办结"


@proves("TK-33-8")
def test_who_was_not_briefed_stands_there_with_nothing(desk: Desk):
    desk.enter("report_register", kind="通报工作", to="县人大", subject="上半年工作", reported="2026-05-28 09:00")
    counts = desk.counts("report_register", "to")
    assert (counts["县人大"], counts["县政协"]) == (1, 0)


@proves("TK-39-1", "TK-39-2")
@pytest.mark.parametrize("kind", ["人大询问", "人大质询", "县政协意见建议"])
def test_what_is_asked_has_a_department_and_is_open_until_answered(desk: Desk, kind: str):
    asked = {"kind": kind, "to": "县政协" if kind.startswith("县政协") else "县人大", "subject": "学位何时增加"}
    with pytest.raises(BadInput, match="请填写答复、办理部门") as refused:
        desk.enter("report_register", **asked)
    assert refused.value.reasons[0].article == 39
    entry = desk.enter("report_register", organ="education", **asked)
    assert desk.state(entry) == "待答复"
    desk.fill(entry, "education_clerk", answer="九月增加两个班")
    assert desk.state(entry) == "已办结"


@proves("TK-73-2")
def test_each_report_has_sender_receiver_day_and_subject(desk: Desk):
    entry = desk.enter("report_register", "finance_clerk", kind="请示", to="县政府", subject="追加预算")
    row = desk.row(entry)
    assert (row.entry.matter.organ, str(row.entry.day)) == (desk.cast.finance, "2026-06-01")
    assert desk.cells(entry) == {"类别": "请示", "向谁报告": "县政府", "事项": "追加预算"}
    assert desk.state(entry) == "未报告"


@proves("TK-77-2")
def test_a_major_situation_of_a_department_is_before_the_office_with_both_times(desk: Desk):
    times = {"occurred": "2026-06-01 08:20", "reported": "2026-06-01 08:50"}
    entry = desk.enter("report_register", "education_clerk", kind="重大情况", to="县政府", subject="校舍受损", **times)
    assert desk.told("clerk") == ["台账登记：请示报告：重大情况，校舍受损"]
    cells = desk.cells(entry)
    assert (cells["发生时间"], cells["报告时间"]) == ("2026年6月1日 08:20", "2026年6月1日 08:50（30分后）")


@proves("TK-29-1")
def test_a_decision_says_whether_it_was_heard_and_keeps_day_and_who(desk: Desk):
    decision, other = desk.decided("新建小学"), desk.decided("整治河道")
    with pytest.raises(BadInput, match="请填写听取日期"):
        desk.enter("opinion_register", about=decision, held="直接听取")
    heard = {"day": "2026-05-12", "source": ["专家学者", "社会公众"], "heard": "王教授等六人", "opinion": "可行"}
    entry = desk.enter("opinion_register", about=decision, held="直接听取", **heard)
    assert desk.cells(entry)["意见来自"] == "专家学者、社会公众"
    assert desk.missing("opinion_register") == [other.title]
    assert desk.state(desk.enter("opinion_register", about=other, held="不需要")) == "已登记"
    assert desk.missing("opinion_register") == []


@proves("TK-28-7")
def test_a_decision_without_tracking_is_listed_and_an_adjustment_stays_open(desk: Desk):
    decision = desk.decided(day="2026-03-20")
    assert desk.missing("tracking_register") == [decision.title]
    entry = desk.enter("tracking_register", about=decision, day="2026-05-30", finding="费用超出", adjust="需要")
    assert desk.missing("tracking_register") == []
    assert desk.state(entry) == "待调整完善，已2天"
    desk.fill(entry, adjusted="缩小规模")
    assert desk.state(entry) == "已办结"


@proves("TK-39-4")
def test_an_answered_suggestion_without_contact_says_so(desk: Desk):
    entry = desk.enter("proposal_contact_register", "education_clerk", member="马代表", answered="2026-05-20")
    assert desk.state(entry) == "未登记与代表委员的沟通，已12天"
    desk.fill(entry, "education_clerk", day="2026-05-29")
    assert desk.state(entry) == "已办结"


@proves("TK-36-2")
def test_what_is_made_public_names_channel_day_and_link(desk: Desk):
    public = desk.issued()
    assert desk.missing("disclosure_register") == [public.title]
    entry = desk.enter("disclosure_register", about=public, subject="高龄津贴发放办法")
    assert desk.waits(entry) == ["待公开", "缺网址或刊期"]
    desk.fill(entry, channel=["政府网站", "广播"])
    assert desk.waits(entry) == ["待公开", "缺网址或刊期"]
    desk.fill(entry, published="2026-06-01", address="第3期")
    assert desk.state(entry) == "已办结"
    counts = desk.counts("disclosure_register", "channel")
    assert (len(counts), counts["政府网站"], counts["广播"], counts["电视"]) == (8, 1, 1, 0)


@proves("TK-37-2")
def test_policies_without_interpretation_are_counted_and_named(desk: Desk):
    for policy, published in (("供暖价格", "2026-05-20"), ("学区划分", "2026-05-21"), ("停车收费", "")):
        desk.enter("interpretation_register", policy=policy, kind=["群众切身利益"], published=published)
    line = desk.tally("interpretation_register", "kind")["群众切身利益"]
    assert (line.count, line.open) == (3, 1)
    waiting = [one for one in desk.entries("interpretation_register") if desk.state(one) == "待解读"]
    assert [one.values["policy"] for one in waiting] == ["停车收费"]


@proves("TK-38-1")
def test_the_record_says_how_long_the_first_release_took(desk: Desk):
    entry = desk.enter("concerns_register", concern="危化品泄漏", kind="突发公共事件", occurred="2026-05-28 14:05")
    assert desk.state(entry) == "待发布信息，已4天"
    desk.fill(entry, released="2026-05-28 16:20")
    assert desk.cells(entry)["首次发布信息时间"] == "2026年5月28日 16:20（2小时15分后）"
    assert desk.state(entry) == "已办结"


@proves("TK-38-2")
def test_a_grave_event_waits_for_the_press_conference_and_what_follows(desk: Desk):
    event = {"concern": "特大山洪", "kind": "特别重大、重大突发事件", "released": "2026-05-28 16:20"}
    entry = desk.enter("concerns_register", **event)
    assert desk.waits(entry) == ["待举行新闻发布会", "待持续发布信息"]
    desk.fill(entry, conference="2026-05-29")
    assert desk.waits(entry) == ["待持续发布信息"]
    desk.fill(entry, updates="5月30日、31日各发布一次")
    assert desk.state(entry) == "已办结"


LETTER = {"channel": "来信", "organ": "agriculture", "received": "2026-05-06"}


@proves("TK-43-1")
def test_petitions_are_counted_by_channel_and_state(desk: Desk):
    for channel, result in (("来信", ""), ("来信", "已解决"), ("网上", "已解决")):
        desk.enter("letters_register", **(LETTER | {"channel": channel, "result": result}))
    tally = desk.tally("letters_register", "channel")
    assert {name: (line.count, line.open) for name, line in tally.items()} == {
        "来信": (2, 1), "来访": (0, 0), "网上": (1, 0),
    }  # fmt: skip


@proves("TK-43-2")
def test_an_important_letter_is_commented_on_by_him_and_not_by_his_deputy(desk: Desk):
    letter = desk.enter("letters_register", weight="重要来信", **LETTER)
    assert desk.waits(letter)[0] == "待本人阅批"
    for values in ({"reader": "agriculture_head"}, {"comment": "请办"}):
        with pytest.raises(BrokenRule, match="由本人填写") as refused:
            desk.fill(letter, "agriculture_clerk", **values)
        assert refused.value.reasons[0].article == 43
    actions.show_to(letter.pk, desk.cast.clerk, desk.cast.agriculture_head)
    desk.fill(letter, "agriculture_head", reader="agriculture_head", comment="请办")
    assert desk.waits(letter) == ["未办结"]


@proves("TK-43-3")
def test_a_major_petition_lies_on_the_leader_s_desk_with_who_has_it_and_how_often_he_urged(desk: Desk):
    letter = desk.enter("letters_register", weight="重大信访问题", **(LETTER | {"received": "2026-04-02"}))
    head = desk.cast.head
    actions.show_to(letter.pk, desk.cast.clerk, head)
    for _ in range(2):
        actions.urge(letter.pk, head, "请督促解决")
    [one] = queries.before(head, clock.now())
    assert (one.row.days, one.organs, one.row.entry.urged) == (60, "县农业农村局", 2)


@proves("TK-22-11")
def test_departments_file_their_documents_with_the_text(desk: Desk):
    with pytest.raises(BadInput, match="须附规范性文件正式文本"):
        desk.enter("normative_register", "finance_clerk", number="财规〔2026〕1号")
    entry = desk.enter("normative_register", "finance_clerk", number="财规〔2026〕1号", files="第一条")
    assert [one.pk for one in desk.entries("normative_register")] == [entry.pk]


@proves("TK-84-1", "TK-84-2")
def test_visits_have_place_day_companions_and_problems(desk: Desk):
    visit = {"leader": "schools_deputy", "place": "龙泉镇", "day": "2026-05-20", "problems": "学位不足"}
    with pytest.raises(BadInput, match="请填写陪同人数"):
        desk.enter("research_register", **visit)
    entry = desk.enter("research_register", companions="5", **visit)
    assert desk.waits(entry) == ["问题待解决"]
    desk.fill(entry, solved="新建小学")
    line = desk.tally("research_register", "leader")["孙慧敏"]
    assert (line.count, line.total) == (1, 5)
    assert desk.cells(entry) == {
        "调研领导": "孙慧敏", "地点": "龙泉镇", "日期": "2026年5月20日", "陪同人数": "5", "发现的问题": "学位不足",
        "解决情况": "新建小学",
    }  # fmt: skip
