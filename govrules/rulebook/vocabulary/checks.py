"""The gate checks: what each looks at, and the parameters that its gate must give."""

from dataclasses import dataclass
from typing import Final

from govrules.rulebook.vocabulary.facts import FACTS
from govrules.rulebook.vocabulary.names import POSTS


@dataclass(frozen=True, slots=True)
class Check:
    """A named gate check: the facts it looks at and the parameters its gate must give."""

    name: str
    facts: tuple[str, ...]
    params: tuple[str, ...] = ()

    def choices(self, param: str) -> tuple[str, ...] | None:
        """What its gate may say in a parameter: of facts only those that it looks at; None for a number."""
        allowed = PARAMS[param]
        mine = tuple(each for each in allowed or () if each in self.facts)
        return mine or allowed


# What a gate's parameter may say: one or more of these, or (None) a whole number from 1.
PARAMS: Final[dict[str, tuple[str, ...] | None]] = {
    "max": None,
    "min": None,
    "classes": None,
    "by": ("own", "justice"),
    "reviewer": ("own", "authority"),
    "elements": ("number_given", "contact_given", "signatory_given"),
    "allowed": tuple(POSTS),
    "except": ("assigned_by_leader", "major_direct", "secret_direct", "emergency_direct"),
    "procedures": (
        "legality_review_done",
        "public_participation",
        "risk_assessed",
        "draft_decided",
        "expert_reviewed",
        "procedures_done",
        "filed_in_time",
    ),
    "papers": (
        "interpretation_given",
        "opinion_plan_given",
        "policy_basis_given",
        "meeting_papers_given",
        "legality_paper_given",
        "attendee_list_given",
        "proposed_opinion_given",
        "invitation_given",
        "plan_given",
    ),
    "meetings": ("standing_passed", "head_office_passed", "plenary_passed"),
    "senders": tuple(FACTS["sender"].domain or ()),
    "aspects": (
        "legality_assessed",
        "necessity_assessed",
        "soundness_assessed",
        "feasibility_assessed",
        "control_assessed",
    ),
}

# Of what a parameter may say, a check takes only what it looks at itself.
DRAFT_PROCEDURES: Final = ("legality_review_done", "public_participation", "risk_assessed", "draft_decided")
ITEM_PROCEDURES: Final = (
    "procedures_done",
    "filed_in_time",
    "public_participation",
    "expert_reviewed",
    "risk_assessed",
    "legality_review_done",
)
INTERPRETATION: Final = ("interpretation_given", "opinion_plan_given")
MEETING_PAPERS: Final = (
    "policy_basis_given",
    "meeting_papers_given",
    "legality_paper_given",
    "attendee_list_given",
    "proposed_opinion_given",
)

CHECKS: Final = {
    "no_skip_level": Check("不得越级行文", ("skips_level", "skip_approved")),
    "never_skip_level": Check("一律不得越级行文", ("skips_level",)),
    "single_recipient": Check("不得多头报文", ("recipients",), ("max",)),
    "one_matter": Check("一文一事", ("matters",), ("max",)),
    "no_request_in_report": Check("报告不得夹带请示事项", ("contains_request",)),
    "not_to_leader": Check("不直接报送领导个人", ("addressed_to_leader", *PARAMS["except"]), ("except",)),
    "length": Check("篇幅", ("length",), ("max",)),
    "submission_form": Check("公文格式要素", ("number_given", "contact_given", "signatory_given"), ("elements",)),
    "necessity": Check("行文确有必要", ("necessity_stated",)),
    "substance": Check("实质性内容", ("substance_confirmed",)),
    "consulted": Check("已征求有关单位意见", ("unconsulted",)),
    "consultation_answered": Check("征求意见已有结果", ("open_consultations",)),
    "consultation_settled": Check("未答复的已列明情况", ("unsettled_consultations",)),
    "heads_conferred": Check("主要负责人协商分歧", ("heads_conferred",)),
    "agreed": Check("已协调一致", ("has_disagreement",)),
    "coordinated": Check("分管领导已协调", ("coordinated",)),
    "disagreement_countersigned": Check("分歧说明已会签", ("disagreement_countersigned",)),
    "disagreement_set_out": Check("列明分歧", ("positions_listed", "grounds_listed", "proposal_given")),
    "signed_by_main_head": Check("主要负责人签署", ("signed_by_main_head",)),
    "research": Check("调查研究", ("research_done",)),
    "assessed": Check("合法性、必要性评估论证", ("legality_assessed", "necessity_assessed")),
    "assessed_aspects": Check("各方面的评估论证", PARAMS["aspects"], ("aspects",)),
    "hearings": Check("多种形式听取意见", ("hearing_forms",), ("min",)),
    "risk_assessment": Check("风险评估", ("risk_assessed",)),
    "legality_review": Check("合法性审核", ("legality_reviewer",), ("by",)),
    "fair_competition": Check("公平竞争审查", ("competition_reviewer",), ("reviewer",)),
    "standing_discussed": Check("先经常务会议讨论", ("standing_discussed",)),
    "standing_passed": Check("先经常务会议讨论通过", ("standing_passed",)),
    "collective_decision": Check("集体讨论决定", ("collectively_decided",)),
    "passed_at_a_meeting": Check("政府会议讨论同意", tuple(PARAMS["meetings"] or ()), ("meetings",)),
    "usual_submitter": Check("由一般规定的领导牵头提交", ("usual_submitter",)),
    "party_decided": Check("同级党委已经决定", ("party_decided",)),
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
    "release_approved": Check("事先审定", ("release_approved",)),
    "upper_approved": Check("上级政府批准", ("upper_approved",)),
    "special_case": Check("特殊情况才办理", ("special_case",)),
    "party_arranged": Check("党委统一安排才办理", ("party_arranged",)),
    "declined": Check("不办理", ("public_sort",)),
    "not_made_public": Check("不公开发表", ("made_public",)),
    "rules_named": Check("按有关规定办理", ("rules_named",)),
    "through_office": Check("由办公室统一办理", ("asked_directly",)),
    "no_ceremony": Check("不参加庆典和应酬性活动", ("ceremonial",)),
    "invitation_papers": Check("邀请材料齐备", ("invitation_given", "plan_given"), ("papers",)),
    "press_grounds": Check("决定报道的考虑", ("press_need", "press_value", "press_effect")),
    "public_concern": Check("反映群众关心的内容", ("public_concern",)),
    "reported_to_party": Check("向党委请示报告", ("reported_to_party",)),
    "specially_approved": Check("特殊情况报批", ("specially_approved",)),
    "result_published": Check("公开办理结果", ("result_published",)),
    "disclosure_set": Check("确定公开属性", ("disclosure_given",)),
    "field_checked": Check("实地考察、核实情况", ("field_checked",)),
    "collective_record": Check("本单位集体讨论并附纪要", ("collectively_discussed",)),
    "draft_procedures": Check("起草规范性文件的必经程序", DRAFT_PROCEDURES, ("procedures",)),
    "interpretation_ready": Check("解读材料齐备", INTERPRETATION, ("papers",)),
    "lead_time": Check("预留研究决策时间", ("workdays_left",), ("min",)),
    "urgency_explained": Check("说明紧急原因", ("urgency_reason_given",)),
    "government_matter": Check("属政府决定的事项", ("within_own_powers",)),
    "sender_allowed": Check("可以直接报送的单位", ("sender",), ("senders",)),
    "office_name_enough": Check("不以办公室名义可办的才以政府名义", ("office_would_do",)),
    "not_copied": Check("不照抄照转", ("copies_superior",)),
    "not_speech": Check("讲话、纪要不另发文", ("leader_speech",)),
    "not_relayed": Check("不转发上级部门文件的贯彻意见", ("relays_department_document",)),
    "not_reprinted": Check("不翻印、转发已公开的文件", ("reprints",)),
    "formal_document": Check("以正式文件报送", ("informal_form",)),
    "government_studied": Check("先经政府研究", ("government_studied",)),
    "department_name_enough": Check("不以部门名义可办的才以政府或办公室名义", ("department_would_do",)),
    "no_report_demand": Check("不得擅自要求下级政府报送公文", ("demands_reports", "order_authorised")),
    "takes_over_named": Check("明确主持工作的负责人", ("takes_over_named",)),
    "abroad_within_limits": Check("出国次数、时间、国家数量符合规定", ("abroad_within_limits",)),
    "pair_present": Check("互为AB角的不同时外出", ("pair_away",)),
    "late_item_urgent": Check("临时增加的是紧急事项", ("urgent_item",)),
    "sponsor_present": Check("提出议题的领导到会", ("sponsor_present",)),
    "materials_complete": Check("议题材料齐备", MEETING_PAPERS, ("papers",)),
    "procedures_complete": Check("会前程序完备", ITEM_PROCEDURES, ("procedures",)),
    "settled_before": Check("会前已协调一致或已经批准", ("has_disagreement", "approved_beforehand")),
    "talked_with_head": Check("会前与主要负责人沟通", ("talked_with_head",)),
    "public_consultation_length": Check("公开征求意见的天数", ("public_consultation_days",), ("min",)),
    "overall_interest": Check("事关全局", ("overall_interest",)),
    "overall_or_required": Check("事关全局或按规定须由政府决定", ("overall_interest", "required_by_rules")),
    "clear_opinion": Check("有明确意见", ("clear_opinion",)),
    "chair_allowed": Check("主持人", ("chair_post",), ("allowed",)),
    "chair_in_charge": Check("由分管领导主持", ("chair_in_charge",)),
    "not_mergeable": Check("相近的会议合并召开", ("event_mergeable",)),
    "meeting_needed": Check("确需开会", ("settled_on_paper",)),
    "not_issued_already": Check("已发文部署的不再开会", ("issued_already",)),
    "consent_before_reply": Check("同意后再答复", ("replied_before_consent",)),
    "never_blank": Check("空白纸不得盖章", ("blank_paper",)),
    "not_blank": Check("空白文书除特殊情况外不得盖章", ("blank_paper", "seal_exception")),
    "seal_stays": Check("印章不带出单位", ("seal_taken_out",)),
    "seal_out_for_foreign_affairs": Check("仅外事需要可以带出", ("foreign_affairs",)),
    "seal_escorted": Check("机要人员随同", ("escorted",)),
    "seal_with_keeper": Check("保管人和用印人共同携带", ("keeper_goes",)),
    "seal_signed_off": Check("先经审批签字", ("signed_off",)),
    "signed_text_kept": Check("留存领导签字的文稿", ("signed_text_kept",)),
    "letter_certified": Check("有乡镇政府或部门的证明", ("certificate_given", "seal_exception")),
    "bearer_in_service": Check("持信人为在职职工", ("in_service", "seal_exception")),
}
