"""The request that travels through the journeys: a county education bureau wants to enlarge a school."""

from tests.browser.walk import Paper
from tests.core.files.samples import an_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANNEX = {"name": "第二小学扩建投资估算表.xlsx", "mimeType": XLSX, "buffer": an_xlsx()}
TITLE = "阳高县教育局关于扩建县第二小学的请示"
NUMBER = "阳教字〔2026〕45号"
BODY = """\
县第二小学建于1998年，核定办学规模二十四个班。近年来，随着城区东部住宅小区陆续建成入住，该校在校学生已增至1386人，超出核定规模近三成，最大班额达到62人，消除大班额的压力很大。为缓解学位紧张状况，经实地勘察和多方论证，拟对县第二小学实施扩建。现将有关事项请示如下：
一、扩建内容
（一）规模。新建教学楼一栋四层，建筑面积4200平方米，增加12个教学班、540个学位。
（二）用地。使用学校东侧预留教育用地8.6亩，该地块已列入县城控制性详细规划，需由县自然资源局办理用地手续。
二、投资和来源
估算总投资1860万元。其中申请上级义务教育薄弱环节改善资金1100万元，其余760万元由县级财政分2026年、2027年两个年度安排。
三、进度安排
2026年9月底前完成立项、用地和招标等前期工作，10月开工，2027年8月底前竣工，秋季学期投入使用。
妥否，请批示。"""
PAPER = Paper(
    TITLE, NUMBER, BODY, "增加学位、使用教育用地和县级财政资金，须经县政府批准。",
    touches=("县自然资源局", "县财政局"), annexes=(ANNEX,),
)  # fmt: skip
