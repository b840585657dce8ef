"""Who acts, worked out from a snapshot of who holds what and who is away.

Pure: no database and no clock, so that whole leaderships can be tried by the thousand. What differs between
counties comes in as the rulebook's grounds; this file only knows what each kind of ground looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from govrules.rulebook import Rulebook, article_name
from govrules.rulebook.features import StandIn, StandInFeature
from govrules.rulebook.vocabulary import STEP_ACTS

HOLDER, SETTING = "holder", "setting"
ABSENCE, VACANCY = "absence", "vacancy"
CUSTODIANS = ("office_director", "office_deputy_director")
PAIRINGS = frozenset({"ab_pair", "mutual_pair"})
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A seat as this file needs it."""

    id: int
    post: str
    title: str
    organ: int | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A recorded entrustment or arrangement that is in force."""

    seat: int
    to_seat: int
    kind: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """Who stands in for a post by what the office has fixed itself (本办规定)."""

    posts: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class Roster:
    """A government at one moment. Seats stand in the office's order, delegations with the newest first."""

    places: Mapping[int, Place]
    holders: Mapping[int, int]
    names: Mapping[int, str]
    away: frozenset[int] = NOBODY
    pairs: Mapping[int, int] = field(default_factory=dict)
    delegations: Sequence[Delegation] = ()
    own_rules: Mapping[str, OwnRule] = field(default_factory=dict)

    def present(self, seat: int) -> int | None:
        """The holder of a seat if it has one and he is not away."""
        official = self.holders.get(seat)
        return None if official in self.away else official


@dataclass(frozen=True, slots=True)
class Stand:
    """Who acts for a seat: `through` is the seat that he holds himself."""

    official: int
    seat: int
    through: int
    ground: str
    article: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Nobody may act: what is missing, in words, and which kind of record would close the gap ("": none)."""

    missing: str
    article: int | None = None
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Nominee:
    """Whom a ground names, before it is asked whether he can act."""

    seat: int
    basis: str = ""


@dataclass(frozen=True)
class Question:
    """Who may act for this seat, in this kind of step, but for these officials?"""

    roster: Roster
    place: Place
    book: Rulebook
    act: str = ""
    excluding: frozenset[int] = NOBODY

    @property
    def occasion(self) -> str:
        """A holder who must keep out of his own matter counts as absent from it."""
        return ABSENCE if self.place.id in self.roster.holders else VACANCY

    @property
    def grounds(self) -> list[StandIn]:
        """What the rulebook says of this post at all; empty: silent."""
        return list(self.book.stand_in(self.place.post, {}))

    def applies(self, rule: StandIn) -> bool:
        """Whether a ground covers this occasion and this kind of step."""
        return self.occasion in rule.on and (not rule.acts or self.act in rule.acts)

    def able(self, seat: int) -> int | None:
        """The holder of a seat if he is here and need not keep out; who stands in for him is never asked."""
        official = self.roster.present(seat)
        return None if official in self.excluding else official


def derive(
    roster: Roster, seat: int, book: Rulebook, *, act: str = "", excluding: frozenset[int] = NOBODY
) -> Stand | Gap:
    """The holder; else the first who can by the rulebook's grounds in order; else, where it is silent, by the
    office's own rule; else nobody."""
    question = Question(roster, roster.places[seat], book, act, excluding)
    return by_holder(roster, seat, excluding) or next(_stand_ins(question), None) or _gap(question)


def by_holder(roster: Roster, seat: int, excluding: frozenset[int] = NOBODY) -> Stand | None:
    """The holder himself, if he is here and need not keep out."""
    official = roster.present(seat)
    if official is None or official in excluding:
        return None
    return Stand(official, seat, seat, HOLDER)


def custodian(roster: Roster) -> int | None:
    """Who keeps what is held: the office director, else a deputy of his, who is here; None: the operator."""
    keepers = (roster.present(place.id) for post in CUSTODIANS for place in _seats(roster, post))
    return next((official for official in keepers if official is not None), None)


def _stand_ins(question: Question) -> Iterator[Stand]:
    """Everyone who could act, best first."""
    grounds = question.grounds
    for rule in filter(question.applies, grounds):
        for nominee in nominees(question, rule):
            official = question.able(nominee.seat)
            if official is not None:
                note = f"{rule.note}（{nominee.basis}）" if nominee.basis else rule.note
                yield Stand(official, question.place.id, nominee.seat, rule.ground, rule.article, note)
    if not grounds:
        yield from _by_own_rule(question)


def _by_own_rule(question: Question) -> Iterator[Stand]:
    own = question.roster.own_rules.get(question.place.post)
    for seat in _colleagues(question, own.posts) if own else ():
        official = question.able(seat)
        if own and official is not None:
            yield Stand(official, question.place.id, seat, SETTING, None, own.basis)


# --- Whom each kind of ground names --------------------------------------------------------------------


def nominees(question: Question, rule: StandIn) -> list[Nominee]:
    """Whom a ground names for this seat, among the posts that it allows and those of its own organ."""
    named, place = NOMINATE[rule.ground](question, rule), question.place
    return [n for n in named if n.seat != place.id and _allowed(question.roster, n.seat, rule, place)]


def _allowed(roster: Roster, seat: int, rule: StandIn, place: Place) -> bool:
    """Of a post that the ground allows, in the same organ: leaders' own seats belong to none."""
    other = roster.places.get(seat)
    return other is not None and other.post in rule.candidates and other.organ == place.organ


def _b_role(question: Question, _: StandIn) -> list[Nominee]:
    counterpart = question.roster.pairs.get(question.place.id)
    return [] if counterpart is None else [Nominee(counterpart)]


def _either_role(question: Question, rule: StandIn) -> list[Nominee]:
    """Pairs that act for each other: the pair may have been entered from either side."""
    other_way = [Nominee(seat) for seat, other in question.roster.pairs.items() if other == question.place.id]
    return list(dict.fromkeys(_b_role(question, rule) + other_way))


def _delegate(question: Question, rule: StandIn) -> list[Nominee]:
    return [
        Nominee(d.to_seat, d.basis)
        for d in question.roster.delegations
        if d.seat == question.place.id and d.kind == rule.ground
    ]


def _by_post(question: Question, rule: StandIn) -> list[Nominee]:
    return [Nominee(seat) for seat in _colleagues(question, rule.candidates)]


NOMINATE: Mapping[str, Callable[[Question, StandIn], list[Nominee]]] = {
    "ab_pair": _b_role,
    "mutual_pair": _either_role,
    "entrustment": _delegate,
    "arrangement": _delegate,
    "responsible_person": _by_post,
    "by_post": _by_post,
}


def _colleagues(question: Question, posts: Sequence[str]) -> list[int]:
    """Seats of these posts in the same organ (leaders' own seats belong to none), by post, then in order."""
    organ = question.place.organ
    return [place.id for post in posts for place in _seats(question.roster, post) if place.organ == organ]


def _seats(roster: Roster, post: str) -> list[Place]:
    return [place for place in roster.places.values() if place.post == post]


# --- Saying what is missing ----------------------------------------------------------------------------

WANTS = {"ab_pair": "pair", "mutual_pair": "pair", "entrustment": "entrustment", "arrangement": "arrangement"}
NAMED = {"ab_pair": "B角", "mutual_pair": "互为AB角的", "entrustment": "受委托的", "arrangement": "受指定的"}
NOT_NAMED = {
    "ab_pair": "未设B角",
    "mutual_pair": "未设AB角",
    "entrustment": "未记录委托",
    "arrangement": "未记录由谁代为处理的安排",
}


def _gap(question: Question) -> Gap:
    """What is missing, from the most particular reason to the most general."""
    grounds = question.grounds
    open_to = [rule for rule in grounds if question.applies(rule)]
    if open_to:
        said = "；".join(dict.fromkeys(_unmet(question, rule) for rule in open_to))
        return _said(question, said, open_to[0].article, WANTS.get(open_to[0].ground, "appointment"))
    if not grounds:
        return _silent(question)
    return _not_covered(question, grounds)


def _unmet(question: Question, rule: StandIn) -> str:
    """Why a ground that applies gives nobody."""
    named = nominees(question, rule)
    if named:
        return "、".join(NAMED.get(rule.ground, "") + _why_not(question, n.seat) for n in named)
    return NOT_NAMED.get(rule.ground) or f"没有可以代行的{_titles(question, rule.candidates)}"


def _why_not(question: Question, seat: int) -> str:
    roster = question.roster
    title, official = roster.places[seat].title, roster.holders.get(seat)
    if official is None:
        return f"{title}岗位空缺"
    reason = "也外出" if official in roster.away else "也须回避"
    return f"{title}{roster.names[official]}{reason}"


def _silent(question: Question) -> Gap:
    own = question.roster.own_rules.get(question.place.post)
    if own:
        return _said(question, f"本办规定的代行人（{_titles(question, own.posts)}）也都不能办理", None, "")
    article = silent_article(question.book, question.place.post)
    return _said(question, "工作规则未规定由谁代行，本办也未作规定", article, "setting")


def _not_covered(question: Question, grounds: Sequence[StandIn]) -> Gap:
    """The rulebook speaks of the post, but not of this occasion or this kind of step."""
    covering = [rule for rule in grounds if question.occasion in rule.on]
    if covering:
        acts = "、".join(STEP_ACTS[act] for rule in covering for act in rule.acts)
        reason = f"工作规则只规定{acts}可以由他人代办，这一步须由本人办理"
        return _said(question, reason, covering[0].article, "")
    return _said(question, "工作规则未规定岗位空缺时由谁代行", grounds[0].article, "appointment")


def silent_article(book: Rulebook, post: str) -> int | None:
    """The article that was looked at where the rulebook says nothing of who stands in for a post."""
    known = (feature for feature in book.features if isinstance(feature, StandInFeature))
    return next((feature.article for feature in known if feature.params.post == post), None)


def _said(question: Question, reason: str, article: int | None, wants: str) -> Gap:
    cited = f"（{article_name(article)}）" if article else ""
    return Gap(f"{_state(question)}，{reason}{cited}", article, wants)


def _state(question: Question) -> str:
    roster, place = question.roster, question.place
    official = roster.holders.get(place.id)
    if official is None:
        return f"{place.title}岗位空缺"
    return f"{place.title}{roster.names[official]}{'外出' if official in roster.away else '须回避本人的事项'}"


def _titles(question: Question, posts: Sequence[str]) -> str:
    known = {post.key: post.title for post in question.book.posts}
    return "、".join(dict.fromkeys(known.get(post, post) for post in posts))
