"""The command's answers as plain text for people."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from govrules.rulebook.answers import Answer, strength_name, unit_name
from govrules.rulebook.articles import article_name
from govrules.rulebook.coverage import STATES


def books_text(books: list[Answer]) -> str:
    return "\n".join(
        f"{book['id']}  {book['title']}  {book['number']}  {book['in_force']}起施行  共{book['articles']}条"
        for book in books
    )


def show_text(shown: Answer) -> str:
    blocks = ["\n".join(article_lines(article)) for article in shown["by_article"]]
    return "\n\n".join([books_text([shown]), *blocks])


def article_lines(article: Answer) -> Iterator[str]:
    yield article["name"]
    for provision in article["provisions"]:
        yield f"  {provision['id']}  {provision['summary']}"
    if not article["elements"]:
        yield "  （程序不作处理）"
    for element in article["elements"]:
        strength = strength_name(element["strength"])
        yield f"  [{element['section']}.{element['key']}] {strength}：{element['note']}"


def route_text(route: Answer) -> str:
    head = f"{article_name(route['article'])}（{strength_name(route['strength'])}）{route['note']}"
    if route["silent"]:
        return f"{head}\n规则未作规定：由办公室主任选定步骤，并记录在案"
    groups = groupby(route["steps"], key=lambda step: step["group"])
    lines = [f"{place}. {'；'.join(map(step_text, steps))}" for place, (_, steps) in enumerate(groups, start=1)]
    return "\n".join([head, *lines])


def step_text(step: Answer) -> str:
    optional = "，根据需要" if step["optional"] else ""
    cited = f"{article_name(step['article'])}，{strength_name(step['strength'])}{optional}"
    named = step["field_name"] or step["whose_name"]
    whose = f"（{named}）" if named and step["whose"] != "office" else ""
    return f"{step['title']}{whose}{step['act_name']}（{cited}）"


def check_text(checked: Answer) -> str:
    cited = f"{article_name(checked['article'])}，{strength_name(checked['strength'])}"
    if not checked["applies"]:
        return f"不适用：{checked['gate']}（{cited}）不管这样的事项"
    if checked["passed"]:
        return f"通过：{checked['gate']}（{cited}）"
    return f"未通过：{checked['message']}（{cited}）\n怎么办：{checked['remedy']}"


def due_text(due: Answer) -> str:
    if due["last_day"] is None:
        return f"{article_name(due['article'])}：{due['note']}"
    way = "之前" if due["direction"] == "before" else "之后"
    cited = f"{article_name(due['article'])}，{strength_name(due['strength'])}"
    basis = "主办单位另定" if due["set_by_host"] else cited
    counted = f"{due['start']}{way}{due['count']}个{unit_name(due['unit'])}（{basis}）"
    days = "、".join(day[5:] for day in due["counted"])
    provisional = "\n暂定：所涉日期的放假安排尚未公布" if due["provisional"] else ""
    return f"最后一日：{due['last_day']}，当日24时届满\n{counted}\n计入：{days}{provisional}"


def coverage_text(covered: Answer) -> str:
    lines = [books_line(covered)]
    lines += [count_line(name, covered[kind]) for kind, name in (("enforce", "应执行"), ("record", "应记录"))]
    lines += [row_line(row) for row in covered["provisions"]]
    return "\n".join(lines)


def books_line(covered: Answer) -> str:
    run = covered["run"]
    kept = f"{run['date']}，提交 {run['commit']}" if run["commit"] else "没有留存的完整测试结果"
    return f"{covered['id']}  {covered['title']}（{kept}）"


def count_line(name: str, count: dict[str, int]) -> str:
    return (
        f"{name}：共{count['total']}项，已落实{count['carried']}项"
        f"（其中已证实{count['proven']}项），未落实{count['not_yet']}项"
    )


def row_line(row: dict[str, Any]) -> str:
    waits = f"  等待：{'、'.join(row['waits_for'])}" if row["waits_for"] else ""
    return f"  {row['id']}  {STATES[row['state']]}  {row['summary']}{waits}"
