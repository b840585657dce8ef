"""Writing the journal: one line in the transaction of the act it tells of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from govrules.core.journal.models import ChainHead, JournalEntry
from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official, Seat

GENESIS = "0" * 64


@dataclass(frozen=True)
class Line:
    """What a journal line tells, before it is chained. `actor` None means the system's timer."""

    act: str
    at: datetime
    text: str = ""
    actor: Official | None = None
    in_place_of: Seat | None = None
    ground: str = ""
    article: int | None = None
    was: str = ""
    now: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def record(matter: Matter, line: Line) -> JournalEntry:
    """Append a line to the chain of a matter that the caller has locked."""
    last = JournalEntry.objects.filter(matter=matter).order_by("-seq").values_list("seq", "digest").first()
    entry = chained(matter.government_id, matter.pk, last, line)
    entry.save(force_insert=True)
    return entry


def record_office(government: Government, line: Line) -> JournalEntry:
    """Append a line that belongs to no matter, to the chain of its government (locks the chain head)."""
    ChainHead.objects.get_or_create(government=government)
    ChainHead.objects.select_for_update().get(government=government)
    lines = JournalEntry.objects.filter(matter=None, government=government)
    last = lines.order_by("-seq").values_list("seq", "digest").first()
    entry = chained(government.pk, None, last, line)
    entry.save(force_insert=True)
    return entry


def chained(government_id: int, matter_id: int | None, last: tuple[int, str] | None, line: Line) -> JournalEntry:
    """An unsaved entry that follows `last` (seq, digest); None starts a chain."""
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    entry = JournalEntry(
        government_id=government_id, matter_id=matter_id, seq=seq, previous=previous, at=line.at, act=line.act,
        actor=line.actor, in_place_of=line.in_place_of, ground=line.ground, article=line.article,
        was=line.was, now=line.now, text=line.text, data=dict(line.data),
    )  # fmt: skip
    entry.digest = digest(entry)
    return entry


def digest(entry: JournalEntry) -> str:
    """SHA-256 over everything a line says and the digest before it; the same on every database."""
    said = [
        entry.government_id, entry.matter_id, entry.seq, entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.act, entry.actor_id, entry.in_place_of_id, entry.ground, entry.article, entry.was, entry.now,
        entry.text, entry.data, entry.previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
