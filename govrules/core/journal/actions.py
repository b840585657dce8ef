"""Writing the journal: one line in the transaction of the act it tells of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from govrules.core import bulk
from govrules.core.journal.models import ChainHead, JournalEntry, MatterHead
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


def record(matter: Matter, line: Line) -> None:
    """Append a line to the chain of a matter that the caller has locked."""
    entry = chained(matter.government_id, matter.pk, _last(matter.pk), line)
    bulk.insert(JournalEntry, [entry])
    _keep({matter.pk: (entry["seq"], entry["digest"])})


def record_many(lines: Sequence[MatterLine]) -> None:
    """Append lines, in the order given, to the chains of matters that the caller has locked: three queries."""
    heads = heads_of({each.matter_id for each in lines})
    entries = []
    for each in lines:
        entry = chained(each.government_id, each.matter_id, heads.get(each.matter_id), each.line)
        heads[each.matter_id] = (entry["seq"], entry["digest"])
        entries.append(entry)
    bulk.insert(JournalEntry, entries)
    _keep(heads)


def _last(matter_id: int) -> Head | None:
    """The end of a matter's chain. Every act asks for it, so it is asked in SQL: a third of the time."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT seq, digest FROM {HEADS} WHERE matter_id = %s", [matter_id])  # noqa: S608
        return cursor.fetchone()


def _keep(heads: Mapping[int, Head]) -> None:
    """Write the ends of these matters' chains: one query."""
    if not heads:
        return
    rows = ", ".join(["(%s, %s, %s)"] * len(heads))
    sql = f"INSERT INTO {HEADS} (matter_id, seq, digest) VALUES {rows} ON CONFLICT (matter_id) DO UPDATE "  # noqa: S608
    with connection.cursor() as cursor:
        values = [value for pk in sorted(heads) for value in (pk, *heads[pk])]
        cursor.execute(sql + "SET seq = excluded.seq, digest = excluded.digest", values)


HEADS = MatterHead._meta.db_table


def heads_of(matter_ids: Iterable[int]) -> dict[int, Head]:
    """The ends of these matters' chains; a matter without lines is left out. One query."""
    rows = MatterHead.objects.filter(matter__among=list(matter_ids)).values_list("matter", "seq", "digest")
    return {pk: (seq, digest) for pk, seq, digest in rows}


def record_office(government: Government, line: Line) -> None:
    """Append a line that belongs to no matter, to the chain of its government (locks the chain head)."""
    record_office_many(government, [line])


def record_office_many(government: Government, lines: Sequence[Line]) -> None:
    """Append lines in the order given to the chain of a government, in as many queries as for one."""
    if not lines:
        return
    ChainHead.objects.get_or_create(government=government)
    head = ChainHead.objects.select_for_update().get(government=government)
    last = (head.seq, head.digest) if head.seq else None
    entries = []
    for line in lines:
        entries.append(chained(government.pk, None, last, line))
        last = (entries[-1]["seq"], entries[-1]["digest"])
    bulk.insert(JournalEntry, entries)
    ChainHead.objects.filter(pk=head.pk).update(seq=entries[-1]["seq"], digest=entries[-1]["digest"])


def chained(government_id: int, matter_id: int | None, last: Head | None, line: Line) -> dict[str, Any]:
    """The columns of the line that follows `last`; None starts a chain."""
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    values = {
        "government_id": government_id, "matter_id": matter_id, "seq": seq, "at": line.at, "act": line.act,
        "actor_id": line.actor and line.actor.pk, "in_place_of_id": line.in_place_of and line.in_place_of.pk,
        "ground": line.ground, "article": line.article, "was": line.was, "now": line.now, "text": line.text,
        "data": dict(line.data), "previous": previous,
    }  # fmt: skip
    return values | {"digest": digest(values)}


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 over everything a line says and the digest before it; the same on every database."""
    said = [values[name] for name in SAID]
    said[SAID.index("at")] = values["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return sha256_of(said)


SAID = (
    "government_id", "matter_id", "seq", "at", "act", "actor_id", "in_place_of_id", "ground", "article", "was", "now",
    "text", "data", "previous",
)  # fmt: skip


def sha256_of(said: Any) -> str:
    """SHA-256 of a value as JSON with its keys in order."""
    return hashlib.sha256(to_json(said).encode()).hexdigest()


to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
