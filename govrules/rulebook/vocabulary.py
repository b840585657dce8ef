"""Every word a rulebook may use, by key, with the words an official reads.

A key outside these lists stops `rulebook validate`. Whether the program can already do what a key
names is not said here: the floors register what they have built, and what nobody registered is shown
as 未核. Keys of checks, consequences, events, routes, features, registers, cadences, posts and
bodies are unique across all the lists, so that one set of plain keys says what is built.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

FactValue = str | int | bool | date


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a matter. `domain` gives the values of a text fact, each with its name."""

    name: str
    type: type[str] | type[int] | type[bool] | type[date]
    domain: dict[str, str] | None = None
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A named gate check: the facts it looks at and the parameters its gate must give."""

    name: str
    facts: tuple[str, ...]
    params: tuple[str, ...] = ()


def yes(name: str) -> Fact:
    return Fact(name, bool)


def number(name: str) -> Fact:
    return Fact(name, int)


STRENGTHS: Final = {"must": "必须", "principle": "原则上", "may": "可以"}

UNITS: Final = {"workday": "工作日", "day": "日"}

STEP_ACTS: Final = {
    "draft": "起草",
    "review": "审核",
    "countersign": "会签",
    "consent": "同意",
    "approve": "审批",
    "sign": "签发",
    "read": "阅知",
    "file": "报备",
}

ACTS: Final = {
    "send_consultation": "发起征求意见",
    "submit": "报送公文",
    "send_to_party_committee": "报送县委",
    "sign_dispatch": "签发公文",
    "take_number": "编号",
    "issue": "印发",
    "issue_department": "部门印发文件",
    "propose_item": "提出议题",
    "fix_agenda": "确定议程",
    "call_meeting": "发出会议通知",
    "decide_item": "议定事项",
    "hold_event": "举行全县性会议或活动",
    "accept_invitation": "县领导出席活动",
    "ask_leave": "请假",
    "publish_information": "对外发布信息",
    "close_proposal": "办结建议提案",
    "leader_publication": "县领导出版、题词等",
}

POSTS: Final = {
    "head": "政府主要负责人",
    "executive_deputy": "常务副职",
    "deputy": "副职",
    "party_group_member": "党组成员",
    "office_director": "办公室主任",
    "office_deputy_director": "办公室副主任",
    "office_clerk": "办公室工作人员",
    "department_head": "部门主要负责人",
    "department_deputy": "部门其他负责人",
    "department_clerk": "部门工作人员",
    "township_head": "乡镇政府主要负责人",
    "township_deputy": "乡镇政府其他负责人",
    "township_clerk": "乡镇政府工作人员",
    "institution_head": "直属事业单位主要负责人",
    "institution_deputy": "直属事业单位其他负责人",
    "institution_clerk": "直属事业单位工作人员",
    "portfolio_leader": "分管领导",
    "meeting_chair": "会议主持人",
}

WHOSE: Final = {
    "matter_organ": "主办单位的",
    "portfolio_of_organ": "分管主办单位的",
    "portfolio_of_touched": "分管所涉单位的",
    "office": "政府办公室的",
}

GROUNDS: Final = {
    "ab_pair": "AB角",
    "mutual_pair": "互为AB角",
    "entrustment": "受委托",
    "arrangement": "按安排代行",
    "responsible_person": "部门负责人",
    "by_post": "依职务代行",
}

OCCASIONS: Final = {"absence": "外出", "vacancy": "缺位"}

BODIES: Final = {
    "plenary": "全体会议",
    "standing": "常务会议",
    "head_office": "政府主要负责人办公会议",
    "special": "专题会议",
    "party_group": "党组会议",
}

OUTSIDE: Final = {
    "congress": "人大",
    "cppcc": "政协",
    "discipline": "纪委监委",
    "party_committee": "党委",
}

STATES: Final = {
    "draft": "起草中",
    "consulting": "征求意见中",
    "submitted": "已报送",
    "in_review": "办公室审核中",
    "in_approval": "呈批中",
    "returned": "已退回",
    "approved": "已批准",
    "declined": "不予批准",
    "withdrawn": "已撤回",
    "signed": "已签发",
    "numbered": "已编号",
    "issued": "已印发",
    "read": "已阅",
    "closed": "已办结",
}

EVENTS: Final = {
    "countersign_sent": "征求意见或会签送达",
    "meeting_ended": "会议结束",
    "countywide_event_day": "全县性会议或活动举行日",
    "upward_limit": "上级规定的报送时限",
    "submission_accepted": "办公室收文",
    "departure": "离县外出",
    "proposal_assigned": "建议提案交办",
    "normative_issued": "规范性文件印发",
}

CONSEQUENCES: Final = {
    "deemed_no_objection": "视为无不同意见",
    "open_dispatch": "批准后起草发文",
    "number_and_issue": "编号印发",
    "issue_minutes": "印发纪要",
    "list_item": "列入议程",
    "carry_out_event": "按批准组织实施",
    "record_leave": "登记请假",
}

ROUTES: Final = {
    "incoming": "来文呈批",
    "dispatch": "发文签发",
    "minutes": "纪要签发",
    "agenda_item": "议题确定",
    "countywide_meeting": "全县性会议和重要活动报批",
    "meeting_leave": "会议请假",
    "leave": "外出请假",
}

DEADLINES: Final = {
    "countersign_reply": "征求意见、会签答复",
    "minutes_issue": "纪要印发",
    "countywide_request": "全县性会议和重要活动报请示",
    "proxy_draft": "代拟稿报送",
    "processing": "公文办理",
    "leave_request": "请假",
    "normative_filing": "规范性文件备案",
}

CADENCES: Final = {
    "meeting_cadence": "会议召开次数",
    "law_study": "常务会议学法",
    "grassroots_research": "领导基层调研",
}

FEATURES: Final = {
    "stand_in": "谁来代行",
    "composition": "政府组成人员",
    "head_responsibility": "行政首长负责制",
    "portfolios": "分管领导按分工负责",
    "task_entrustment": "专项任务委托",
    "ab_roles": "领导互为AB角",
    "disagreement_coordination": "部门分歧的协调",
    "first_topic_study": "常务会议学习第一议题",
    "meeting_organizer": "会议组织",
    "no_meeting_leave": "参会要求",
    "supervision_13710": "“13710”督办机制",
    "institutions_as_departments": "直属事业单位适用",
    "commencement": "施行与旧规则停止执行",
}

REGISTERS: Final = {
    "consultation_register": "征求意见登记",
    "incoming_register": "来文登记",
    "dispatch_register": "发文登记",
    "disclosure_register": "信息公开登记",
    "interpretation_register": "政策解读登记",
    "opinion_register": "听取意见登记",
    "tracking_register": "重大决策跟踪反馈登记",
    "report_register": "请示报告登记",
    "letters_register": "群众来信和意见登记",
    "proposal_contact_register": "建议提案沟通登记",
    "concerns_register": "社会关切回应登记",
    "study_register": "学习登记",
    "leave_register": "请销假登记",
    "foreign_affairs_register": "外事活动登记",
    "research_register": "调研登记",
}

# Facts of a document, of a consultation, of a meeting, of a leave, of a release.
FACTS: Final = {
    "doc_kind": Fact("文种", str, {"request": "请示", "report": "报告"}),
    "sender": Fact(
        "报送单位", str, {"department": "部门", "township": "乡镇政府", "institution": "直属事业单位"}
    ),
    "in_name_of": Fact(
        "发文名义",
        str,
        {"county": "政府", "office": "办公室", "department": "部门", "county_joint_party": "党委政府联合"},
    ),
    "dispatch_kind": Fact(
        "发文种类",
        str,
        {
            "decision": "决定",
            "normative": "行政规范性文件",
            "bill": "议案",
            "personnel": "人事任免",
            "ordinary": "一般公文",
            "reply": "批复",
        },
    ),
    "important_signer": Fact(
        "重要文件由谁签发", str, {"portfolio_leader": "分管领导", "head": "政府主要负责人"}
    ),
    "direction": Fact("行文方向", str, {"up": "上行", "down": "下行", "level": "平行"}),
    "scope": Fact(
        "部署内容", str, {"overall": "全局性、综合性工作", "special": "专项工作或具体任务", "other": "其他"}
    ),
    "important": yes("重要文件"),
    "major": yes("重大事项"),
    "major_issue": yes("重大问题"),
    "normative": yes("规范性文件草案"),
    "decision_draft": Fact("规范性文件草案或重大事项", bool, any_of=("normative", "major")),
    "alt_consent": yes("主要负责人同意由分管领导签发"),
    "touches_others": yes("涉及其他单位"),
    "portfolios": number("涉及几位领导分管"),
    "length": number("正文字数"),
    "matters": number("请示事项数"),
    "recipients": number("主送机关数"),
    "contains_request": yes("夹带请示事项"),
    "skips_level": yes("越级行文"),
    "skip_approved": yes("越级行文已经批准"),
    "addressed_to_leader": yes("直接报送领导个人"),
    "assigned_by_leader": yes("领导交办"),
    "major_direct": yes("必须直接报送的重大事项"),
    "number_given": yes("发文字号"),
    "contact_given": yes("联系人和电话"),
    "signatory_given": yes("签发人"),
    "necessity_stated": yes("已说明行文必要性"),
    "substance_confirmed": yes("有实质性内容和参考价值"),
    "unconsulted": number("应征求而未征求的单位数"),
    "open_consultations": number("未答复且未到期的单位数"),
    "to_township": yes("向乡镇政府征求意见"),
    "has_disagreement": yes("部门之间有分歧"),
    "heads_conferred": yes("部门主要负责人已协商"),
    "positions_listed": yes("各方意见"),
    "grounds_listed": yes("各方理据"),
    "proposal_given": yes("办理建议"),
    "signed_by_main_head": yes("主办单位主要负责人已签署"),
    "research_done": yes("已开展调查研究"),
    "legality_assessed": yes("合法性评估论证"),
    "necessity_assessed": yes("必要性评估论证"),
    "public_interest": yes("涉及重大公共利益、公众权益或社会稳定"),
    "hearing_forms": number("听取意见的形式数"),
    "risk_assessed": yes("已作风险评估"),
    "legality_reviewer": Fact(
        "合法性审核单位", str, {"none": "未审核", "own": "本单位法制机构", "justice": "司法行政部门"}
    ),
    "market_activity": yes("涉及市场主体经济活动"),
    "competition_reviewed": yes("已作公平竞争审查"),
    "standing_discussed": yes("常务会议已讨论"),
    "standing_passed": yes("常务会议已讨论通过"),
    "collectively_decided": yes("常务会议或全体会议已决定"),
    "mainly_government": yes("内容主要涉及政府职责且由政府部门牵头起草"),
    "county_reviewed": yes("政府已审核"),
    "within_own_powers": yes("属部门或议事协调机构职权范围"),
    "already_covered": yes("法规已明确或现行文件仍适用"),
    "without_substance": yes("没有实质内容、可发可不发"),
    "standalone_plan": yes("分工方案单独发文"),
    "directs_townships": yes("向乡镇政府发指令或提指令性要求"),
    "order_authorised": yes("经政府授权"),
    "demands_supporting": yes("要求乡镇政府制发配套文件"),
    "several_departments": yes("涉及两个及以上部门职权"),
    "issued_jointly": yes("由有关部门联合制定"),
    "sensitive_policy": yes("涉及公众权益、社会关注度高、敏感性强"),
    "county_requested": yes("已事先请示政府"),
    "body": Fact("会议", str, dict(BODIES)),
    "business_class": number("议题属第几类会议任务"),
    "proposer": Fact("议题提出人", str, dict(POSTS)),
    "study_first": yes("第一项为学习"),
    "guests_missing": number("应邀而未邀的列席单位数"),
    "meeting_approved": yes("会议已经批准"),
    "department_meeting": yes("部门工作会议"),
    "concurrent_head": yes("该领导兼任该部门负责人"),
    "event_approved": yes("会议活动已经批准"),
    "budget_line": yes("已列入预算"),
    "leave_post": Fact("请假人职务", str, dict(POSTS)),
    "before_departure": yes("外出前已办理"),
    "abroad": yes("因公临时出国（境）"),
    "abroad_approved": yes("出国（境）已按规定批准"),
    "release_approved": yes("发布内容已审定"),
    "party_matter": yes("重大原则问题或党委管理事项"),
    "reported_to_party": yes("已向党委请示报告"),
    "specially_approved": yes("已按规定报批"),
    "result_published": yes("办理结果已公开或已注明不公开理由"),
}

CHECKS: Final = {
    "no_skip_level": Check("不得越级行文", ("skips_level", "skip_approved")),
    "single_recipient": Check("不得多头报文", ("recipients",), ("max",)),
    "one_matter": Check("一文一事", ("matters",), ("max",)),
    "no_request_in_report": Check("报告不得夹带请示事项", ("contains_request",)),
    "not_to_leader": Check(
        "不直接报送领导个人", ("addressed_to_leader", "assigned_by_leader", "major_direct")
    ),
    "length": Check("篇幅", ("length",), ("max",)),
    "submission_form": Check(
        "公文格式要素", ("number_given", "contact_given", "signatory_given"), ("elements",)
    ),
    "necessity": Check("行文确有必要", ("necessity_stated",)),
    "substance": Check("实质性内容", ("substance_confirmed",)),
    "consulted": Check("已征求有关单位意见", ("unconsulted",)),
    "consultation_answered": Check("征求意见已有结果", ("open_consultations",)),
    "heads_conferred": Check("主要负责人协商分歧", ("heads_conferred",)),
    "disagreement_set_out": Check("列明分歧", ("positions_listed", "grounds_listed", "proposal_given")),
    "signed_by_main_head": Check("主要负责人签署", ("signed_by_main_head",)),
    "research": Check("调查研究", ("research_done",)),
    "assessed": Check("合法性、必要性评估论证", ("legality_assessed", "necessity_assessed")),
    "hearings": Check("多种形式听取意见", ("hearing_forms",), ("min",)),
    "risk_assessment": Check("风险评估", ("risk_assessed",)),
    "legality_review": Check("合法性审核", ("legality_reviewer",), ("by",)),
    "fair_competition": Check("公平竞争审查", ("competition_reviewed",)),
    "standing_discussed": Check("先经常务会议讨论", ("standing_discussed",)),
    "standing_passed": Check("先经常务会议讨论通过", ("standing_passed",)),
    "collective_decision": Check("集体讨论决定", ("collectively_decided",)),
    "county_review_first": Check("先报政府审核", ("county_reviewed",)),
    "own_name": Check("以自己名义发文", ("within_own_powers",)),
    "not_repeated": Check("不重复发文", ("already_covered",)),
    "worth_issuing": Check("不发没有实质内容的文件", ("without_substance",)),
    "merged_plan": Check("分工方案合并印发", ("standalone_plan",)),
    "no_downward_order": Check("不得擅自向乡镇发指令", ("directs_townships", "order_authorised")),
    "no_supporting_demand": Check("不得擅自要求乡镇制发配套文件", ("demands_supporting",)),
    "joint_form": Check("跨部门事项联合制定", ("issued_jointly",)),
    "prior_request": Check("事先请示政府", ("county_requested",)),
    "business_class": Check("议题属会议任务", ("business_class",), ("classes",)),
    "proposer": Check("议题提出人", ("proposer",), ("allowed",)),
    "study_first": Check("学习为第一议题", ("study_first",)),
    "guests_invited": Check("邀请列席", ("guests_missing",)),
    "meeting_approved": Check("会议经过审批", ("meeting_approved",)),
    "leaders_stay_away": Check("领导不出席部门工作会议", ("department_meeting", "concurrent_head")),
    "event_approved": Check("会议活动经过批准", ("event_approved",)),
    "budgeted": Check("经费列入预算", ("budget_line",)),
    "before_departure": Check("外出前办理", ("before_departure",)),
    "abroad_approved": Check("出国（境）经过批准", ("abroad_approved",)),
    "release_approved": Check("发布前审定", ("release_approved",)),
    "reported_to_party": Check("向党委请示报告", ("reported_to_party",)),
    "specially_approved": Check("特殊情况报批", ("specially_approved",)),
    "result_published": Check("公开办理结果", ("result_published",)),
}
