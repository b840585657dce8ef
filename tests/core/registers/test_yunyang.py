"""云阳: each row of the rules that a ledger carries, walked as its sentence says."""

from datetime import date

import pytest

from govrules.core.errors import BadInput, BrokenRule
from govrules.core.registers import actions
from tests.core.cast import in_county
from tests.core.registers.desk import Desk
from tests.proves import proves

pytestmark = in_county("yunyang-2025")


@proves("YY-8-1")
def test_the_work_report_is_the_head_s_and_is_filed(desk: Desk):
    report = {"kind": "政府工作报告", "to": "县人大", "subject": "2025年政府工作", "reported": "2026-01-12 09:00"}
    with pytest.raises(BrokenRule, match="作政府工作报告的县长应为县长") as refused:
        desk.enter("report_register", reporter="schools_deputy", **report)
    assert refused.value.reasons[0].article == 8
    entry = desk.enter("report_register", reporter="head", **report)
    assert desk.waits(entry) == ["缺报告文本"]
    desk.fill(entry, paper="各位代表")
    cells = desk.cells(entry)
    assert (cells["作政府工作报告的县长"], cells["报告文本"], desk.state(entry)) == ("赵立民", "1个附件", "已办结")


@proves("YY-8-2")
def test_a_bureau_chief_does_not_stand_for_the_government(desk: Desk):
    meeting = {"kind": "参加人大会议并报告工作", "to": "县人大", "subject": "常委会第三十次会议"}
    for who in ("education_head", "clerk"):
        with pytest.raises(BrokenRule, match="代表县政府参加会议的领导应为县长、") as refused:
            desk.enter("report_register", delegate=who, **meeting)
        assert refused.value.reasons[0].article == 8
    for who in ("head", "executive", "schools_deputy"):
        assert desk.enter("report_register", delegate=who, **meeting).pk


@proves("YY-8-3")
def test_a_department_reports_only_when_entrusted(desk: Desk):
    briefing = {"kind": "部门汇报某一方面工作", "to": "县人大", "subject": "学位建设"}
    with pytest.raises(BadInput, match="请填写县政府委托的依据") as refused:
        desk.enter("report_register", "education_clerk", **briefing)
    assert refused.value.reasons[0].article == 8
    entry = desk.enter("report_register", "education_clerk", entrusted="5月28日县政府委托函", **briefing)
    assert desk.cells(entry)["县政府委托的依据"] == "5月28日县政府委托函"


@proves("YY-28-2")
def test_information_is_counted_by_sender_and_who_sent_none_stands_there(desk: Desk):
    for subject in ("春耕", "防汛"):
        said = {"kind": "政务信息", "to": "县政府", "subject": subject, "reported": "2026-05-20 09:00"}
        desk.enter("report_register", "township_clerk", sender="township", **said)
    counts = desk.counts("report_register", "sender")
    assert counts.pop("龙泉镇") == 2
    assert set(counts.values()) == {0}
    departments = {"education", "finance", "resources", "agriculture", "audit"}
    assert set(counts) == {desk.who(key).short_name for key in departments}


@proves("YY-34-1")
@pytest.mark.parametrize("kind", ["人大询问", "人大质询"])
def test_an_inquiry_shows_question_department_and_answer_or_that_it_is_open(desk: Desk, kind: str):
    inquiry = {"kind": kind, "to": "县人大", "subject": "学位何时增加"}
    with pytest.raises(BadInput, match="请填写答复部门"):
        desk.enter("report_register", **inquiry)
    entry = desk.enter("report_register", organ="education", **inquiry)
    assert desk.state(entry) == "待答复"
    desk.fill(entry, "education_clerk", answered="2026-06-01")
    cells = desk.cells(entry)
    assert (cells["事项"], cells["答复部门"]) == ("学位何时增加", desk.cast.education.short_name)
    assert cells["答复日期"] == "2026年6月1日"
    assert desk.state(entry) == "已办结"


@proves("YY-34-4")
def test_each_audience_stands_with_the_day_of_its_last_report(desk: Desk):
    last = {"occurred": "2025-02-10 09:00", "reported": "2025-02-10 09:00", "subject": "全年工作"}
    desk.enter("report_register", to="离退休老干部", **last)
    line = desk.tally("report_register", "to")["离退休老干部"]
    assert (line.count, line.last) == (0, date(2025, 2, 10))
    assert desk.tally("report_register", "to")["政协委员"].last is None


@proves("YY-60-2")
def test_a_major_situation_shows_when_it_was_reported_or_that_it_was_not(desk: Desk):
    situation = {"kind": "重大情况", "to": "县政府", "subject": "校舍受损", "occurred": "2026-05-29 09:00"}
    entry = desk.enter("report_register", "education_clerk", **situation)
    assert desk.state(entry) == "未报告，已3天"
    desk.fill(entry, "education_clerk", reported="2026-06-01 09:00")
    assert desk.cells(entry)["报告时间"] == "2026年6月1日 09:00（3天后）"


@proves("YY-25-2")
def test_a_consultation_shows_its_way_day_and_people_and_an_exempt_one_its_ground(desk: Desk):
    decision = desk.decided()
    with pytest.raises(BadInput, match="请填写依法不予公开的依据") as refused:
        desk.enter("opinion_register", about=decision, form="依法不予公开，未听取", day="2026-05-08")
    assert refused.value.reasons[0].article == 25
    exempt = {"form": "依法不予公开，未听取", "day": "2026-05-08", "ground": "保守国家秘密法"}
    assert (
        desk.cells(desk.enter("opinion_register", about=decision, **exempt))["依法不予公开的依据"] == "保守国家秘密法"
    )
    hearing = {"form": "听证会", "day": "2026-05-08", "people": "23", "source": ["社会公众"], "opinion": "赞成"}
    cells = desk.cells(desk.enter("opinion_register", about=decision, **hearing))
    assert (cells["方式"], cells["日期"], cells["参加人数"]) == ("听证会", "2026年5月8日", "23")


@proves("YY-26-1")
def test_a_decision_without_any_hearing_is_listed_and_a_hearing_names_its_groups(desk: Desk):
    decision, other = desk.decided("新建小学"), desk.decided("整治河道")
    hearing = {"form": "座谈会", "day": "2026-05-12", "source": ["人大代表", "专家学者"], "opinion": "可行"}
    entry = desk.enter("opinion_register", about=decision, **hearing)
    assert desk.cells(entry)["意见来自"] == "人大代表、专家学者"
    assert desk.missing("opinion_register") == [other.title]


@proves("YY-27-1", "YY-27-2")
def test_a_decision_is_tracked_evaluated_and_adjusted(desk: Desk):
    decision = desk.decided(day="2026-02-02")
    assert desk.missing("tracking_register") == [decision.title]
    entry = desk.enter("tracking_register", about=decision, day="2026-05-20", finding="已开工", opinions="噪声大")
    assert desk.state(entry) == "尚未评估，已12天"
    desk.fill(entry, assessed="第三条须调整", adjust="需要")
    assert desk.state(entry) == "待调整完善，已12天"
    desk.fill(entry, adjusted="夜间停工")
    assert desk.waits(entry) == ["待调整完善"], "the amended text is not there yet"
    desk.fill(entry, revised="第三条")
    assert desk.state(entry) == "已办结"


@proves("YY-29-1")
def test_what_is_made_public_is_counted_by_the_five_stages(desk: Desk):
    for stage in ("决策", "决策", "结果"):
        desk.enter("disclosure_register", subject="预算", stage=stage)
    assert desk.counts("disclosure_register", "stage") == {"决策": 2, "执行": 0, "管理": 0, "服务": 0, "结果": 1}


@proves("YY-31-1")
def test_what_has_no_channel_stays_open(desk: Desk):
    entry = desk.enter("disclosure_register", subject="拆迁补偿", stage="决策", published="2026-06-01")
    assert desk.state(entry) == "待公开"
    desk.fill(entry, channel=["政府网站"])
    assert desk.state(entry) == "已办结"
    [channel] = [one for one in desk.register("disclosure_register").fields if one.key == "channel"]
    assert desk.register("disclosure_register").cited(channel) == 31


@proves("YY-31-2")
def test_a_concern_shows_its_owner_and_how_long_it_has_no_response(desk: Desk):
    entry = desk.enter("concerns_register", concern="停水", received="2026-05-29", organ="resources")
    assert desk.state(entry) == "待回应，已3天"
    assert desk.cells(entry)["承办单位"].endswith("自然资源局")
    desk.fill(entry, "resources_clerk", responded="2026-06-01")
    assert desk.state(entry) == "已办结"


@proves("YY-37-1")
def test_what_the_press_reports_is_verified_and_dealt_with(desk: Desk):
    entry = desk.enter("concerns_register", concern="食堂卫生", source="新闻舆论监督", received="2026-05-08")
    assert desk.state(entry) == "待核实，已24天"
    desk.fill(entry, verified="属实")
    assert desk.waits(entry) == ["待处理"]
    desk.fill(entry, handled="已停业整顿")
    assert desk.state(entry) == "已办结"


@proves("YY-37-2")
def test_a_major_matter_stays_open_until_its_result_is_made_public(desk: Desk):
    matter = {"source": "社会公众监督", "weight": "重大问题", "verified": "属实", "handled": "已停业整顿"}
    entry = desk.enter("concerns_register", concern="食堂卫生", **matter)
    assert desk.state(entry) == "待公布处理结果"
    desk.fill(entry, published="2026-06-01")
    assert desk.state(entry) == "已办结"


LETTER = {"source": "来信", "organ": "agriculture", "received": "2026-05-06"}


@proves("YY-38-1")
def test_petitions_show_source_unit_result_and_day(desk: Desk):
    entry = desk.enter("letters_register", **LETTER)
    desk.fill(entry, "agriculture_clerk", result="已清淤")
    assert desk.state(entry) == "未办结，已26天"
    desk.fill(entry, "agriculture_clerk", done="2026-06-01")
    cells = desk.cells(entry)
    assert (cells["来源"], cells["办理结果"], cells["办结日期"]) == ("来信", "已清淤", "2026年6月1日")
    assert desk.state(entry) == "已办结"


@proves("YY-38-3")
def test_an_important_letter_is_read_and_handled_by_the_leader_s_own_log_in(desk: Desk):
    letter = desk.enter("letters_register", weight="重要", **LETTER)
    assert desk.waits(letter)[0] == "待本人阅处"
    for values in ({"reader": "schools_deputy"}, {"comment": "请办"}):
        with pytest.raises(BrokenRule, match="由本人填写") as refused:
            desk.fill(letter, **values)
        assert refused.value.reasons[0].article == 38
    actions.show_to(letter.pk, desk.cast.clerk, desk.cast.schools_deputy)
    desk.fill(letter, "schools_deputy", reader="schools_deputy", comment="请办")
    assert desk.waits(letter) == ["未办结"]


@proves("YY-68-1")
def test_who_studied_how_often_is_counted_by_name(desk: Desk):
    for members in (["member", "head"], ["member"], ["head"]):
        desk.enter("study_register", day="2026-05-20", kind="政策理论", topic="全会精神", members=members)
    assert desk.counts("study_register", "members") == {"何志远": 2, "赵立民": 2}
    assert len(desk.entries("study_register", "member")) == 2


@proves("YY-63-1")
def test_visits_show_place_subject_and_findings_and_are_counted_by_township(desk: Desk):
    visit = {"leader": "schools_deputy", "topic": "学位", "place": "龙泉镇中心小学", "problems": "学位不足"}
    for day in ("2026-05-20", "2026-05-21"):
        entry = desk.enter("research_register", township="township", day=day, **visit)
    assert desk.counts("research_register", "township") == {"龙泉镇": 2}
    cells = desk.cells(entry)
    assert (cells["地点"], cells["调研主题"], cells["了解的情况和发现的问题"]) == ("龙泉镇中心小学", "学位", "学位不足")


@proves("YY-18-2", "YY-34-2")
def test_a_document_of_the_county_is_filed_with_both(desk: Desk):
    policy = desk.issued(day="2026-03-02")
    assert desk.missing("normative_register") == [policy.title]
    document = {"kind": "县政府规范性文件", "number": "云阳府规〔2026〕5号", "issued": "2026-05-03", "files": "第一条"}
    entry = desk.enter("normative_register", about=policy, **document)
    assert desk.state(entry) == "未报市政府备案，已29天"
    desk.fill(entry, filed_city="2026-06-01")
    assert desk.waits(entry) == ["未报县人大常委会备案"]
    desk.fill(entry, filed_congress="2026-06-01")
    assert desk.state(entry) == "已办结"
    columns = [one for one in desk.register("normative_register").fields if one.key.startswith("filed_")]
    assert {desk.register("normative_register").cited(one) for one in columns} == {18}


@proves("YY-19-5")
def test_a_department_s_document_is_unfiled_until_its_day_is_entered(desk: Desk):
    document = {"kind": "部门行政规范性文件", "number": "云卫规〔2026〕1号", "issued": "2026-05-02", "files": "第一条"}
    entry = desk.enter("normative_register", "education_clerk", **document)
    assert desk.state(entry) == "未报县政府备案，已30天"
    assert desk.register("normative_register").article == 19
    desk.fill(entry, "education_clerk", filed="2026-06-01")
    assert desk.state(entry) == "已办结"
