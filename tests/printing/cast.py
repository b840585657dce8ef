"""The documents that the tests print: a reply, a request, minutes, a countersign sheet."""

import io
from dataclasses import replace
from functools import cache

from PIL import Image, ImageDraw

from documents.printing import Column, OfficialPage, Printed, SheetPage, render_pdf

RED = (230, 0, 18, 255)
SENTENCES = (
    "各乡镇人民政府、县直有关单位要切实提高政治站位，把农村饮水安全工作摆上重要议事日程，主要负责同志亲自抓、负总责，分管负责同志"
    "具体抓、抓落实，形成一级抓一级、层层抓落实的工作格局。",
    "县水务局负责统筹协调，县发展和改革局负责项目审批，县财政局负责资金保障，县卫生健康局负责水质监测；各乡镇负责辖区内工程的日常"
    "管护，确保“建得成、管得好、长受益”。",
    "对2023年以来实施的128处供水工程逐一登记造册，做到底数清、情况明，于6月30日前报县水务局（联系电话：0352-6622000）汇总；力争到"
    "2026年12月31日，全县农村自来水普及率达到96.5%以上，统筹资金1,286.5万元。",
    "《农村供水条例》、《山西省农村供水用水条例》等法规规章另有规定的，从其规定。督查采取“四不两直”方式开展；对工作不力、进展缓慢的"
    "单位，予以通报批评，并依规依纪追究有关人员责任。",
)
NAMES = ["王建国", "李明", "张䶮", "欧阳文华", "刘珺", "陈垚", "赵昇", "买买提·艾力", "孙丽", "周海涛"]


@cache
def seal_picture(side: int = 400) -> bytes:
    """A ring with a star, its background transparent."""
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((2, 2, side - 2, side - 2), outline=RED, width=side // 30)
    draw.regular_polygon((side / 2, side / 2, side / 8), 5, fill=RED)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def prose(characters: int) -> tuple[str, ...]:
    """Paragraphs of so many characters, headings on all four levels among them."""
    marks = ("一、总体要求", "（一）加强领导。", "1.明确责任。", "（1）建立台账。", "", "")
    paragraphs: list[str] = []
    left = characters
    while left > 0:
        at = len(paragraphs)
        text = marks[at % len(marks)]
        if text != "一、总体要求":
            text += SENTENCES[at % len(SENTENCES)]
        paragraphs.append(text if len(text) <= left + 8 else text[: max(left, 10)].rstrip("，、；。（“《") + "。")
        left -= len(text)
    return tuple(paragraphs)


REPLY = OfficialPage(
    layout="issued",
    mark="阳高县人民政府文件",
    number="阳政发〔2026〕15号",
    title="阳高县人民政府关于同意建设龙泉镇文化活动中心的批复",
    recipients="县水务局：",
    body=(*prose(600), "特此批复。"),
    organ="阳高县人民政府",
    date="2026年6月8日",
    seal=seal_picture(),
    note="此件公开发布",
    cc="县委办公室，县人大常委会办公室，县政协办公室，县监察委员会，县人民法院，县人民检察院，县发展和改革局，县财政局。",
    issuer="阳高县人民政府办公室",
    issued_on="2026年6月8日",
)
REQUEST = OfficialPage(
    layout="upward",
    mark="阳高县水务局文件",
    number="阳水发〔2026〕23号",
    signers=("王建国",),
    title="阳高县水务局关于申请拨付2026年农村饮水安全巩固提升工程县级配套资金的请示",
    recipients="县人民政府",
    body=(*prose(500), "妥否，请批示。"),
    attachments=("资金测算表",),
    organ="阳高县水务局",
    date="2026年6月1日",
    contact="联系人：李翀，联系电话：0352-6622000",
    issuer="阳高县水务局办公室",
    issued_on="2026年6月1日",
)
MINUTES = OfficialPage(
    layout="minutes",
    mark="阳高县人民政府常务会议纪要",
    number="〔2026〕5号",
    title="阳高县人民政府第12次常务会议纪要",
    body=prose(700),
    people=(("出席", tuple(NAMES)), ("请假", ("李明",)), ("列席", tuple(NAMES[:4]))),
    cc="各乡镇人民政府，县直各单位",
    issuer="阳高县人民政府办公室",
    issued_on="2026年6月8日",
)
SHEET = SheetPage(
    title="征求意见会签单",
    organ="阳高县水务局",
    subtitle=("阳水征〔2026〕7号",),
    facts=(("文件标题", REQUEST.title), ("主办单位", "县水务局"), ("经办人", "李翀")),
    columns=(
        Column("单位", 1.5),
        Column("送达", 1.0, centred=True),
        Column("打开", 1.0, centred=True),
        Column("提醒", 1.0, centred=True),
        Column("期限", 1.0, centred=True),
        Column("意见", 2.6),
        Column("签署人", 1.6),
        Column("条款", 1.1, centred=True),
    ),
    rows=(
        ("县财政局", "6月1日", "6月1日", "6月5日", "6月8日", "同意", "赵昇（代刘珺，AB角，第八条）", "第三十一条"),
        ("县住建局", "6月1日", "未打开", "6月5日", "6月8日", "逾期未回复，视为无不同意见", "—", "第三十一条"),
    ),
    footer=("依据《工作规则》第三十一条：被征求意见的单位逾期不回复的，视为无不同意见。",),
)


def with_text(page: OfficialPage, characters: int, **changes: object) -> OfficialPage:
    """The same document with so much text before its last sentence."""
    return replace(page, body=(*prose(characters), page.body[-1]), **changes)


@cache
def printed(page: OfficialPage | SheetPage) -> Printed:
    """Printed once for all tests that look at it."""
    return render_pdf(page)
