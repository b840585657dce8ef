"""The work rules of an invented district, in the forms in which such rules are found on web pages and in files.

Two to four articles a chapter; every text is made up here.
"""

from __future__ import annotations

from collections.abc import Callable

from govrules.rulebook.articles import chinese_number

TITLE = "样例区人民政府工作规则"
CHAPTERS = {1: "总则", 4: "组成人员职责", 7: "会议制度", 10: "公文处理"}  # first article: title
LAST = 12
TEXTS = {
    1: ["为规范区政府工作，根据有关法律法规，结合本区实际，制定本规则。"],
    2: ["区政府工作的准则是：执政为民，依法行政，务实清廉。"],
    3: ["区政府及各部门要自觉接受监督。"],
    4: ["区长领导区政府的全面工作。", "区长外出期间，由常务副区长主持工作；按照本规则第三条的要求接受监督。"],
    5: ["副区长按分工负责处理分管工作，互为“A角”和“B角”。"],
    6: ["区政府办公室协助处理日常工作，每月核对 2 次台账。"],
    7: ["区政府实行全体会议和常务会议制度。"],
    8: [
        "区政府常务会议的主要任务是：",
        "（一）讨论决定重要事项；",
        "（二）通报重要情况。",
        "常务会议一般每月召开一次。",
    ],
    9: ["会议纪要由区政府办公室起草，会后3个工作日内印发。"],
    10: ["各部门报送公文，应当一文一事，不得多头报送。"],
    11: ["部门之间征求意见，一般应在4个工作日内回复；第八条所列事项除外。"],
    12: ["本规则自印发之日起施行。2020年1月2日印发的《样例区人民政府工作规则》（样政发〔2020〕3号）同时废止。"],
}
NOTICE = [
    "样政发〔2030〕1号",
    "样例区人民政府关于印发《样例区人民政府工作规则》的通知",
    "各镇人民政府，区直各部门：",
    "现将《样例区人民政府工作规则》印发给你们，请认真执行。",
    "样例区人民政府",
    "2030年1月2日",
    "（此件公开发布）",
]
AFTER = ["抄送：区委办公室，区人大常委会办公室。", "样例区人民政府办公室", "2030年1月2日印发"]

Name = Callable[[int], str]


def clause(number: int) -> str:
    return f"第{chinese_number(number)}条　"


def item(number: int) -> str:
    return f"{chinese_number(number)}、"


def chapter(number: int, title: str) -> str:
    return f"第{chinese_number(number)}章　{title}"


def body(name: Name = clause, *, chapters: bool = True, without: tuple[int, ...] = ()) -> list[str]:
    """The rules themselves, a line for each heading and paragraph."""
    lines: list[str] = []
    for number, paragraphs in TEXTS.items():
        if chapters and number in CHAPTERS:
            lines.append(chapter(list(CHAPTERS).index(number) + 1, CHAPTERS[number]))
        if number not in without:
            lines += [name(number) + paragraphs[0], *paragraphs[1:]]
    return lines


def whole(name: Name = clause, **how: object) -> list[str]:
    """With notice, title and imprint."""
    return [*NOTICE, TITLE, *body(name, **how), *AFTER]  # type: ignore[arg-type]


def text(lines: list[str]) -> str:
    return "\n\n".join(lines)
