"""What may be known of a matter: each fact with its type and, if it has one, its finite domain."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from govrules.rulebook.vocabulary.names import BODIES, LEAVE_KINDS, POSTS, ROLES
from govrules.rulebook.vocabulary.subjects import SUBJECTS

FactValue = str | int | bool | date


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a matter. `domain` gives the values of a text fact, each with its name.

    A `picked` fact is the office's choice among those that the rules name; no other value ever occurs.
    A `derived` fact is worked out by the floors from what is on record, so that no form asks for it.
    """

    name: str
    type: type[str] | type[int] | type[bool] | type[date]
    domain: dict[str, str] | None = None
    any_of: tuple[str, ...] = ()
    picked: bool = False
    derived: bool = False


def yes(name: str, *, derived: bool = False) -> Fact:
    return Fact(name, bool, derived=derived)


def number(name: str, *, derived: bool = False) -> Fact:
    return Fact(name, int, derived=derived)


# Facts of a document, of a consultation, of a meeting, of a leave, of a release.
FACTS: Final = {
    "doc_kind": Fact("文种", str, {"request": "请示", "report": "报告"}),
    "sender": Fact(
        "报送单位",
        str,
        {
            "department": "部门",
            "township": "乡镇政府",
            "institution": "直属事业单位",
            "coordinating_body": "议事协调机构、临时机构",
            "subordinate_unit": "部门内设机构、所属单位",
        },
    ),
    "in_name_of": Fact(
        "发文名义",
        str,
        {
            "county": "政府",
            "office": "办公室",
            "department": "部门",
            "county_joint_party": "党委政府联合",
            "office_joint_party": "办公室与党委办公室联合",
        },
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
            "order": "命令",
            "regulation": "规章",
            "bulletin": "工作通报",
        },
    ),
    "signer": Fact(
        "由谁签发",
        str,
        {key: POSTS[key] for key in ("office_director", "portfolio_leader", "executive_deputy", "head")},
        picked=True,
    ),
    "addressee": Fact(
        "发往",
        str,
        {
            "upper_government": "上级政府及其办公厅（室）",
            "upper_department": "上级政府部门",
            "party_committee": "同级党委",
            "congress": "人大及其常委会",
            "cppcc": "政协",
            "peer": "其他平行机关",
            "subordinate": "下级机关",
        },
    ),
    "urgency": Fact(
        "紧急程度",
        str,
        {"ordinary": "一般", "urgent": "加急", "extra": "特急", "extra_important": "特急重要"},
    ),
    "side_by_side": yes("紧急公文同时分送有关领导"),
    "funds": yes("财政资金审批事项"),
    "asks_dispatch": yes("申请以政府或办公室名义发文"),
    "field_checked": yes("已实地考察、核实情况"),
    "collectively_discussed": yes("已经本单位集体讨论，附会议纪要"),
    "legality_review_done": yes("已作合法性审查"),
    "public_participation": yes("已履行公众参与程序"),
    "draft_decided": yes("已经本单位集体决策"),
    "interpretation_given": yes("解读材料"),
    "opinion_plan_given": yes("舆情应对方案"),
    "disclosure_given": yes("已确定公开属性"),
    "to_be_public": yes("属于主动公开"),
    "workdays_left": number("留给政府研究决策的工作日数"),
    "urgency_reason_given": yes("已说明紧急原因"),
    "sudden_event": yes("突发事件"),
    "direction": Fact("行文方向", str, {"up": "上行", "down": "下行", "level": "平行"}),
    "scope": Fact("部署内容", str, {"overall": "全局性、综合性工作", "special": "专项工作或具体任务", "other": "其他"}),
    "important": yes("重要文件"),
    "major": yes("重大事项"),
    "major_issue": yes("重大问题"),
    "normative": yes("规范性文件草案"),
    "decision_draft": Fact("规范性文件草案或重大事项", bool, any_of=("normative", "major")),
    "funds_or_major": Fact("财政资金审批事项或重大事项", bool, any_of=("funds", "major")),
    "contract": yes("以政府名义签订的合同"),
    "alt_consent": yes("主要负责人同意由分管领导签发"),
    "touches_others": yes("涉及其他单位"),
    "portfolios": number("涉及几位领导分管"),
    "length": number("正文字数"),
    "matters": number("请示事项数"),
    "recipients": number("主送机关数"),
    "contains_request": yes("夹带请示事项"),
    "skips_level": yes("越级行文"),
    "skip_approved": yes("越级行文已经批准"),
    "informal_form": yes("以呈阅件、信笺等非正式公文报送"),
    "addressed_to_leader": yes("直接报送领导个人"),
    "assigned_by_leader": yes("领导交办"),
    "major_direct": yes("必须直接报送的重大事项"),
    "secret_direct": yes("必须直接报送的涉密事项"),
    "emergency_direct": yes("重大突发事件"),
    "number_given": yes("发文字号"),
    "contact_given": yes("联系人和电话"),
    "signatory_given": yes("签发人"),
    "necessity_stated": yes("已说明行文必要性"),
    "substance_confirmed": yes("有实质性内容和参考价值"),
    "unconsulted": number("应征求而未征求的单位数"),
    "open_consultations": number("未答复且未到期的单位数"),
    "unsettled_consultations": number("未答复、也未列明情况的单位数"),
    "to_township": yes("征求意见的一方为乡镇政府"),
    "has_disagreement": yes("部门之间有分歧"),
    "heads_conferred": yes("部门主要负责人已协商"),
    "positions_listed": yes("各方意见"),
    "grounds_listed": yes("各方理据"),
    "proposal_given": yes("办理建议"),
    "coordinated": yes("分管领导已协调并有结果", derived=True),
    "disagreement_countersigned": yes("分歧说明已由有关单位会签", derived=True),
    "signed_by_main_head": yes("主办单位主要负责人已签署"),
    "research_done": yes("已开展调查研究"),
    "legality_assessed": yes("合法性评估论证"),
    "necessity_assessed": yes("必要性评估论证"),
    "soundness_assessed": yes("科学性评估论证"),
    "feasibility_assessed": yes("可行性评估论证"),
    "control_assessed": yes("可控性评估论证"),
    "public_interest": yes("涉及重大公共利益、公众权益或社会稳定"),
    "hearing_forms": number("听取意见的形式数"),
    "risk_assessed": yes("已作风险评估"),
    "legality_reviewer": Fact(
        "合法性审核单位", str, {"none": "未审核", "own": "本单位法制机构", "justice": "司法行政部门"}, derived=True
    ),
    "market_activity": yes("涉及市场主体经济活动"),
    "competition_reviewer": Fact(
        "公平竞争审查单位", str, {"none": "未审查", "own": "本单位", "authority": "市场监督管理部门"}, derived=True
    ),
    "standing_discussed": yes("常务会议已讨论", derived=True),
    "standing_passed": yes("常务会议已讨论通过", derived=True),
    "collectively_decided": yes("常务会议或全体会议已决定", derived=True),
    "head_office_passed": yes("政府主要负责人办公会议已讨论通过", derived=True),
    "plenary_passed": yes("全体会议已讨论通过", derived=True),
    "usual_submitter": yes("由一般规定的领导牵头提交", derived=True),
    "needs_party_decision": yes("须报请同级党委决定"),
    "party_decided": yes("同级党委已同意", derived=True),
    "county_name": yes("以政府名义研究的议题"),
    "government_studied": yes("政府已研究"),
    "mainly_government": yes("内容主要涉及政府职责且由政府部门牵头起草"),
    "county_reviewed": yes("政府已审核"),
    "within_own_powers": yes("属部门或议事协调机构职权范围"),
    "already_covered": yes("法规已明确或现行文件仍适用"),
    "without_substance": yes("没有实质内容、可发可不发"),
    "standalone_plan": yes("分工方案单独发文"),
    "office_would_do": yes("可以办公室名义行文"),
    "department_would_do": yes("可以部门名义或部门联合行文"),
    "copies_superior": yes("照抄照转上级文件"),
    "leader_speech": yes("领导讲话、会议纪要"),
    "relays_department_document": yes("贯彻上级部门文件的意见"),
    "reprints": yes("翻印、转发已公开发布的上级文件"),
    "directs_townships": yes("向乡镇政府发指令或提指令性要求"),
    "order_authorised": yes("经政府授权"),
    "demands_supporting": yes("要求乡镇政府制发配套文件"),
    "demands_reports": yes("要求下级政府向本部门报送公文"),
    "several_departments": yes("涉及两个及以上部门职权"),
    "issued_jointly": yes("由有关部门联合制定"),
    "sensitive_policy": yes("涉及公众权益、社会关注度高、敏感性强"),
    "county_requested": yes("已事先请示政府"),
    "body": Fact("会议", str, dict(BODIES), derived=True),
    "business_class": number("议题属第几类会议任务", derived=True),
    "proposer": Fact("议题提出人", str, dict(POSTS), derived=True),
    "study_first": yes("第一项为学习", derived=True),
    "guests_missing": number("应邀而未邀的列席单位数", derived=True),
    "subject": Fact("事项类别", str, dict(SUBJECTS)),
    "overall_interest": yes("事关全局"),
    "required_by_rules": yes("按规定必须由政府作出决定"),
    "clear_opinion": yes("有明确意见"),
    "policy_content": yes("政策性、规定性内容"),
    "approved_beforehand": yes("会前已经批准"),
    "urgent_item": yes("紧急事项"),
    "talked_with_head": yes("会前已与主要负责人沟通汇报"),
    "filed_in_time": yes("按要求时限报送"),
    "procedures_done": yes("已履行会前程序"),
    "expert_reviewed": yes("已经专家论证"),
    "public_consultation_chosen": yes("选择向社会公开征求意见"),
    "public_consultation_days": number("公开征求意见的天数"),
    "policy_basis_given": yes("政策依据"),
    "meeting_papers_given": yes("会议资料"),
    "legality_paper_given": yes("合法性审查资料"),
    "attendee_list_given": yes("拟参会人员名单"),
    "proposed_opinion_given": yes("会议拟定意见"),
    "sponsor_present": yes("提出议题的领导到会", derived=True),
    "chair_post": Fact("会议主持人职务", str, dict(POSTS), derived=True),
    "chair_in_charge": yes("会议主持人分管该项工作", derived=True),
    "meeting_approved": yes("会议已经批准", derived=True),
    "event_kind": Fact(
        "会议活动种类",
        str,
        {"countywide": "全县（区）性会议、重要活动", "festive": "论坛、庆典、节会", "other": "其他"},
    ),
    "department_meeting": yes("部门工作会议"),
    "called_by_deputy": yes("由副职召开的专题会议"),
    "half_of_heads": yes("需半数以上乡镇政府或部门主要负责人参加"),
    "township_heads_attend": yes("需乡镇政府主要负责人参加"),
    "concurrent_head": yes("该领导兼任该部门负责人"),
    "event_approved": yes("会议活动已经批准", derived=True),
    "budget_line": yes("已列入预算"),
    "event_mergeable": yes("有内容、时间相近的会议可以合并"),
    "settled_on_paper": yes("用文件、电话能够解决"),
    "issued_already": yes("政府已经发文部署"),
    "upper_meeting": yes("上级单位商洽在本地召开的会议"),
    "replied_before_consent": yes("未经同意已答复"),
    "leave_post": Fact("请假人职务", str, {key: POSTS[key] for key in POSTS if key not in ROLES}),
    "leave_kind": Fact("外出事由", str, dict(LEAVE_KINDS)),
    "before_departure": yes("外出前已办理"),
    "urgent_trip": yes("因紧急事项临时外出"),
    "pair_away": yes("互为AB角的领导同时外出"),
    "abroad": yes("因公临时出国（境）"),
    "abroad_approved": yes("出国（境）已按规定批准"),
    "abroad_within_limits": yes("出国次数、时间、国家数量符合有关规定"),
    "takes_over_named": yes("已明确外出期间主持工作的负责人"),
    "release_approved": yes("发布内容已审定"),
    "party_matter": yes("重大原则问题或党委管理事项"),
    "reported_to_party": yes("已向党委请示报告"),
    "party_report_matter": yes("须向党委请示报告的重大事项"),
    "specially_approved": yes("已按规定报批"),
    "result_published": yes("办理结果已公开或已注明不公开理由"),
}
