"""Words without further structure: key and the name that an official reads."""

from typing import Final

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
    "opine": "提出意见",
    "coordinate": "协调分歧",
    "lead_opinion": "提出主导意见",
    "sign_opinion": "在会签意见上签字",
}

ACTS: Final = {
    "send_consultation": "发起征求意见",
    "submit": "报送公文",
    "approve_submission": "领导审批来文",
    "send_to_party_committee": "报送同级党委",
    "sign_dispatch": "签发公文",
    "take_number": "编号",
    "issue": "印发",
    "issue_department": "部门印发文件",
    "propose_item": "提出议题",
    "fix_agenda": "确定议程",
    "call_meeting": "发出会议通知",
    "add_item_late": "临时增加议题",
    "open_meeting": "宣布开会",
    "discuss_item": "讨论议题",
    "decide_item": "议定事项",
    "issue_minutes": "印发纪要",
    "hold_event": "举行全县（区）性会议或活动",
    "accept_invitation": "政府领导出席活动",
    "ask_leave": "请假",
    "grant_leave": "准假",
    "publish_information": "对外发布信息",
    "close_proposal": "办结建议提案",
    "leader_publication": "发表讲话文章、出版、题词等",
    "invite_leader": "邀请政府领导出席活动",
    "ask_seal": "申请用印",
    "affix_seal": "加盖印章",
    "take_seal_out": "印章外出",
    "ask_letter": "申请介绍信",
}

POSTS: Final = {
    "head": "政府主要负责人",
    "executive_deputy": "常务副职",
    "deputy": "副职",
    "party_group_member": "党组成员",
    "office_director": "办公室主任",
    "office_deputy_director": "办公室副主任",
    "office_secretarial_deputy": "分管文秘的办公室副主任",
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
    "enterprise_head": "国有企业主要负责人",
    "coal_mine_head": "煤矿主要负责人",
    "portfolio_leader": "分管领导",
    "meeting_chair": "会议主持人",
    "section_head": "科室负责人",
}

# Posts without a seat of their own: who holds one follows from the matter or the meeting.
ROLES: Final = frozenset({"portfolio_leader", "meeting_chair", "section_head"})

# The kinds of seals that rules tell apart; what each is called in a county its rulebook says.
SEALS: Final = {
    "county_seal": "政府印章",
    "steel_seal": "政府钢印",
    "office_seal": "政府办公室印章",
    "head_seal": "政府主要负责人印章",
    "department_seal": "部门印章",
}

WHOSE: Final = {
    "matter_organ": "主办单位",
    "portfolio_of_organ": "分管主办单位",
    "portfolio_of_touched": "分管所涉单位",
    "office": "政府办公室",
    "touched_organs": "所涉单位",
    "organ_of_field": "主管某一职能的单位",
}

# What an organ is competent for; an organ's own list of fields bears these names.
FIELDS: Final = {
    "legality": "合法性审核",
    "competition": "公平竞争审查",
    "finance": "财政",
    "audit": "审计",
    "development": "发展改革",
    "housing": "住房城乡建设",
    "natural_resources": "自然资源",
    "statistics": "统计",
    "press": "新闻宣传",
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
    "work": "工作会议",
}

OUTSIDE: Final = {
    "congress": "人大",
    "cppcc": "政协",
    "discipline": "纪委监委",
    "party_committee": "党委",
    "court": "法院",
    "procuratorate": "检察院",
    "armed_forces": "人武部",
    "mass_organisations": "人民团体",
    "vertical_organs": "垂直管理和驻地单位",
    "banks": "金融保险机构",
    "counsel": "政府法律顾问",
    "inspectors": "特邀监察员",
    "stakeholders": "利益相关方",
    "public_representatives": "群众代表",
    "experts": "专家",
    "media": "新闻媒体",
    "deputies_to_congress": "人大代表",
    "cppcc_members": "政协委员",
}

# Why somebody is away; what a leave is for.
LEAVE_KINDS: Final = {
    "meeting": "会议活动",
    "business": "出差",
    "study_visit": "考察",
    "training": "学习培训",
    "abroad": "因公出国（境）",
    "vacation": "休假",
    "family": "探亲",
    "medical": "就医",
    "other": "其他",
}

# With whom a leave is filed for the record (报备、备案).
FILED_WITH: Final = {
    "government_office": "政府办公室",
    "party_office": "同级党委办公室",
    "city_government_office": "市政府办公室",
    "city_party_office": "市委办公室",
    "party_secretary": "同级党委书记",
    "city": "市委、市政府",
    "by_other_rules": "按有关规定应当报备的机关",
}

# Who is told of a granted leave (通报).
TOLD: Final = {"other_leaders": "政府其他领导"}

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
    "countywide_event_day": "全县（区）性会议或活动举行日",
    "upward_limit": "上级规定的报送时限",
    "submission_accepted": "办公室收文",
    "departure": "离开本地外出",
    "proposal_assigned": "建议提案交办",
    "normative_issued": "规范性文件印发",
    "leader_received": "呈送领导",
    "meeting_decided": "会议讨论通过",
    "review_sent": "送请审查",
    "consultation_opened": "公开征求意见开始",
    "task_assigned": "任务交办",
    "foreign_event_day": "外事活动日",
}

# A consequence that carries out an act bears the act's key.
CONSEQUENCES: Final = {
    "deemed_no_objection": "视为无不同意见",
    "open_dispatch": "批准后起草发文",
    "number_and_issue": "编号印发",
    "issue_minutes": "印发纪要",
    "list_item": "列入议程",
    "carry_out_event": "按批准组织实施",
    "record_leave": "登记请假",
    "close_read": "阅知后办结",
}

ROUTES: Final = {
    "incoming": "来文呈批",
    "dispatch": "发文签发",
    "minutes": "纪要签发",
    "agenda_item": "议题确定",
    "countywide_meeting": "全县（区）性会议和重要活动报批",
    "meeting_leave": "会议请假",
    "party_matter": "报党委事项审签",
    "leave": "外出请假",
    "publicity": "发布、讲话、题词和邀请报批",
    "seal_use": "用印审批",
    "seal_outing": "印章外出审批",
    "seal_custody": "委托代管印章审批",
    "seal_letter": "介绍信审批",
}

DEADLINES: Final = {
    "countersign_reply": "征求意见、会签答复",
    "minutes_issue": "纪要印发",
    "countywide_request": "全县（区）性会议和重要活动报请示",
    "proxy_draft": "代拟稿报送",
    "processing": "公文办理",
    "leave_request": "请假",
    "normative_filing": "规范性文件备案",
    "leader_decision": "领导签批",
    "decision_document": "会议决定的文件印发",
    "supervision_feedback": "督办事项反馈",
    "legality_review_time": "合法性审查时间",
    "public_consultation": "公开征求意见",
    "foreign_invitation": "邀请领导参加外事活动",
}

CADENCES: Final = {
    "meeting_cadence": "会议召开次数",
    "law_study": "常务会议学法",
    "grassroots_research": "领导基层调研",
}

FEATURES: Final = {
    "stand_in": "谁来代行",
    "composition": "政府组成人员",
    "head_responsibility": "政府首长负责制",
    "department_head_responsibility": "部门行政首长负责制",
    "portfolios": "分管领导按分工负责",
    "task_entrustment": "专项任务委托",
    "ab_roles": "领导互为AB角",
    "disagreement_coordination": "部门分歧的协调",
    "disagreement_note": "分歧说明的会签",
    "to_party_committee": "报请同级党委决定",
    "processing_limits": "公文办理时限",
    "circling": "圈阅和签署意见",
    "first_topic_study": "常务会议学习第一议题",
    "meeting_organizer": "会议组织",
    "event_organizer": "工作会议的会务",
    "no_meeting_leave": "参会要求",
    "extra_meetings": "可以临时召开",
    "attendee_list": "参会人员名单的确定",
    "papers_in_advance": "会前送达材料",
    "arrive_before": "提前入场",
    "meeting_manners": "会场纪律",
    "leaders_confer": "会前征求有关领导意见",
    "opinion_in_advance": "会前提出意见",
    "stand_in_at_meeting": "替会",
    "hearing_before": "会前听取汇报",
    "speaking_limits": "汇报发言时间",
    "head_speaks_last": "主要负责人末位表态",
    "decision_record": "决策过程记录",
    "reporting_manner": "汇报要求",
    "effect_of_decisions": "议定事项生效",
    "decisions_as_documents": "议定事项行文",
    "decisions_binding": "执行决定、内部提出不同意见",
    "publication_of_decisions": "议定事项公开",
    "confidential_decisions": "会议保密",
    "decision_supervision": "议定事项督办",
    "decision_feedback": "执行情况反馈",
    "first_responsible": "落实第一责任人",
    "supervision_notice": "专项督办通知",
    "implementation_report": "落实情况报告",
    "optional_minutes": "必要时才形成纪要",
    "meeting_economy": "精简会议",
    "video_meetings": "提倡视频会议",
    "attendance_rank": "各单位由谁参会",
    "items_ahead": "提前谋划议题",
    "minutes_promptly": "纪要第一时间下发",
    "deep_study": "务虚会、集体学习",
    "supervision_13710": "“13710”督办机制",
    "duty_roster": "值班和带班",
    "institutions_as_departments": "直属事业单位适用",
    "commencement": "施行与旧规则停止执行",
    "leave_form": "请假报备单",
    "leave_filing": "请假报备",
    "leave_told": "准假后通报",
    "leave_return": "销假",
    "trip_report": "考察情况报告",
    "abroad_ledger": "因公出国（境）团组台账",
    "seals": "印章",
    "seal_storage": "印章存放",
    "seal_entrusting": "印章代管",
    "document_sealing": "公文用印",
    "letters_of_introduction": "介绍信",
    "letter_stubs": "介绍信存根",
}

# What a ledger's entries are about, where each of these is to have one.
RECORDED: Final = {
    "decisions_taken": "集体决定的重大事项",
    "normative_issued": "印发的行政规范性文件",
    "government_normative_issued": "以政府或办公室名义印发的行政规范性文件",
    "department_normative_issued": "部门印发的规范性文件",
    "public_issued": "印发的公文",
}

REGISTERS: Final = {
    "incoming_register": "来文登记",
    "disclosure_register": "信息公开登记",
    "interpretation_register": "政策解读登记",
    "opinion_register": "听取意见登记",
    "tracking_register": "重大决策跟踪反馈登记",
    "report_register": "请示报告登记",
    "letters_register": "群众来信和意见登记",
    "proposal_contact_register": "建议提案沟通登记",
    "concerns_register": "社会关切回应登记",
    "study_register": "学习登记",
    "foreign_affairs_register": "外事活动登记",
    "research_register": "调研登记",
    "normative_register": "规范性文件备案登记",
    "gift_register": "外事礼品登记",
    "seal_register": "用印登记",
    "letter_register": "介绍信登记",
}
