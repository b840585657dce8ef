"""The rules in force as pages show them: what each article asks in our summary, and what the program does for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from govrules.core import registry
from govrules.core.texts.models import ArticleText
from govrules.rulebook import Rulebook, article_name
from govrules.rulebook.schema import Cadence, DeadlineRule, Element, Gate, Post, Route, RouteStep
from govrules.rulebook.vocabulary import CONSEQUENCES, POSTS, STEP_ACTS, STRENGTHS, UNITS, WHOSE

SECTIONS = {
    "gates": "关口", "deadlines": "时限", "routes": "流程", "cadences": "频次", "registers": "台账",
    "bodies": "会议", "posts": "职务", "features": "安排",
}  # fmt: skip
KINDS = {"enforce": "须执行", "record": "须留痕", "declare": "原则表述"}
PERIODS = {
    "week": "每周", "two_weeks": "每两周", "month": "每月", "quarter": "每季度", "half_year": "每半年",
    "year": "每年",
}  # fmt: skip
DONE, NOT_YET, SILENT = "已核", "未核", "规则未作规定"
Texts = Mapping[int, ArticleText]
NO_TEXTS: Texts = {}


@dataclass(frozen=True)
class Does:
    """One thing the program does, or would do, under an article."""

    section: str
    what: str
    strength: str
    state: str
    details: list[str]
    articles: list[int]

    @property
    def built(self) -> bool:
        return self.state == DONE


@dataclass(frozen=True)
class Demand:
    """One provision in our summary, and whether the program carries it out."""

    id: str
    kind: str
    summary: str
    state: str


@dataclass(frozen=True)
class Article:
    """An article with what it asks and what is done."""

    number: int
    demands: list[Demand]
    does: list[Does]
    official: ArticleText | None = None

    @property
    def name(self) -> str:
        return article_name(self.number)

    @property
    def sections(self) -> list[str]:
        return list(dict.fromkeys(d.section for d in self.does))

    @property
    def text(self) -> str:
        """Everything the search looks through."""
        told = [d.summary for d in self.demands] + [f"{d.what}{''.join(d.details)}" for d in self.does]
        return "".join([self.name, str(self.number), self.official.text if self.official else "", *told])

    @property
    def chapter(self) -> str:
        """The heading that it stands under, where the published text is loaded."""
        return self.official.chapter if self.official else ""


def articles(book: Rulebook, words: str = "", official: Texts = NO_TEXTS) -> list[Article]:
    """All articles, or those in which every word is found; with the published text where it is loaded."""
    everything = [article(book, number, official.get(number)) for number in range(1, book.articles + 1)]
    return [a for a in everything if all(word in a.text for word in words.split())]


def article(book: Rulebook, number: int, official: ArticleText | None = None) -> Article:
    """One article."""
    elements = book.article_elements(number)
    carried = {pk for e in book.elements if is_built(e) for pk in e.carries}
    demands = [
        Demand(p.id, KINDS[p.kind], p.summary, "" if p.kind == "declare" else DONE if p.id in carried else NOT_YET)
        for p in book.article_provisions(number)
    ]
    return Article(number, demands, [does(book, e) for e in elements], official)


def is_built(element: Element) -> bool:
    """Whether everything that an element names is there in the program."""
    return not element.needs.difference(registry.built())


def does(book: Rulebook, element: Element) -> Does:
    """An element in an official's words."""
    section = book.section_of(element)
    state = SILENT if element.silent else DONE if is_built(element) or section == "posts" else NOT_YET
    say = SAY.get(section)
    details = [] if element.silent or say is None else [text for text in say(book, element) if text]
    others = sorted(set(element.articles))
    return Does(
        SECTIONS[section], element.note or getattr(element, "title", "") or element.chosen_by,
        STRENGTHS.get(element.strength or "", ""), state, details, others,
    )  # fmt: skip


def _gate(_: Rulebook, gate: Gate) -> Iterable[str]:
    return [gate.message, gate.remedy]


def _deadline(_: Rulebook, rule: DeadlineRule) -> Iterable[str]:
    way = "之前" if rule.direction == "before" else "之内"
    yield f"{rule.count} {'个工作日' if rule.unit == 'workday' else UNITS[rule.unit]}{way}"
    if rule.host_may_set:
        yield "主办单位可以另定"
    if rule.extension_by and rule.extension_article:
        yield f"可以商定延期（{article_name(rule.extension_article)}）"
    if rule.on_pass and rule.on_pass_article:
        yield f"到期后{CONSEQUENCES.get(rule.on_pass, rule.on_pass)}（{article_name(rule.on_pass_article)}）"


def _route(book: Rulebook, route: Route) -> Iterable[str]:
    steps = [_step(book, step) for step in route.steps]
    yield " → ".join(dict.fromkeys(steps))
    if route.then:
        yield f"办完后{CONSEQUENCES.get(route.then, route.then)}"


def _step(book: Rulebook, step: RouteStep) -> str:
    titles = {post.key: post.title for post in book.posts}
    whose = WHOSE.get(step.whose or "", "") if step.whose not in (None, "office") else ""
    return f"{whose}{titles.get(step.post, POSTS.get(step.post, step.post))}{STEP_ACTS[step.act]}"


def _cadence(_: Rulebook, cadence: Cadence) -> Iterable[str]:
    yield f"{PERIODS.get(cadence.per or '', '')}至少 {cadence.at_least} 次"


def _post(_: Rulebook, post: Post) -> Iterable[str]:
    yield post.title


SAY: Mapping[str, Callable[[Rulebook, Any], Iterable[str]]] = {
    "gates": _gate, "deadlines": _deadline, "routes": _route, "cadences": _cadence, "posts": _post,
}  # fmt: skip


def tally(everything: Iterable[Article]) -> dict[str, int]:
    """How many demands the program carries out, of those that can be carried out."""
    demands = [d for a in everything for d in a.demands if d.state]
    return {"all": len(demands), "done": sum(d.state == DONE for d in demands)}
