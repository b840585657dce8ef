"""The request that travels through the journeys: a county education bureau wants to enlarge a school."""

import re

from playwright.sync_api import expect

from tests.browser.walk import Paper, Walk
from tests.core.files.samples import an_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANNEX = {"name": "第二小学扩建投资估算表.xlsx", "mimeType": XLSX, "buffer": an_xlsx()}
TITLE = "阳高县教育局关于扩建县第二小学的请示"
NUMBER = "阳教字〔2026〕45号"
BODY = """\
县第二小学建于1998年，核定办学规模二十四个班。近年来，随着城区东部住宅小区陆续建成入住，片区内适龄儿童逐年增多，该校在校学生已增至1386人，超出核定规模近三成，功能教室大多改作普通教室，运动场地和卫生间严重不足，消除大班额的压力很大。县人大代表和政协委员连续两年提出建议提案，要求尽快增加城区学位供给。为缓解学位紧张状况，经实地勘察、入户摸底和多方论证，并征求学校教职工和家长代表的意见，拟对县第二小学实施扩建。现将有关事项请示如下：
一、扩建内容
（一）规模。新建教学楼一栋四层，建筑面积4200平方米，增加12个教学班、540个学位。
（二）用地。使用学校东侧预留教育用地8.6亩，该地块已列入县城控制性详细规划，需由县自然资源局办理用地手续。
二、投资和来源
估算总投资1860万元。其中申请上级义务教育薄弱环节改善资金1100万元，其余760万元由县级财政分2026年、2027年两个年度安排。
三、进度安排
2026年9月底前完成立项、用地和招标等前期工作，10月开工，2027年8月底前竣工，秋季学期投入使用。
妥否，请批示。"""


def paper(year: int) -> Paper:
    """The request as of a year."""
    return Paper(
        TITLE, NUMBER.replace("2026", str(year)), BODY, "增加学位、使用教育用地和县级财政资金，须经县政府批准。",
        touches=("县自然资源局", "县财政局"), annexes=(ANNEX,),
    )  # fmt: skip


def drafted_and_sent_round(walk: Walk, asked: Paper) -> int:
    """The clerk of the education bureau drafts a request and asks the two departments that it touches."""
    walk.log_in("jiaoyu-clerk")
    matter = walk.draft(asked)
    walk.sees(asked.title, asked.number, "第二小学扩建投资估算表.xlsx", "拟稿")
    walk.shot("drafted")
    walk.ask_countersign()
    walk.sees("阳高县自然资源局", "阳高县财政局", "尚未回复", "第三十一条")
    walk.shot("asked")
    return matter


def one_agrees_and_one_is_silent(walk: Walk, matter: int) -> None:
    """One head agrees by keyboard; the other opens it, looks at his next item and stays silent; he is reminded."""
    walk.become("李建业")
    walk.to_item(TITLE)
    walk.sees("会签", "第三十一条")
    walk.shot("countersign")
    walk.decide_by_key("a")
    walk.become("梁永胜")
    walk.to_item(TITLE)
    walk.page.keyboard.press("k")
    expect(walk.item.locator(".item-head h2")).not_to_contain_text(TITLE)
    walk.page.keyboard.press("j")
    expect(walk.item.locator(".item-head h2")).to_contain_text(TITLE)
    walk.become("吴小梅")
    walk.open(matter)
    expect(walk.consultation("阳高县财政局")).to_contain_text(re.compile(r"梁永胜\d+月1日 09:00打开"))
    walk.remind("阳高县财政局")
