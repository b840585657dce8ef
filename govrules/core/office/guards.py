"""What the office's acts on people check first, and the line that each leaves in the government's journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours, Why
from govrules.core.journal.actions import Line, record_office_many
from govrules.core.office.models import Account, Government, Official, Organ, Seat
from govrules.core.office.queries import in_office
from govrules.core.operators import keeps_system
from govrules.core.wording import moment

Row = TypeVar("Row", bound=Model)
LONGEST_BACK = timedelta(days=366 * 60)
LONGEST_AHEAD = timedelta(days=366)


def locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Lock rows against each other's acts, but not against rows elsewhere that only refer to them.

    Where a stronger lock waits for a journal line that names this row, and its writer for the chain's head that we
    are to take next, neither would ever go on.
    """
    return rows.select_for_update(of=("self",), no_key=True)


def require_staff(by: Official | None, government: Government, at: datetime) -> None:
    """The office keeps these records; `by` None is the operator or the setting up of a government."""
    if by is None:
        return
    if by.government_id != government.pk or not in_office(by, date_of(at)):
        raise NotYours(Why("只有政府办公室工作人员可以登记", remedy="请联系政府办公室"))


def require_together(government: Government, *things: Official | Organ | Seat) -> None:
    """Nothing is ever put together across two governments."""
    if any(thing.government_id != government.pk for thing in things):
        raise BadInput("所选的人员、单位或岗位不属于本级政府")


def require_text(value: str, what: str, field: str, longest: int) -> str:
    """A line that must be filled in, without surrounding blanks."""
    text = value.strip()
    if not text:
        raise BadInput(f"请填写{what}", field=field)
    if len(text) > longest:
        raise BadInput(f"{what}有{len(text)}字，最多{longest}字", field=field)
    return text


def require_sane_day(day: date, at: datetime, field: str) -> None:
    """Neither before anyone's working life nor more than a year ahead: a slip of the pen otherwise."""
    today = date_of(at)
    if not today - LONGEST_BACK <= day <= today + LONGEST_AHEAD:
        raise BadInput(f"{day.year}年{day.month}月{day.day}日离今天太远，请核对日期", field=field)


def require_sane_span(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Ends after it begins and after now, begins within a year, and lasts no longer than one."""
    if ends_at <= starts_at:
        raise BadInput("结束时间要晚于开始时间", field="ends_at")
    if ends_at <= now:
        raise BadInput(f"结束时间{moment(ends_at)}已经过去，请核对", field="ends_at")
    if starts_at - now > LONGEST_AHEAD or ends_at - starts_at > LONGEST_AHEAD:
        raise BadInput("时间超出一年，请核对日期", field="ends_at")


def told(
    act: str,
    text: str,
    at: datetime,
    by: Official | Account | None,
    article: int | None = None,
    cause: str = "",
    **data: Any,
) -> Line:
    """A line that says who did what; where no official did, on what it rests (`cause`), else the operator."""
    actor = by.official if isinstance(by, Account) else by
    who = actor.name if actor else cause or "系统管理员"
    return Line(act, at, f"{who}{text}", actor=actor, article=article, data=data)


def note(
    government: Government,
    act: str,
    text: str,
    at: datetime,
    by: Official | Account | None,
    article: int | None = None,
    cause: str = "",
    **data: Any,
) -> None:
    """One line in the chain of the government, in the transaction of the act; the last lock that it takes."""
    note_all(government, [told(act, text, at, by, article, cause, **data)])


def note_all(government: Government, lines: Sequence[Line]) -> None:
    """The lines of an act on many rows: one each, in one go."""
    record_office_many(government, lines)


# --- Who keeps an office's people ------------------------------------------------------------------------


def keeps(account: Account, government: Government, at: datetime) -> bool:
    """Whether he may keep this government's people: an operator, or the staff of its own office."""
    official = account.official
    mine = official is not None and official.government_id == government.pk and in_office(official, date_of(at))
    return mine or keeps_system(account)
