"""Whether organs, seats and officials fit together as they would stand after the import."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Sequence

from govrules.core.office.models import OrganKind
from govrules.core.office.queries import MAIN_HEAD
from govrules.core.office.settling import LEADERS, PLACES, place_of
from govrules.core.office.workbook import present as kept
from govrules.core.office.workbook.final import Final
from govrules.core.office.workbook.plan import Entry, Span
from govrules.core.office.workbook.sheets import (
    APPOINTMENTS,
    BASE,
    OFFICIALS,
    ORGANS,
    PORTFOLIOS,
    REF,
    SEATS,
    SHEETS,
)

HEAD = "head"
ONLY_ONE = frozenset(MAIN_HEAD.values())


def references(final: Final) -> None:
    """Every key that is referred to is there, in the workbook or in the office."""
    for sheet in SHEETS:
        for column in (column for column in sheet.columns if column.reads == REF):
            for row in final.filled.rows(sheet):
                key = row.values.get(column.name)
                if key and not final.knows(column.of, key):
                    near = difflib.get_close_matches(key, final.values[column.of], 1, 0.6)
                    ask = f"是不是“{near[0]}”？" if near else f"请先在“{column.of}”表中列出它，或者改正代号"
                    what = f"没有代号为“{key}”的{column.of}"
                    final.faults.error(sheet.title, row.number, column.heading, what, ask)


# --- Organs --------------------------------------------------------------------------------------------


def organs(final: Final) -> None:
    """One office; a kind that its seats rest on stays; one no longer in use has nobody in it."""
    offices = [key for key, values in final.of(ORGANS).items() if values["kind"] == OrganKind.OFFICE]
    seated = Counter(values["organ"] for values in final.present.base[SEATS.title].values())
    for entry in final.entries(ORGANS):
        if entry.now["kind"] == OrganKind.OFFICE and offices[0] != entry.key:
            first = final.word(ORGANS, offices[0], "short_name")
            final.error(entry, "kind", f"政府办公室只能有一个，已有{first}", "请改类别")
        if entry.was and "kind" in entry.changed and seated[entry.key]:
            final.error(entry, "kind", "已设有岗位，类别不能再改", "请另设单位，把岗位设在新的单位")
        if entry.was and entry.changed.get("is_active") is False:
            _closed(final, entry)


def _closed(final: Final, entry: Entry) -> None:
    """Nobody serves in an organ that is no longer in use, and no leader covers it."""
    seats = {key for key, values in final.of(SEATS).items() if values["organ"] == entry.key}
    inside = [s for s in final.spans(APPOINTMENTS) if s.one in seats and not s.over(final.on)]
    if inside:
        names = "、".join(final.word(OFFICIALS, span.other, "name") for span in inside[:5])
        final.error(entry, "is_active", f"还有{len(inside)}人任职（{names}）", "请先在“任职”表中填上他们的“至”")
    if any(s.one == entry.key and not s.over(final.on) for s in final.spans(PORTFOLIOS)):
        final.error(entry, "is_active", "还有领导分管", "请先在“分管”表中填上“至”")


# --- Seats ---------------------------------------------------------------------------------------------


def seats(final: Final) -> None:
    """A post stands where the rulebook means it; there is one head; a seat once filled stays what it was."""
    filled = {one for (one, _), _ in final.present.dated[APPOINTMENTS.title]}
    heads = Counter((v["organ"], v["post"]) for v in final.of(SEATS).values() if v["post"] in {HEAD, *ONLY_ONE})
    for entry in final.entries(SEATS):
        _placed(final, entry)
        moved = [name for name in ("post", "organ") if entry.was and name in entry.changed]
        if moved and entry.key in filled:
            final.error(entry, moved[0], "已有人担任过，职务和单位不能再改", "请另设岗位，原任职填上“至”")
        if heads[entry.now["organ"], entry.now["post"]] > 1:
            whose = final.word(ORGANS, entry.now["organ"], "short_name") if entry.now["organ"] else "政府"
            final.error(entry, "post", f"{whose}的主要负责人岗位不止一个", "请只留一个，其余改用别的职务")


# Bodies whose people bear the posts of a department, units whose people bear those of an institution.
POSTS_AS = {OrganKind.COORDINATING: OrganKind.DEPARTMENT, OrganKind.SUBORDINATE: OrganKind.INSTITUTION}


def _placed(final: Final, entry: Entry) -> None:
    """Leaders' seats belong to no organ; the others to one of their kind."""
    place, key = place_of(entry.now["post"]), entry.now["organ"]
    kind = final.get(ORGANS, key).get("kind") if key else None
    if place == LEADERS and key:
        final.error(entry, "organ", "政府领导的岗位不属于任何单位", "请清空这一格，或者改职务")
    elif place != LEADERS and not key:
        final.error(entry, "organ", f"没有填写单位，这个职务设在{PLACES[place]}", "请填单位的代号，或者改职务")
    elif key and kind and POSTS_AS.get(kind, kind) != place:
        name = final.word(ORGANS, key, "short_name")
        final.error(entry, "organ", f"{name}是{OrganKind(kind).label}，这个职务设在{PLACES[place]}", "请改职务或者单位")


# --- Officials and their log-ins -----------------------------------------------------------------------


def officials(final: Final) -> None:
    """Who leaves service holds no seat; who is new and has a namesake is pointed out."""
    names = Counter(values["name"] for values in final.of(OFFICIALS).values())
    held: dict[str, list[Span]] = {}
    for span in final.spans(APPOINTMENTS):
        if not span.over(final.on):
            held.setdefault(span.other, []).append(span)
    for entry in final.entries(OFFICIALS):
        if not entry.now["is_active"] and entry.key in held:
            titles = "、".join(final.word(SEATS, span.one, "title") for span in held[entry.key])
            final.error(entry, "is_active", f"还任{titles}，不能不在职", "请先在“任职”表中填上“至”")
        if entry.was is None and names[entry.now["name"]] > 1:
            what = f"另有干部也叫{entry.now['name']}"
            final.faults.hint(OFFICIALS.title, entry.row, "姓名", what, "代号不同按两个人登记，请确认不是同一人")


def logins(final: Final) -> None:
    """A log-in's name is given once, in this government or any other, and not changed from here."""
    new = [entry for entry in final.entries(OFFICIALS) if "login" in entry.changed]
    taken = kept.usernames(entry.now["login"] for entry in new)
    given: dict[str, int] = {}
    for entry in new:
        name = entry.now["login"]
        if entry.was and entry.was["login"]:
            was = entry.was["login"]
            final.error(entry, "login", f"已有登录名“{was}”，不能从这里改", "请在系统管理中改，或者填回原名")
        elif name in taken:
            final.error(entry, "login", f"登录名“{name}”已有人使用", "请换一个")
        elif given.setdefault(name, entry.row) != entry.row:
            final.error(entry, "login", f"登录名“{name}”与第{given[name]}行重复", "请换一个")


def permitted(final: Final) -> None:
    """Only an operator writes base data and opens log-ins; the office keeps who fills what."""
    for sheet in BASE:
        for entry in final.entries(sheet):
            what = f"{sheet.title}由系统管理员登记，您只能改任职、分管和AB角"
            final.error(entry, "", what, "请把工作簿交系统管理员导入，或者把这一行改回原样")


CHECKS: Sequence[Callable[[Final], None]] = (references, organs, seats, officials, logins)
