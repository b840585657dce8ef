"""阳高: each row of the rules that a ledger carries, walked as its sentence says."""

from datetime import date

import pytest

from govrules.core import clock
from govrules.core.errors import BrokenRule
from govrules.core.registers import actions, queries
from tests.core.registers.desk import Desk
from tests.portal.office import page, signed_in
from tests.proves import proves


@proves("YG-5-4")
def test_a_foreign_affairs_activity_without_arrangement_is_incomplete(desk: Desk):
    entry = desk.enter("foreign_affairs_register", leader="schools_deputy", day="2026-05-30")
    assert desk.state(entry) == "缺统一安排的依据，已2天"
    desk.fill(entry, arrangement="5月28日县委统一安排")
    assert desk.state(entry) == "已办结"


@proves("YG-8-2")
def test_a_major_decision_not_reported_is_missing_for_each_of_the_three(desk: Desk):
    decision = desk.decided()
    assert desk.missing("report_register") == [decision.title]
    assert desk.lacks("report_register", decision) == ["市委", "市政府", "县委"]
    told = {"about": decision, "subject": "新建小学", "reported": "2026-05-25 10:00"}
    for to in ("市委", "县委"):
        desk.enter("report_register", to=to, **told)
    assert desk.lacks("report_register", decision) == ["市政府"]
    desk.enter("report_register", to="市政府", **told)
    assert desk.missing("report_register") == []


@proves("YG-14-1")
def test_the_year_s_reports_stand_by_receiver_with_nothing_too(desk: Desk):
    desk.enter("report_register", to="县人大", subject="政府工作报告", reported="2026-03-05 09:00")
    counts = desk.counts("report_register", "to")
    assert (counts["县人大"], counts["市政府"]) == (1, 0)


@proves("YG-14-2")
def test_each_opinion_of_the_consultative_conference_has_its_handling(desk: Desk):
    briefing = desk.enter("report_register", to="县政协", subject="上半年重要工作情况", reported="2026-05-28 09:00")
    opinions = [
        desk.enter("opinion_register", about=briefing.matter, source="县政协", opinion=text)
        for text in ("修路", "增加学位", "整治河道")
    ]
    desk.fill(opinions[1], handled="列入年度计划")
    assert desk.cells(briefing) == {
        "向谁报告": "县政协", "报告事项": "上半年重要工作情况", "报告时间": "2026年5月28日 09:00",
    }  # fmt: skip
    [said] = queries.about(briefing.matter, desk.cast.clerk, desk.cast.book, clock.now())
    states = {desk.cells(row.entry)["意见"]: row.state for row in said.rows}
    assert states == {"修路": "意见待办理", "增加学位": "已办结", "整治河道": "意见待办理"}


@proves("YG-42-4")
def test_a_major_situation_is_before_the_office_at_once_with_both_times(desk: Desk):
    times = {"occurred": "2026-06-01 08:20", "reported": "2026-06-01 08:50"}
    entry = desk.enter("report_register", "education_clerk", to="县政府", subject="校舍受损", **times)
    assert desk.told("clerk") == desk.told("director") == ["台账登记：请示报告：县政府，校舍受损"]
    assert [one.pk for one in desk.entries("report_register")] == [entry.pk]
    cells = desk.cells(entry)
    assert (cells["发生时间"], cells["报告时间"]) == ("2026年6月1日 08:20", "2026年6月1日 08:50（30分后）")


@proves("YG-11-3")
def test_opinions_are_counted_by_source_and_the_gap_is_named(desk: Desk):
    decision = desk.decided()
    for text in ("可行", "宜缓"):
        desk.enter("opinion_register", about=decision, source="专家", opinion=text)
    counts = desk.counts("opinion_register", "source")
    assert (counts["专家"], counts["社会公众"]) == (2, 0)
    assert desk.lacks("opinion_register", decision) == ["社会公众"]


@proves("YG-11-4")
def test_a_decision_without_tracking_is_listed(desk: Desk):
    decision = desk.decided(day="2026-03-20")
    assert desk.missing("tracking_register") == [decision.title]
    desk.enter("tracking_register", about=decision, day="2026-05-20", finding="已开工")
    assert desk.missing("tracking_register") == []


@proves("YG-14-4")
def test_an_answered_proposal_without_contact_says_so_and_is_counted(desk: Desk):
    proposal = {"number": "第7号", "kind": "政协委员提案", "member": "李委员", "answered": "2026-05-20"}
    entry = desk.enter("proposal_contact_register", "education_clerk", organ="education", **proposal)
    assert desk.state(entry) == "未登记与代表、委员的沟通，已12天"
    assert desk.tally("proposal_contact_register", "kind")["政协委员提案"].open == 1
    desk.fill(entry, "education_clerk", day="2026-05-29", result="满意")
    assert desk.tally("proposal_contact_register", "kind")["政协委员提案"].open == 0


@proves("YG-16-2")
def test_interpretations_are_counted_against_what_was_issued(desk: Desk):
    issued = [desk.issued(f"办法之{number}", f"2026-05-{number:02}") for number in range(1, 6)]
    desk.issued("三月的办法", "2026-03-02")
    desk.issued("任免通知", "2026-05-02", dispatch_kind="personnel")
    for matter in issued[:3]:
        desk.enter("interpretation_register", about=matter, interpretation="问答")
    may = queries.Span(date(2026, 5, 1), date(2026, 5, 31))
    register = desk.register("interpretation_register")
    assert queries.counted_missing(desk.cast.clerk, register, may) == (5, 2)
    found = queries.missing(desk.cast.clerk, register, may)
    assert [matter.title for matter in found] == ["办法之4", "办法之5"]


@proves("YG-16-3")
def test_a_concern_says_which_step_is_outstanding_and_since_when(desk: Desk):
    entry = desk.enter("concerns_register", source="新闻舆论", concern="自来水浑浊", received="2026-05-06")
    assert desk.waits(entry) == ["待核实", "待处理", "待回应"]
    desk.fill(entry, verified="属实", handled="已换管")
    assert desk.state(entry) == "待回应，已26天"
    desk.fill(entry, responded="2026-06-01")
    assert desk.state(entry) == "已办结"


@proves("YG-17-1")
def test_a_suggestion_has_number_type_and_unit_and_is_counted(desk: Desk):
    entry = desk.enter("letters_register", type="建议", organ="agriculture", received="2026-05-06")
    assert entry.matter.number == "2026-001"
    assert desk.cells(entry)["承办单位"] == "县农业农村局"
    assert desk.counts("letters_register", "type") == {"建议": 1, "意见": 0, "要求": 0}


@proves("YG-17-2")
def test_the_leader_reads_and_comments_himself(desk: Desk):
    with pytest.raises(BrokenRule, match="由本人填写") as refused:
        desk.enter("letters_register", type="建议", organ="agriculture", reader="head")
    assert refused.value.reasons[0].article == 17
    letter = desk.enter("letters_register", type="建议", organ="agriculture")
    with pytest.raises(BrokenRule, match="由本人填写"):
        desk.fill(letter, comment="请速办")
    actions.show_to(letter.pk, desk.cast.clerk, desk.cast.head)
    desk.fill(letter, "head", reader="head", comment="请速办")
    assert desk.cells(letter)["阅批领导"] == "赵立民"


@proves("YG-17-3")
def test_a_letter_that_he_commented_on_stays_on_his_desk_until_it_is_solved(desk: Desk):
    letter = desk.enter("letters_register", type="建议", organ="agriculture", received="2026-05-06")
    head = desk.cast.head
    assert queries.before(head, clock.now()) == []
    actions.show_to(letter.pk, desk.cast.clerk, head)
    desk.fill(letter, "head", reader="head", comment="请速办")
    [one] = queries.before(head, clock.now())
    assert (one.row.state, one.organs) == ("未办结，已26天", "县农业农村局")
    shown = page(signed_in(head), "/")
    assert "台账中涉及我、未办结的" in shown
    assert f'href="/ledgers/entries/{letter.pk}/#urge-head"' in shown
    actions.urge(letter.pk, head, "请抓紧")
    assert "已催办 1 次" in page(signed_in(head), "/")
    assert queries.before(desk.cast.executive, clock.now()) == []
    desk.fill(letter, result="已解决")
    assert queries.before(head, clock.now()) == []


@proves("YG-26-5")
def test_each_study_has_its_class_and_its_documents(desk: Desk):
    entry = desk.enter("study_register", day="2026-05-20", topic="县委工作安排", form="集体研讨")
    assert desk.state(entry) == "缺学习的文件，已12天"
    desk.fill(entry, papers="《关于春耕工作的通知》")
    assert desk.state(entry) == "已办结"
    counts = desk.counts("study_register", "topic")
    assert list(counts.values()) == [0, 0, 0, 1]
    assert list(counts) == [
        "习近平总书记重要讲话重要指示要求", "党中央和国务院决策部署", "省委省政府、市委市政府工作安排", "县委工作安排",
    ]  # fmt: skip


@proves("YG-26-6")
def test_a_lecture_waits_for_its_lecturer_and_the_forms_are_counted(desk: Desk):
    values = {"topic": "县委工作安排", "papers": "通知"}
    lecture = desk.enter("study_register", form="专家讲座", **values)
    desk.enter("study_register", form="集体研讨", **values)
    assert desk.waits(lecture) == ["缺主讲专家"]
    counts = desk.counts("study_register", "form")
    assert counts == {"领导自学交流": 0, "集体研讨": 1, "部门负责人汇报": 0, "专家讲座": 1}
    desk.fill(lecture, lecturer="省农科院王教授")
    assert desk.waits(lecture) == []


@proves("YG-34-8")
@pytest.mark.parametrize("who", ["education_clerk", "township_clerk"])
def test_departments_and_townships_file_their_documents_with_the_text(desk: Desk, who: str):
    entry = desk.enter("normative_register", who, number="〔2026〕1号", files="第一条")
    assert [one.pk for one in desk.entries("normative_register")] == [entry.pk]
    assert desk.told("clerk") == ["台账登记：规范性文件备案：〔2026〕1号"]


@proves("YG-41-1", "YG-41-2")
def test_visits_have_place_day_and_problems_and_what_became_of_them(desk: Desk):
    seen = {"problems": "缺水；断路；学位不足", "found": "3", "followed": "1", "kind": ["困难多", "矛盾尖锐"]}
    visit = desk.enter("research_register", leader="schools_deputy", place="龙泉镇", day="2026-05-20", **seen)
    assert desk.state(visit) == "问题待解决，已12天"
    cells = desk.cells(visit)
    assert (cells["地点"], cells["日期"], cells["地方情况"]) == ("龙泉镇", "2026年5月20日", "困难多、矛盾尖锐")
    assert (cells["问题个数"], cells["已帮助解决或转办的个数"]) == ("3", "1")
    assert desk.counts("research_register", "leader") == {"孙慧敏": 1}
    assert desk.tally("research_register", "kind")["困难多"].total == 3
