"""阳城: each row of the rules that a ledger carries, walked as its sentence says."""

import pytest

from govrules.core.errors import BadInput, BrokenRule
from govrules.core.registers import actions
from tests.core.cast import in_county
from tests.core.registers.desk import Desk
from tests.proves import proves

pytestmark = in_county("yangcheng-2021")


@proves("YC-20-1")
def test_each_hearing_shows_form_day_and_groups_and_a_decision_without_any_is_listed(desk: Desk):
    decision, other = desk.decided("新建小学"), desk.decided("整治河道")
    hearing = desk.enter(
        "opinion_register",
        about=decision,
        day="2026-05-12",
        form="座谈会",
        source=["人大代表", "专家学者"],
        opinion="可行",
    )
    assert desk.cells(hearing) == {
        "日期": "2026年5月12日", "听取形式": "座谈会", "意见来自": "人大代表、专家学者", "意见": "可行",
    }  # fmt: skip
    assert desk.missing("opinion_register") == [other.title]
    assert desk.counts("opinion_register", "source") == {
        "人大代表": 1, "政协委员": 0, "民主党派": 0, "群众团体": 0, "专家学者": 1, "基层群众": 0,
    }  # fmt: skip


@proves("YC-21-1")
def test_a_department_without_feedback_stays_open_by_name(desk: Desk):
    decision = desk.decided()
    parts = {
        key: desk.enter("tracking_register", about=decision, kind="实施情况反馈", organ=key, day="2026-04-01")
        for key in ("education", "finance", "resources")
    }
    for key in ("education", "finance"):
        desk.fill(parts[key], f"{key}_clerk", finding="已落实")
    assert {key: desk.state(entry) for key, entry in parts.items()} == {
        "education": "已办结", "finance": "已办结", "resources": "待反馈，已61天",
    }  # fmt: skip
    tally = desk.tally("tracking_register", "organ")
    assert [name for name, line in tally.items() if line.open] == ["县自然资源局"]
    assert desk.register("tracking_register").article == 21


@proves("YC-21-2")
def test_a_decision_without_evaluation_is_listed_as_not_yet_evaluated(desk: Desk):
    decision = desk.decided()
    desk.enter(
        "tracking_register", about=decision, kind="实施情况反馈", organ="education", day="2026-05-20", finding="已开工"
    )
    assert desk.lacks("tracking_register", decision) == ["决策后评估"]
    desk.enter("tracking_register", about=decision, kind="决策后评估", day="2026-05-30", finding="效果良好")
    assert desk.missing("tracking_register") == []


@proves("YC-25-1", "YC-25-2")
def test_one_ledger_gives_all_their_numbers(desk: Desk):
    own = desk.enter("normative_register", number="阳政发〔2026〕1号", files="第一条")
    theirs = desk.enter("normative_register", "finance_clerk", number="财规〔2026〕1号", files="第一条")
    assert [one.matter.number for one in (own, theirs)] == ["2026-001", "2026-002"]
    assert "登记号" not in {column.name for column in desk.register("normative_register").fields}
    actions.void(theirs.pk, desk.cast.finance_clerk, "登记错了")
    again = desk.enter("normative_register", "finance_clerk", number="财规〔2026〕2号", files="第一条")
    assert again.matter.number == "2026-003"


@proves("YC-25-3", "YC-42-2")
def test_a_document_waits_for_publication_and_for_its_filing(desk: Desk):
    policy = desk.issued(day="2026-03-01")
    assert desk.missing("normative_register") == [policy.title]
    entry = desk.enter(
        "normative_register", about=policy, number="阳政发〔2026〕1号", issued="2026-03-01", files="第一条"
    )
    assert desk.state(entry) == "待统一公布，已92天"
    desk.fill(entry, published="2026-05-04")
    assert desk.waits(entry) == ["未报备案"]
    desk.fill(entry, receiver="市政府")
    assert desk.waits(entry) == ["未报备案"]
    desk.fill(entry, filed="2026-06-01")
    assert desk.state(entry) == "已办结"


@proves("YC-33-2", "YC-78-2")
def test_what_is_not_secret_waits_to_be_published_with_its_address(desk: Desk):
    public = desk.issued()
    assert desk.missing("disclosure_register") == [public.title]
    entry = desk.enter("disclosure_register", "finance_clerk", subject="补贴办法", secret="公开", issued="2026-05-31")
    assert desk.state(entry) == "待公布，已1天"
    desk.fill(entry, "finance_clerk", published="2026-06-01")
    assert desk.waits(entry) == ["缺网址"]
    desk.fill(entry, "finance_clerk", address="https://www.example.gov.cn/1")
    assert desk.state(entry) == "已办结"
    assert desk.waits(desk.enter("disclosure_register", subject="应急预案", secret="需要保密")) == []


@proves("YC-34-2")
def test_who_drafted_it_explains_it(desk: Desk):
    policy = desk.issued()
    assert desk.missing("interpretation_register") == [policy.title]
    with pytest.raises(BrokenRule, match="应为主办单位县教育局") as refused:
        desk.enter("interpretation_register", about=policy, kind=["市场预期"], drafter="finance")
    assert refused.value.reasons[0].article == 34
    entry = desk.enter("interpretation_register", about=policy, kind=["市场预期"], drafter="education")
    assert desk.waits(entry) == ["待解读"]
    desk.fill(entry, "education_clerk", interpretation="问答")
    assert desk.state(entry) == "已办结"


@proves("YC-34-3")
def test_a_concern_shows_source_judgment_answering_unit_and_answer(desk: Desk):
    entry = desk.enter("concerns_register", source="微博", concern="停水", received="2026-05-28")
    assert desk.waits(entry) == ["待研判", "待回应"]
    desk.fill(entry, verified="一般", organ="resources")
    assert desk.state(entry) == "待回应，已4天"
    desk.fill(entry, "resources_clerk", responded="2026-05-29")
    assert desk.cells(entry) == {
        "来源": "微博", "舆情内容": "停水", "收集日期": "2026年5月28日", "研判": "一般", "回应单位": "县自然资源局",
        "回应日期": "2026年5月29日",
    }  # fmt: skip
    assert desk.state(entry) == "已办结"


@proves("YC-34-5")
def test_an_important_concern_goes_on_with_updates_of_which_each_is_kept(desk: Desk):
    entry = desk.enter("concerns_register", concern="停水", verified="重要", responded="2026-06-01")
    assert desk.waits(entry) == ["动态信息发布中"]
    desk.on("2026-06-02")
    desk.fill(entry, update="抢修过半")
    desk.on("2026-06-04")
    desk.fill(entry, why="有新进展", update="已恢复供水")
    desk.on("2026-06-11")
    updates = [(str(one.at.date()), one.values.get("update")) for one in entry.versions.order_by("pk")]
    assert updates == [("2026-06-01", None), ("2026-06-02", "抢修过半"), ("2026-06-04", "已恢复供水")]
    assert desk.row(entry).quiet == 7
    desk.fill(entry, ended="2026-06-11")
    assert desk.state(entry) == "已办结"


@proves("YC-40-1")
def test_the_work_report_is_filed_and_the_standing_committee_s_reports_are_counted_apart(desk: Desk):
    work = {"kind": "向人大报告工作", "occurred": "2026-01-12 09:00", "reported": "2026-01-12 09:00"}
    filed = desk.enter("report_register", to="县人大", subject="政府工作报告", paper="各位代表", **work)
    desk.enter("report_register", to="县人大常委会", subject="预算执行情况", **work)
    cells = desk.cells(filed)
    assert (cells["报告时间"][:10], cells["报告文本"]) == ("2026年1月12日", "1个附件")
    counts = desk.counts("report_register", "to")
    assert (counts["县人大"], counts["县人大常委会"], counts["县委"]) == (1, 1, 0)


@proves("YC-40-3")
def test_an_inquiry_shows_question_department_and_answer_or_that_it_is_open(desk: Desk):
    inquiry = {"kind": "人大询问", "to": "县人大", "subject": "学位何时增加"}
    with pytest.raises(BadInput, match="请填写答复部门") as refused:
        desk.enter("report_register", **inquiry)
    assert refused.value.reasons[0].article == 40
    entry = desk.enter("report_register", organ="education", **inquiry)
    assert desk.waits(entry) == ["待答复"]
    desk.fill(entry, "education_clerk", answered="2026-06-01")
    assert desk.cells(entry)["答复部门"] == "县教育局"
    assert desk.state(entry) == "已办结"


@proves("YC-41-2", "YC-43-2")
@pytest.mark.parametrize("kind", ["监督中发现的问题", "媒体和各方面反映的重大问题"])
def test_what_was_put_right_stays_open_until_the_county_government_is_told(desk: Desk, kind: str):
    entry = desk.enter("report_register", "education_clerk", kind=kind, to="县政府", subject="食堂采购")
    assert desk.waits(entry) == ["待查处整改", "未报告"]
    desk.fill(entry, "education_clerk", rectified="已退回")
    assert desk.waits(entry) == ["未报告"]
    desk.fill(entry, "education_clerk", reported="2026-06-01 09:00")
    assert desk.state(entry) == "已办结"


@proves("YC-91-1")
def test_reports_to_the_party_committee_have_class_day_and_reply(desk: Desk):
    about = {"to": "县委", "subject": "水库除险", "class": "重大建设项目和重大财政支出"}
    entry = desk.enter("report_register", reported="2026-05-20 10:00", **about)
    assert desk.state(entry) == "尚无答复"
    assert desk.cells(entry)["须请示报告县委的事项"] == "重大建设项目和重大财政支出"
    desk.fill(entry, reply="同意")
    assert desk.state(entry) == "已办结"


@proves("YC-91-8")
def test_other_important_matters_say_why_and_are_counted_apart(desk: Desk):
    about = {"to": "县委", "subject": "文化节", "class": "其他重要事项"}
    with pytest.raises(BadInput, match="请填写须向县委报告的理由"):
        desk.enter("report_register", **about)
    entry = desk.enter("report_register", reason="涉及全县形象", **about)
    assert desk.cells(entry)["须向县委报告的理由"] == "涉及全县形象"
    counts = desk.counts("report_register", "class")
    assert (counts.pop("其他重要事项"), set(counts.values()), len(counts)) == (1, {0}, 6)


LETTER = {"channel": "来信", "sender": "王村民", "organ": "agriculture", "received": "2026-05-06"}


@proves("YC-44-1", "YC-44-3")
def test_all_channels_stand_in_one_list_and_are_counted(desk: Desk):
    for channel in ("来信", "来访", "12345市长热线", "12345市长热线"):
        entry = desk.enter("letters_register", **(LETTER | {"channel": channel, "result": "已清淤"}))
    assert desk.counts("letters_register", "channel") == {"来信": 1, "来访": 1, "12345市长热线": 2, "县长信箱": 0}
    cells = desk.cells(entry)
    assert (cells["承办单位"], cells["收到日期"], cells["办理结果"]) == ("县农业农村局", "2026年5月6日", "已清淤")
    assert len(desk.entries("letters_register")) == 4


@proves("YC-44-2")
def test_an_important_letter_is_commented_on_by_the_leader_s_own_log_in(desk: Desk):
    letter = desk.enter("letters_register", weight="重要", **LETTER)
    assert desk.waits(letter)[0] == "待本人阅批"
    for values in ({"reader": "schools_deputy", "comment": "请办"}, {"comment": "请办"}):
        with pytest.raises(BrokenRule, match="由本人填写") as refused:
            desk.fill(letter, **values)
        assert refused.value.reasons[0].article == 44
    actions.show_to(letter.pk, desk.cast.clerk, desk.cast.schools_deputy)
    desk.fill(letter, "schools_deputy", reader="schools_deputy", comment="请办")
    assert desk.cells(letter)["阅批意见"] == "请办"


@proves("YC-44-5")
def test_a_letter_stays_open_until_it_is_answered_and_solved(desk: Desk):
    letter = desk.enter("letters_register", **(LETTER | {"channel": "县长信箱"}))
    assert desk.waits(letter) == ["待办理", "待答复来信人"]
    desk.fill(letter, answered="2026-06-01")
    assert desk.waits(letter) == ["待办理"]
    desk.fill(letter, "agriculture_clerk", result="已清淤")
    assert desk.state(letter) == "已办结"


@proves("YC-88-2")
def test_a_leader_s_letter_is_reported_to_him_and_answered_to_the_writer(desk: Desk):
    letter = desk.enter("letters_register", result="已清淤", **LETTER)
    actions.show_to(letter.pk, desk.cast.clerk, desk.cast.schools_deputy)
    desk.fill(letter, "schools_deputy", reader="schools_deputy", comment="请办")
    desk.fill(letter, fed_back="2026-06-01")
    assert desk.waits(letter) == ["待答复来信人"]
    desk.fill(letter, why="更正", fed_back="", answered="2026-06-01")
    assert desk.waits(letter) == ["待向领导反馈"]
    desk.fill(letter, fed_back="2026-06-01")
    assert desk.state(letter) == "已办结"


@proves("YC-94-2")
def test_lectures_have_day_subject_and_lecturer_and_subjects_without_any_are_named(desk: Desk):
    values = {"topic": "行政复议法", "form": "讲座", "day": "2026-05-20"}
    with pytest.raises(BadInput, match="请填写学习内容"):
        desk.enter("study_register", **values)
    entry = desk.enter("study_register", subject="法律", **values)
    assert desk.waits(entry) == ["缺主讲人"]
    desk.fill(entry, lecturer="王教授")
    counts = desk.counts("study_register", "subject")
    assert [name for name, count in counts.items() if not count] == ["经济", "科技", "现代管理知识"]


@proves("YC-95-1")
def test_visits_have_place_subject_problems_and_what_was_solved(desk: Desk):
    visit = {
        "leader": "schools_deputy",
        "place": "龙泉镇",
        "day": "2026-05-20",
        "topic": "学位",
        "problems": "学位不足",
    }
    entry = desk.enter("research_register", **visit)
    assert desk.state(entry) == "问题待解决，已12天"
    desk.fill(entry, solved="新建小学")
    assert desk.cells(entry) == {
        "调研的组成人员": "孙慧敏", "调研主题": "学位", "地点": "龙泉镇", "日期": "2026年5月20日",
        "发现的问题": "学位不足", "解决情况": "新建小学",
    }  # fmt: skip
    assert desk.counts("research_register", "leader") == {"孙慧敏": 1}
