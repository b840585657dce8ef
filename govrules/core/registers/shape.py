"""A ledger's columns: what may be put into them, how it is kept, and how it reads.

Kept as JSON by the column's key: text and choices as they are, numbers as numbers, days and moments in ISO 8601
(moments with their time zone), officials and organs by key, files as a list of attachments' keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from govrules.core.clock import OFFICE_ZONE, date_of
from govrules.core.errors import BadInput, BrokenRule, Why
from govrules.core.office.guards import require_sane_day
from govrules.core.office.models import Government, Official, Organ
from govrules.core.wording import day as day_words
from govrules.core.wording import moment as moment_words
from govrules.rulebook.schema import Register, RegisterField

LONGEST = 2000
LARGEST = Decimal(10) ** 12
Kept = dict[str, Any]


def kept(
    register: Register, typed: Mapping[str, Any], government: Government, at: datetime, files: Collection[str] = ()
) -> Kept:
    """What was typed, as it is kept; a column that was left empty is left out. `BadInput` names the column.

    `files`: the columns for which files have come with it.
    """
    found = {}
    for column in register.fields:
        value = typed.get(column.key)
        value = value.strip() if isinstance(value, str) else value
        if value in (None, "", []):
            if column.required and column.key not in files:
                raise BadInput(Why(f"请填写{column.name}", register.article), field=column.key)
            continue
        found[column.key] = KEEPERS[column.type](column, value, government, at)
    return found


def _text(column: RegisterField, value: str, _: Government, __: datetime) -> str:
    if len(value) > LONGEST:
        raise BadInput(f"{column.name}有{len(value)}字，最多{LONGEST}字", field=column.key)
    return value


def _number(column: RegisterField, value: Decimal, _: Government, __: datetime) -> int | float:
    if not 0 <= value < LARGEST:
        raise BadInput(f"{column.name}应为不小于0的数", field=column.key)
    return int(value) if value == int(value) else float(value)


def _date(column: RegisterField, value: date, _: Government, at: datetime) -> str:
    require_sane_day(value, at, column.key)
    return value.isoformat()


def _moment(column: RegisterField, value: datetime, _: Government, at: datetime) -> str:
    require_sane_day(date_of(value), at, column.key)
    if value > at:
        raise BadInput(f"{column.name}不能晚于现在", field=column.key)
    return value.astimezone(OFFICE_ZONE).isoformat()


def _choice(column: RegisterField, value: str, _: Government, __: datetime) -> str:
    if value not in column.choices:
        raise BadInput(f"{column.name}只能选：{'、'.join(column.choices)}", field=column.key)
    return value


def _own(column: RegisterField, value: Official | Organ, government: Government, _: datetime) -> int:
    if value.government_id != government.pk:
        raise BadInput("所选的人员、单位不属于本级政府", field=column.key)
    return value.pk


def _files(_: RegisterField, value: Iterable[int], __: Government, ___: datetime) -> list[int]:
    return list(value)


KEEPERS = {
    "text": _text, "number": _number, "date": _date, "moment": _moment, "choice": _choice, "official": _own,
    "organ": _own, "file": _files,
}  # fmt: skip


# --- What the rules say of single columns ---------------------------------------------------------------


def outstanding(register: Register, values: Kept) -> list[str]:
    """What an entry still waits for, in the words of its columns: 待回应; 缺报告时间."""
    return [column.waits or f"缺{column.name}" for column in register.closing if column.key not in values]


def require_own_hand(register: Register, was: Kept, now: Kept, by: Official) -> None:
    """Whose name stands for having read or decided something puts it there himself."""
    for column in register.fields:
        value = now.get(column.key)
        if column.own and value != was.get(column.key) and by.pk not in (value, was.get(column.key)):
            remedy = "请他本人登录后在这一条登记里填写"
            raise BrokenRule(Why(f"{column.name}由本人填写，不能由他人代填", register.article, remedy))


def require_host(register: Register, values: Kept, host: Organ | None) -> None:
    """The organ is the one that has the matter which the entry is about."""
    for column in register.fields:
        if column.host and host and values.get(column.key, host.pk) != host.pk:
            why = f"{column.name}应为主办单位{host.short_name}"
            raise BrokenRule(Why(why, register.article, f"请改为{host.short_name}"))


def day_of(register: Register, values: Kept, today: date) -> date:
    """The day under which an entry counts: its first day or moment that is filled in, else the day of entering."""
    for column in register.fields:
        if column.type in ("date", "moment") and column.key in values:
            return _day(values[column.key])
    return today


def _day(text: str) -> date:
    return date_of(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)


# --- How it reads ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Names:
    """The names of the officials and organs that some entries mention."""

    officials: Mapping[int, str] = field(default_factory=dict)
    organs: Mapping[int, str] = field(default_factory=dict)


def names_in(register: Register, all_values: Iterable[Kept]) -> Names:
    """Of all that these entries of one ledger mention."""
    return names_of((register, values) for values in all_values)


def names_of(pairs: Iterable[tuple[Register, Kept]]) -> Names:
    """Of all that entries of several ledgers mention: two queries at most, none where nobody is mentioned."""
    mentioned: dict[str, set[int]] = {"official": set(), "organ": set()}
    for register, values in pairs:
        for column in register.fields:
            if column.type in mentioned and column.key in values:
                mentioned[column.type].add(values[column.key])
    officials, organs = mentioned["official"], mentioned["organ"]
    return Names(
        dict(Official.objects.filter(pk__in=officials).values_list("pk", "name")) if officials else {},
        dict(Organ.objects.filter(pk__in=organs).values_list("pk", "short_name")) if organs else {},
    )


def words(column: RegisterField, values: Kept, names: Names) -> str:
    """One column as a page writes it; empty where nothing is filled in."""
    value = values.get(column.key)
    if value is None:
        return ""
    if column.type == "date":
        return day_words(date.fromisoformat(value), 0)
    if column.type == "moment":
        at = datetime.fromisoformat(value)
        return f"{date_of(at).year}年{moment_words(at)}"
    if column.type == "file":
        return f"{len(value)}个附件" if value else ""
    return {"official": names.officials, "organ": names.organs}.get(column.type, {}).get(value) or str(value)


def changes(register: Register, was: Kept, now: Kept, names: Names) -> list[str]:
    """What is new in a version: 核实情况：无→属实."""
    return [
        f"{column.name}：{_short(words(column, was, names))}→{_short(words(column, now, names))}"
        for column in register.fields
        if was.get(column.key) != now.get(column.key)
    ]


def _short(text: str) -> str:
    if not text:
        return "（空）"
    return text if len(text) <= 40 else f"{text[:40]}…"


def title_of(register: Register, values: Kept, names: Names) -> str:
    """An entry in one line: the ledger's title and what its first columns say."""
    said = [words(column, values, names) for column in register.fields if column.type in ("text", "choice", "official")]
    said = [part for part in said if part][:2] or [words(column, values, names) for column in register.fields][:1]
    short = register.title.removesuffix("登记")
    line = "，".join(" ".join(_short(part).split()) for part in said if part)
    return f"{short}：{line}"[:200] if line else register.title
