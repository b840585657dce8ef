"""A published text is cut into its articles, in whatever form it was found; what is no article stays outside."""

import pytest

from govrules.rulebook.published import Published, cut
from tests.rulebook.invented import AFTER, CHAPTERS, LAST, NOTICE, TEXTS, TITLE, body, clause, item, text, whole

FORMS = {"clauses": clause, "items": item}


def squeezed(found: Published) -> dict[int, list[str]]:
    return {a.number: ["".join(p.split()) for p in a.paragraphs] for a in found.articles}


EXPECTED = {number: ["".join(p.split()) for p in paragraphs] for number, paragraphs in TEXTS.items()}


@pytest.fixture(params=FORMS)
def form(request):
    """Both ways of numbering that rules have."""
    return FORMS[request.param]


def test_every_article_comes_with_its_paragraphs(form) -> None:
    found = cut(text(whole(form)), LAST)
    assert [a.number for a in found.articles] == list(range(1, LAST + 1))
    assert squeezed(found) == EXPECTED


def test_an_article_keeps_its_own_words(form) -> None:
    found = cut(text(whole(form)), LAST)
    assert [list(a.paragraphs) for a in found.articles] == list(TEXTS.values())
    assert found.articles[7].text.split("\n") == TEXTS[8]


def test_chapters_with_their_titles_and_articles(form) -> None:
    found = cut(text(whole(form)), LAST).chapters
    assert [(c.name, c.first, c.last) for c in found] == [
        ("第一章 总则", 1, 3),
        ("第二章 组成人员职责", 4, 6),
        ("第三章 会议制度", 7, 9),
        ("第四章 公文处理", 10, 12),
    ]


def test_notice_and_imprint_stay_outside(form) -> None:
    found = cut(text(whole(form)), LAST)
    assert found.before == (*NOTICE, TITLE)
    assert "".join(found.after) == "".join(AFTER)


def test_rules_without_chapters_are_one_run(form) -> None:
    found = cut(text(whole(form, chapters=False)), LAST)
    assert [(c.name, c.first, c.last) for c in found.chapters] == [("", 1, LAST)]
    assert squeezed(found) == EXPECTED


def test_without_a_number_to_expect_it_goes_by_the_text_itself(form) -> None:
    assert len(cut(text(whole(form))).articles) == LAST


# --- how numbers and headings are written ---


@pytest.mark.parametrize(
    "written",
    [
        lambda n: clause(n).strip("　"),
        lambda n: f"{clause(n).strip('　')}：",
        lambda n: " ".join(clause(n).strip("　")) + " ",
        lambda n: f"第 {n} 条 ",
        lambda n: f"第{n}条",
        lambda n: f"第{''.join(chr(ord(c) + 0xFEE0) for c in str(n))}条　",
        lambda n: f"　　{clause(n)}",
        lambda n: f"\xa0\u2002{clause(n).strip('　')}\u2003",
        lambda n: f"**{clause(n).strip('　')}** ",
        lambda n: f"### {clause(n)}",
        lambda n: f"- {clause(n)}",
        lambda n: clause(n).replace("条", "條"),
        lambda n: clause(n).replace("十", "⼗").replace("一", "⼀"),
        lambda n: f"\u200b{clause(n)}\u200b",
    ],
    ids=[
        "no-gap", "colon", "blanks-within", "figures", "figures-no-gap", "wide-figures", "indent", "odd-blanks", "bold",
        "heading", "bullet", "traditional", "radicals", "zero-width",
    ],
)  # fmt: skip
def test_ways_to_write_an_article_s_number(written) -> None:
    assert squeezed(cut(text(whole(written)), LAST)) == EXPECTED


@pytest.mark.parametrize(
    "written",
    ["第一章 总 则", "第一章总则", "## 第一章 总则", "**第一章 总则**", "#### **第一章　总　则**", "第 一 章 总则"],
)
def test_ways_to_write_a_chapter_s_heading(written: str) -> None:
    lines = [written if line.startswith("第一章") else line for line in whole()]
    assert cut(text(lines), LAST).chapters[0].name == "第一章 总则"


def test_a_chapter_s_title_on_the_next_line(form) -> None:
    lines = [part for line in whole(form) for part in (line.split("　") if "章　" in line else [line])]
    assert [c.name.split()[1] for c in cut(text(lines), LAST).chapters] == list(CHAPTERS.values())


def test_a_chapter_whose_title_was_lost_has_none(form) -> None:
    lines = ["第一章" if line.startswith("第一章") else line for line in whole(form)]
    found = cut(text(lines), LAST)
    assert found.chapters[0].name == "第一章"
    assert squeezed(found) == EXPECTED


def test_sections_are_named_with_their_chapter() -> None:
    lines = [part for line in whole() for part in ([line, "第一节　全体会议"] if "会议制度" in line[:9] else [line])]
    names = [c.name for c in cut(text(lines), LAST).chapters]
    assert names == ["第一章 总则", "第二章 组成人员职责", "第三章 会议制度 · 第一节 全体会议", "第四章 公文处理"]


def test_rules_of_more_than_a_hundred_articles() -> None:
    lines = [f"{clause(n)}第{n}项工作由区政府办公室负责。" for n in range(1, 205)]
    assert [a.number for a in cut(text(lines), 204).articles] == list(range(1, 205))


def test_an_article_whose_number_stands_alone_on_its_line() -> None:
    lines = [part for line in whole() for part in (line.split("　") if "条　" in line[:6] else [line])]
    assert squeezed(cut(text(lines), LAST)) == EXPECTED


def test_titles_of_articles_are_not_glued_to_what_follows(form) -> None:
    lines = [TITLE]
    for number, paragraphs in TEXTS.items():
        lines += [f"{form(number)}第{number}项工作", *paragraphs]
    found = squeezed(cut(text(lines), LAST))
    assert found == {number: [f"第{number}项工作", *said] for number, said in EXPECTED.items()}


def test_one_short_line_is_no_title_but_half_a_sentence() -> None:
    lines = [part for line in whole() for part in ([line[:9], line[9:]] if line.startswith("第九条") else [line])]
    assert "第九条　会议纪要由" in lines
    assert squeezed(cut(text(lines), LAST)) == EXPECTED


# --- pages, wrapped lines, one line ---


def pages(lines: list[str], mark: str, at: int = 60) -> str:
    """A page break after every so many characters, in mid-sentence, but not within a number."""
    found, since = [], 0
    for line in lines:
        for place, letter in enumerate(line):
            since += 1
            found.append(letter)
            if since >= at and 8 < place < len(line) - 2 and letter not in "。；：":
                found.append(mark.format(n=sum("\n" in one for one in found) + 1))
                since = 0
        found.append("\n\n")
    return "".join(found)


@pytest.mark.parametrize(
    "mark",
    [
        "\n\n- {n} -\n\n",
        "\n— {n} —\n",
        "\n－{n}－\n",
        "\n第 {n} 页 共 9 页\n",
        "\n{n}/30\n",
        "\nPage {n} of 9\n",
        "\f",
        "\n\n\n",
    ],
)
def test_a_page_break_in_mid_sentence_parts_nothing(form, mark: str) -> None:
    assert squeezed(cut(pages(whole(form), mark), LAST)) == EXPECTED


def test_a_running_head_beside_the_page_number_is_dropped(form) -> None:
    found = cut(pages(whole(form), "\n— {n} —\n样例区人民政府公报\n"), LAST)
    assert squeezed(found) == EXPECTED


@pytest.mark.parametrize("width", [12, 20, 33])
def test_lines_wrapped_at_a_width(form, width: int) -> None:
    lines = [line[at : at + width] for line in whole(form) for at in range(0, len(line), width)]
    found = squeezed(cut("\n".join(lines), LAST))
    assert {n: "".join(p) for n, p in found.items()} == {n: "".join(p) for n, p in EXPECTED.items()}


def test_articles_that_run_on_in_one_line(form) -> None:
    joined = squeezed(cut(" ".join(whole(form)), LAST))
    assert {n: "".join(p) for n, p in joined.items()} == {n: "".join(p) for n, p in EXPECTED.items()}


def test_chapters_are_found_in_one_line_too() -> None:
    assert [c.name for c in cut(" ".join(whole()), LAST).chapters] == [
        "第一章 总则", "第二章 组成人员职责", "第三章 会议制度", "第四章 公文处理",
    ]  # fmt: skip


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028", "<br>", "\x85"])
def test_line_ends_of_all_kinds(form, ends: str) -> None:
    assert squeezed(cut(ends.join(whole(form)), LAST)) == EXPECTED


def test_latin_words_keep_the_blank_that_a_line_end_was() -> None:
    lines = whole()
    lines[lines.index(TEXTS[4][1])] = "文件用 Office\nOpen XML 格式。"
    assert cut(text(lines), LAST).articles[3].paragraphs[1] == "文件用 Office Open XML 格式。"


# --- what looks like an article and is none ---


def test_a_reference_in_a_sentence_begins_nothing() -> None:
    lines = whole()
    lines.insert(lines.index(TEXTS[4][1]), "依照本规则第五条、第六条办理的，从其规定。")
    assert len(squeezed(cut(text(lines), LAST))[4]) == 3


@pytest.mark.parametrize(
    "broken",
    [
        ["有关事项按照本规则", "第五条的规定办理。"],
        ["有关事项按照本规则", "第五条 办理。"],
        ["有关事项按照", "第三条、第五条办理。"],
        ["第五条规定的事项，由区长决定。"],
        ["第五条所称副区长，包括挂职的副区长。"],
        ["第五条第一款的事项，由区长决定。"],
    ],
)
def test_a_reference_at_the_beginning_of_a_line_begins_nothing(broken: list[str]) -> None:
    """Article 5 stands in its own place; here somebody speaks of it, in article 9."""
    lines = whole()
    place = lines.index(clause(9) + TEXTS[9][0]) + 1
    lines[place:place] = broken
    found = squeezed(cut(text(lines), LAST))
    assert found[5] == EXPECTED[5]
    assert "".join(found[9]) == "".join([*EXPECTED[9], *("".join(one.split()) for one in broken)])


def test_a_chapter_named_in_a_sentence_is_no_heading() -> None:
    lines = whole()
    lines.insert(lines.index(TEXTS[8][3]), "第二章的事项不在此列。")
    found = cut(text(lines), LAST)
    assert len(found.chapters) == 4
    assert "第二章的事项不在此列。" in found.articles[7].paragraphs


def test_items_within_articles_that_are_clauses() -> None:
    lines = whole()
    lines[lines.index(TEXTS[8][1])] = "一、讨论决定重要事项；"
    lines[lines.index(TEXTS[8][2])] = "二、通报重要情况。"
    assert squeezed(cut(text(lines), LAST))[8][1:3] == ["一、讨论决定重要事项；", "二、通报重要情况。"]


def test_the_numbers_of_a_preface_are_not_the_articles() -> None:
    preface = ["一、起草背景", "为了改进工作。", "二、制定依据", "根据有关法律。", "三、主要内容", "共四章十二条。"]
    found = cut(text([*preface, TITLE, *body(item)]), LAST)
    assert squeezed(found) == EXPECTED
    assert "".join(found.before) == "".join([*preface, TITLE])


def test_a_table_of_contents_ahead(form) -> None:
    contents = [line for line in body(form) if "章　" in line]
    found = cut(text([*NOTICE, TITLE, "目　录", *contents, *body(form)]), LAST)
    assert squeezed(found) == EXPECTED
    assert [c.name for c in found.chapters][0] == "第一章 总则"


def test_a_table_of_contents_ahead_of_a_text_without_headings() -> None:
    contents = [line for line in body() if "章　" in line]
    found = cut(text([TITLE, *contents, *body(chapters=False)]), LAST)
    assert {a.chapter for a in found.articles} == {""}


def test_an_annex_may_count_by_itself() -> None:
    annex = ["附件：印章使用登记说明", "一、填写日期。", "二、填写事由。"]
    found = cut(text([*body(item), *annex]), LAST)
    assert squeezed(found) == EXPECTED
    assert len(found.after) == 3


# --- what a web page leaves around ---


@pytest.mark.parametrize(
    "noise",
    [
        ["扫一扫在手机上查看当前页面"],
        ["主办：样例区人民政府办公室 版权所有：样例区人民政府", "网站标识码：0000000000"],
        ["【打印】【关闭】"],
        ["上一篇：关于放假的通知", "下一篇：没有了"],
        ["样例区人民政府", "2030年1月2日"],
        ["附件：样表。"],
    ],
)
def test_what_follows_the_rules_is_not_their_last_article(form, noise: list[str]) -> None:
    found = cut(text([*body(form), *noise]), LAST)
    assert squeezed(found) == EXPECTED
    assert "".join(found.after) == "".join(noise)


def test_noise_after_an_end_without_its_mark(form) -> None:
    lines = body(form)
    lines[-1] = form(LAST) + "本规则自印发之日起施行"
    found = cut(text([*lines, "样例微发布", "区长信箱"]), LAST)
    assert found.articles[-1].text == "本规则自印发之日起施行"
    assert "".join(found.after) == "样例微发布区长信箱"


def test_the_last_article_may_have_more_paragraphs(form) -> None:
    found = cut(text([*body(form), "本规则由区政府办公室负责解释。", *AFTER]), LAST)
    assert squeezed(found)[LAST] == [*EXPECTED[LAST], "本规则由区政府办公室负责解释。"]


def test_navigation_ahead(form) -> None:
    ahead = ["注册 无障碍 繁体版", "当前位置：首页>政府信息公开>政策文件", "| | | |", "索 引 号：000/2030-1", "---"]
    found = cut(text([*ahead, *whole(form)]), LAST)
    assert squeezed(found) == EXPECTED
    assert not [line for line in found.before if set(line) <= set("|- ")]
