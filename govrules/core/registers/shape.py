"""A ledger's columns: what may be put into them, how it is kept, and how it reads.

Kept as JSON by the column's key: text and choices as they are, numbers as numbers, days and moments in ISO 8601
(moments with their time zone), officials and organs by key, files as a list of attachments' keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Model, QuerySet

from govrules.core.clock import OFFICE_ZONE, date_of
from govrules.core.errors import BadInput, Why
from govrules.core.office.guards import require_sane_day
from govrules.core.office.models import Government, Official, Organ
from govrules.core.wording import day as day_words
from govrules.core.wording import moment as moment_words
from govrules.rulebook.ledgers import Register, RegisterField

LONGEST = 2000
LARGEST = Decimal(10) ** 12
Kept = dict[str, Any]


def kept(
    register: Register, typed: Mapping[str, Any], government: Government, at: datetime, files: Collection[str] = ()
) -> Kept:
    """What was typed, as it is kept; a column that was left empty is left out. `BadInput` names the column.

    `files`: the columns for which files have come with it.
    """
    found: Kept = {}
    for column in register.fields:
        value = typed.get(column.key)
        value = value.strip() if isinstance(value, str) else value
        if _empty(value):
            if not column.preset:
                continue
            value = [column.preset] if column.many else column.preset
        found[column.key] = _one_or_several(column, value, government, at)
    for column in register.fields:
        if column.required and not (column.key in found or column.key in files) and applies(column, found):
            raise BadInput(Why(f"请填写{column.name}", register.cited(column)), field=column.key)
    return found


def _empty(value: Any) -> bool:
    return value in (None, "") or isinstance(value, list | tuple | QuerySet) and not list(value)


def _one_or_several(column: RegisterField, value: Any, government: Government, at: datetime) -> Any:
    keep = KEEPERS[column.type]
    if not column.many:
        return keep(column, value, government, at)
    several = [value] if isinstance(value, str | Model) else value
    return list(dict.fromkeys(keep(column, one, government, at) for one in several))


def applies(column: RegisterField, values: Kept) -> bool:
    """Whether the column is asked of such an entry."""
    return all(_says(values.get(key), wanted) for key, wanted in column.only.items())


def _says(value: Any, wanted: Literal[True] | tuple[str, ...]) -> bool:
    if wanted is True:
        return value is not None
    return bool(set(wanted).intersection(value if isinstance(value, list) else [value]))


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


# --- What it waits for, and when it counts ---------------------------------------------------------------


def outstanding(register: Register, values: Kept) -> list[str]:
    """What an entry still waits for, in the words of its columns: 待回应; 缺报告时间."""
    lacking = (one for one in register.closing if one.key not in values and applies(one, values))
    return list(dict.fromkeys(one.waits or f"缺{one.name}" for one in lacking))


def day_of(register: Register, values: Kept, today: date) -> date:
    """The day under which an entry counts: its first day or moment, else that of entering.

    What it waits for is left aside: an answer, when it comes, does not move what it answers.
    """
    for column in register.fields:
        if column.type in ("date", "moment") and column.key in values and not column.closes:
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
    rows = list(pairs)
    officials = {key for register, one in rows for key in mentioned(register, one, "official")}
    organs = {key for register, one in rows for key in mentioned(register, one, "organ")}
    return Names(
        dict(Official.objects.filter(pk__in=officials).values_list("pk", "name")) if officials else {},
        dict(Organ.objects.filter(pk__in=organs).values_list("pk", "short_name")) if organs else {},
    )


def mentioned(register: Register, values: Kept, kind: Literal["official", "organ"]) -> set[int]:
    """The keys of the officials or organs in some columns."""
    return {key for column in register.of_kind(kind) for key in listed(values.get(column.key))}


def listed(value: Any) -> list[Any]:
    """What a column holds, one or several."""
    return value if isinstance(value, list) else [] if value is None else [value]


def words(column: RegisterField, values: Kept, names: Names) -> str:
    """One column as a page writes it; empty where nothing is filled in."""
    value = values.get(column.key)
    if value is None:
        return ""
    if column.type == "date":
        return day_words(date.fromisoformat(value), 0)
    if column.type == "moment":
        return _moment_words(column, datetime.fromisoformat(value), values)
    if column.type == "file":
        return f"{len(value)}个附件" if value else ""
    known: Mapping[int, str] = {"official": names.officials, "organ": names.organs}.get(column.type, {})
    return "、".join(str(known.get(one, one)) for one in listed(value))


def _moment_words(column: RegisterField, at: datetime, values: Kept) -> str:
    """With the time since another column's moment: 2024年6月10日 16:20（2小时15分后）."""
    text = f"{date_of(at).year}年{moment_words(at)}"
    if column.since not in values:
        return text
    minutes = int((at - datetime.fromisoformat(values[column.since])).total_seconds()) // 60
    days, hours = divmod(abs(minutes) // 60, 24)
    parts = ((days, "天"), (hours, "小时"), (abs(minutes) % 60, "分"))
    said = "".join(f"{number}{unit}" for number, unit in parts if number) or "0分"
    return f"{text}（{said}{'后' if minutes >= 0 else '前'}）"


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
    """An entry in one line: the ledger's title, the first of its classes or people, and the first thing said.

    What comes later, such as an answer, does not change it.
    """
    early = [column for column in register.fields if not (column.closes or column.own) and column.key in values]
    kind = [column for column in early if column.type in ("choice", "official")][:1]
    text = [column for column in early if column.type == "text"][:1]
    said = [words(column, values, names) for column in early if column in kind + text]
    said = said or [words(column, values, names) for column in early[:1]]
    short = register.title.removesuffix("登记")
    line = "，".join(" ".join(_short(part).split()) for part in said if part)
    return f"{short}：{line}"[:200] if line else register.title
