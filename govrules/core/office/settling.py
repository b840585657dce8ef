"""What a government lives by: the rulebook it adopts, and what its office fixes where that is silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from govrules import rulebook
from govrules.core import clock, registry
from govrules.core.errors import BadInput, BrokenRule, Why
from govrules.core.notices.kinds import KINDS, ROBOTS
from govrules.core.office import boundaries
from govrules.core.office.guards import locked, note, require_sane_day, require_staff, require_text
from govrules.core.office.models import Account, Adoption, Government, OfficeSetting, Official
from govrules.core.office.ownkeys import LIMIT, checked_limit, limit_name
from govrules.core.office.queries import adoption_on, book_of, current
from govrules.core.office.snapshot import STAND_IN
from govrules.core.wording import day
from govrules.rulebook.loader import DATA, PROVISIONS, RULES, read_text
from govrules.rulebook.vocabulary import POSTS, STEP_ACTS

LEADERS = "leaders"
PLACES = {
    LEADERS: "政府领导",
    "office": "政府办公室",
    "department": "部门",
    "township": "乡镇",
    "institution": "直属事业单位",
}


def set_setting(
    government: Government,
    key: str,
    value: Mapping[str, Any],
    *,
    basis: str,
    since: date,
    by: Official | None = None,
) -> OfficeSetting:
    """What the office fixes itself from a day on (本办规定), with its basis; never against an article."""
    at = clock.now()
    with transaction.atomic():
        locked(Government.objects.all()).get(pk=government.pk)
        require_staff(by, government, at)
        require_sane_day(since, at, "since")
        basis = require_text(basis, "依据", "basis", 200)
        value = checked(government, key, value, max(since, clock.date_of(at)))
        _close_earlier(government, key, since)
        row, _ = OfficeSetting.objects.update_or_create(
            government=government, key=key, since=since, until=None, defaults={"value": value, "basis": basis}
        )
        boundaries.mark(government, clock.start_of_day(since), now=at)
        note(government, "setting", f"登记本办规定“{name_of(key)}”：{basis}", at, by, key=key, value=value)
    return row


def end_setting(row: OfficeSetting, until: date, *, by: Official | None = None) -> OfficeSetting:
    """The office's own rule holds no longer from this day on."""
    at = clock.now()
    with transaction.atomic():
        locked(Government.objects.all()).get(pk=row.government_id)
        require_staff(by, row.government, at)
        row.refresh_from_db(fields=["since", "until"])
        if row.until is not None or until <= row.since:
            raise BadInput("终止日期要晚于开始日期，已终止的不能再改", field="until")
        row.until = until
        row.save(update_fields=["until"])
        boundaries.mark(row.government, clock.start_of_day(until), now=at)
        text = f"登记本办规定“{name_of(row.key)}”自{day(until)}起终止"
        note(row.government, "end_setting", text, at, by, key=row.key)
    return row


def checked(government: Government, key: str, value: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The content in the shape that its key asks for; a key that nobody reads is refused."""
    if key.startswith(STAND_IN):
        return _stand_in(government, key.removeprefix(STAND_IN), value, on)
    if key.startswith(LIMIT) and key.removeprefix(LIMIT) in STEP_ACTS:
        return checked_limit(value)
    if key == ROBOTS:
        return _robots(value)
    if key in registry.own_keys():
        return registry.own_keys()[key].checked(value)
    raise BadInput(f"没有“{key}”这项本办规定", field="key")


def _robots(value: Mapping[str, Any]) -> dict[str, Any]:
    kinds, titles = value.get("kinds", ()), value.get("titles", False)
    if not kinds or not set(kinds) <= KINDS.keys() or not isinstance(titles, bool):
        raise BadInput(f"请选择由群机器人发送哪些通知：{'、'.join(KINDS.values())}", field="kinds")
    return {"kinds": [kind for kind in KINDS if kind in kinds], "titles": titles}


def _stand_in(government: Government, post: str, value: Mapping[str, Any], on: date) -> dict[str, Any]:
    book = book_of(adoption_on(government, on))
    rules = book.stand_in(post, {})
    if rules:
        why = Why(f"{book.post(post).title}由谁代行，工作规则已有规定，本办规定不能改变", rules[0].article)
        raise BrokenRule(why)
    posts = list(dict.fromkeys(value.get("posts", ())))
    if post not in POSTS or not posts or any(other not in POSTS or other == post for other in posts):
        raise BadInput("请选择由哪些职务代行", field="posts")
    if any(place_of(other) != place_of(post) for other in posts):
        raise BadInput("只能由同一单位内的岗位代行", field="posts")
    return {"posts": posts}


def place_of(post: str) -> str:
    """Where seats of a post are: in the office, a department …, else among the leaders."""
    first = post.partition("_")[0]
    return first if first in PLACES else LEADERS


def _close_earlier(government: Government, key: str, since: date) -> None:
    last = OfficeSetting.objects.filter(government=government, key=key).order_by("-since").first()
    if last and last.since > since:
        raise BadInput(f"已登记了自{day(last.since)}起的规定，新规定不能早于它", field="since")
    if last and last.since < since and (last.until is None or last.until > since):
        last.until = since
        last.save(update_fields=["until"])


def name_of(key: str) -> str:
    """A setting's name as the pages show it."""
    if key.startswith(STAND_IN):
        return f"{POSTS.get(key.removeprefix(STAND_IN), key)}不在岗时由谁代行"
    if key == ROBOTS:
        return "群机器人发送哪些通知"
    if key in registry.own_keys():
        return registry.own_keys()[key].name
    return limit_name(STEP_ACTS.get(key.removeprefix(LIMIT), key))


def settings_on(government: Government, on: date) -> list[OfficeSetting]:
    """What the office's own rules are that day."""
    return list(OfficeSetting.objects.filter(current(on), government=government).order_by("key"))


# --- Adoption ------------------------------------------------------------------------------------------


def adopt(
    government: Government, source: str | Path, *, in_force: date | None = None, by: Account | None = None
) -> Adoption:
    """Adopt a shipped rulebook (its id) or one from a folder, from a day on; the version before it ends.

    1. the rulebook is read and checked whole; 2. the government is locked; 3. no earlier than the rules
    themselves and than every version before; 4. the texts are stored with their digest, never to change.
    """
    at = clock.now()
    folder = source if isinstance(source, Path) else DATA / source
    book = rulebook.load_folder(folder) if isinstance(source, Path) else rulebook.load(source)
    in_force = in_force or book.in_force
    with transaction.atomic():
        locked(Government.objects.all()).get(pk=government.pk)
        if in_force < book.in_force:
            raise BadInput(f"《{book.title}》自{_full(book.in_force)}起施行，不能更早采用", field="in_force")
        _end_version(government, book, in_force)
        row = Adoption.objects.create(
            government=government, rulebook_id=book.id, sha256=book.sha256,
            rulebook_toml=read_text(folder, RULES), provisions_csv=read_text(folder, PROVISIONS),
            in_force=in_force, adopted_at=at, adopted_by=by,
        )  # fmt: skip
        text = f"采用《{book.title}》（{book.number}），自{_full(in_force)}起施行"
        note(government, "adopt", text, at, by, rulebook=book.id, sha256=book.sha256)
    return row


def _end_version(government: Government, book: rulebook.Rulebook, in_force: date) -> None:
    last = Adoption.objects.filter(government=government).order_by("-in_force").first()
    if last is None:
        return
    if last.sha256 == book.sha256 and last.until is None:
        raise BadInput(f"《{book.title}》的这一版已经采用，自{_full(last.in_force)}起施行")
    if in_force <= last.in_force:
        raise BadInput(f"要晚于现行版本的施行日期{_full(last.in_force)}", field="in_force")
    last.until = in_force
    last.save(update_fields=["until"])


def _full(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


__all__ = ["adopt", "checked", "end_setting", "name_of", "set_setting", "settings_on"]
