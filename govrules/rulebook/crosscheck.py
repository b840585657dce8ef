"""What no element can know alone: articles, provisions, posts and bodies that it names, and whether
of the alternatives of a kind exactly one matches whatever the facts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from govrules.rulebook.book import Rulebook
from govrules.rulebook.errors import RulebookError
from govrules.rulebook.facts import Facts
from govrules.rulebook.features import StandInFeature
from govrules.rulebook.ledgers import Register
from govrules.rulebook.schema import Body, Cadence, Element, Gate, Route
from govrules.rulebook.seal_features import LettersFeature, SealsFeature
from govrules.rulebook.select import combinations, matching, values_to_try
from govrules.rulebook.vocabulary import FACTS, POSTS


def crosscheck(book: Rulebook, rules: str, provisions: str) -> None:
    """Raises the first fault found."""
    check_provisions(book, provisions)
    for place, element in placed(book):
        check_articles(book, element, rules, place)
        check_carries(book, element, rules, place)
        check_names(book, element, rules, place)
    check_alternatives(book, rules)
    check_seals(book, rules)


def placed(book: Rulebook) -> Iterator[tuple[str, Element]]:
    """Each element with its place in the file."""
    for section, elements in book.sections.items():
        for element in elements:
            yield f"{section}.{element.key}", element


def check_provisions(book: Rulebook, file: str) -> None:
    counted = Counter(provision.id for provision in book.provisions)
    for row, provision in enumerate(book.provisions, start=2):
        if counted[provision.id] > 1:
            raise RulebookError(file, f"第{row}行.id", f"编号“{provision.id}”重复")
        if not provision.id.startswith(f"{book.prefix}-{provision.article}-"):
            wanted = f"{book.prefix}-{provision.article}-…"
            raise RulebookError(file, f"第{row}行.id", f"编号“{provision.id}”与条号不符", [wanted])
        if provision.article > book.articles:
            raise RulebookError(file, f"第{row}行.article", f"全文只有{book.articles}条")


def check_articles(book: Rulebook, element: Element, file: str, place: str) -> None:
    for article in element.articles:
        if article > book.articles:
            raise RulebookError(file, f"{place}.article", f"没有第{article}条，全文共{book.articles}条")


def check_carries(book: Rulebook, element: Element, file: str, place: str) -> None:
    """An element carries only provisions of the articles that it cites."""
    known = {provision.id: provision.article for provision in book.provisions}
    for key in element.carries:
        if key not in known:
            near = [p.id for article in element.articles for p in book.article_provisions(article)]
            raise RulebookError(file, f"{place}.carries", f"没有条款“{key}”", near)
        if known[key] not in element.articles:
            fault = f"条款“{key}”属第{known[key]}条，这一项没有引用该条（可写在 also 里）"
            raise RulebookError(file, f"{place}.carries", fault, element.articles)


def check_names(book: Rulebook, element: Element, file: str, place: str) -> None:
    posts = [post.key for post in book.posts]
    for post in posts_named(element):
        if post not in posts:
            raise RulebookError(file, place, f"本规则的职务（posts）里没有“{post}”", posts)
    bodies = [body.key for body in book.bodies]
    for field, body in bodies_named(element):
        if body not in bodies:
            raise RulebookError(file, f"{place}.{field}", f"本规则的会议（bodies）里没有“{body}”", bodies)


def bodies_named(element: Element) -> list[tuple[str, str]]:
    """Every body that an element relies on, with the field that names it."""
    if isinstance(element, Cadence):
        return [("body", element.body)] if element.body else []
    params = getattr(element, "params", None)
    if isinstance(params, dict) or params is None:
        return []
    several = [(f"params.{name}", body) for name in ("bodies", "report_bodies") for body in getattr(params, name, ())]
    return [*several, *([("params.body", params.body)] if hasattr(params, "body") else [])]


def posts_named(element: Element) -> list[str]:
    """Every post that an element relies on; each must be one of this rulebook's own."""
    match element:
        case Route():
            return [step.post for step in element.steps]
        case Body():
            chairs = (chair.post for chair in element.chairs)
            return [*element.members, *chairs, *element.fixed, *element.attend]
        case Register():
            return [*element.filed_by, *(post for field in element.fields for post in field.posts)]
        case StandInFeature():
            grounds = element.params.grounds
            return [element.params.post, *(post for ground in grounds for post in ground.candidates)]
        case Gate():
            return [value for value in element.params.get("allowed", ()) if value in POSTS]
        case LettersFeature():
            return list(element.params.by)
    params = getattr(element, "params", None)
    single = (getattr(params, name, None) for name in ("approver", "leader"))
    return [*getattr(params, "posts", ()), *filter(None, single)]


def check_alternatives(book: Rulebook, file: str) -> None:
    """Of a kind exactly one element matches, of features of a kind at most one, whatever the facts."""
    for section in ("deadlines", "routes"):
        for kind, elements in by_kind(getattr(book, section)):
            check_matches(elements, file, f"{section}.{kind}", may_be_none=False)
    for kind, elements in by_kind(book.features, "post"):
        check_matches(elements, file, f"features.{kind}", may_be_none=True)


def check_seals(book: Rulebook, file: str) -> None:
    """Who approves its use is said of each kind of seal, and of no other; a letter bears one of them."""
    kinds = [kind.key for each in book.features if isinstance(each, SealsFeature) for kind in each.params.kinds]
    routes = [route for route in book.routes if route.chosen_by == "seal_use"]
    for kind in kinds:
        if not matching(routes, {"seal": kind}):
            raise RulebookError(file, "routes.seal_use", f"没有写明“{kind}”由谁审批", [route.key for route in routes])
    for each in book.features:
        if isinstance(each, LettersFeature) and each.params.seal not in kinds:
            raise RulebookError(file, f"features.{each.key}.params.seal", f"没有“{each.params.seal}”这枚印章", kinds)


def by_kind(elements: Sequence[Element], param: str = "") -> Iterator[tuple[str, list[Element]]]:
    """The elements of each kind; with a parameter, of each kind and value of it."""

    def group(element: Element) -> str:
        value = getattr(getattr(element, "params", None), param, "") if param else ""
        return f"{element.chosen_by}.{value}".rstrip(".")

    for kind, found in groupby(sorted(elements, key=group), key=group):
        yield kind, list(found)


def check_matches(elements: Sequence[Element], file: str, place: str, may_be_none: bool) -> None:
    for facts in combinations(elements):
        found = matching(elements, facts)
        shown = "，".join(f"{key}={value}" for key, value in facts.items()) or "没有条件"
        if len(found) > 1:
            raise RulebookError(file, place, f"同时符合的不止一条（{shown}）", [e.key for e in found])
        if not found and not may_be_none and not by_another_pick(elements, facts):
            raise RulebookError(file, place, f"没有一条符合（{shown}）", [e.key for e in elements])


def by_another_pick(elements: Sequence[Element], facts: Facts) -> bool:
    """A picked fact is chosen among the values that fit a matter: it is enough that one of them does."""
    picked = [key for key in facts if FACTS[key].picked]
    return any(matching(elements, {**facts, key: value}) for key in picked for value in values_to_try(key, elements))
