"""What is told when a rung fires: the journal's line, and the notices and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from govrules.core import registry
from govrules.core.deadlines.due import Row, Shot, Tick
from govrules.core.deadlines.models import Rung
from govrules.core.journal.actions import Line, MatterLine
from govrules.core.notices.actions import News, written
from govrules.core.workdays import chinese, office_date

NOBODY = "还没有人可以办理这一步"
LATE = timedelta(hours=1)  # after which the journal says that a rung was missed


def line_of(shot: Shot, tick: Tick) -> MatterLine:
    """The journal's line; it says so when the rung was missed and fires late."""
    row = shot.row
    data = {"deadline": row.id, "rung": shot.rung.value, "cycle": row.cycle, "planned": shot.planned.isoformat()}
    text = TEXTS[shot.rung](row, tick) + (_missed(shot) if tick.at - shot.planned > LATE else "")
    told = Line(ACTS[shot.rung], tick.at, text, article=row.article, data=data)
    return MatterLine(row.government_id, row.matter_id, told)


def _warning(row: Row, _: Tick) -> str:
    return f"提醒{row.whose}：应于{row.last}前办理"


def _mark(row: Row, _: Tick) -> str:
    if row.acts:
        return f"{row.whose}的时限已于{row.last}届满，未办理"
    by_hand = row.on_pass and row.on_pass not in registry.consequences()
    return f"{row.whose}逾期：最后一日为{row.last}，尚未办理" + ("；后续由办公室人工处理" if by_hand else "")


def _wait(row: Row, tick: Tick) -> str:
    missing = f"（{row.missing}）" if row.for_nobody and row.missing else ""
    held_back = "产生后果" if row.acts else "记为逾期"
    return f"{row.whose}的时限{row.last}已到，{waits_for(row, tick)}{missing}，暂不{held_back}"


def _missed(shot: Shot) -> str:
    return f"（应于{chinese(office_date(shot.planned))}记录，现补记）"


def waits_for(row: Row, tick: Tick) -> str:
    """Why a period has no consequence yet: nobody was ever asked, or no notice has settled its days."""
    if row.for_nobody:
        return NOBODY
    return f"{tick.calendar.last_known.year + 1}年放假安排尚未载入"


ACTS = {Rung.WARN: "warn", Rung.DUE: "pass", Rung.WAIT: "wait"}
TEXTS = {Rung.WARN: _warning, Rung.DUE: _mark, Rung.WAIT: _wait}


def notices_of(shots: Sequence[Shot], tick: Tick) -> list[dict[str, Any]]:
    """The rows of the outbox; none for a reminder that was missed until the period was over."""
    told = [(shot, _recipients(shot, tick)) for shot in shots if shot.rung != Rung.WARN or shot.row.due_at > tick.at]
    people = tick.officials({pk for _, recipients in told for pk in recipients})
    return written(
        [
            (people[official], news, shot.row.matter_id)
            for shot, recipients in told
            if (news := _news(shot, tick))
            for official in recipients & people.keys()
        ],
        tick.at,
    )


def _recipients(shot: Shot, tick: Tick) -> set[int]:
    """The holder is warned; of what is late the office hears too; a wait concerns the host and the office."""
    row = shot.row
    if shot.rung == Rung.WARN:
        return {row.holder}
    first = row.opened_by if shot.rung == Rung.WAIT else row.holder
    return {first} | ({office} if (office := tick.office(row.government_id)) else set())


def _news(shot: Shot, tick: Tick) -> News:
    row = shot.row
    word = {Rung.WARN: "提醒", Rung.DUE: "逾期", Rung.WAIT: "暂缓"}[shot.rung]
    body = TEXTS[shot.rung](row, tick)
    return News(f"deadline:{row.id}:{shot.rung}:{row.cycle}", f"{word}（{row.last}）：{row.title}", body, row.article)
