"""A text in which an article is missing, doubled or too much is refused, and the refusal says which."""

import pytest

from govrules.rulebook import article_name
from govrules.rulebook.errors import RulebookError, TextError
from govrules.rulebook.published import cut
from govrules.rulebook.published.cutting import MOST_CANDIDATES, MOST_CHARACTERS
from govrules.rulebook.published.model import names
from tests.rulebook.invented import LAST, TEXTS, TITLE, body, clause, item, text, whole

FORMS = {"clauses": clause, "items": item}


@pytest.fixture(params=FORMS)
def form(request):
    return FORMS[request.param]


def refusal(lines: list[str] | str, expected: int | None = LAST) -> tuple[str, ...]:
    with pytest.raises(TextError) as refused:
        cut(lines if isinstance(lines, str) else text(lines), expected, "规则.txt")
    return refused.value.problems


@pytest.mark.parametrize("number", range(1, LAST))
def test_a_missing_article_is_named(form, number: int) -> None:
    assert refusal(whole(form, without=(number,))) == (f"缺{article_name(number)}",)


def test_a_missing_last_article_is_named_with_the_number_expected(form) -> None:
    assert refusal(whole(form, without=(LAST,))) == (f"缺第十二条（规则共{LAST}条）",)


def test_several_missing_articles_are_named_together(form) -> None:
    assert refusal(whole(form, without=(2, 5, 6, 7, 10))) == ("缺第二条、第五条至第七条、第十条",)


def test_a_missing_article_that_only_references_name_is_missing() -> None:
    """第三条 and 第八条 stand in the sentences of articles 4 and 11."""
    assert refusal(whole(without=(3, 8))) == ("缺第三条、第八条",)


@pytest.mark.parametrize("number", TEXTS)
def test_a_doubled_article_is_named_with_its_lines(form, number: int) -> None:
    lines = whole(form)
    place = lines.index(form(number) + TEXTS[number][0])
    copy = [lines[place], *TEXTS[number][1:]]
    first, again = 2 * place + 1, 2 * (place + len(copy)) + 1  # every line is followed by an empty one
    assert refusal([*lines[:place], *copy, *lines[place:]]) == (
        f"{article_name(number)}出现2次（文件第{first}行、第{again}行）",
    )


@pytest.mark.parametrize("after", [1, 4, 9, 12])
def test_a_copy_elsewhere_is_doubled_too(form, after: int) -> None:
    lines = body(form)
    place = lines.index(form(after) + TEXTS[after][0]) + len(TEXTS[after])
    [problem] = refusal([*lines[:place], form(6) + TEXTS[6][0], *lines[place:]])
    assert problem.startswith("第六条出现2次")


def test_an_article_doubled_in_a_line_that_runs_on() -> None:
    lines = whole()
    place = lines.index(clause(5) + TEXTS[5][0])
    lines[place] *= 2
    assert refusal(" ".join(lines)) == ("第五条出现2次（文件第1行）",)


def test_two_articles_of_one_number_with_different_texts(form) -> None:
    lines = [line.replace(form(6), form(5), 1) if line.startswith(form(6)) else line for line in whole(form)]
    problems = refusal(lines)
    assert problems[0] == "缺第六条"
    assert problems[1].startswith("第五条出现2次")


def test_the_whole_text_twice(form) -> None:
    [problem] = refusal([*whole(form), *whole(form)])
    assert problem == "第一条至第十二条都不止出现一次，可能整篇有两份"


def test_more_articles_than_the_rules_have(form) -> None:
    assert refusal(whole(form), 9) == ("规则共9条，文件里多出第十条至第十二条",)


def test_the_text_of_other_rules(form) -> None:
    assert refusal(whole(form), 15) == ("缺第十三条至第十五条（规则共15条）",)


def test_everything_wrong_is_said_at_once(form) -> None:
    lines = whole(form, without=(3,))
    place = lines.index(form(9) + TEXTS[9][0])
    problems = refusal([*lines[:place], lines[place], *lines[place:]], 11)
    assert [problem[:5] for problem in problems] == ["缺第三条", "规则共11", "第九条出现"]


def test_an_article_without_text(form) -> None:
    lines = [form(9).strip() if line.startswith(form(9)) else line for line in whole(form)]
    assert refusal(lines) == ("第九条没有内容",)


@pytest.mark.parametrize(
    "lines", ["", "\n\n \f", "第一章 总则", f"{TITLE}\n区政府依法行政。", "按照第一条办理。", "---\n| | |\n3\n"]
)
def test_a_text_without_articles(lines: str) -> None:
    [problem] = refusal(lines)
    assert "没有找到“第一条”或者“一、”" in problem


def test_too_long_a_text() -> None:
    [problem] = refusal("区" * (MOST_CHARACTERS + 1))
    assert "太长，不像是一部规则" in problem


def test_too_many_numbers() -> None:
    [problem] = refusal("一、好。\n" * (MOST_CANDIDATES + 1))
    assert "编号太多" in problem


def test_the_message_is_one_line_with_the_file(form) -> None:
    with pytest.raises(RulebookError) as refused:
        cut(text(whole(form, without=(3,))), 11, "规则.txt")
    assert str(refused.value) == "规则.txt：缺第三条；规则共11条，文件里多出第十二条"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([3], "第三条"),
        ([3, 4], "第三条、第四条"),
        ([4, 3, 5, 3], "第三条至第五条"),
        ([1, 3, 4, 5, 9], "第一条、第三条至第五条、第九条"),
        ([], ""),
    ],
)
def test_numbers_are_named_in_runs(numbers: list[int], said: str) -> None:
    assert names(numbers) == said
