"""What an agenda item is about: the kinds of matters that the lists of the bodies' business tell apart.

The proposer names one; by it the rulebook answers which body must decide it.
"""

from typing import Final

SUBJECTS: Final = {
    "convey": "传达学习上级精神",
    "upward": "报请上级政府的事项",
    "party_committee": "提请党委审议的事项",
    "congress": "提请人大审议的议案、报告",
    "work_report": "政府工作报告",
    "plan": "发展规划、年度计划",
    "spatial_plan": "城乡和国土空间规划、行政区划",
    "resources": "资源配置、自然资源和生态保护",
    "state_assets": "国有资产、国有企业",
    "budget": "财政预决算、专项资金",
    "large_payment": "大额资金使用",
    "project": "重大项目、投资计划",
    "investment": "招商引资项目",
    "agreement": "对外签订的协议、对外交流",
    "pricing": "政府定价、征收补偿标准",
    "policy": "重大政策措施",
    "reform": "重大改革方案",
    "welfare": "安全、稳定、环保、民生",
    "economy": "经济形势分析",
    "personnel": "人事任免",
    "rewards": "表彰奖励、问责",
    "integrity": "党的建设、廉政建设",
    "deployment": "部署、总结重要工作",
    "organ_request": "部门、乡镇请示的重要事项",
    "organ_report": "听取部门、乡镇工作汇报",
    "instructed": "领导批示、交办的事项",
    "follow_up": "已定事项的落实推进",
    "event": "重要会议、活动的准备",
    "public_event": "重大公共活动",
    "emergency": "紧急、突发事项",
    "coordination": "需要统筹协调的事项",
    "daily": "日常工作中的具体事项",
    "briefing": "通报情况",
    "study": "集体学习",
    "for_plenary": "拟提请全体会议的事项",
    "for_standing": "拟提请常务会议的事项",
    "from_head_office": "办公会议研究后提请审定的事项",
    "other": "其他",
}
