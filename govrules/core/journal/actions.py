"""Writing the journal: one line in the transaction of the act it tells of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from govrules.core.journal.models import ChainHead, JournalEntry
from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official, Seat

GENESIS = "0" * 64

Head = tuple[int, str]  # of a chain: number and digest of its last line


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


@dataclass(frozen=True)
class MatterLine:
    """A line and the matter it is about, for writing many at once."""

    government_id: int
    matter_id: int
    line: Line


def record(matter: Matter, line: Line) -> JournalEntry:
    """Append a line to the chain of a matter that the caller has locked."""
    last = JournalEntry.objects.filter(matter=matter).order_by("-seq").values_list("seq", "digest").first()
    entry = chained(matter.government_id, matter.pk, last, line)
    entry.save(force_insert=True)
    return entry


def record_many(lines: Sequence[MatterLine]) -> None:
    """Append lines, in the order given, to the chains of matters that the caller has locked: two queries."""
    heads = heads_of({each.matter_id for each in lines})
    entries = []
    for each in lines:
        entry = chained(each.government_id, each.matter_id, heads.get(each.matter_id), each.line)
        heads[each.matter_id] = (entry.seq, entry.digest)
        entries.append(entry)
    JournalEntry.objects.bulk_create(entries)


def heads_of(matter_ids: Iterable[int]) -> dict[int, Head]:
    """The last line of each of these matters' chains; a matter without lines is left out. One query."""
    lines = JournalEntry.objects.filter(matter=OuterRef("pk")).order_by("-seq")
    rows = Matter.objects.filter(pk__in=list(matter_ids)).values_list(
        "pk", Subquery(lines.values("seq")[:1]), Subquery(lines.values("digest")[:1])
    )
    return {pk: (seq, digest) for pk, seq, digest in rows if seq is not None}


def record_office(government: Government, line: Line) -> JournalEntry:
    """Append a line that belongs to no matter, to the chain of its government (locks the chain head)."""
    ChainHead.objects.get_or_create(government=government)
    ChainHead.objects.select_for_update().get(government=government)
    lines = JournalEntry.objects.filter(matter=None, government=government)
    last = lines.order_by("-seq").values_list("seq", "digest").first()
    entry = chained(government.pk, None, last, line)
    entry.save(force_insert=True)
    return entry


def chained(government_id: int, matter_id: int | None, last: Head | None, line: Line) -> JournalEntry:
    """An unsaved entry that follows `last`; None starts a chain."""
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    entry = JournalEntry(
        government_id=government_id, matter_id=matter_id, seq=seq, previous=previous, at=line.at,
        act=line.act, actor_id=line.actor and line.actor.pk, ground=line.ground, article=line.article,
        in_place_of_id=line.in_place_of and line.in_place_of.pk, was=line.was, now=line.now, text=line.text,
        data=dict(line.data),
    )  # fmt: skip
    entry.digest = digest(entry)
    return entry


def digest(entry: JournalEntry) -> str:
    """SHA-256 over everything a line says and the digest before it; the same on every database."""
    said = [
        entry.government_id, entry.matter_id, entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"), entry.act, entry.actor_id,
        entry.in_place_of_id, entry.ground, entry.article, entry.was, entry.now, entry.text, entry.data,
        entry.previous,
    ]  # fmt: skip
    return sha256_of(said)


def sha256_of(said: list[Any]) -> str:
    """SHA-256 of a value as JSON with its keys in order."""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
