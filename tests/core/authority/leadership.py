"""A small leadership as a roster, by name: seats in capitals, the people in them in small letters."""

from __future__ import annotations

from dataclasses import replace

from govrules.core.office.roster import Delegation, OwnRule, Place, Roster

OFFICE, FINANCE, TRANSPORT = 1, 2, 3
(
    HEAD, EXECUTIVE, FARMING, SCHOOLS, POLICE, MEMBER, DIRECTOR, VICE_ONE, VICE_TWO,
    FINANCE_HEAD, FINANCE_ONE, FINANCE_TWO, TRANSPORT_HEAD, TRANSPORT_ONE,
) = range(1, 15)  # fmt: skip

PLACES = [
    Place(HEAD, "head", "县长"),
    Place(EXECUTIVE, "executive_deputy", "常务副县长"),
    Place(FARMING, "deputy", "副县长（农业）"),
    Place(SCHOOLS, "deputy", "副县长（教育）"),
    Place(POLICE, "deputy", "副县长（公安）"),
    Place(MEMBER, "party_group_member", "党组成员"),
    Place(DIRECTOR, "office_director", "县政府办公室主任", OFFICE),
    Place(VICE_ONE, "office_deputy_director", "县政府办公室副主任（一）", OFFICE),
    Place(VICE_TWO, "office_deputy_director", "县政府办公室副主任（二）", OFFICE),
    Place(FINANCE_HEAD, "department_head", "县财政局局长", FINANCE),
    Place(FINANCE_ONE, "department_deputy", "县财政局副局长（一）", FINANCE),
    Place(FINANCE_TWO, "department_deputy", "县财政局副局长（二）", FINANCE),
    Place(TRANSPORT_HEAD, "department_head", "县交通运输局局长", TRANSPORT),
    Place(TRANSPORT_ONE, "department_deputy", "县交通运输局副局长", TRANSPORT),
]
NAMES = [
    "赵县长",
    "钱常务",
    "孙农业",
    "李教育",
    "周公安",
    "吴党组",
    "郑主任",
    "王一",
    "冯二",
    "陈财政",
    "褚一",
    "卫二",
    "蒋交通",
    "沈一",
]
(
    zhao, qian, sun, li, zhou, wu, zheng, wang, feng, chen, chu, wei, jiang, shen,
) = range(101, 115)  # fmt: skip

EVERYONE = Roster(
    places={place.id: place for place in PLACES},
    holders={place.id: place.id + 100 for place in PLACES},
    names={place.id + 100: name for place, name in zip(PLACES, NAMES, strict=True)},
)
PAIRED = replace(EVERYONE, pairs={EXECUTIVE: FARMING, FARMING: SCHOOLS, SCHOOLS: POLICE, POLICE: FARMING})


def away(*officials: int, roster: Roster = PAIRED) -> Roster:
    """The same day with these officials away."""
    return replace(roster, away=roster.away | frozenset(officials))


def paired(pairs: dict[int, int], roster: Roster = PAIRED) -> Roster:
    """The same day with these AB pairs and no others."""
    return replace(roster, pairs=pairs)


def vacant(*seats: int, roster: Roster = PAIRED) -> Roster:
    """The same day with nobody in these seats."""
    return replace(roster, holders={k: v for k, v in roster.holders.items() if k not in seats})


def delegated(seat: int, to_seat: int, kind: str, roster: Roster = PAIRED, basis: str = "县长签批件") -> Roster:
    """The same day with one more recorded delegation, the newest."""
    return replace(roster, delegations=(Delegation(seat, to_seat, kind, basis), *roster.delegations))


def office_rule(post: str, *posts: str, roster: Roster = PAIRED, basis: str = "办公室工作分工（2026年）") -> Roster:
    """The same day with a rule of the office's own for a post."""
    return replace(roster, own_rules={**roster.own_rules, post: OwnRule(posts, basis)})
